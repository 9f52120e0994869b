"""The parse tree of a rule to nodes: names looked up, units made canonical, clauses put where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any
from typing import NamedTuple
from typing import get_args

from lark import Token

from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.notation_clauses import ClauseBuilder
from screener.criteria.notation_limits import Clause
from screener.criteria.notation_words import CHANGE_WORDS
from screener.criteria.notation_words import CONDITION_WORDS
from screener.criteria.notation_words import TREATMENT_WORDS

_CONDITION = {word.split()[0]: status for status, word in CONDITION_WORDS.items()}
_TREATMENT = {word: status for status, word in TREATMENT_WORDS.items()}
_CHANGE = {word: change for change, word in CHANGE_WORDS.items()}
_REPEATABLE = ("also", "qualifiers")


class Name(NamedTuple):
    """What a name stands for, and where it stands."""

    concept: str | None
    label: str
    coded: bool
    span: Span


class Builder(ClauseBuilder):
    """Makes nodes bottom-up; what cannot be used is an issue, so that all mistakes of a rule show at once."""

    def start(self, parts: list[Any]) -> n.Node:
        """The whole rule."""
        return parts[0]  # type: ignore[no-any-return]

    def when(self, parts: list[Any]) -> n.Node:
        """`when A then B`."""
        return n.When(*parts)

    def except_(self, parts: list[Any]) -> n.Node:
        """`A except B`."""
        return n.Except(*parts)

    def not_(self, parts: list[Any]) -> n.Node:
        """`not A`."""
        return n.Not(*parts)

    def all_of(self, parts: list[Any]) -> n.Node:
        """`all of (A; B)`."""
        return n.AllOf(parts[0])

    def any_of(self, parts: list[Any]) -> n.Node:
        """`any of (A; B)`."""
        return n.AnyOf(parts[0], False, parts[1] if len(parts) > 1 else None)

    def examples(self, parts: list[Any]) -> n.Node:
        """`any of examples (A; B) under (C)`."""
        return n.AnyOf(parts[0], True, parts[1] if len(parts) > 1 else None)

    def at_least(self, parts: list[Any]) -> n.Node:
        """`at least 2 of (A; B; C)`."""
        return n.AtLeast(self._whole(parts[0]), parts[1])

    def at_most(self, parts: list[Any]) -> n.Node:
        """`at most 1 of (A; B)`."""
        return n.AtMost(self._whole(parts[0]), parts[1])

    def under(self, parts: list[Any]) -> n.Node:
        """The head of a list of examples."""
        return parts[0]  # type: ignore[no-any-return]

    def _whole(self, token: Token) -> int:
        value = Decimal(token)
        if value != value.to_integral_value():
            self.refuse("count-not-whole", "how many must hold is a whole number", token, "write 2")
            return 1
        return int(value)

    def known(self, parts: list[Any]) -> Name:
        """A concept's id, perhaps with words of its own as the label."""
        token = parts[0]
        given = self.string(parts[1]) if len(parts) > 1 else None
        if token.type == "ID":
            concept = self.string(token)
            found = self.names.label(concept)
            label = given if given is not None else (concept if found is None else found)
            return Name(concept, label, True, _span(token))
        found = self.names.label(str(token))
        if found is None:
            self._unknown_concept(token)
        return Name(str(token), given if given is not None else found or "", True, _span(token))

    def _unknown_concept(self, token: Token) -> None:
        near = self.names.near_concepts(str(token))
        if near:
            hint = f'write {" or ".join(near)}, or put words that are no concept in quotes: "{token}"'
        else:
            hint = f'put words that are no concept in quotes: "{token}"'
        self.refuse("concept-unknown", f"`{token}` is not in the catalogue", token, hint)

    def uncoded_known(self, parts: list[Any]) -> Name:
        """A concept that is only near what the text says."""
        return self.known(parts)._replace(coded=False)

    def free(self, parts: list[Any]) -> Name:
        """Words that the catalogue does not know."""
        return Name(None, self.string(parts[0]), False, _span(parts[0]))

    def coded_free(self, parts: list[Any]) -> Name:
        """Words that a record can be coded with although they are no concept."""
        return Name(None, self.string(parts[0]), True, _span(parts[0]))

    def comparison(self, parts: list[Any]) -> n.Node:
        """`easi >= 6`: a name, a change, limits, a unit, what they are relative to, clauses."""
        name: Name = parts[0]
        clauses = [part for part in parts[1:] if isinstance(part, Clause)]
        change = next((_CHANGE[part.data] for part in clauses if part.field == "change"), "none")
        given = {part.field: part.data for part in clauses if part.field in ("limits", "unit", "relative_to")}
        relative = given.get("relative_to", "none")
        unit = given.get("unit")
        if "unit" not in given and relative == "none":
            unit = "1"
            self._unit_needed(name, next(part for part in clauses if part.field == "limits"))
        lower, upper = given["limits"]
        rest = [part for part in clauses if part.field not in ("limits", "unit", "relative_to", "change")]
        return self._atom(  # type: ignore[no-any-return]
            n.Comparison, name, rest, lower=lower, upper=upper, unit=unit, relative_to=relative, change=change
        )

    def _unit_needed(self, name: Name, limits: Clause) -> None:
        wanted = None if name.concept is None else self.names.default_unit(name.concept)
        if wanted is not None:
            word = {"a": "years"}.get(wanted, wanted)
            hint = f"write {word} or another unit of {name.concept}, or ? where the text gives none"
            self.refuse("unit-missing", f"{name.concept} needs a unit", limits.span, hint)

    def result(self, parts: list[Any]) -> n.Node:
        """`hiv-test positive`."""
        return self._atom(n.Result, parts[0], parts[2:], outcome=parts[1].data)  # type: ignore[no-any-return]

    def member(self, parts: list[Any]) -> n.Node:
        """`nyha in {III, IV}`."""
        return self._atom(n.Member, parts[0], parts[2:], values=parts[1])  # type: ignore[no-any-return]

    def demographic(self, parts: list[Any]) -> n.Node:
        """`sex is {female}`."""
        return self._atom(n.Demographic, parts[0], parts[2:], values=parts[1])  # type: ignore[no-any-return]

    def condition(self, parts: list[Any]) -> n.Node:
        """`history of malignancy`."""
        return self._atom(n.Condition, parts[1], parts[2:], status=_CONDITION[parts[0]])  # type: ignore[no-any-return]

    def treatment(self, parts: list[Any]) -> n.Node:
        """`taking class immunosuppressants`."""
        kind = "drug" if isinstance(parts[1], Name) else parts.pop(1)
        status = _TREATMENT[parts[0]]
        return self._atom(n.Treatment, parts[1], parts[2:], treatment=kind, status=status)  # type: ignore[no-any-return]

    def immunization(self, parts: list[Any]) -> n.Node:
        """`vaccinated "live vaccine"`."""
        status = "given" if parts[0] == "vaccinated" else "planned"
        return self._atom(n.Immunization, parts[1], parts[2:], status=status)  # type: ignore[no-any-return]

    def allergy(self, parts: list[Any]) -> n.Node:
        """`allergy to penicillin`."""
        return self._atom(n.Allergy, parts[0], parts[1:])  # type: ignore[no-any-return]

    def contraindication(self, parts: list[Any]) -> n.Node:
        """`contraindication to penicillin`."""
        return self._atom(n.Contraindication, parts[0], parts[1:])  # type: ignore[no-any-return]

    def state(self, parts: list[Any]) -> n.Node:
        """`state pregnant`."""
        return self._atom(n.State, parts[0], parts[1:])  # type: ignore[no-any-return]

    def plan(self, parts: list[Any]) -> n.Node:
        """`planned "major surgery"`."""
        return self._filled(n.Plan, parts[1:], label=self.string(parts[0]))  # type: ignore[no-any-return]

    def judgement(self, parts: list[Any]) -> n.Node:
        """`judgement investigator "likely to comply"`."""
        judge = self.choice(parts[0], get_args(n.Judge), "who judges")
        return self._filled(n.Judgement, parts[2:], label=self.string(parts[1]), judge=judge)  # type: ignore[no-any-return]

    def unread(self, parts: list[Any]) -> n.Node:
        """`unread "words"`."""
        return n.Unread(self.string(parts[0]))

    def damaged(self, parts: list[Any]) -> n.Node:
        """`damaged-sign "words"`."""
        return n.Unread(self.string(parts[0]), "damaged-sign")

    def _atom(self, kind: Any, name: Name, clauses: Sequence[Clause], **given: Any) -> Any:
        return self._filled(kind, clauses, concept=name.concept, label=name.label, coded=name.coded, **given)

    def _filled(self, kind: Any, clauses: Sequence[Clause], **given: Any) -> Any:
        allowed = {field.name for field in fields(kind)}
        main = set(given) - {"coded" if kind is n.Plan else "", "status" if kind is n.Result else ""}
        for clause in clauses:
            self._put(kind, clause, given, allowed - main)
        return kind(**given)

    def _put(self, kind: Any, clause: Clause, given: dict[str, Any], allowed: set[str]) -> None:
        field = clause.field
        if field in _REPEATABLE and field in allowed:
            given[field] = given.get(field, ()) + clause.data
        elif field not in allowed or (field == "status" and kind is not n.Result):
            what = kind.__name__.lower()
            message = f"`{clause.word}` says nothing about a {what}"
            self.refuse(
                "clause-misplaced", message, clause.span, "take it out, or move it to the node that it belongs to"
            )
        elif field in given:
            self.refuse("clause-twice", f"`{clause.word}` stands twice", clause.span, "keep one of the two")
        else:
            given[field] = clause.data


def _span(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)
