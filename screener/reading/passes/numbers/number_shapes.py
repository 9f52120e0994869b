"""Brings ages, weeks of gestation, grades and mirrored limits into the order that the phrases know."""

from __future__ import annotations

import itertools

from screener.reading.passes.clauses.roles import ROMAN
from screener.reading.scanning.tag_looks import any_of_type
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering
from screener.reading.scanning.tags import parts_of


def age_first(tags: list[Tag]) -> list[Tag]:
    """Brings "under the age of 2 years" into the order age, sign, number."""
    for at in range(len(tags) - 2):
        tag, after = tags[at], tags[at + 1]
        if after.type != "MEAS":
            continue
        most = plays(tag, "CMP") and tag.text.lower().startswith(("min", "max", "a min", "a max"))
        if most or ((plays(tag, "CMP") or plays(tag, "BETW")) and after.value == ("age",)):
            of = 2 if plays(tags[at + 2], "PREP") else 1
            number = at + 1 + of
            if number < len(tags) and tags[number].type == "NUM":
                if of == 2:
                    tags[at + 2].state, tags[at + 2].type = "filler", "DROP"
                tags[at], tags[at + 1] = after, tag
    return [tag for tag in tags if tag.type != "DROP"]


ENDS = {"min": ">=", "minimum": ">=", "minimal": ">=", "max": "<=", "maximum": "<=", "maximal": "<="}
_ENDS = ENDS | {word.capitalize(): sign for word, sign in ENDS.items()}
_OF_NOUNS = frozenset({"duration", "dose", "doses", "dosage", "period", "interval"})
_NO_END = frozenset({"tolerated", "tolerable", "number"})
_OVER = 6


def ends_first(tags: list[Tag]) -> list[Tag]:
    """Brings "a minimum duration of symptoms of 3 weeks" into the order duration, sign, number."""
    for at, tag in enumerate(tags):
        if tag.text not in _ENDS or tag.type == "MEAS":
            continue
        ahead = range(at + 1, min(at + _OVER, len(tags)))
        number = next((look for look in ahead if tags[look].type in {"NUM", "STOP", "COMMA"}), 0)
        between = tags[at + 1 : number]
        if not between or tags[number].type != "NUM" or any(plays(other, "CMP") for other in between):
            continue
        words = {word.lower() for other in between for word in other.text.split()}
        if words & _OF_NOUNS and not words & _NO_END:
            tag.be("CMP", _ENDS[tag.text])
            tags[at:number] = [*between, tag]
    return tags


def life_left(tags: list[Tag]) -> list[Tag]:
    """Reads "6 months of life expectancy" as how long somebody will live, never as an age."""
    for at in range(2, len(tags) - 1):
        word = tags[at]
        if word.type != "AGESUF" or tags[at - 1].type != "TU" or word.text.lower() != "of life":
            continue
        look = at + 1 + (tags[at + 1].type == "DASH" and at + 2 < len(tags))
        if tags[look].text.lower() != "expectancy":
            continue
        name = covering("MEAS", tags[at : look + 1], ("life-expectancy",), "life expectancy")
        first = at - 1
        while first and (tags[first - 1].type in _LENGTH or plays(tags[first - 1], "CMP") or _joins_two(tags, first - 1)):
            first -= 1
        return [*tags[:first], name, *tags[first:at], *life_left(tags[look + 1 :])]
    return tags


_LENGTH = frozenset({"NUM", "DASH", "BETW", "CMP"})


def _joins_two(tags: list[Tag], at: int) -> bool:
    return at > 0 and tags[at].type == "AND" and tags[at - 1].type == "NUM"


_MISTYPED = frozenset({"an", "ad", "nad", "adn", "ans"})


def mistyped_and(tags: list[Tag]) -> list[Tag]:
    """Makes "an" between the two numbers behind "between" the "and" that it can only be."""
    for before, tag, after in zip(tags, tags[1:], tags[2:], strict=False):
        if tag.text.lower() in _MISTYPED and before.type in _AMOUNT and after.type == "NUM" and _begun(tags, before):
            tag.be("AND", "and")
    return tags


_AMOUNT = frozenset({"NUM", "UNIT", "TU"})


def _begun(tags: list[Tag], last: Tag) -> bool:
    """Whether "between" stands before the amount that ends there."""
    at = next(place for place, tag in enumerate(tags) if tag is last)
    while at and tags[at].type in _AMOUNT:
        at -= 1
    return tags[at].type == "BETW"


def symptoms(tags: list[Tag]) -> list[Tag]:
    """Keeps "symptoms of at least 3 weeks" from being the symptoms of something."""
    for at, (tag, after) in enumerate(itertools.pairwise(tags)):
        if tag.type != "RISK" or tag.text.lower() != "symptoms of":
            continue
        timed = any(one.type == "TU" for one in tags[at + 2 : at + 4]) and at > 0 and tags[at - 1].type == "PREP"
        if at and not timed and not tags[at - 1].text.lower().endswith("duration of"):
            continue
        if after.type in {"NUM", "BETW"} or plays(after, "CMP"):
            cut = tag.start + len("symptoms")
            noun = Tag("CONDN", tag.start, cut, "noun", tag.text[: cut - tag.start], (("parts", (tag,)),))
            return [*tags[:at], noun, *symptoms(tags[at + 1 :])]
    return tags


