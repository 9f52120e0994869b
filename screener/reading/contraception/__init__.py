"""Takes a sentence about contraception, gives what it asks of whom and when, or nothing where a word of it is not known."""
