"""One chunk of a clause: its heads, each a draft with its modifiers, numbers and times."""
