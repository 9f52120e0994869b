"""Parts "…, transfusion allowed" from the limit before it: how a limit may be reached changes nothing in it."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_GIVEN = frozenset({"PROC", "PROCN", "DRUG", "TREATN"})
_PLAIN = _GIVEN | {"FILL", "PREP", "TREAT", "TEXT", "SEV", "ROUTE", "OR", "AND", "SLASH"}
_RAISING = ("transfus", "growth factor", "g-csf", "gm-csf", "erythropoietin", "epo", "filgrastim", "platelet transfus")
"""What raises a count of cells or a hemoglobin to where it has to be."""
_AMOUNTS = frozenset({"UNIT", "NUM", "ULN", "LLN", "RP"})
_ENDS = frozenset({"STOP", "SEMI"})
_MOST = 8


def side_permissions(tags: list[Tag]) -> list[Tag]:
    """The tags with the comma before such words made the end of a sentence."""
    for at in range(2, len(tags) - 2):
        if tags[at].type != "COMMA" or tags[at - 1].type not in _AMOUNTS or not any(tag.type == "CMP" for tag in tags[:at]):
            continue
        end = next((place for place in range(at + 1, min(at + _MOST, len(tags))) if tags[place].type not in _PLAIN), 0)
        if end and tags[end].type == "ALLOWV" and _raises(tags[at + 1 : end]) and _ends(tags, end + 1):
            tags[at].type = "STOP"
    return tags


def _raises(tags: list[Tag]) -> bool:
    """Whether what is allowed raises what is limited, and begins the words."""
    first = bool(tags) and tags[0].type not in {"AND", "OR"}
    return first and any(tag.type in _GIVEN and tag.text.lower().startswith(_RAISING) for tag in tags)


def _ends(tags: list[Tag], at: int) -> bool:
    """Whether nothing follows up to the end of the sentence but what is to be reached by it."""
    for tag in tags[at:]:
        if tag.type in _ENDS:
            break
        if tag.type in {"CMP", "NUM", "IF", "WITHIN", "EXC", "NEG"}:
            return False
    return True
