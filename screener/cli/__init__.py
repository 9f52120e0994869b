"""The command line: takes arguments, gives text, tables, JSON, CSV or a page; one module a verb."""
