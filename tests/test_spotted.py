"""Each pattern that is looked for only where one of its words stands fits nothing without one of them."""

from re import _constants as kinds
from re import _parser as parser

import pytest

from screener.reading.layout import prose
from screener.reading.syntax import sentence_roles

SPOTTED = {
    "told": sentence_roles._patterns().told,
    "must": sentence_roles._MUST,
    "kept out": sentence_roles._KEPT_OUT_IF,
    "narrative": prose._NARRATIVE,
}


def holds(parsed, words, run=""):
    """Whether everything that a parsed pattern fits holds one of the words; `run`: the letters that stand before it."""
    parts = list(parsed)
    for at, (kind, found) in enumerate(parts):
        if kind is kinds.LITERAL:
            run += chr(found).lower()
            continue
        if any(word in run for word in words):
            return True
        if kind is kinds.MAX_REPEAT and found[:2] == (0, 1) and [one[0] for one in found[2]] == [kinds.LITERAL]:
            rest = parts[at + 1 :]  # "can ?not" is "cannot" or "can not"
            return holds(rest, words, run) and holds([found[2][0], *rest], words, run)
        run = ""
        if kind is kinds.BRANCH and all(holds(branch, words) for branch in found[1]):
            return True
        if kind is kinds.SUBPATTERN and holds(found[3], words):
            return True
        if kind is kinds.MAX_REPEAT and found[0] > 0 and holds(found[2], words):
            return True
    return any(word in run for word in words)


@pytest.mark.parametrize("name", SPOTTED)
def test_nothing_fits_without_a_word(name):
    spotted = SPOTTED[name]
    assert all(word == word.lower() for word in spotted.words)
    assert holds(parser.parse(spotted.pattern.pattern, spotted.pattern.flags), spotted.words)


def test_a_pattern_is_looked_for_where_its_word_stands():
    must = sentence_roles._MUST
    assert must.search("They MUST sign.", "they must sign.")
    assert must.search("They sign.", "they sign.") is None
    assert must.search("Mustard is eaten.", "mustard is eaten.") is None
