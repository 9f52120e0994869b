"""Takes a protocol and its reports, gives what is printed and signed, and the words that verdicts are told in."""
