"""What the members of a list share: a status, a time, a limit or a head, forward and back."""
