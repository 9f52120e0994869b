"""Scores comparisons of the Leaf Clinical Trials corpus (Dobbins et al. 2022): operator, value, units, owner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from benchmarks.reading.claims import Claim
from benchmarks.reading.claims import claims
from benchmarks.reading.claims import placed
from benchmarks.reading.claims import spoken_claims
from benchmarks.reading.corpora import LeafComparison
from benchmarks.reading.match import agreeing
from benchmarks.reading.match import around
from benchmarks.reading.match import contradicts
from benchmarks.reading.match import numbers
from benchmarks.reading.match import same_unit
from benchmarks.reading.reader import Reader
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.signs import NUMBER_WORDS
from benchmarks.reading.signs import number
from benchmarks.reading.units import time_unit
from benchmarks.reading.values import Parsed
from benchmarks.reading.values import parse_value
from screener.core.span import Span
from screener.criteria.nodes import Bound
from screener.criteria.protocol import Category

SHAPES = {
    "Numeric-Filter": "limits",
    "Min-Value": "limits",
    "Stage": "stages",
    "Temporality": "windows",
    "Duration": "durations",
    "Minimum-Count": "counts",
    "Dose": "doses",
}
_NUMERIC = re.compile(r"[\d.,]+|[ivx]+", re.IGNORECASE)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "Ⅰ": "1", "Ⅱ": "2", "Ⅲ": "3", "Ⅳ": "4", "Ⅴ": "5"}
_AT_LEAST_ONE = re.compile(
    r"(?:at\s+least|one\s+or\s+more|minimum)\b.*\bone\b.*|(?:≥|>=|at\s+least)\s*1|one\s+or\s+more", re.IGNORECASE
)
_ONE = re.compile(r"(?:at\s+least\s+)?one", re.IGNORECASE)
_OF_A_LIST = re.compile(r"\bone\s+(?:or\s+more\s+)?of\s+(?:the|these|those|his|her|their)\b", re.IGNORECASE)
"""A list of which one is enough: any of its members, and no limit (a line with "at least one" and such a list has one)."""


Said = tuple[list[Claim], list[Claim]]
"""What a line says that decides, and what it only speaks of."""


def score_leaf(rows: Iterable[LeafComparison], reader: Reader) -> list[Tally]:
    """One row a role, and their sum over the annotated comparisons that hold a number."""

    @lru_cache(maxsize=4)
    def compiled(line: str, section: Category) -> Said:
        nodes = placed(reader(line, source="leaf", category=section))
        return claims(nodes), spoken_claims(nodes)

    tallies: dict[str, Tally] = {}
    total = Tally("leaf", "comparisons with a number")
    for row in rows:
        shape = shape_of(row)
        tally = tallies.setdefault(shape, Tally("leaf", shape))
        for one in (tally, total):
            score_comparison(one, row, compiled(row.line, row.section))
    total.misses.clear()
    return [total, *(tally for _, tally in sorted(tallies.items()) if tally.gold or tally.claimed)]


def shape_of(row: LeafComparison) -> str:
    """The name of the row that a comparison belongs to."""
    for role in row.roles:
        shape = SHAPES.get(role.rstrip("0123456789"))
        if shape:
            return shape
    return "unowned"


def score_comparison(tally: Tally, row: LeafComparison, compiled: Said) -> None:
    """Adds one annotated comparison, given what its line compiled to.

    Only what decides counts as found; that a judgement speaks of it (`about`) is told beside.
    """
    parsed = gold_of(row)
    if parsed is None:
        tally.note("without a number")
        return
    if _AT_LEAST_ONE.fullmatch(row.comparison.strip()) and tally.shape != "limits":
        tally.note("one or more")
        return
    if parsed.state == "damaged":
        tally.note("damaged")
        return
    if _ONE.fullmatch(row.comparison.strip()) and _OF_A_LIST.search(row.line):
        tally.note("one of a list")
        return
    span = place_of(row)
    said, spoken = compiled
    near = _near(said, span)
    matched = _matched(row, parsed, near)
    tally.gold += 1
    tally.found += bool(matched)
    tally.extra("found or spoken of", bool(matched or _matched(row, parsed, _near(spoken, span))))
    if matched:
        _extras(tally, row, parsed, matched)
    else:
        words = " | ".join(str(claim) for claim in near[:4]) or "nothing"
        tally.misses.append(Miss("missed", row.nct_id, row.line, row.comparison, words))
    _precision(tally, row, parsed, [claim for claim in near if claim.span.overlaps(span)])


def _near(said: list[Claim], span: Span) -> list[Claim]:
    return [claim for claim in said if claim.span.overlaps(span) or claim.placed.node.span.overlaps(span)]


def gold_of(row: LeafComparison) -> Parsed | None:
    """The limit of a comparison: from its own words, operators after the number moved there; None without a number."""
    values = [_ROMAN.get(value.strip(), value) for value in row.values]
    if not any(_NUMERIC.fullmatch(value.strip()) or value.lower() in NUMBER_WORDS for value in values):
        return None
    words = row.comparison
    if row.operators and not any(operator in words for operator in row.operators):
        words = f"{row.operators[0]} {values[0]}"
    plain_words = words = _OF_MOST.sub("", _in_days(words))
    for roman, plain in _ROMAN.items():
        plain_words = re.sub(rf"(?<![\w]){roman}(?![\w])", plain, plain_words)
    return parse_value(plain_words if plain_words == words else re.sub(r",(?=\d)", ", ", plain_words))


_WEEKS_AND_DAYS = re.compile(r"(\d+)\s*(?:weeks?\s*(?:and\s+|,\s*|\+\s*)?(\d)\s*days?|\+\s*(\d)\s*weeks?)\b", re.IGNORECASE)
_OF_MOST = re.compile(r"(?<=\d)\s*/\s*(?:10|30|100)\b(?!\s*/)")
"""The most that a score can be ("26/30"), which limits nothing."""


def _in_days(words: str) -> str:
    """Weeks and days as days: "37 weeks 6 days", "24 + 0 weeks"."""
    return _WEEKS_AND_DAYS.sub(lambda found: f"{7 * int(found[1]) + int(found[2] or found[3])} days", words)


def place_of(row: LeafComparison) -> Span:
    """Where the comparison's words stand in the line; the whole line if they are scattered."""
    pattern = r"\s*".join(re.escape(word) for word in row.comparison.split())
    found = re.search(pattern, row.line)
    return Span(*found.span()) if found else Span(0, len(row.line))


