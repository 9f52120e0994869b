"""Takes protocol text, gives a protocol: document, scan, syntax, build, resolve, readings, ledger."""
