"""Takes a form, gives a REDCap data dictionary as CSV, with branching logic and a calculated eligibility field."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.forms import redcap_names as names
from screener.forms.item import Hide
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.item import UnitChoice
from screener.forms.redcap_logic import NEVER
from screener.forms.redcap_logic import Logic
from screener.forms.redcap_logic import both
from screener.forms.redcap_logic import either
from screener.screening.prepared import prepare

COLUMNS = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
"""The eighteen columns that REDCap's data dictionary upload asks for, in its order and spelling."""

FORM_NAME = "eligibility_screening"
YES_NO = f"{names.YES}, Yes | {names.NO}, No | {names.UNKNOWN}, Don't know"
DATE, NUMBER = "date_ymd", "number"
LONGEST_NOTE = 500
_TAG = re.compile(r"<(?=[^\s=])")
Row = dict[str, str]


def to_redcap(form: Questionnaire) -> str:
    """The dictionary: first the record and the day of screening, then the items, last what is calculated."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows(form))
    return out.getvalue()


def rows(form: Questionnaire) -> list[Row]:
    """The fields of the dictionary, one row each."""
    found = [
        _row(names.RECORD, "text", "Record ID"),
        _row(names.SCREENED, "text", "Day of screening", validation=DATE),
    ]
    by_link = names.fields(form)
    for link in (*form.order, *(item.link_id for item in form.items if item.type == "note")):
        found += _item(form, form.by_id[link], by_link)
    return [*found, *_calculated(form, by_link)]


def _row(
    name: str, kind: str, label: str, *, choices: str = "", note: str = "", validation: str = "", branching: str = ""
) -> Row:
    note = _untagged(note)
    return {
        COLUMNS[0]: name,
        COLUMNS[1]: FORM_NAME,
        COLUMNS[3]: kind,
        COLUMNS[4]: _untagged(label),
        COLUMNS[5]: choices,
        COLUMNS[6]: note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…",
        COLUMNS[7]: validation,
        COLUMNS[11]: branching,
    }


def _untagged(text: str) -> str:
    """The text with a space behind a sign that REDCap would take for the beginning of an HTML tag and drop: "<100"."""
    return _TAG.sub("< ", text)


def _item(form: Questionnaire, item: Item, by_link: dict[str, str]) -> Iterator[Row]:
    field, shown = by_link[item.link_id], branching(form, item.hide, by_link)
    match item.type:
        case "group":
            yield from _group(form, item, by_link)
        case "birth-date":
            row = _row(field, "text", item.text, note=_note(item), validation=DATE, branching=shown)
            yield row | {COLUMNS[9]: "today", COLUMNS[10]: "y"}
        case "number":
            yield from _number(item, field, shown)
        case "choice":
            codes = names.choice_codes(item)
            told = [f"{codes[option.value]}, {_plain(option.label)}" for option in item.options]
            choices = " | ".join((*told, f"{names.CHOICE_UNKNOWN}, Don't know"))
            yield _row(field, "radio", item.text, choices=choices, note=_note(item), branching=shown)
        case "note":
            yield _row(field, "notes", item.text)
        case "yes-no" | "drug":
            yield _row(field, "radio", item.text, choices=YES_NO, note=_note(item), branching=shown)
    if item.dated:
        yield _row(f"{field}_date", "text", "Day of this value", validation=DATE, branching=shown)
    yield from _drug(item, field)


def _number(item: Item, field: str, shown: str) -> Iterator[Row]:
    low, high = _plausible(item)
    units = names.unit_codes(item)
    single = item.units[0].label if not units else ""
    note = f"in {single}. {_note(item)}" if single else _note(item)
    row = _row(field, "text", item.text, note=note, validation=NUMBER, branching=shown)
    yield row | {COLUMNS[8]: low, COLUMNS[9]: high}
    if units:
        choices = _units(item.units, units)
        asked = " and ".join((f"[{field}] <> ''", *((shown,) if shown else ())))
        yield _row(f"{field}_unit", "radio", "Unit of this value", choices=choices, branching=asked)
    for name, words in (("low", "Lower"), ("high", "Upper")):
        if name in item.references:
            label = f"{words} limit of normal of the laboratory, in the same unit"
            yield _row(f"{field}_{name}", "text", label, validation=NUMBER, branching=shown)


def _units(units: tuple[UnitChoice, ...], codes: object) -> str:
    return " | ".join(f"{number}, {_plain(unit.label or unit.code)}" for number, unit in enumerate(units, 1))


def _plausible(item: Item) -> tuple[str, str]:
    """The widest plausible bounds over the units that can be picked; REDCap only warns beyond them."""
    measure = catalog()[item.concept or ""].measure
    ends = []
    for bound, widest in ((item.low, min), (item.high, max)):
        told = [
            moved
            for unit in item.units
            if bound is not None
            and measure is not None
            and (moved := convert(bound, measure.unit, unit.code, measure).value) is not None
        ]
        ends.append(_text(widest(told)) if told else "")
    return ends[0], ends[1]


def _text(number: Fraction) -> str:
    """The number in decimals, to six figures where it does not end sooner."""
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return format(Decimal(f"{value:.6g}").normalize(), "f")


def _group(form: Questionnaire, item: Item, by_link: dict[str, str]) -> Iterator[Row]:
    """A matrix under the group's question, then the details of its drugs."""
    field = by_link[item.link_id]
    none = _row(f"{field}_none", "checkbox", item.text, choices=f"{names.YES}, None of these", note=_note(item))
    yield none | {COLUMNS[11]: branching(form, item.hide, by_link)}
    members = form.members(item.link_id)
    for number, member in enumerate(members):
        some = f"[{field}_none({names.YES})] <> '1'"
        shown = branching(form, member.hide, by_link)
        row = _row(by_link[member.link_id], "radio", _plain(member.short), choices=YES_NO)
        row |= {COLUMNS[11]: f"{some} and {shown}" if shown else some, COLUMNS[15]: field}
        yield (row | {COLUMNS[2]: _untagged(item.text)}) if number == 0 else row
    for member in members:
        yield from _drug(member, by_link[member.link_id])


