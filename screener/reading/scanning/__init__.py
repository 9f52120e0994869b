"""From characters to tags: the tokens, the word lists, and the roles that a word can play."""
