"""Parts what keeps out by itself from an exception before it: "malignancy except skin cancer, or HIV infection"."""

from __future__ import annotations

import re

from screener.catalog.load import catalog
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import is_plain
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import any_of

_Named = Condition | Treatment | State
_APART = re.compile(r"[\s)]*,\s*or\b", re.IGNORECASE)
_OR = re.compile(r"\bor\b", re.IGNORECASE)


def besides_exception(base: Node, unless: Node, context: Context) -> tuple[Node, Node] | None:
    """The exception without its last member, and that member, which may keep out besides; None where all of it lets off.

    A comma before the "or" of two, or of what has an "or" before it, and a thing that is no kind of the base tell it. Both
    readings are kept.
    """
    if context.category != "exclusion" or not isinstance(base, _Named) or base.concept is None or not is_plain(unless):
        return None
    *kept, last = unless.parts
    if not isinstance(last, _Named) or last.concept is None or _kind_of(last, base):
        return None
    if not all(isinstance(one, Judgement) or _kind_of(one, base) for one in kept):
        return None
    within = context.text[unless.span.start : kept[-1].span.end]
    told = len(kept) == 1 or _OR.search(within) is not None
    if not told or not _APART.match(context.text, kept[-1].span.end):
        return None
    why = "what stands behind “except A, or” may be let off too, or keep out by itself"
    if context.choose(f"besides-exception-{last.span.start}", ("apart", "excepted"), why) == "excepted":
        return None
    return any_of(kept), last


_WIDE = 30
"""How many kinds a class has whose name is used loosely for its neighbours too."""


def _kind_of(one: Node, base: Node) -> bool:
    """Whether a thing is a kind of the base, or of what a wide base is a kind of ("malignancy except carcinoma in situ")."""
    thing, whole = str(getattr(one, "concept", None) or ""), str(getattr(base, "concept", None) or "")
    if not thing or not whole:
        return False
    known = catalog()
    near = known.parents(whole) if len(known.members(whole)) > _WIDE else ()
    return any(known.is_a(thing, above) for above in (whole, *near))
