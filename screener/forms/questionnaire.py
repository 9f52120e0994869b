"""Takes a compiled protocol, gives its form: every atom that a person can answer is one item for all its criteria."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Iterable
from fractions import Fraction

from screener.catalog.load import catalog
from screener.core.quantity import convert
from screener.core.quantity import find_unit
from screener.criteria import nodes as n
from screener.criteria.notation import question_key
from screener.criteria.protocol import Protocol
from screener.forms.controls import Control
from screener.forms.controls import control
from screener.forms.controls import plainly_measured
from screener.forms.entailment import entailed
from screener.forms.facts import nominal_choices
from screener.forms.facts import with_facts
from screener.forms.groups import Group
from screener.forms.groups import groups
from screener.forms.hiding import Hiding
from screener.forms.item import DoseAsked
from screener.forms.item import Help
from screener.forms.item import Hide
from screener.forms.item import Item
from screener.forms.item import Place
from screener.forms.item import Questionnaire
from screener.forms.item import UnitChoice
from screener.forms.keys import link_id
from screener.forms.order import best_order
from screener.forms.places import places
from screener.forms.unanswered import first_stage
from screener.forms.wording import question

NOTE = "note"
_KEPT: OrderedDict[int, Questionnaire] = OrderedDict()
_MOST = 16


def questionnaire(protocol: Protocol) -> Questionnaire:
    """The form of a protocol, kept for the next call."""
    known = _KEPT.get(id(protocol))
    if known is None or known.protocol is not protocol:
        known = _KEPT[id(protocol)] = _make(protocol)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return known


def _make(protocol: Protocol) -> Questionnaire:
    found = places(protocol)
    measured = plainly_measured(place.node for place in found)
    asked: dict[str, list[tuple[Place, Control]]] = {}
    atoms: dict[str, str] = {}
    for place in found:
        put = control(place.node, measured)
        asked.setdefault(put.key, []).append((place, put))
        atoms[question_key(place.node)] = link_id(put.key)
    sentences = [(key, uses[0][0].node) for key, uses in asked.items() if uses[0][1].type in ("yes-no", "drug")]
    wider = entailed(sentences)
    grouped = _grouped(groups(found), asked)
    plain = with_facts([_item(key, uses) for key, uses in asked.items()], found)
    items = _laid_out(plain, grouped)
    form = Questionnaire(protocol, items, tuple(_questions(items)), atoms, wider)
    form = dataclasses.replace(form, order=best_order(form))
    return dataclasses.replace(form, items=_hidden(form, asked))


def _grouped(found: Iterable[Group], asked: dict[str, list[tuple[Place, Control]]]) -> tuple[Group, ...]:
    """The groups of which enough members are asked by yes or no."""
    kept = []
    for group in found:
        members = tuple(key for key in group.members if key in asked and asked[key][0][1].type in ("yes-no", "drug"))
        if len(members) == len(group.members):
            kept.append(group)
    return tuple(kept)


def _questions(items: Iterable[Item]) -> Iterable[str]:
    """What is put one after the other: groups, and items outside groups, without the closing note."""
    return (item.link_id for item in items if item.parent is None and item.type != "note")


def _laid_out(plain: list[Item], grouped: tuple[Group, ...]) -> tuple[Item, ...]:
    """The items in text order, each group before its members, and the note at the end."""
    of_key = {item.key: item for item in plain}
    group_of = {key: group for group in grouped for key in group.members}
    items: list[Item] = []
    for item in plain:
        group = group_of.get(item.key)
        if group is None:
            items.append(item)
        elif item.key == group.members[0]:
            members = [dataclasses.replace(of_key[key], parent=group.link_id) for key in group.members]
            criteria = tuple(dict.fromkeys(ident for member in members for ident in member.criteria))
            helps = tuple(dict.fromkeys(text for member in members for text in member.help))
            items.append(Item(group.link_id, "group", group.key, group.text, helps, criteria))
            items.extend(members)
    items.append(Item(NOTE, "note", NOTE, "Is there anything else that the study team should know?"))
    return tuple(items)


def _item(key: str, uses: list[tuple[Place, Control]]) -> Item:
    first, put = uses[0]
    nodes = [place.node for place, _ in uses]
    concept = catalog().get(put.concept) if put.concept else None
    measure = concept.measure if concept is not None else None
    return Item(
        link_id(key),
        put.type,
        key,
        question(first.node, put),
        tuple(dict.fromkeys(Help(place.criterion, place.words) for place, _ in uses)),
        tuple(dict.fromkeys(place.criterion for place, _ in uses)),
        put.concept,
        put.visit,
        _units(uses) if put.type == "number" else (),
        measure.low if measure is not None and put.type == "number" and put.unit != "%" else None,
        measure.high if measure is not None and put.type == "number" and put.unit != "%" else None,
        tuple(sorted({use.reference for _, use in uses if use.reference is not None})),
        nominal_choices(put.concept or "") if put.type == "choice" else (),
        any(use.dated for _, use in uses),
        _dose(first.node) if put.type == "drug" else None,
        first_stage(nodes),
        None,
        str(getattr(first.node, "label", "")) or question(first.node, put),
        tuple(dict.fromkeys(text for node in nodes for text in _confirm(node))),
    )


def _confirm(node: n.Node) -> tuple[str, ...]:
    return tuple(item.value for item in getattr(node, "qualifiers", ()) if item.type in n.CONFIRMATIONS)


def _units(uses: list[tuple[Place, Control]]) -> tuple[UnitChoice, ...]:
    """The measure's units in which every limit can be compared, the default first."""
    put = uses[0][1]
    if put.unit == "%":
        return (unit_choice("%"),)
    concept = catalog()[put.concept or ""]
    assert concept.measure is not None  # a number item has a measure
    limits = {use.unit for _, use in uses if use.unit}
    fitting = [
        code
        for code in dict.fromkeys((concept.measure.unit, *concept.measure.units))
        if all(convert(Fraction(0), code, limit, concept.measure).value is not None for limit in limits)
    ]
    return tuple(unit_choice(code) for code in fitting)


