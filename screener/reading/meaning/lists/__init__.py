"""Lists: their members, heads and connectives, and what is denied with them."""
