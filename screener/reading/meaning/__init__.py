"""Takes the clauses of one item, gives its node: names resolved, modifiers shared out, and/or weighed, doubts kept."""