def unit_choice(code: str) -> UnitChoice:
    """A unit to pick, by its UCUM code."""
    known = find_unit(code)
    return UnitChoice(code, known.label if known is not None else code)


def _dose(node: n.Node) -> DoseAsked | None:
    """The dose that the text limits: its unit, and the simple ones beside it that convert to it."""
    if not isinstance(node, n.Treatment) or node.dose is None:
        return None
    near = dict.fromkeys((node.dose.unit, *(unit for unit in ("mg", "ug", "g") if _fits(unit, node.dose.unit))))
    return DoseAsked(tuple(unit_choice(code) for code in near))


def _fits(unit: str, target: str) -> bool:
    return convert(Fraction(0), unit, target).value is not None


def _hidden(form: Questionnaire, asked: dict[str, list[tuple[Place, Control]]]) -> tuple[Item, ...]:
    """The items with the answers that make each pointless; only a question that comes earlier can hide a later one."""
    keys = {item.key: item.link_id for item in form.items}
    finder = Hiding(form.by_id, lambda node: form.atoms.get(question_key(node)), form.entailed, keys)
    rank = {link: number for number, link in enumerate(form.order)}
    position = {
        item.link_id: (rank.get(item.parent or item.link_id, len(rank)), number) for number, item in enumerate(form.items)
    }

    def before(answer: Hide, item: Item) -> bool:
        apart = item.parent is None or form.by_id[answer.item].parent != item.parent
        return apart and position[answer.item] < position[item.link_id]

    found = []
    for item in form.items:
        uses = asked.get(item.key)
        answers = finder.answers(item, [place for place, _ in uses]) if uses else ()
        hide = sorted((a for a in answers if before(a, item)), key=lambda a: (position[a.item], a.answer))
        found.append(dataclasses.replace(item, hide=tuple(hide)))
    return tuple(_with_group(item, found) for item in found)


def _with_group(item: Item, items: list[Item]) -> Item:
    """A group is pointless once every member is."""
    members = [frozenset(other.hide) for other in items if other.parent == item.link_id]
    if not members:
        return item
    common = frozenset.intersection(*members)
    first = next(other for other in items if other.parent == item.link_id)
    return dataclasses.replace(item, hide=tuple(hide for hide in first.hide if hide in common))
