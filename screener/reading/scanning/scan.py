"""Takes one stretch of source text, gives its tags: longest match over the word lists, the catalogue and the units."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

from screener.catalog.load import catalog
from screener.core.quantity import normal_spelling
from screener.core.quantity import spelled_out
from screener.core.quantity import unit_first_words
from screener.core.quantity import unit_spellings
from screener.core.quantity import unit_words
from screener.reading.scanning.broken_words import BREAKS
from screener.reading.scanning.broken_words import mended
from screener.reading.scanning.broken_words import parted
from screener.reading.scanning.grown_together import class_of
from screener.reading.scanning.lexicon import Lexicon
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tokens import Token
from screener.reading.scanning.tokens import tokens

_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_MARK_TYPES = {
    ",": "COMMA", ";": "SEMI", ":": "COLON", ".": "STOP", "(": "LP", "[": "LP", "{": "LP", ")": "RP", "]": "RP",
    "}": "RP", "/": "SLASH", "-": "DASH", "&": "AND", "+": "PLUS", "!": "STOP", "|": "STOP", "×": "TIMES",
}  # fmt: skip
_LINKS = frozenset("-/.'’+_^")
_UNIT_TOKENS = 10
_SHORT = 3
"""Abbreviations of so many letters mean many things."""
_SHORTENED = frozenset({"St"})
"""What a point cuts short within a name."""
_SIGHT = ("myop", "high myop", "hyperop", "hypermetrop", "astigmat", "refract", "spher", "cylind", "ametrop", "anisometrop")
_CALENDAR = {"a": "year", "mo": "month", "wk": "week", "d": "day", "h": "hour"}
_AGE_WORDS = re.compile(r"\b(?:old|age)\b", re.IGNORECASE)
_PREDICTED = re.compile(r"\s*(?:of\s+)?(?:the\s+)?pred", re.IGNORECASE)
_NUMBERED = re.compile(r"[a-z]+\d+(?=[a-z])")
"""How "log10 copies/mL" begins."""
_BEFORE_NEGATIVE = frozenset({
    "than", "between", "from", "and", "to", "below", "above", "under", "over", "of", "is", "was", "least", "most",
})  # fmt: skip
_ONLY_NEGATIVE = frozenset({"of"})
"""Words behind which a dash that stands off its number can only be a minus ("of - 3 dB")."""
_CLOSED = frozenset({"PREP", "TU", "AND", "OR", "FILL", "WITHIN", "AT", "CMP"})
_BEFORE_NUMBER = frozenset({"over", "under", "above", "below", "beyond", "older", "younger"})
_GIGA = frozenset({"G/L", "G/l"})
_STOPS_UNIT = frozenset({",", ";", ":", "(", ")", "[", "]"})


def scan(text: str, start: int = 0, end: int | None = None) -> list[Tag]:
    """The tags of `text[start:end]` in order; each character but white space lies in exactly one."""
    found = tokens(text, start, end)
    index = lexicon()
    if any(text.find(broken, start, end) >= 0 for broken in BREAKS):
        found = mended(found, text, index)
    if any(token.norm.startswith("post") for token in found):
        found = parted(found, index)
    made: list[Tag] = []
    at = 0
    count = len(found)
    while at < count:
        token = found[at]
        kind = token.kind
        if kind == "mark":
            at = _mark(found, at, text, made)
        elif kind == "cmp":
            made.append(Tag("CMP", token.start, token.end, token.norm, token.text))
            at += 1
        else:
            taken, roles = _name(found, at, index)
            if not roles and kind == "word":
                made += class_of(token, text[token.end : token.end + 2], index) or (_word(token),)
                at += 1
                continue
            if token.norm == "the" and at + 1 < count and found[at + 1].kind == "word":
                longer, named = _name(found, at + 1, index)
                if named and longer > taken - 1:
                    made.append(_lone_word(token, index))
                    at, token, taken, roles = at + 1, found[at + 1], longer, named
            if kind == "num" and (taken < 2 or not roles):
                at = _number(found, at, text, made, index)
            elif roles[0][0] == "POST" and taken > 1 and _compares_next(found, at + taken, index):
                made.append(_lone_word(found[at], index))
                at += 1
            elif taken == 1 and _of_a_longer_word(made, token):
                made.append(_word(token))
                at += 1
            else:
                first, last = token.start, found[at + taken - 1].end
                made.append(Tag(roles[0][0], first, last, roles[0][1], _one_line(text[first:last]), roles[1:]))
                at += taken
                if roles[0][0] == "NUM" or (roles[0][0] == "POST" and _unit_follows(found, at, made, index)):
                    at = _unit(found, at, text, made, index)
    return made


def _compares_next(found: list[Token], at: int, index: Lexicon) -> bool:
    """Whether "than" or a number follows, so that "or more", "and under" begins a comparison and does not end one."""
    if at >= len(found) or found[at].kind == "mark":
        return False
    if found[at].norm == "than" or (found[at].norm == "or" and at + 1 < len(found) and found[at + 1].norm == "equal"):
        return True
    if found[at - 1].norm not in _BEFORE_NUMBER:
        return False
    return found[at].kind == "num" or any(kind in {"NUM", "ULN"} for kind, _ in _name(found, at, index)[1])


def _unit_follows(found: list[Token], at: int, made: list[Tag], index: Lexicon) -> bool:
    """Whether a unit can stand behind "or more" behind a number ("3 or more drinks a day")."""
    if len(made) < 2 or made[-2].type != "NUM" or at >= len(found) or found[at].kind != "word":
        return False
    return not any(kind in _CLOSED for kind, _ in index.roles.get((found[at].norm,), ()))


def _of_a_longer_word(made: list[Tag], token: Token) -> bool:
    """Whether a short abbreviation only ends an unknown one ("ESBL-PE" is no pulmonary embolism)."""
    if len(token.text) > _SHORT or not token.text.isupper() or len(made) < 2:
        return False
    dash, before = made[-1], made[-2]
    joined = dash.type == "DASH" and dash.end == token.start and before.end == dash.start
    return joined and before.type == "TEXT" and before.text.isupper()


def _one_line(words: str) -> str:
    """Words with one blank for each white space between them, so that a name that is wrapped is that name."""
    return " ".join(words.split()) if "\n" in words or "  " in words or "\r" in words else words


def _lone_word(token: Token, index: Lexicon) -> Tag:
    roles = index.roles.get((token.norm,), ())
    if not roles:
        return _word(token)
    return Tag(roles[0][0], token.start, token.end, roles[0][1], token.text, roles[1:])


def _word(token: Token) -> Tag:
    plain = token.text if token.text.isascii() else unicodedata.normalize("NFKC", token.text)
    if plain in _ROMAN:
        return Tag("ROMAN", token.start, token.end, _ROMAN[plain], token.text)
    return Tag("TEXT", token.start, token.end, token.norm, token.text)


def _name(found: list[Token], at: int, index: Lexicon) -> tuple[int, tuple[tuple[str, object], ...]]:
    """How many tokens the longest name that starts here takes (its linking marks among them), and its roles."""
    _, _, _, raw, norm = found[at]
    folded, cased = index.longest.get(norm, 0), index.longest_cased.get(raw, 0)
    if folded > 1 or cased > 1:
        plain = at + 1 < len(found) and found[at + 1].kind == "word"  # as nearly always
        second = at + 1 if plain else _next_word(found, at)
        if second:
            _, _, _, second_raw, second_norm = found[second]
            folded = index.pairs.get((norm, second_norm), 1) if folded > 1 else folded
            cased = index.pairs_cased.get((raw, second_raw), 1) if cased > 1 else cased
            if folded > 1 or cased > 1:
                return _long_name(found, at, second, folded, cased, index)
    if cased:
        roles = index.cased.get((raw,))
        if roles:
            return 1, roles + index.roles.get((norm,), ())
    if folded:
        roles = index.roles.get((norm,))
        if roles:
            return 1, roles
    return 0, ()


def _surname(token: Token) -> bool:
    """Whether a word may be one of two people's that a scale is called after."""
    return len(token.text) > 3 and token.text[:1].isupper() and token.text[1:].islower()


