"""The command line: compile, check, screen, explain."""
