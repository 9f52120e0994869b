"""What a form is made of: items with their controls, and the conditions under which they are not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from screener.criteria.nodes import Node
from screener.criteria.protocol import Protocol
from screener.screening.options import Stage

ItemType = Literal["birth-date", "number", "choice", "yes-no", "drug", "group", "note"]
YES = "yes"
NO = "no"


@dataclass(frozen=True, slots=True)
class Help:
    """The protocol's own words that an item was made from, with the criterion that holds them."""

    criterion: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: the value that is kept and the words that are shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to pick: its UCUM code and how it is printed."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Hide:
    """The item is not asked once that other item has that answer (`yes`, `no`, or a choice's value)."""

    item: str
    answer: str


@dataclass(frozen=True, slots=True)
class DoseAsked:
    """What a drug item asks about the dose: the units to pick and the time it is counted by."""

    units: tuple[UnitChoice, ...]
    per: tuple[str, ...] = ("d", "wk")


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the form.

    link_id: stable id, made from `key`. key: where the answer goes: for `yes-no` and `drug` a key of `Patient.answers`;
    for values the concept with its visit. criteria: the criteria that use it, in text order.
    units: the default first. low, high: what is plausible, in the default unit; outside it the form warns.
    references: which reference limits the value needs beside it (`low` for LLN, `high` for ULN).
    dated: the day of the value matters, because the text sets a window. visit: the visit that the value belongs to.
    stage: the earliest stage at which the answer counts; at earlier ones it is deferred and not asked.
    parent: the group that holds the item, and `short` its name there. hide: any of these answers makes it pointless.
    confirm: words of the text that a person ticks; they do not change the verdict.
    needs: items to be answered before this one, for they may settle it: the sex before a pregnancy.
    """

    link_id: str
    type: ItemType
    key: str
    text: str
    help: tuple[Help, ...] = ()
    criteria: tuple[str, ...] = ()
    concept: str | None = None
    visit: str = ""
    units: tuple[UnitChoice, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    references: tuple[Literal["low", "high"], ...] = ()
    options: tuple[Choice, ...] = ()
    dated: bool = False
    dose: DoseAsked | None = None
    stage: Stage = "prescreen"
    parent: str | None = None
    short: str = ""
    confirm: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hide: tuple[Hide, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """The form of one protocol: its items in text order, and the order in which to ask.

    `items` holds groups directly before their members, and a free note at the end. `order` names the questions that
    are put one after the other: groups and items outside groups; a group is one question.
    `atoms` maps every question key of the rules to the item that settles it; an atom that no item can settle is absent.
    `entailed` maps a key to the keys that a yes to it also answers with yes; a no goes the other way.
    """

    protocol: Protocol
    items: tuple[Item, ...]
    order: tuple[str, ...]
    atoms: Mapping[str, str]
    entailed: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """The items by link id."""
        return {item.link_id: item for item in self.items}

    @cached_property
    def link_of(self) -> Mapping[str, str]:
        """The link id of each item's key."""
        return {item.key: item.link_id for item in self.items}

    def members(self, group: str) -> tuple[Item, ...]:
        """The items of a group."""
        return tuple(item for item in self.items if item.parent == group)

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """A key to the keys that a no to it also answers with no."""
        found: dict[str, tuple[str, ...]] = {}
        for key, wider in self.entailed.items():
            for other in wider:
                found[other] = (*found.get(other, ()), key)
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence of an atom: the criterion, the rule's node that it stands in (a reading too), and its path."""

    criterion: str
    category: str
    root: Node
    path: tuple[int, ...]
    node: Node
    words: str
