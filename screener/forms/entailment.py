"""Which answers follow from others by the meaning of the words: a kind of a disease is that disease, now is ever."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence

from screener.catalog.load import catalog
from screener.criteria import nodes as n

_THEN: Mapping[str, frozenset[str]] = {
    "active": frozenset({"active", "present", "ever"}),
    "present": frozenset({"present", "ever"}),
    "ever": frozenset({"ever"}),
    "current": frozenset({"current", "ever"}),
}
"""A status to those that follow from it, without a window. All others follow only from themselves."""


def entailed(keyed: Sequence[tuple[str, n.Node]]) -> dict[str, tuple[str, ...]]:
    """Each key to the keys whose sentence is true whenever its own is."""
    found: dict[str, tuple[str, ...]] = {}
    for key, node in keyed:
        wider = tuple(other for other, wide in keyed if other != key and follows(node, wide))
        if wider:
            found[key] = wider
    return found


def follows(narrow: n.Node, wide: n.Node) -> bool:
    """Whether the wide sentence holds for everybody for whom the narrow one holds."""
    match narrow, wide:
        case n.Condition(), n.Condition():
            uncounted = narrow.count is None and wide.count is None
            return narrow.who == wide.who and uncounted and _same(narrow, wide, "duration")
        case n.Treatment(), n.Treatment():
            return _treated(narrow, wide)
        case n.Immunization(), n.Immunization():
            return narrow.status == wide.status and _kind_of(narrow, wide) and _in_window(narrow.window, wide.window)
        case n.Allergy(), n.Allergy():
            return narrow.window == wide.window and _kind_of(narrow, wide)
        case n.Allergy(window=None), n.Contraindication():
            return _kind_of(narrow, wide)
        case _:
            return False


def _treated(narrow: n.Treatment, wide: n.Treatment) -> bool:
    for name in ("dose", "route", "stable_for", "response", "concurrent_with", "indication"):
        told = getattr(wide, name)
        if told and told != getattr(narrow, name):
            return False
    return narrow.count is None and wide.count is None and _same(narrow, wide, "duration")


def _same(narrow: n.Condition | n.Treatment, wide: n.Condition | n.Treatment, particular: str) -> bool:
    """Kind, status, window and one more particular, each the same or wider."""
    told = getattr(wide, particular)
    if told is not None and told != getattr(narrow, particular):
        return False
    return _kind_of(narrow, wide) and _status(narrow, wide) and _in_window(narrow.window, wide.window)


def _status(narrow: n.Condition | n.Treatment, wide: n.Condition | n.Treatment) -> bool:
    if narrow.window is None and wide.window is None:
        return narrow.status == wide.status or wide.status in _THEN.get(narrow.status, frozenset())
    if wide.window is None:
        return wide.status == "ever" and narrow.status in _THEN
    return narrow.status == wide.status


def _kind_of(
    narrow: n.Condition | n.Treatment | n.Immunization | n.Allergy,
    wide: n.Condition | n.Treatment | n.Immunization | n.Allergy | n.Contraindication,
) -> bool:
    if narrow.concept is None or wide.concept is None or not catalog().is_a(narrow.concept, wide.concept):
        return False
    return set(wide.qualifiers) <= set(narrow.qualifiers)


def _in_window(narrow: n.Window | None, wide: n.Window | None) -> bool:
    """Whether everything in the one window lies in the other."""
    if wide is None or narrow == wide:
        return True
    if narrow is None or narrow.value is None or wide.value is None:
        return False
    alike = ("unit", "anchor", "direction", "value2")
    if any(getattr(narrow, name) != getattr(wide, name) for name in alike) or narrow.value2 is not None:
        return False
    return narrow.direction == "before" and narrow.value < wide.value
