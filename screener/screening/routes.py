"""Whether a recorded route fits the route, or the class of medicines, that the text names: cream is no tablet."""

from __future__ import annotations

from screener.core.reasons import Reason
from screener.records.patient import Treatment as Recorded
from screener.screening.case import Case
from screener.screening.chart import folded
from screener.screening.outcome import Evidence
from screener.screening.outcome import Outcome
from screener.screening.outcome import false
from screener.screening.outcome import true
from screener.screening.outcome import unknown
from screener.screening.words import screening_data
from screener.screening.words import single_words


def by_route(asked: str, entry: Recorded, label: str, shown: Evidence) -> Outcome:
    """Whether an entry was given by the route that the text names, or by one of those that it stands for ("systemic")."""
    if entry.route is None:
        return unknown(Reason.QUALIFIER, f"The route of {label} is not recorded.", (shown,))
    given, wanted = set(folded(entry.route)), set(folded(asked))
    if given == wanted or given & _stands_for(asked):
        return true(f"{label} is given by that route.", (shown,))
    broader = any(wanted & _stands_for(word) for word in given)
    if broader or given & (wanted | set(screening_data()["route_may_be"].get(asked, ()))):
        return unknown(Reason.QUALIFIER, f"The recorded route of {label} is not quite the one asked.", (shown,))
    return false(f"{label} is given by another route.", (shown,))


def _stands_for(route: str) -> frozenset[str]:
    """The recorded routes that the word for a route covers."""
    return frozenset(screening_data()["route_covers"].get(route, ()))


def misplaced(concept: str, entry: Recorded, label: str, case: Case, shown: Evidence) -> Outcome | None:
    """The doubt about an entry of the asked drug or class that is, or may be, given by another route; None for none."""
    wanted = _routes(concept)
    if wanted is not None:
        if entry.route is None:
            return _either(concept, entry, label, case, shown)
        if wanted.isdisjoint(folded(entry.route)):
            return false(f"{label} is recorded as {entry.route}.", (shown,))
        return None
    if not any(case.catalog.is_a(concept, each) for each in screening_data()["local_routes"]["systemic"]):
        return None
    if entry.route is None:
        return _either(concept, entry, label, case, shown) if concept not in entry.concepts else None
    if single_words("local_routes").isdisjoint(folded(entry.route)):
        return None
    sentence = f"{label} is recorded as {entry.route}; whether that counts has to be confirmed."
    return unknown(Reason.QUALIFIER, sentence, (shown,))


def _routes(concept: str) -> frozenset[str] | None:
    """The routes that a class of medicines stands for; None for one that says nothing of routes."""
    listed = screening_data()["class_routes"].get(concept)
    return frozenset(listed) if listed is not None else None


def _either(concept: str, entry: Recorded, label: str, case: Case, shown: Evidence) -> Outcome | None:
    """The doubt about a drug without a route that comes in forms of which the text means only one."""
    other = [
        each
        for each in screening_data()["class_routes"]
        if not case.catalog.is_a(each, concept)
        and not case.catalog.is_a(concept, each)
        and any(case.catalog.is_a(drug, each) for drug in entry.concepts)
    ]
    if not other:
        return None
    return unknown(Reason.QUALIFIER, f"By which route {label} is given is not recorded.", (shown,))
