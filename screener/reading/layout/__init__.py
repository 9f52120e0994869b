"""The layout of a text: its lists and headings, what they head, and the items in them."""
