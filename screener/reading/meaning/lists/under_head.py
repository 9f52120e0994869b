"""Keeps alternatives behind a disease with it: "asthma treated with budesonide or fluticasone" asks for asthma either way."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.denials import affirmed
from screener.reading.meaning.lists.either_sex import is_sex
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import regrouped
from screener.reading.meaning.piece import Piece

_BRACKET = re.compile(r"\s*\([^()]*\)")
_FOR = re.compile(r"\s+(?:(?:therapy|treatment)\s+)?for(?:\s+(?:the\s+)?treatment\s+of)?\s*", re.IGNORECASE)
_BEHIND = frozenset({"treatment", "measure", "condition", "vaccine"})


def bare_names(pieces: list[Piece]) -> frozenset[int]:
    """The heads (by `id`) that stand in their piece alone, with no words of their own before them."""
    return frozenset(
        id(piece.drafts[0])
        for piece in pieces
        if len(piece.drafts) == 1 and piece.drafts[0].lead.bare_but_limits and not piece.population and piece.judge is None
    )


def under_head(items: list[Item], conns: list[str], context: Context) -> tuple[list[Item], list[str]]:
    """The members with alternatives to the last part of a compound one taken into it.

    A further disease behind a disease with another ("Crohn's disease with fistula or abscess") may be an alternative to
    the whole, too: both readings are kept.
    """

    def group(at: int) -> tuple[Item, int]:
        item, end = items[at], _last(items, conns, at, context)
        apart = item.last_slot != item.slot and item.slot != "treatment"
        apart = apart and not (context.category == "exclusion" and item.heads and is_sex(item.heads[0]))
        if end > at and (apart or set(conns[at:end]) == {"slash"} or _within(items[end], context)):
            alternatives = items[at : end + 1]
            return _joined(_timed_alike(alternatives) if _needs(item, context) else alternatives), end
        return item, at

    return regrouped(items, conns, group)


def tight_or(items: list[Item], conns: list[str], context: Context) -> tuple[list[Item], list[str]]:
    """The members with two of a kind behind an "and" and another kind made one: "asthma and FEV1 < 80 % or FVC < 70 %".

    The "or" may as well be an alternative to all that stands before it, so that both readings are kept.
    """
    for at in range(1, len(items) - 1):
        before, first, second = items[at - 1 : at + 2]
        kinds = first.slot == second.slot and before.slot != first.slot and {before.slot, first.slot} <= _BEHIND
        if conns[at - 1 : at + 1] != ["and", "or"] or not kinds or second.apart or context.category != "inclusion":
            continue
        why = "“A and B or C” may ask A with either of the others, or take C alone"
        if context.choose(f"tight-{second.node.span.start}", ("either", "alone"), why) == "either":
            node = AnyOf((first.node, second.node), span=Span(first.node.span.start, second.node.span.end))
            kept = [*items[:at], replace(first, node=node, heads=(node,)), *items[at + 2 :]]
            return tight_or(kept, [*conns[:at], *conns[at + 1 :]], context)
    return items, conns


def _last(items: list[Item], conns: list[str], at: int, context: Context) -> int:
    """The last of the alternatives to the last part of a member; the member itself where it has none."""
    item, end = items[at], at
    if _needs(item, context):
        while end + 1 < len(items) and conns[end] in {"comma", "or", "slash"} and _needed_too(items[end + 1]):
            end += 1
        if end == at and conns[at : at + 1] == ["or"] and _operated_too(item, items[at + 1], context):
            end += 1
        return end if "or" in conns[at:end] else at
    if len(item.heads) > 1 and isinstance(item.heads[-1], Not) and item.last_slot in _BEHIND | {"text"} and not item.subgroup:
        return _denied_too(items, conns, at, context)
    if len(item.heads) < 2 or item.last_slot not in _BEHIND or item.subgroup:
        return at
    if item.slot != "condition" and not (item.last_slot == "condition" and _holds(item, context)):
        return at
    if item.last_slot == "treatment" and item.slot == "condition" and not _given(item, context):
        return at
    while end + 1 < len(items) and conns[end] in {"comma", "or"} and _alike(item, items[end + 1]):
        end += 1
    return end if "or" in conns[at:end] else at


def _denied_too(items: list[Item], conns: list[str], at: int, context: Context) -> int:
    """The last of what is denied with the last part of a member ("urine negative for A, B and C", "ulcer without pus/fever")."""
    joins = {"comma", "or", "slash", "and"} if context.category == "inclusion" else {"comma", "or", "slash"}
    end = at
    while end + 1 < len(items) and conns[end] in joins and _alike(items[at], items[end + 1], {"text", "condition"}):
        end += 1
    while end > at and conns[end - 1] == "comma":
        end -= 1
    told = conns[at:end]
    if "and" in told and ((told == ["and"] and items[end].apart) or "or" in told or end + 1 < len(items)):
        return at  # "asthma without COPD, and hypertension"
    return end


_REQUIRES = re.compile(r"\brequir|\bneed", re.IGNORECASE)


def _needs(item: Item, context: Context) -> bool:
    """Whether a member is a disease and what it requires ("infection requiring hospitalization")."""
    if len(item.heads) != 2 or item.slot != "condition" or item.last_slot not in {"treatment", "state"}:
        return False
    first, last = affirmed(item.heads[0]) or item.heads[0], item.heads[1]
    if not isinstance(first, Condition) or not isinstance(last, Treatment | State):
        return False
    if isinstance(item.heads[0], Not) and not isinstance(item.node, Not):
        return False
    return _REQUIRES.search(context.text[first.mention.end : last.mention.end]) is not None


def _needed_too(item: Item) -> bool:
    """Whether a further member is what is required as well."""
    if len(item.heads) != 1 or item.subgroup or item.population:
        return False
    node = affirmed(item.heads[0]) or item.heads[0]
    if isinstance(node, State):
        return node.concept == "hospitalized"
    return isinstance(node, Treatment) and node.status == "needed"


def _operated_too(item: Item, other: Item, context: Context) -> bool:
    """Whether a bare operation is what is required as well ("renal failure requiring dialysis or transplantation").

    It may be an alternative to the disease, too, so that both readings are kept.
    """
    node = affirmed(other.heads[0]) or other.heads[0] if len(other.heads) == 1 else None
    if not isinstance(node, Treatment) or node.treatment != "procedure" or node.window or not isinstance(item.heads[1], State):
        return False
    if not other.bare or other.apart or other.subgroup or other.population:
        return False
    why = "an operation behind “requiring A or” may be required as well, or count by itself"
    return context.choose(f"operated-{node.mention.start}", ("required", "itself"), why) == "required"


def _timed_alike(items: list[Item]) -> list[Item]:
    """A time behind the last of what is required is that of all ("requiring hospitalization or surgery within 4 weeks")."""
    window = getattr(items[-1].heads[0], "window", None)
    needed = [items[0].heads[-1], *(item.heads[0] for item in items[1:-1])]
    if window is None or not all(isinstance(node, Treatment | State) and node.window is None for node in needed):
        return items
    first, *middle = [replace(node, window=window) for node in needed if isinstance(node, Treatment | State)]
    lead = replace(items[0], heads=(*items[0].heads[:-1], first))
    return [lead, *(replace(item, node=node, heads=(node,)) for item, node in zip(items[1:-1], middle, strict=True)), items[-1]]


def _holds(item: Item, context: Context) -> bool:
    """Whether what stands before the last disease of a member holds for alternatives to that disease too."""
    limited = item.slot == "measure" and context.category == "inclusion" and not item.subgroup
    return limited or _stays(item.heads[0]) or is_sex(item.heads[0]) or _against(item, context)


def _given(item: Item, context: Context) -> bool:
    """Whether words stand between a disease and its treatment, so that they are two things and no name ("glaucoma surgery")."""
    first, last = item.heads[0], item.heads[-1]
    if not isinstance(first, Condition) or not isinstance(last, Treatment):
        return True
    return bool(context.text[first.mention.end : last.mention.start].strip())


def _against(item: Item, context: Context) -> bool:
    """Whether a treatment stands before the disease that it is given for ("prior chemotherapy for breast or ovarian cancer")."""
    first, second = item.heads[0], item.heads[-1]
    if item.slot != "treatment" or len(item.heads) != 2 or not isinstance(first, Treatment) or not isinstance(second, Condition):
        return False
    between = _BRACKET.sub("", context.text[first.mention.end : second.span.start])
    return _FOR.fullmatch(between) is not None


def _stays(node: Node) -> bool:
    """Whether a node tells where people are treated ("inpatients with schizophrenia or schizoaffective disorder")."""
    return isinstance(node, State) and node.concept in {"hospitalized", "outpatient"}


def over_each(items: list[Item], conns: list[str], context: Context) -> tuple[list[Item], list[str]]:
    """ "Asthma or COPD treated with budesonide": what stands behind the last of some diseases may be asked with each of them.

    It may as well belong to the last alone, so that both readings are kept.
    """
    last = items[-1]
    behind = len(last.heads) > 1 and last.slot == "condition" and last.last_slot in {"treatment", "measure"} and not last.apart
    if not behind or conns[-1:] != ["or"] or not isinstance(last.heads[0], Condition):
        return items, conns
    if context.category != "inclusion" and not _bare_pair(items):
        return items, conns
    whom, found_first = _of_whom(items[0])
    listed = [found_first, *items[1:-1]]
    if not set(conns) <= {"comma", "or"} or not all(_plain_finding(item) for item in listed):
        return items, conns
    first, *rest = last.heads
    if any(isinstance(node, Condition) for node in rest) or _of_any(items[-2].node.span.end, first.span.start, context):
        return items, conns
    why = "what stands behind “A or B” may be asked of both, or of the second alone"
    if context.choose(f"each-{first.span.start}", ("both", "second"), why) == "second":
        return items, conns
    found = AnyOf((*(item.node for item in listed), first), span=Span(listed[0].node.span.start, first.span.end))
    whole = AllOf((*whom, found, *rest), Span(items[0].node.span.start, last.node.span.end))
    return [replace(last, node=whole, heads=(whole,), population=items[0].population)], []


def _of_whom(item: Item) -> tuple[tuple[Node, ...], Item]:
    """The sex that stands before a finding, and the member without it ("women with endometriosis")."""
    if len(item.heads) != 2 or not is_sex(item.heads[0]) or item.subgroup:
        return (), item
    return item.heads[:1], replace(item, node=item.heads[1], heads=item.heads[1:])


def _of_any(end: int, start: int, context: Context) -> bool:
    """Whether "any" stands before the last of some diseases, with which a description of its own begins."""
    return context.text[end:start].lower().split()[-1:] == ["any"]


def _bare_pair(items: list[Item]) -> bool:
    """Whether two diseases stand side by side, bare; a longer list of what keeps out names each by itself."""
    found = [items[0].node, items[-1].heads[0]]
    alike = all(isinstance(node, Condition) and node.status == "present" and not node.qualifiers for node in found)
    return len(items) == 2 and alike


def _plain_finding(item: Item) -> bool:
    """Whether a member is one finding of now, with no time of its own."""
    node = item.node
    if not isinstance(node, Condition) or len(item.heads) > 1 or item.trailing is not None or item.subgroup:
        return False
    return node.coded and node.status == "present" and node.window is None and node.duration is None and node.count is None


def _alike(item: Item, other: Item, named: set[str] | None = None) -> bool:
    """Whether a member is one bare head of the kind of the last of another (`named`: kinds that go for one)."""
    if item.slot == "treatment" and other.apart:
        return False
    same = other.slot == item.last_slot or (named is not None and {other.slot, item.last_slot} <= named)
    return other.bare and len(other.heads) == 1 and same and not other.population


def _within(last: Item, context: Context) -> bool:
    why = "an “or” behind “A with B” may give an alternative to B, or to both"
    return context.choose(f"within-{last.node.span.start}", ("second", "both"), why) == "second"


def _joined(items: list[Item]) -> Item:
    """One member of a compound and the alternatives to its last part; what is denied is denied of each."""
    first = items[0]
    others = [item.node for item in items[1:]]
    if isinstance(first.node, Not) and isinstance(first.node.part, AllOf):  # "no infection requiring A or B"
        *before, last = first.node.part.parts
        needed = AnyOf((last, *(affirmed(node) or node for node in others)), span=last.span)
        return replace(first, node=Not(AllOf((*before, needed), first.node.span), first.node.span), heads=())
    *before, last = first.heads
    span = Span(last.span.start, others[-1].span.end)
    inner: Node
    if affirmed(last) is not None and all(affirmed(node) is not None for node in others):
        inner = AllOf((last, *others), span)
    elif isinstance(last, Not):
        inner = Not(AnyOf((last.part, *others), span=span), span)
    else:
        inner = AnyOf((last, *others), span=span)
    whole = AllOf((*before, inner), Span(min(node.span.start for node in before), span.end))
    return replace(first, node=whole, heads=(whole,), trailing=items[-1].trailing or first.trailing)
