"""Puts "(for children younger than 18)" to a person: such a bracket tells whom something concerns, and asks for no age."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_FOR = frozenset({"for", "in", "if", "for the"})
_LIMITED = frozenset({"NUM", "UNIT", "ULN", "TU", "RP", "CMP", "TIMES"})
_YEARS = frozenset({"TU", "AGEW", "AGESUF"})


def for_minors(tags: list[Tag]) -> list[Tag]:
    """The tags with what stands in such a bracket made the words of a question, where it does not stand behind a limit."""
    for at in range(1, len(tags) - 4):
        opens = tags[at].type == "LP" and tags[at + 1].text.lower() in _FOR and tags[at + 2].type == "POP"
        opens = opens or (tags[at].type == "LP" and tags[at + 1].type == "POP" and _alone(tags[at + 1 :]))
        if not opens or tags[at - 1].type in _LIMITED:
            continue
        end = next((place for place in range(at + 2, len(tags)) if tags[place].type in {"LP", "RP"}), 0)
        inside = {tag.type for tag in tags[at + 2 : end]}
        if not end or tags[end].type != "RP" or "NUM" not in inside or inside.isdisjoint(_YEARS):
            continue
        asked = covering("JUDGED", tags[at + 1 : end], "judgement")
        return [*tags[: at + 1], asked, *for_minors(tags[end:])]
    return tags


def _alone(tags: list[Tag]) -> bool:
    """Whether a bracket ends in "only" ("(patients ≥ 18 years of age only)")."""
    end = next((at for at, tag in enumerate(tags) if tag.type == "RP"), 0)
    return end > 0 and tags[end - 1].text.lower().endswith("only")


_ASKED = frozenset({"informed-consent", "guardian-consent", "assent"})
_AGED = frozenset({"CMP", "NUM", "TU", "AGEW", "AGESUF", "POST", "FILL", "WHICH"})
_ENDS = frozenset({"STOP", "SEMI", "COMMA", "RP", "AND", "OR"})


def consent_ages(tags: list[Tag]) -> list[Tag]:
    """The tags with "for patients < 18 years" a condition of the consent behind or before it: nobody has to be of that age."""
    if not any(tag.type == "STATE" and isinstance(tag.value, tuple) and not _ASKED.isdisjoint(tag.value) for tag in tags):
        return tags
    for at in range(len(tags) - 3):
        if tags[at].text.lower() not in {"for", "in"} or tags[at + 1].type != "POP":
            continue
        end = at + 2
        while end < len(tags) and tags[end].type in _AGED:
            end += 1
        inside = {tag.type for tag in tags[at + 2 : end]}
        if "NUM" not in inside or inside.isdisjoint({"CMP", "POST"}) or inside.isdisjoint(_YEARS):
            continue
        begins = at == 0 or tags[at - 1].type in {"STOP", "SEMI", "COLON", "MARK"}
        closes = end == len(tags) or tags[end].type in _ENDS
        behind = at > 0 and tags[at - 1].type == "STATE" and not _ASKED.isdisjoint(tags[at - 1].value) and closes  # type: ignore[arg-type]
        if not behind and not (begins and end < len(tags) and _of_guardians(tags[end:])):
            continue
        tags[at].be("IF", "if")
        if begins and not closes:
            place = tags[end - 1].end
            tags = [*tags[:end], Tag("COMMA", place, place, None, ","), *tags[end:]]
        return tags
    return tags


def _of_guardians(behind: list[Tag]) -> bool:
    """Whether a guardian is named straight behind, who has to consent."""
    first = next((tag for tag in behind if tag.type not in {"FILL", "COMMA", "PREP"}), None)
    return first is not None and first.type == "GUARD"
