"""The vetted table of units: every spelling that protocols and records write, and what it stands for.

Takes a spelling, gives the unit or None; no spelling is ever guessed (DESIGN section 5).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from functools import lru_cache
from typing import Any
from typing import Protocol

from screener.core.data import read_text
from screener.core.flat_toml import records


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its canonical UCUM code, its dimension and how it is printed.

    A value times `factor` plus `offset` is the value in the base unit of the dimension (`rules/dimensions.toml`).
    """

    code: str
    dimension: str
    label: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)


class Allowed(Protocol):
    """What a measure says about its units; `catalog.concept.Measure` has it."""

    @property
    def unit(self) -> str:
        """The default unit."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that it may be recorded in."""


@cache
def unit_table() -> Mapping[str, Unit]:
    """Every vetted unit by its canonical code."""
    return {code: _unit(code, record) for code, record in _data().items()}


@cache
def _data() -> dict[str, dict[str, Any]]:
    return records(read_text("rules", "units.toml"))


def _unit(code: str, record: Mapping[str, str]) -> Unit:
    factor, offset = Fraction(record["factor"]), Fraction(record.get("offset", "0"))
    return Unit(code, record["dimension"], record["label"], factor, offset)


@cache
def _any_case() -> dict[str, str]:
    spelled = ((_squeeze(text), code) for text, code in _spelled())
    return {key.lower(): code for key, code in spelled if len(key) > 1}


def _spelled() -> Iterator[tuple[str, str]]:
    for code, record in _data().items():
        yield code, code
        for spelling in (*record.get("spellings", ()), *record.get("recorded", ())):
            yield spelling, code


@cache
def _exact_case() -> dict[str, str]:
    table = {_squeeze(text): code for code, record in _data().items() for text in (code, *record.get("exact", ()))}
    return table | {key: code for text, code in _spelled() if len(key := _squeeze(text)) == 1}


@cache
def limited_spellings() -> Mapping[str, tuple[str, ...]]:
    """Spellings that only the measure can decide, with the units that each may stand for."""
    table: dict[str, tuple[str, ...]] = {}
    for code, record in _data().items():
        for spelling in record.get("limited", ()):
            key = _squeeze(spelling)
            table[key] = (*table.get(key, ()), code)
    return table


@cache
def unit_spellings() -> Mapping[str, str]:
    """Every spelling of running text that needs no measure to be understood, in its normal form, with its UCUM code."""
    recorded = {_squeeze(text) for record in _data().values() for text in record.get("recorded", ())}
    shut = recorded | {key.lower() for key in recorded if len(key) > 1} | limited_spellings().keys()
    spellings = {key: code for key, code in _any_case().items() if key not in shut}
    exact = {
        key: code for key, code in _exact_case().items() if key not in shut or (key == code and key not in recorded)
    }
    return spellings | exact


@cache
def unit_first_words() -> frozenset[str]:
    """The first word, in lower case, of every spelling of more than one word."""
    texts = (text.split() for text, _ in _spelled() if " " in text.strip())
    return frozenset(words[0].lower() for words in texts if words[0].isalpha())


@cache
def unit_words() -> frozenset[str]:
    """Every word, in lower case, that occurs in the spelling of some unit."""
    texts = [text for text, _ in _spelled()]
    texts += [text for record in _data().values() for text in (*record.get("exact", ()), *record.get("limited", ()))]
    short = _words()[1]
    spelled = {word.lower() for text in (*texts, *unit_spellings()) for word in _LETTERS.findall(text)}
    return frozenset(spelled | {form for word in short for form in (word, word + "s")})


@cache
def spelled_out() -> frozenset[str]:
    """The words, in lower case, that name a unit in full, singular and plural; not "per"."""
    return frozenset(form for word, short in _words()[1].items() if short != "/" for form in (word, word + "s"))


@lru_cache(maxsize=4096)
def normal_spelling(text: str) -> str:
    """The form under which the table keeps a spelling: no spaces, plain digits, lower case unless case matters."""
    squeezed = _squeeze(text)
    return squeezed if squeezed in _exact_case() or squeezed in limited_spellings() else squeezed.lower()


@lru_cache(maxsize=4096)
def _plain(squeezed: str) -> Unit | None:
    if squeezed in refused_spellings():
        return None
    code = _exact_case().get(squeezed) or _any_case().get(squeezed.lower())
    return unit_table()[code] if code else None


def refused_spellings() -> Mapping[str, str]:
    """Spellings that nobody may guess, with the two things that each could mean."""
    return _words()[2]


def find_unit(spelling: str, measure: Allowed | None = None) -> Unit | None:
    """The unit that a spelling or UCUM code stands for, None if it is not in the table or not decided.

    The measure decides spellings such as `C`, `G/L` or `units`, by the units that it may be recorded in.
    """
    if len(spelling) > LONGEST:
        return None
    squeezed = _squeeze(spelling)
    candidates = limited_spellings().get(squeezed)
    if candidates is None:
        return _plain(squeezed)
    fitting = [code for code in candidates if measure is not None and code in measure.units]
    return unit_table()[fitting[0]] if len(fitting) == 1 else unit_table().get(squeezed)


LONGEST = 80
"""No unit is spelled in more characters than this."""


def near_units(spelling: str) -> tuple[str, ...]:
    """Up to three labels of units whose spelling is close, to offer where one is unknown."""
    close = difflib.get_close_matches(_squeeze(spelling[:LONGEST]).lower(), _any_case(), n=8, cutoff=0.6)
    labels = dict.fromkeys(unit_table()[_any_case()[key]].label for key in close)
    return tuple(label for label in labels if label)[:3]


_LETTERS = re.compile(r"[A-Za-z]+")
_POWER = re.compile(
    r"^[xX*.]?(?:10(?:\^|\*{1,2}|[eExX]\+?|\()|10(?=\d)|1[eE]\+?)"  # 10^, 10*, 10e, 10x, 10( or a superscript lost
    r"\(?\+?0?(3|4|5|6|8|9|12)\)?(?![\d.])[x.]?"
)
_CARET = re.compile(r"(?<=[A-Za-z])(?:\^|\*\*)\(?(\d)\)?")


@cache
def _words() -> tuple[dict[int, str], dict[str, str], dict[str, str]]:
    data = records(read_text("rules", "unit-words.toml"))
    return {ord(sign): plain for sign, plain in data["characters"].items()}, data["words"], data["refused"]


@lru_cache(maxsize=4096)
def _squeeze(text: str) -> str:
    """The spelling with plain characters, short unit words and powers of ten as UCUM writes them, without spaces."""
    characters, short, _ = _words()
    plain = text.translate(characters)
    plain = _LETTERS.sub(lambda found: _short(found[0], short), plain)
    plain = "".join(plain.split()).rstrip(".")
    plain = _CARET.sub(r"\1", plain)
    return _POWER.sub(r"10*\1", plain)


def _short(word: str, short: Mapping[str, str]) -> str:
    low = word.lower()
    return short.get(low) or (short.get(low[:-1]) if low.endswith("s") else None) or word
