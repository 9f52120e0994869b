"""From settled tags to clauses, by the LALR grammars; from clauses to sentences and their parts in the text."""
