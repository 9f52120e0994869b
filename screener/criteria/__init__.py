"""What a criterion is: typed nodes, their notation (print and parse), prose, lint and protocol files."""
