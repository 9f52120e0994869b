"""Takes what an allergen is used in, or is a part of, for what it says: which substance it is, and nothing that was given.

"Allergy to latex used in gloves"; "hypersensitivity to any component of the insulin formulation".
"""

from __future__ import annotations

import re

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

REACTS = frozenset({"ALLERGY", "ALLERGYW", "COND"})
_MADE = frozenset({"formulation", "formulations", "injection", "injections", "infusion"})
USED = frozenset({"used", "that are used", "that is used", "which are used", "which is used"}) | _MADE
_PARTS = ("component", "components", "ingredient", "ingredients", "excipient", "excipients", "constituent", "constituents")
_OF = frozenset({"in", "in the", "for", "for the", "during", "during the", "of", "of the", "with", "as", "to"})
_NAMES = frozenset({"DRUG", "VACC", "PROC", "PROCN", "TREATN", "DEVICE", "TEXT", "COND", "CONDN", "SEV", "ROUTE", "MEAS"})
_NAMED = _NAMES | {"MARK"}
_ENDS = frozenset({"STOP", "SEMI", "COLON", "EXC", "IF"})
_REACTION = re.compile(r"allerg|sensitiv|intoleran|anaphyla", re.IGNORECASE)
_FAR = 5


def used_in(tags: list[Tag]) -> list[Tag]:
    """The tags with each such phrase one description, and the parts of a formulation the words of one."""
    for at in range(1, len(tags)):
        if tags[at].text.lower() not in USED or tags[at - 1].type not in _NAMED or not reacts(tags, at):
            continue
        if tags[at].text.lower() in _MADE:
            first = next((one for one in range(at - 1, max(at - _FAR, 0), -1) if tags[one].text.lower() in _PARTS), 0)
            if first and all(_inside(tag) for tag in tags[first + 1 : at]):
                return [*tags[:first], covering("TEXT", tags[first : at + 1], None), *used_in(tags[at + 1 :])]
            continue
        if tags[at - 1].type == "TREATN":
            continue  # "any drug used in the study" names none
        end = at + 1
        while end < len(tags) and _inside(tags[end]):
            end += 1
        if tags[at + 1 : end] and tags[at + 1].text.lower() in _OF and tags[end - 1].type in _NAMES:
            return [*tags[:at], covering("SEV", tags[at:end], "description"), *tags[end:]]
    return tags


def _inside(tag: Tag) -> bool:
    return tag.type in _NAMED or tag.type == "FILL" or tag.text.lower() in _OF


def reacts(tags: list[Tag], at: int) -> bool:
    """Whether the sentence is of an allergy by then."""
    for tag in reversed(tags[:at]):
        if tag.type in _ENDS:
            return False
        if tag.type in REACTS and (tag.type != "COND" or _REACTION.search(tag.text)):
            return True
    return False
