"""From the sentences of an item to one node."""
