"""What a criterion is: takes nodes and protocols, gives them as notation, plain words, JSON and protocol files.

`nodes` and `protocol` hold the types; `notation` prints and parses rules (`print_rule`, `parse_rule`, `question_key`),
`prose` reads them back in English, `serial` is the JSON contract of compiling, `protocol_file` keeps reviewed rules
(`load_protocol`, `dump_protocol`, `merge_reviewed`, `rules_hash`), and `lint` checks a protocol's design.
"""
