"""The parse tree of a rule to the clauses of an atom: doses, durations, qualifiers and the rest."""

from __future__ import annotations

from typing import Any
from typing import get_args

from screener.criteria import nodes as n
from screener.criteria.notation_limits import Clause
from screener.criteria.notation_limits import LimitBuilder


class ClauseBuilder(LimitBuilder):
    """Makes the clauses that say more than a limit or a window."""

    def clause(self, parts: list[Any]) -> Clause:
        """A clause as its own rule made it."""
        return parts[0]  # type: ignore[no-any-return]

    def item(self, parts: list[Any]) -> str:
        """A word, number or quoted text inside braces."""
        return self.text(parts[0])

    def set(self, parts: list[Any]) -> tuple[str, ...]:
        """`{III, IV}`, or one value without braces."""
        return tuple(parts)

    def qualifier(self, parts: list[Any]) -> n.Qualifier:
        """`severity: moderate`."""
        return n.Qualifier(parts[0], parts[1])

    def qualifiers(self, parts: list[Any]) -> Clause:
        """`{severity: moderate, site: skin}`."""
        return Clause("qualifiers", tuple(parts), "{")

    def also(self, parts: list[Any]) -> Clause:
        """`also <= 8.5 g/dL`."""
        lower, upper = parts[0].data
        unit = parts[1].data if len(parts) > 1 else "1"
        return Clause("also", (n.Limit(lower, upper, unit),), "also")

    def policy(self, parts: list[Any]) -> Clause:
        """`using highest`."""
        words = tuple("any-value" if word == "any" else word for word in get_args(n.Policy))
        word = self.choice(parts[0], words, "a way to choose between values")
        return Clause("policy", "any" if word == "any-value" else word, "using")

    def exact(self, parts: list[Any]) -> Clause:
        """`exact-birthday`."""
        return Clause("exact", True, "exact-birthday")

    def ever(self, parts: list[Any]) -> Clause:
        """`ever`."""
        return Clause("status", "ever", "ever")

    def uncoded(self, parts: list[Any]) -> Clause:
        """`uncoded`, of a plan."""
        return Clause("coded", False, "uncoded")

    def who(self, parts: list[Any]) -> Clause:
        """`in family`."""
        return Clause("who", self.choice(parts[0], get_args(n.Who), "someone to look at"), "in")

    def times(self, parts: list[Any]) -> Clause:
        """`times >= 2`."""
        return Clause("count", n.Count(*parts[0].data), "times")

    def lasting(self, parts: list[Any]) -> Clause:
        """`lasting >= 3 months`."""
        return Clause("duration", self._duration(parts), "lasting")

    def stable(self, parts: list[Any]) -> Clause:
        """`stable >= 4 weeks`."""
        return Clause("stable_for", self._duration(parts), "stable")

    def _duration(self, parts: list[Any]) -> n.Duration:
        lower, upper = parts[0].data
        return n.Duration(lower, upper, self.time(parts[1]))

    def per(self, parts: list[Any]) -> Clause:
        """`per kg`, `per d`; a quoted "kg" is a time of that name."""
        token = parts[0]
        return Clause("per", self.text(token), "quoted" if token.type == "STRING" else "per")

    def equivalent(self, parts: list[Any]) -> Clause:
        """`equivalent-to prednisone`."""
        return Clause("equivalent", parts[0])

    def dose(self, parts: list[Any]) -> Clause:
        """`dose <= 20 mg per d`."""
        limits, unit, *rest = parts
        code, per, per_weight = self._dose_unit(unit)
        equivalent = None
        for clause in rest:
            if clause.field == "equivalent":
                equivalent = clause.data
            elif clause.data == "kg" and clause.word != "quoted":
                per_weight = True
            else:
                per = clause.data
        made = n.Dose(limits.data[0], limits.data[1], code, per, per_weight, equivalent)
        return Clause("dose", made, "dose")

    def _dose_unit(self, unit: Clause) -> tuple[str, str | None, bool]:
        """A dose's unit; `mg/kg/d` written in one is taken apart, a quoted unit is kept whole."""
        code = unit.data or ""
        if not unit.word:
            return code, None, False
        amount, *others = code.split("/")
        per = next((other for other in others if other != "kg"), None)
        return amount, per, "kg" in others

    def route(self, parts: list[Any]) -> Clause:
        """`route oral`."""
        return Clause("route", parts[0], "route")

    def response(self, parts: list[Any]) -> Clause:
        """`response {failed, intolerant}`."""
        allowed = ("failed", "intolerant", "none")
        return Clause("response", tuple(self.choice(part, allowed, "a response") for part in parts), "response")

    def nodes(self, parts: list[n.Node]) -> tuple[n.Node, ...]:
        """A list between brackets."""
        return tuple(parts)

    def company(self, parts: list[Any]) -> Clause:
        """`with (taking methotrexate)`."""
        return Clause("concurrent_with", parts[0], "with")

    def indication(self, parts: list[Any]) -> Clause:
        """`for (condition psoriasis)`."""
        return Clause("indication", parts[0], "for")

    def doing(self, parts: list[Any]) -> Clause:
        """`doing (will-receive procedure surgery)`."""
        return Clause("action", parts[0], "doing")