def fold_over(tags: list[Tag]) -> list[Tag]:
    """Brings "five times higher than the upper limit" into the order sign, number, times, limit."""
    for at in range(len(tags) - 3):
        if tags[at].type != "NUM":
            continue
        number, times, sign, limit = tags[at : at + 4]
        if times.type == "DASH" and at + 4 < len(tags) and plays(tags[at + 2], "TIMES"):  # "two-fold above"
            times.drop()
            tags[at + 1], tags[at + 2] = tags[at + 2], times
            times, sign, limit = tags[at + 1], *tags[at + 3 : at + 5]
            if plays(sign, "CMP") and plays(limit, "ULN") and not (at and plays(tags[at - 1], "CMP")):
                tags[at : at + 4] = [sign, number, times, tags[at + 2]]
                continue
        if plays(times, "TIMES") and plays(sign, "CMP") and plays(limit, "ULN"):
            if at and plays(tags[at - 1], "CMP"):
                sign.drop()
                continue
            tags[at], tags[at + 1], tags[at + 2] = sign, number, times
    return tags


_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


_GRADES = ("STAGEW", "MEASN")


def graded(tags: list[Tag]) -> list[Tag]:
    """Brings "≥ grade 2" and "class III or higher" into the order grade, sign, number."""
    for at in range(len(tags) - 1):
        number, post = tags[at], tags[at + 1]
        if number.text in ROMAN and at and plays(post, "POST") and (tags[at - 1].type in {"STAGEW", "MEAS"}):
            post.become("POST") if post.type != "POST" else None
            post.type = "CMP"
            tags[at], tags[at + 1] = post, number
    for at in range(len(tags) - 2):
        if tags[at + 1].type not in _GRADES:
            continue
        sign, noun, number = tags[at : at + 3]
        if plays(sign, "CMP") and (number.type == "NUM" or number.text in ROMAN):
            tags[at], tags[at + 1] = noun, sign
    return tags


def mirrored(tags: list[Tag]) -> list[Tag]:
    """Brings "30 % <= FEV1 < 50 %" into the order measure, sign, number."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or at < 2 or tags[at - 1].type != "CMP" or at + 1 >= len(tags) or tags[at + 1].type != "CMP":
            continue
        first = at - 2
        while first > 0 and tags[first].type in {"UNIT", "TU", "TIMES", "ULN", "AGEW", "AGESUF"}:
            first -= 1
        sign = tags[at - 1]
        if tags[first].type == "NUM" and sign.value in _FLIPPED:
            sign.value = _FLIPPED[str(sign.value)]
            return [*tags[:first], tag, sign, *tags[first : at - 1], *tags[at + 1 :]]
    return tags


def gestation(tags: list[Tag]) -> list[Tag]:
    """Makes "37 weeks of gestation" a number of weeks with its measure before it."""
    if not any_of_type(tags, "TU", "MEAS"):
        return tags
    named = any(other.type == "MEAS" and other.value == ("gestational-age",) for other in tags)
    for at, tag in enumerate(tags):
        if named or tag.type != "TU":
            continue
        low = tag.text.lower()
        if any(word in low for word in ("gestation", "amenorr", "pregnan")):
            for part in (tag, *parts_of(tag)):
                part.state = "compiled"
            cut = tag.start + len(tag.text.split()[0]) if low.startswith("week") else tag.end
            week = Tag("TU", tag.start, cut, tag.value, tag.text[: cut - tag.start])
            rest = Tag("MEAS", min(cut + 1, tag.end), tag.end, ("gestational-age",), "gestation")
            return gestation([*_by_weeks(tags[:at]), week, rest, *tags[at + 1 :]])
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or tag.value != ("gestational-age",) or at < 2:
            continue
        if tag.text.lower().startswith("week") and tags[at - 1].type == "NUM":
            week = Tag("TU", tag.start, tag.start + 5, "week", "weeks", state="compiled")
            return gestation([*tags[:at], week, Tag("MEAS", tag.start + 5, tag.end, tag.value, "gestation"), *tags[at + 1 :]])
        back = at - 1 - (tags[at - 1].type == "PREP")
        if back < 1 or not plays(tags[back], "TU"):
            continue
        first = back
        while first > 0 and (
            tags[first - 1].type in {"NUM", "CMP", "DASH", "BETW", "POST", "TU"}
            or plays(tags[first - 1], "CMP")
            or tags[first - 1].text.lower() in {"to", "and"}
        ):
            first -= 1
        if any(other.type == "MEAS" for other in tags[max(0, first - 2) : first]):
            continue
        if first and tags[first - 1].text.lower() in {"before", "prior to"} and tags[first].type == "NUM":
            before = tags[first - 1]  # "before 37 weeks 6 days of gestation"
            before.be("CMP", "<")
            first -= 1
        if tags[at - 1].type == "PREP":
            tags[at - 1].state = "filler"
        return (
            tags[:first]
            + [tag]
            + [other for other in tags[first:] if other is not tag and not (other is tags[at - 1] and other.type == "PREP")]
        )
    return tags


_WEEKS = {"prior to": "<", "before": "<", "at or before": "<=", "by": "<=", "after": ">", "beyond": ">", "at or after": ">="}


def _by_weeks(tags: list[Tag]) -> list[Tag]:
    """ "Before 37 weeks of gestation" is fewer weeks, "at or after 20 weeks" as many or more."""
    if len(tags) < 2 or tags[-1].type != "NUM":
        return tags
    word, head = tags[-2].text.lower(), tags[:-2]
    if word in {"after", "before"} and len(tags) > 3 and tags[-3].type == "OR" and tags[-4].text.lower() == "at":
        word, head = f"at or {word}", tags[:-4]
    if word not in _WEEKS:
        return tags
    parts = tags[len(head) : -1]
    sign = Tag("CMP", parts[0].start, parts[-1].end, _WEEKS[word], word)
    sign.others = (("parts", tuple(parts)),)
    return [*head, sign, tags[-1]]
