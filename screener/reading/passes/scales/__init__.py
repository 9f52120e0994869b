"""Passes over scales, grades, stages and classes."""
