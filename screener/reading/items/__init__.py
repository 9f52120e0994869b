"""One item of a list: its stretches, the items below it, and what both say together."""
