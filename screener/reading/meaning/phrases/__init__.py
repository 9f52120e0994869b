"""Limits and windows: what a phrase of numbers and time means."""
