"""Passes over denials, inabilities and permissions."""
