"""Takes the data files of `rules/`, gives concepts with their synonyms, codes, units and hierarchy."""
