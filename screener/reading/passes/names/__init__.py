"""Passes over names: what belongs to the name of a disease, treatment, measure or trial."""
