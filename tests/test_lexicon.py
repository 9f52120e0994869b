"""The names of the catalogue are found in a text as its tokens part them."""

import pytest

from screener.catalog.load import catalog
from screener.reading.scanning.lexicon import as_read
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tokens import tokens


def _glued():
    names = {*catalog().names, *catalog().cased_names}
    return sorted(name for name in names if any(word[0].isdigit() and not word.isdigit() for word in name))


@pytest.mark.parametrize("name", _glued(), ids=" ".join)
def test_a_name_with_a_number_before_letters_is_found(name):
    read = tuple(token.norm for token in tokens(" ".join(name)))
    assert as_read(name) == read
    assert read in lexicon().roles or read in lexicon().cased


def test_other_names_stay_as_they_are():
    assert as_read(("hemoglobin", "a1c")) == ("hemoglobin", "a1c")
