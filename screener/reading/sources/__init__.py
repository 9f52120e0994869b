"""Where a protocol's texts come from: registry records, pasted pages, structured fields."""
