"""Last looks at a node: its numbers and names are all held, and nothing in it contradicts itself."""
