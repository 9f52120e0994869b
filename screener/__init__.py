"""Reads eligibility criteria with a grammar and screens patient records against them.

Decision support that a person confirms; see README.md for what it does not do.
"""

__version__ = "0.1.0"
