"""What a bracket does to the term before it."""