_MARKER = re.compile(r"CD\d{1,3}", re.IGNORECASE)
"""What a plus behind it says is there on a cell."""


def _next_word(found: list[Token], at: int) -> int:
    """The place of the next token of a name, over linking marks that join it without a space; 0 if there is none."""
    before, look, count = found[at], at + 1, len(found)
    while look < count:
        token = found[look]
        if token.kind != "mark":
            return look if token.kind != "cmp" else 0
        if look + 1 < count and token.norm == "." and before.text in _SHORTENED and token.start == before.end:
            look += 1  # "St. John's wort"
            continue
        if token.norm == "&" and look + 1 < count and _surname(before) and _surname(found[look + 1]):
            look += 1  # "Hoehn & Yahr"
            continue
        if token.norm == "+" and _MARKER.fullmatch(before.text) and token.start - before.end <= 1:
            look += 1  # "CD4+ T cell count"
            continue
        if token.norm not in _LINKS or token.start != before.end or look + 1 >= count or found[look + 1].start != token.end:
            return 0
        before = token
        look += 1
    return 0


def _long_name(
    found: list[Token], at: int, second: int, folded: int, cased: int, index: Lexicon
) -> tuple[int, tuple[tuple[str, object], ...]]:
    """As `_name`, for names of up to so many words, the second of which is found already."""
    places = [at, second]
    most = max(folded, cased)
    while len(places) < most and (look := _next_word(found, places[-1])):
        places.append(look)
    norms = [found[place].norm for place in places]
    raws = [found[place].text for place in places] if cased else []
    for size in range(len(places), 0, -1):
        if size <= cased:
            roles = index.cased.get(tuple(raws[:size]))
            if roles:
                return places[size - 1] - at + 1, roles + index.roles.get(tuple(norms[:size]), ())
        if size <= folded:
            roles = index.roles.get(tuple(norms[:size]))
            if roles:
                return _with_stops(found, places[size - 1] - at + 1, at), roles
    return 0, ()


