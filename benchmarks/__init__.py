"""Measures of the program, each run by one command."""
