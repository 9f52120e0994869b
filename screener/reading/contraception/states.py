"""Takes words with the state of the catalogue that they name, gives its node."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import State
from screener.criteria.nodes import Who
from screener.criteria.nodes import Window


def named(
    concept: str,
    place: Span,
    qualifiers: tuple[Qualifier, ...] = (),
    window: Window | None = None,
    *,
    whole: Span | None = None,
    who: Who = "patient",
) -> State:
    """The state whose words stand at a place; `whole` holds those that tell of it too."""
    return State(concept, catalog()[concept].label, qualifiers, window, who, True, place, whole or place)