def _with_stops(found: list[Token], taken: int, at: int) -> int:
    """Takes the final point of "e.g." and "i.e." along."""
    last = at + taken - 1
    dotted = last + 1 < len(found) and found[last + 1].norm == "." and found[last + 1].start == found[last].end
    if dotted and taken > 1 and found[last - 1].norm == ".":
        return taken + 1
    return taken


def _mark(found: list[Token], at: int, text: str, made: list[Tag]) -> int:
    token = found[at]
    kind = _MARK_TYPES.get(token.norm, "MARK")
    if kind == "DASH" and (_negates_number(found, at) or _below_zero(found, at, made)):
        number = found[at + 1]
        made.append(Tag("NUM", token.start, number.end, -Decimal(number.norm), text[token.start : number.end]))
        return _unit(found, at + 2, text, made)
    if kind == "STOP" and not _ends_sentence(found, at, text):
        kind = "MARK"
    made.append(Tag(kind, token.start, token.end, token.norm, token.text, state="filler"))
    return at + 1


def _negates_number(found: list[Token], at: int) -> bool:
    if at == 0 or at + 1 >= len(found) or found[at + 1].kind != "num":
        return False
    if found[at + 1].start == found[at].end:
        return found[at - 1].kind == "cmp" or found[at - 1].norm in _BEFORE_NEGATIVE
    return found[at + 1].start == found[at].end + 1 and found[at - 1].norm in _ONLY_NEGATIVE


