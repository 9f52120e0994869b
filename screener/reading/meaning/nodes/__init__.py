"""From a draft to its node, by the kind of its head."""
