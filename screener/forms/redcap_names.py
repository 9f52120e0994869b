"""How a form is named and coded in REDCap: field names, the codes of choices, the fields that an item becomes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from screener.forms.item import Item
from screener.forms.item import Questionnaire

RECORD = "record_id"
SCREENED = "screening_date"
AGE = "age_completed_years"
VERDICT = "eligibility"
YES, NO, UNKNOWN = "1", "0", "9"
CHOICE_UNKNOWN = "99"
LONGEST = 20
"""So that a name with an ending stays within the 26 characters that REDCap recommends."""
_OTHER = re.compile(r"[^a-z0-9]+")
_TAKEN = frozenset({RECORD, SCREENED, AGE, VERDICT})


def field_name(link: str) -> str:
    """The variable of an item: lower-case letters, digits and single underscores, starting with a letter."""
    name = _OTHER.sub("_", link.lower()).strip("_")
    name = name if name[:1].isalpha() else f"q_{name}"
    if len(name) <= LONGEST and name not in _TAKEN and link == name.replace("_", "-"):
        return name
    digest = hashlib.sha256(link.encode()).hexdigest()[:6]
    return f"{name[: LONGEST - 7].rstrip('_')}_{digest}"


def choice_codes(item: Item) -> Mapping[str, str]:
    """The number that stands for each value of a choice."""
    return {option.value: str(number) for number, option in enumerate(item.options, 1)}


def unit_codes(item: Item) -> Mapping[str, str]:
    """The number that stands for each unit; none where there is only one."""
    units = item.dose.units if item.dose is not None else item.units
    return {unit.code: str(number) for number, unit in enumerate(units, 1)} if len(units) > 1 else {}


def per_codes(item: Item) -> Mapping[str, str]:
    """The number that stands for each time that a dose is counted by."""
    return {} if item.dose is None else {per: str(number) for number, per in enumerate(item.dose.per, 1)}


def fields(form: Questionnaire) -> dict[str, str]:
    """The field of every item, by link id."""
    return {item.link_id: field_name(item.link_id) for item in form.items}