def _below_zero(found: list[Token], at: int, made: list[Tag]) -> bool:
    """Whether a dash on a number stands straight behind a measure whose values lie below zero ("T-score -2.5 or less")."""
    if at + 1 >= len(found) or found[at + 1].kind != "num" or found[at + 1].start != found[at].end or not made:
        return False
    if found[at].start == made[-1].end:
        return False  # "MD-12" is a name
    near = made[-1:] if made[-1].type != "RP" else made[-4:-2]
    ids = [ident for tag in near if tag.type == "MEAS" and isinstance(tag.value, tuple) for ident in tag.value]
    measures = [catalog()[ident].measure for ident in ids if ident in catalog()]
    return bool(measures) and all(one is not None and one.low is not None and one.low < 0 for one in measures)


def _ends_sentence(found: list[Token], at: int, text: str) -> bool:
    if found[at].text == "|":
        return True
    if at + 1 >= len(found):
        return True
    after = found[at + 1]
    if after.start == found[at].end:
        return _runs_on(found[at - 1], after) if at else False
    return not after.text[0].islower() or "\n\n" in text[found[at].end : after.start]


_LEAST = 3
"""Letters that a whole word has at the least, on both sides of a full stop without its space; abbreviations have fewer."""


def _runs_on(before: Token, after: Token) -> bool:
    """Whether a sentence begins behind a full stop without its space ("leads to exclusion.Pregnant women")."""
    words = before.kind == after.kind == "word" and before.text[-_LEAST:].islower() and len(before.text) > _LEAST
    return words and len(after.text) >= _LEAST and after.text.istitle()


def _number(found: list[Token], at: int, text: str, made: list[Tag], index: Lexicon) -> int:
    token = found[at]
    value = token.norm
    if value.count(".") == 1 and len(value.split(".")[1]) == 3 and _counted_per_volume(found, at):
        value = value.replace(".", "")
    made.append(Tag("NUM", token.start, token.end, Decimal(value), token.text))
    return _unit(found, at + 1, text, made, index)


def _counted_per_volume(found: list[Token], at: int) -> bool:
    """Whether cells per microlitre follow, in which a point before three digits groups thousands (50.000/mm3)."""
    ahead = "".join(token.text for token in found[at + 1 : at + 5]).lower().replace("³", "3")
    return ahead.startswith(("/mm", "/µl", "/μl", "/ul", "cells/", "/mcl", "permm", "permicro", "cel", "mm3"))


def _unit(found: list[Token], at: int, text: str, made: list[Tag], index: Lexicon | None = None) -> int:
    """Adds the unit that starts here, if one does, and gives the place after it."""
    if at >= len(found):
        return at
    starts, spellings, words = _unit_index()
    first = found[at]
    if first.text == "D" and made[-1].type == "NUM" and ("." in made[-1].text or made[-1].text[0] == "-" or _of_sight(made)):
        made.append(Tag("UNIT", first.start, first.end, "[diop]", first.text))  # nobody counts days in fractions
        return at + 1
    if (
        first.norm not in starts
        and first.text.lower() not in starts
        and first.text[0].lower() not in "x×*/%％°℃℉µμ'"
        and first.norm != "per"
    ):
        return at
    best, code = 0, ""
    joined = ""
    drinks = first.norm in {"unit", "units"} and _of_alcohol(made)
    again = _short_forms(found[at : at + 2 * _UNIT_TOKENS])
    for size, token in enumerate(found[at : at + _UNIT_TOKENS + len(again)], start=1):
        if size - 1 in again:
            continue
        if token.norm in _STOPS_UNIT or (size > 1 and token.kind == "cmp"):
            break
        if size > 1 and _of_no_unit(token, words):
            break
        if token.norm == "\\":
            continue
        joined += "drinks" if drinks and size == 1 else token.text
        if token.norm == "." and size > 1:
            continue
        hit = spellings.get(joined) or spellings.get(normal_spelling(joined))
        if not hit and size > 1 and (token.kind == "word" or found[at + size - 2].norm == "^"):
            spelled = _spelled(found[at : at + size], again, text)
            hit = spellings.get(normal_spelling("drinks" + text[first.end : token.end] if drinks else spelled))
        if joined in _GIGA:
            hit = "G/L"  # giga or gram: the measure decides
        if hit and not _cut_short(found, at + size):
            best, code = size, hit
    if not best:
        return at
    last = found[at + best - 1]
    raw = text[first.start : last.end]
    roles = (index or lexicon()).roles.get((first.norm,), ()) if best == 1 else ()
    times = next((role for role in roles if role[0] == "TU"), None)
    if times is None and code in _CALENDAR:
        times = ("TU", _CALENDAR[code])
    if times:
        kind = "AGEW" if _AGE_WORDS.search(raw) and "gestation" not in raw.lower() else "TU"
        made.append(Tag(kind, first.start, last.end, times[1], raw, (("UNIT", code),)))
    elif code == "%" and (predicted := _PREDICTED.search(raw)):
        middle = first.start + predicted.start()
        made.append(Tag("UNIT", first.start, middle, code, text[first.start : middle]))
        made.append(Tag("RELTO", middle, last.end, "predicted", text[middle : last.end]))
    else:
        made.append(Tag("UNIT", first.start, last.end, code, raw))
    return at + best


