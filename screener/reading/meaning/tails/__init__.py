"""What follows a list or stands before it: examples, definitions, exceptions, conditions, permissions."""
