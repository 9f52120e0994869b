"""Passes over the people that something is said of: a sex, kin, a group of candidates."""