def _spelled(parts: list[Token], again: frozenset[int], text: str) -> str:
    """A unit as the text has it, without what is spelled again and what only escapes a sign."""
    if again:
        return " ".join(part.text for at, part in enumerate(parts) if at not in again and part.norm != "\\")
    return text[parts[0].start : parts[-1].end].replace("\\", "")


def _short_forms(ahead: list[Token]) -> frozenset[int]:
    """The places of brackets that spell a part of a unit again, with more of it behind ("milliliter (mL)/minute (min)/…")."""
    if not any(token.norm == "(" for token in ahead[1:3]):
        return frozenset()
    found = set()
    for at in range(1, len(ahead) - 3):
        opening, short, closing, behind = ahead[at : at + 4]
        again = normal_spelling(short.text).lower() == normal_spelling(ahead[at - 1].text).lower()
        if again and opening.norm == "(" and closing.norm == ")" and behind.norm in {"/", "per"}:
            found |= {at, at + 1, at + 2}
    return frozenset(found)


def _of_alcohol(made: list[Tag]) -> bool:
    """Whether alcohol is what is measured, whose units are drinks ("alcohol consumption > 14 units a week")."""
    return any(tag.type == "MEAS" and tag.value == ("alcohol-drinks",) for tag in made[-6:])


def _of_sight(made: list[Tag]) -> bool:
    """Whether how well an eye sees is spoken of, which is told in diopters ("high myopia (more than 8 D)")."""
    return any(word.startswith(_SIGHT) for tag in made[-8:] for word in tag.text.lower().split())


def _of_no_unit(token: Token, words: frozenset[str]) -> bool:
    """Whether a word is part of no unit's spelling, so that none can go on over it."""
    text = token.text
    return token.kind == "word" and text.isascii() and text.isalpha() and text.lower() not in words


def _cut_short(found: list[Token], after: int) -> bool:
    """Whether the unit goes on without a space, so that what was matched is only its beginning."""
    if after >= len(found) or found[after].start != found[after - 1].end:
        return False
    token = found[after]
    return token.kind in {"word", "num"} or token.norm == "^"


@cache
def _unit_index() -> tuple[frozenset[str], dict[str, str], frozenset[str]]:
    spellings = dict(unit_spellings())
    starts = set()
    for spelling in spellings:
        first = tokens(spelling)[:1]
        if first:
            starts |= {first[0].norm, first[0].text.lower()}
    numbered = {found.group() for known in spellings if (found := _NUMBERED.match(known))}
    return frozenset(starts | spelled_out() | unit_first_words() | numbered), spellings, unit_words()
