"""Reads "before injection of ABC-1" and "before dosing with study drug" as the place of a time, whatever is given there."""

from __future__ import annotations

from screener.reading.passes.times.events import anchor_of
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind

GIVING = frozenset({
    "dosing", "infusion", "injection", "administration", "first dosing", "first infusion", "first injection",
    "first administration", "implantation", "receipt", "injection of", "instillation", "inoculation", "application", "intake",
    "ingestion", "intravitreal injection", "intravenous infusion", "intravenous injection", "subcutaneous injection",
})  # fmt: skip
_BEFORE = frozenset({"before", "before the", "prior to", "prior to the", "preceding", "preceding the"})
_OF = frozenset({"of", "of the", "with", "with the"})
_WORDS = frozenset({"TEXT", "DRUG", "PROC", "PROCN", "TREATN", "VACC", "ANCHOR", "SEV"})
_INSIDE = frozenset({"DASH", "FILL"})
_STUDY = ("investigational-drug",)
_MOST = 7


def given_anchors(tags: list[Tag]) -> list[Tag]:
    """The tags with what is given made the anchor; without a length of time before it, the study's own drug alone."""
    for at in range(1, len(tags) - 1):
        if not plays(tags[at], "PRIOR") or tags[at].text.lower() not in _BEFORE:
            continue
        first = at + 1 + (tags[at + 1].type == "FILL")
        begins = _named_from(tags, first)
        if not begins:
            continue
        end = _end(tags, begins)
        studied = _studied(tags[begins:end])
        timed = tags[at - 1].type == "TU" and tags[first].type != "TREAT"
        if end <= begins or not (studied or timed):
            continue
        visit = str(tags[first].value) if tags[first].type == "ANCHOR" else ""
        whole = anchor_of(tags[at + 1 : end])
        whole.value = "first-dose" if studied else visit or whole.value
        if tags[at].type != "PRIOR":
            tags[at].become("PRIOR")
        return [*tags[: at + 1], whole, *given_anchors(tags[end:])]
    return tags


def _named_from(tags: list[Tag], first: int) -> int:
    """The place of what is given, behind "injection of", "dosing with" or "receiving"; 0 where nothing is given there."""
    if first + 1 >= len(tags):
        return 0
    tag = tags[first]
    if tag.type == "TREAT" and tag.text.lower().startswith("receiv"):
        return first + 1
    if tag.text.lower() not in GIVING:
        return 0
    if tag.text.lower().endswith(" of"):
        return first + 1
    return first + 2 if tags[first + 1].type == "PREP" and tags[first + 1].text.lower() in _OF else 0


def _end(tags: list[Tag], first: int) -> int:
    """The place behind the words that name what is given."""
    end = first
    while end < len(tags) and end - first < _MOST and _goes_on(tags, end, first):
        end += 1
    while end > first and tags[end - 1].type in _INSIDE | {"SEV"}:
        end -= 1
    return end


def _goes_on(tags: list[Tag], at: int, first: int) -> bool:
    tag = tags[at]
    if tag.type == "NUM":
        code = at > first and tags[at - 1].type == "DASH" and tags[at - 1].start == tags[at - 2].end
        return code and (at + 1 >= len(tags) or tags[at + 1].type not in {"TU", "UNIT"})
    if tag.type == "DASH":
        return tags[at - 1].end == tag.start
    return tag.type in _WORDS or tag.type == "FILL"


def _studied(parts: list[Tag]) -> bool:
    """Whether the study's own drug is among what is given."""
    return any(part.value == _STUDY or part.value == "first-dose" for part in parts)


ENDED = frozenset({
    "completion of treatment", "completion of therapy", "end of treatment", "end of therapy", "the completion of treatment",
    "the end of treatment",
})  # fmt: skip
_GIVEN = frozenset({"DRUG", "PROC", "TREATN", "VACC"})


def treated_using(tags: list[Tag]) -> list[Tag]:
    """The tags with "using" behind the end of a treatment read as "with", and the study that it was given in said beside it."""
    for at in range(1, len(tags) - 1):
        if tags[at].text.lower() not in {"using", "with"} or tags[at - 1].text.lower() not in ENDED:
            continue
        given = at + 1 + (tags[at + 1].type == "FILL" and at + 2 < len(tags))
        if tags[given].type not in _GIVEN:
            continue
        tags[at].be("PREP", "with")
        study = next((place for place in range(given + 1, len(tags)) if tags[place].type not in _BESIDE), len(tags))
        if study < len(tags) and tags[study].type == "STATE" and tags[study].value == ("other-trial",):
            first = study - 1
            if tags[first].text.lower() == "in":
                return [*tags[:first], behind(tags[first : study + 1]), *treated_using(tags[study + 1 :])]
    return tags


_BESIDE = frozenset({"DRUG", "PROC", "PROCN", "SLASH", "OR", "PREP", "FILL"})
