"""Takes one patient and one protocol, gives the report: truth per node, finding per criterion, status, questions."""
