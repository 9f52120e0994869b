"""Passes over the tags of an item, before the grammars: each settles one way of writing."""