def _drug(item: Item, field: str) -> Iterator[Row]:
    """When a drug was taken, and its dose where the text limits it."""
    if item.type != "drug":
        return
    taken = f"[{field}] = '{names.YES}'"
    name = item.short
    yield _row(f"{field}_start", "text", f"{name}: since when", validation=DATE, branching=taken)
    yield _row(f"{field}_end", "text", f"{name}: until when, if it has ended", validation=DATE, branching=taken)
    if item.dose is not None:
        yield _row(f"{field}_dose", "text", f"{name}: dose", validation=NUMBER, branching=taken)
        units = names.unit_codes(item)
        if units:
            choices = _units(item.dose.units, units)
            yield _row(f"{field}_unit", "radio", f"{name}: unit of the dose", choices=choices, branching=taken)
        words = {"d": "day", "wk": "week"}
        per = " | ".join(f"{code}, {words.get(time, time)}" for time, code in names.per_codes(item).items())
        yield _row(f"{field}_per", "radio", f"{name}: dose per", choices=per, branching=taken)


def branching(form: Questionnaire, hide: tuple[Hide, ...], by_link: dict[str, str]) -> str:
    """Shown while none of the answers that make it pointless is given."""
    told = []
    for answer in hide:
        other = form.by_id[answer.item]
        yes_no = {"yes": names.YES, "no": names.NO}
        code = names.choice_codes(other)[answer.answer] if other.type == "choice" else yes_no[answer.answer]
        told.append(f"[{by_link[answer.item]}] <> '{code}'")
    return " and ".join(told)


def _note(item: Item) -> str:
    """The protocol's own words, and what a person only confirms."""
    words = " / ".join(f"{help_.criterion}: {help_.words}" for help_ in item.help)
    confirm = "".join(f" To be confirmed: {text}." for text in item.confirm)
    return " ".join(f"{words}{confirm}".split())


def _plain(text: str) -> str:
    """Text for a choice or a matrix: on one line, without the bar that separates choices."""
    return " ".join(_untagged(text).replace("|", "/").split())


def _calculated(form: Questionnaire, by_link: dict[str, str]) -> Iterator[Row]:
    """The age, a field for each criterion (1 passes, 0 fails, blank not known), and the verdict over them."""
    logic = Logic(form)
    if "age" in form.by_id:
        row = _row(names.AGE, "calc", "Age in completed years", choices=_age(by_link["age"]))
        yield row
    fails, passes = [], []
    prepared = prepare(form.protocol)
    for criterion in form.protocol.criteria:
        pair = logic.criterion(criterion)
        field = names.field_name(f"c-{criterion.id.lower()}")
        label = f"{criterion.id}: 1 passes, 0 fails, blank not known yet"
        yield _row(field, "calc", label, choices=_decided(pair.false, pair.true), note=_plain(criterion.text))
        fails.append(f"[{field}] = '0'")
        passes.append(f"[{field}] = '1'")
    all_pass = NEVER if prepared.outside or not passes else both(passes)
    note = "0 not eligible; 1 every criterion passes on these answers, to be confirmed by a person; blank not known yet"
    if prepared.outside:
        note += ". Part of the protocol's text was not read, so this never says 1"
    yield _row(names.VERDICT, "calc", "Eligibility", choices=_decided(either(fails), all_pass), note=note)


def _decided(fails: str, passes: str) -> str:
    """0 where it fails, 1 where it passes, blank where neither is known."""
    return f'if({fails}, 0, if({passes}, 1, ""))'


def _age(born: str) -> str:
    """Completed years at the day of screening; a 29 February birthday falls on 28 February in common years."""
    day = names.SCREENED
    leap = f"mod(year([{day}]), 4) = 0 and (mod(year([{day}]), 100) <> 0 or mod(year([{day}]), 400) = 0)"
    leapling = f"month([{born}]) = 2 and day([{born}]) = 29 and month([{day}]) = 2 and day([{day}]) = 28"
    before = f"month([{day}]) * 100 + day([{day}]) < month([{born}]) * 100 + day([{born}])"
    late = f"if({before}, if({leapling}, if({leap}, 1, 0), 1), 0)"
    years = f"year([{day}]) - year([{born}]) - {late}"
    known = f"[{born}] <> '' and [{day}] <> ''"
    return f'if({known} and datediff([{born}], [{day}], "d", "ymd", true) >= 0, {years}, "")'
