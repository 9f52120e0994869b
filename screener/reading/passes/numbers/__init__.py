"""Passes over numbers, signs and units: what is counted, limited or changed, and by how much."""
