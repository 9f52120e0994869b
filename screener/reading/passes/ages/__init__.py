"""Passes over ages: whose they are, and what happened at them."""
