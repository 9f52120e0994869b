"""Takes out brackets that tell a visual acuity again on another chart: "24 to 73 letters (Snellen 20/320 to 20/40)"."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import closing
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_ACUITY = frozenset({("bcva-letters",), ("snellen-20",), ("logmar",), ("decimal-visual-acuity",)})
_WORDS = frozenset({
    "snellen", "equivalent", "equivalents", "approximately", "approximate", "approx", "about", "or", "and", "of", "to",
    "the", "on", "in", "using", "va", "acuity", "visual", "chart", "charts", "scale", "score", "letter", "letters", "etdrs",
    "protocol", "at", "a", "distance", "meters", "metres", "logmar", "decimal", "better", "worse", "between", "=", "-", "–",
    ",", ";", ".", "~",
})  # fmt: skip
_TOLD = frozenset({"snellen", "equivalent", "equivalents", "equivalent of", "equivalent to"})
_VALUES = frozenset({"NUM", "FRACTION"})
_NEAR = 5


def chart_brackets(tags: list[Tag]) -> list[Tag]:
    """The tags without such brackets; what stands before them has told the limit already."""
    for at, tag in enumerate(tags):
        if tag.type != "LP" or not _valued(tags, at):
            continue
        end = closing(tags, at)
        if end and _tells_again(tags[at + 1 : end]):
            for inside in tags[at : end + 1]:
                inside.state = "compiled"
            return chart_brackets([*tags[:at], *tags[end + 1 :]])
    return tags


def _valued(tags: list[Tag], at: int) -> bool:
    """Whether the value of an acuity stands right before that place."""
    near = tags[max(0, at - _NEAR) : at]
    return any(tag.type in _VALUES for tag in near) and any(tag.type == "MEAS" and tag.value in _ACUITY for tag in tags[:at])


def _tells_again(inside: list[Tag]) -> bool:
    """Whether a bracket says nothing but values, on which chart they are, and that they are the same."""
    fractions = any(tag.type == "FRACTION" for tag in inside)
    told = any(tag.value == "{letters}" or not _TOLD.isdisjoint(tag.text.lower().split()) for tag in inside)
    if not inside or not (told or fractions):
        return False
    return all(tag.type in _VALUES or tag.value == "{letters}" or _WORDS.issuperset(tag.text.lower().split()) for tag in inside)


CHARTS = frozenset({"using", "using the", "measured", "assessed", "tested"})


def charts_apart(tags: list[Tag]) -> list[Tag]:
    """The tags without what is said between commas of the charts that an acuity was measured on (", using ETDRS charts, of")."""
    for at in range(len(tags) - 3):
        if tags[at].type != "MEAS" or tags[at].value not in _ACUITY or tags[at + 1].type != "COMMA":
            continue
        end = next((place for place in range(at + 2, len(tags)) if tags[place].type in {"COMMA", "STOP", "SEMI", "NUM"}), 0)
        if tags[at + 2].text.lower() in CHARTS and end and tags[end].type == "COMMA":
            take(tags[at + 1 : end + 1])
            return [*tags[: at + 1], *tags[end + 1 :]]
    return tags


_THROUGH = frozenset({"to", "through", "and", "-", "–"})


def letters_downwards(tags: list[Tag]) -> list[Tag]:
    """The tags with "letter score of 73 to 24" counted in letters; as more of them are better, they are told first."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or tag.value != ("bcva-letters",) or "letter" not in tag.text.lower():
            continue
        first = next((place for place in range(at + 1, min(at + _NEAR, len(tags))) if tags[place].type == "NUM"), 0)
        if not first or first + 2 >= len(tags) or tags[first + 1].text.lower() not in _THROUGH or tags[first + 2].type != "NUM":
            continue
        last = tags[first + 2]
        counted = first + 3 < len(tags) and tags[first + 3].type == "UNIT"
        if not counted and tags[first].value > last.value:  # type: ignore[operator]
            return [*tags[: first + 3], Tag("UNIT", last.end, last.end, "{letters}", ""), *letters_downwards(tags[first + 3 :])]
    return tags