def _matched(row: LeafComparison, parsed: Parsed, near: list[Claim]) -> list[Claim]:
    """The claims that say a comparison, or what a bracket behind it gives it again as."""
    again = _restated(row)
    found = _matched_words(row, parsed, near)
    parsed_again = gold_of(again) if again is not None and not found else None
    return found if again is None or parsed_again is None else _matched_words(again, parsed_again, near)


_AGAIN = re.compile(r"\s*\(\s*(\d+)\s*([a-z]+)\s*\)", re.IGNORECASE)
_LENGTH = re.compile(r"\d+\s*[a-z]+\s*$", re.IGNORECASE)


def _restated(row: LeafComparison) -> LeafComparison | None:
    """The comparison with the length of time that a bracket gives it again in: "at least 3 months (90 days)"."""
    behind = _AGAIN.match(row.line, place_of(row).end)
    if behind is None or time_unit(behind[2]) is None or not row.temporal_units or not _LENGTH.search(row.comparison):
        return None
    words = _LENGTH.sub(f"{behind[1]} {behind[2]}", row.comparison)
    return replace(row, comparison=words, values=(behind[1],), temporal_units=(behind[2],))


def _matched_words(row: LeafComparison, parsed: Parsed, near: list[Claim]) -> list[Claim]:
    near = [*near, *(since for claim in near if (since := _since(claim)) is not None)]
    wanted = {unit for word in row.temporal_units if (unit := time_unit(word))}
    if _WEEKS_AND_DAYS.search(row.comparison):
        wanted.add("day")  # counted so by `gold_of`
    if wanted:
        near = [claim for claim in near if wanted & _times(claim)]
    if parsed.parts and parsed.state in ("signed", "listed"):
        context = around(row.line, place_of(row), reach=80)
        matches = [agreeing(part, near, context) for part in parsed.parts]
        if all(matches):
            return [claim for match in matches for claim in match]
        if not row.temporal_units:
            return []
    values = [_ROMAN.get(value.strip(), value).replace(" ", "") for value in row.values]
    amounts = {number(value) for value in values if _plain(value)}
    if parsed.state == "signed" and "limits" in shape_of(row):
        return []
    return [claim for claim in near if amounts and amounts <= set(numbers(claim)) and _same_side(row, parsed, claim)]


def _times(claim: Claim) -> set[str | None]:
    """The units of time in a claim's unit: hours and weeks in hours a week."""
    return {time_unit(part) for part in claim.unit.split("/")}


def _since(claim: Claim) -> Claim | None:
    """ "None within less than 3 months" says "at least 3 months since"; None for any other claim."""
    if claim.kind != "window" or not claim.placed.negated or claim.lower is not None or claim.upper is None:
        return None
    return replace(claim, lower=Bound(claim.upper.value, not claim.upper.inclusive), upper=None, sense="beyond")


def _plain(value: str) -> bool:
    return value.lower() in NUMBER_WORDS or bool(re.fullmatch(r"\d[\d,]*(?:\.\d+)?", value))


def _same_side(row: LeafComparison, parsed: Parsed, claim: Claim) -> bool:
    """A window's own sense: "at least 4 weeks" is beyond, "within 4 weeks" up to; inclusiveness as read from words."""
    if parsed.state != "signed" or len(parsed.parts) != 1 or not claim.sense:
        return True
    part = parsed.parts[0]
    if part.lower and part.upper:
        return claim.lower is not None and claim.upper is not None
    return (claim.sense == "beyond") == (part.lower is not None)


def _extras(tally: Tally, row: LeafComparison, parsed: Parsed, matched: list[Claim]) -> None:
    written = "/".join([*row.units[:1], *row.per[:2]])
    if written and same_unit(matched[0], written) is not None:
        tally.extra("unit", any(same_unit(claim, written) for claim in matched))
    wanted = {unit for word in row.temporal_units if (unit := time_unit(word))}
    if wanted:
        tally.extra("time unit", any(wanted & _times(claim) for claim in matched))
    words = {word for name in row.names for word in re.findall(r"\w{2,}", name.lower())}
    if words:
        tally.extra("owner", any(words & _label_words(claim, row.line) for claim in matched))


def _label_words(claim: Claim, line: str) -> set[str]:
    node = claim.placed.node
    label = getattr(node, "label", "")
    mention = getattr(node, "mention", node.span).text(line)
    return set(re.findall(r"\w{2,}", f"{label} {mention}".lower()))


def _precision(tally: Tally, row: LeafComparison, parsed: Parsed, over: list[Claim]) -> None:
    for claim in over:
        context = around(row.line, claim.span)
        if claim.kind in ("also", "count") or (not context and not parsed.parts):
            continue
        wrong = contradicts(claim, parsed.parts, context) and not _matched(row, parsed, [claim])
        tally.claimed += 1
        tally.right += not wrong
        if wrong:
            tally.misses.append(Miss("wrong", row.nct_id, row.line, row.comparison, str(claim)))
