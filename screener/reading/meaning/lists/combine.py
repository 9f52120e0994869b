"""Weighs and/or: takes the nodes of a list and the connectives between them, gives one node."""

from __future__ import annotations

from dataclasses import replace

from screener.core.span import Span
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import AtLeast
from screener.criteria.nodes import AtMost
from screener.criteria.nodes import Bound
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Member
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import is_plain
from screener.criteria.nodes import walk
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.either_sex import either_sex
from screener.reading.meaning.lists.either_sex import is_age
from screener.reading.meaning.lists.either_sex import names_sex
from screener.reading.meaning.lists.either_sex import parted_age
from screener.reading.meaning.lists.for_some_only import for_some_only
from screener.reading.meaning.lists.instead import instead
from screener.reading.meaning.lists.loose_times import with_loose_times
from screener.reading.meaning.lists.member import Item
from screener.reading.meaning.lists.member import regrouped
from screener.reading.meaning.lists.of_both_sexes import of_both_sexes
from screener.reading.meaning.lists.outer import outer_ands
from screener.reading.meaning.lists.severity import with_severity
from screener.reading.meaning.lists.sexes_listed import sexes_listed
from screener.reading.meaning.lists.under_head import over_each
from screener.reading.meaning.lists.under_head import tight_or
from screener.reading.meaning.lists.under_head import under_head
from screener.reading.meaning.lists.under_unknown import under_unknown
from screener.reading.meaning.sharing.either_or import either_or
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take


def combine(items: list[Item], conns: list[str], context: Context, *, count: str = "") -> Node:
    """One node for a list; `conns[i]` (`and`, `or`, `comma`, `semi`, `slash`) stands between items i and i + 1."""
    if len(items) == 1 and not count:
        return items[0].node
    if not count and any(item.subgroup for item in items):
        items, conns = of_both_sexes(items, conns)
        if len(items) == 1:
            return items[0].node
    if context.category == "inclusion" and not count and (told := sexes_listed(items, conns)) is not None:
        sex, others, joins = told
        return any_of(sorted([combine(others, joins, context), sex], key=lambda node: node.span.start))
    items = with_loose_times(items, conns)
    if context.each and context.category == "exclusion" and len(items) > 2:
        conns = ["or" if conn == "and" else conn for conn in conns]  # "… were asthma, gout, or stroke, and the use of warfarin"
    if count:
        return counted([item.node for item in items], count)
    if any(item.either for item in items[1:]):
        items, conns = either_or(items, conns)
        if len(items) == 1:
            return items[0].node
    if "semi" in conns and "or" in conns and context.category == "inclusion" and _asked_apart(items):
        return _flat_all([combine(items[a:b], conns[a : b - 1], context) for a, b in _parted(conns, len(items))])
    if "semi" in conns and "and" in conns and context.category == "exclusion" and _kept_apart(items):
        spans = _parted(["semi" if item.closes else conn for conn, item in zip(conns, items[1:], strict=True)], len(items))
        made = [(combine(items[a:b], conns[a : b - 1], context), b - a > 1) for a, b in spans]
        return any_of([one for node, joined in made for one in _flat(node, joined)])
    if "comma" in conns:
        items, conns = with_severity(items, conns, context)
    if context.category == "inclusion":
        items, conns = instead(items, conns)
    items, conns = under_unknown(*for_some_only(items, conns, context), context)
    items, conns = _under_one_limit(*under_head(items, conns, context))
    items, conns = over_each(*tight_or(items, conns, context), context)
    if len(items) == 1:
        return items[0].node
    joins = _resolved(conns, items, context)
    wholes = outer_ands(items, conns, joins, context)
    if wholes:
        return _flat_all([_joined(items[a:b], joins[a : b - 1], context) for a, b in _spans(wholes, len(items))])
    return _joined(items, joins, context)


_ASKED = (Comparison, Member, Result, Demographic)


def _asked_apart(items: list[Item]) -> bool:
    """Whether semicolons part what is asked ("age 18-65; psoriasis or eczema"), and none of them belongs to an "or"."""
    limited = any(isinstance(part, _ASKED) for item in items for part in walk(item.node))
    return limited and not any(item.closes for item in items)


def _kept_apart(items: list[Item]) -> bool:
    """Whether semicolons part unlike things ("HbA1c > 8 %; asthma and COPD"), of which "and" joins those between two of them."""
    return len({item.slot for item in items}) > 1 and not any(item.together or item.who for item in items)


def _parted(conns: list[str], count: int) -> list[tuple[int, int]]:
    """The stretches of a list between its semicolons."""
    return _spans([at for at, conn in enumerate(conns) if conn == "semi"], count)


def _folded(items: list[Item], conns: list[str]) -> tuple[list[Item], list[str]]:
    """The list with those that hold together with the one before them made one with it."""

    def group(at: int) -> tuple[Item, int]:
        end = at
        while end + 1 < len(items) and items[end + 1].together:
            end += 1
        if end == at:
            return items[at], at
        return replace(items[at], node=_flat_all([item.node for item in items[at : end + 1]])), end

    return regrouped(items, conns, group)


def _under_one_limit(items: list[Item], conns: list[str]) -> tuple[list[Item], list[str]]:
    """Alternatives that share one limit or measure made one member: "bilirubin <= 1.5, AST or ALT <= 3 and creatinine <= 2"."""

    def group(at: int) -> tuple[Item, int]:
        end = at
        while end + 1 < len(items) and _one_limit(items[end], items[end + 1]) and conns[end] != "semi":
            end += 1
        if set(conns[at:end]) - {"comma"} != {"or"} or end - at + 1 == len(items):
            return items[at], at
        if end + 1 < len(items) and items[end + 1].slot == "judgement" and not items[end].shared_limit:
            return items[at], at  # "< 12 or > 18 g/dL and judged significant" may be judged of the second alone
        return replace(items[end], node=any_of([item.node for item in items[at : end + 1]]), apart=items[at].apart), end

    return regrouped(items, conns, group)


def _one_limit(first: Item, second: Item) -> bool:
    """Whether two members have the same limit, which the second shares with its neighbours, or are limits of one measure."""
    one, other = first.node, second.node
    if isinstance(one, Comparison) and isinstance(other, Comparison) and other.mention == one.mention:
        return True  # "eGFR 25-50 or > 75 mL/min": the second limit has no measure of its own
    if isinstance(one, Result) and isinstance(other, Result):
        return first.shared_limit and second.shared_limit and one.outcome == other.outcome
    if not second.shared_limit or not isinstance(one, Comparison) or not isinstance(other, Comparison):
        return False
    return (one.lower, one.upper, one.unit, one.relative_to) == (other.lower, other.upper, other.unit, other.relative_to)


def _spans(ends: list[int], count: int) -> list[tuple[int, int]]:
    """The stretches of a list between its outer connectives."""
    starts = [0, *(end + 1 for end in ends)]
    return list(zip(starts, [*starts[1:], count], strict=True))


def _flat_all(nodes: list[Node]) -> Node:
    return all_of([part for node in nodes for part in (node.parts if isinstance(node, AllOf) else (node,))])


def _joined(items: list[Item], joins: list[str], context: Context) -> Node:
    """A list whose "and" binds tighter than its "or"."""
    items, joins = _folded(items, joins)
    groups: list[list[Item]] = [[items[0]]]
    for join, item in zip(joins, items[1:], strict=True):
        if join == "or":
            groups.append([item])
        else:
            groups[-1].append(item)
    parts = tuple(_group(group, len(items), context) for group in groups)
    joined = [len(group) > 1 or group[0].shared_limit for group in groups]
    flat = [one for made_here, part in zip(joined, parts, strict=True) for one in _flat(part, made_here)]
    if context.category != "inclusion":
        return any_of(flat)
    return either_sex(_of_an_age(flat))


def _of_an_age(parts: list[Node]) -> Node:
    """An age with one of some alternatives is asked with each: "asthma or COPD, aged 40 years or older"."""
    aged = [at for at, part in enumerate(parts) if any(is_age(one) for one in walk(part))]
    if len(parts) < 2 or len(aged) != 1 or aged[0] not in {0, len(parts) - 1} or any(map(names_sex, parts)):
        return any_of(parts)
    rest, ages = parted_age(parts[aged[0]])
    if not ages or rest is None or (aged[0] and ages[0].span.start < rest.span.start):
        return any_of(parts)  # "or, for children under 10 years, Lansky ≥ 60"
    others = [*parts[: aged[0]], rest, *parts[aged[0] + 1 :]]
    return _flat_all([any_of(others), *ages])


def _flat(node: Node, made_here: bool) -> tuple[Node, ...]:
    """The alternatives that were put together here; any other node as it is."""
    return node.parts if made_here and is_plain(node) else (node,)


def span_of(nodes: list[Node] | tuple[Node, ...]) -> Span:
    """The smallest span over all."""
    real = [node.span for node in nodes if node.span.end]
    return Span(min((span.start for span in real), default=0), max((span.end for span in real), default=0))


def all_of(nodes: list[Node]) -> Node:
    """All of them; one alone stands for itself."""
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes), span_of(nodes))


def any_of(nodes: list[Node]) -> Node:
    """Any of them; one alone stands for itself."""
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes), span=span_of(nodes))


def counted(nodes: list[Node], count: str) -> Node:
    """ "At least two of the following": `all`, `listed`, `none`, a number, or the greatest number ("most 1")."""
    if count.startswith("most "):
        return AtMost(int(count.removeprefix("most ")), tuple(nodes), span_of(nodes))
    if count in {"all", "listed"}:
        return all_of(nodes)
    if count == "none":
        return Not(any_of(nodes), span_of(nodes))
    return any_of(nodes) if count == "1" else AtLeast(int(count), tuple(nodes), span_of(nodes))


def _resolved(conns: list[str], items: list[Item], context: Context) -> list[str]:
    """Each connective as and/or: a comma takes that of the next real one, else of the one before, else the list's own."""
    own = "or" if context.category == "exclusion" else "and"
    if own == "and":  # the "or" of "no intolerance to A or B", "4 weeks since A or B" is none of the list around it
        inner = [item.negation_shared or (item.together and "semi" in conns) for item in items[1:]]
        conns = ["and" if conn == "or" and bound else conn for conn, bound in zip(conns, inner, strict=True)]
    joins: list[str] = []
    for at, conn in enumerate(conns):
        if conn in {"and", "or"}:
            joins.append(conn)
            continue
        ahead = next((later for later in conns[at + 1 :] if later in {"and", "or"}), None)
        behind = next((earlier for earlier in reversed(conns[:at]) if earlier in {"and", "or"}), None)
        if conn == "slash" and (_either_disease(items, conns) or _classes_of_drugs(items[at].node, items[at + 1].heads)):
            joins.append("or")  # "ACEI/ARB therapy", "asthma/COPD"
            continue
        joins.append(own if conn == "slash" and ahead is None else ahead or behind or own)
    for at, _ in enumerate(joins):
        if items[at + 1].negation_shared:
            joins[at] = "and"
        elif items[at].subgroup and items[at + 1].subgroup:
            joins[at] = "or"
        elif own == "or" and items[at + 1].apart and items[at + 1].population:
            joins[at] = "or"  # "pregnant women, and patients with epilepsy"
    return joins


def _either_disease(items: list[Item], conns: list[str]) -> bool:
    """Whether slashes alone part known diseases ("asthma/COPD")."""
    known = all(isinstance(item.node, Condition) and item.node.coded for item in items)
    return known and all(conn == "slash" for conn in conns)


def _classes_of_drugs(first: Node, heads: tuple[Node, ...]) -> bool:
    """Whether two classes of drugs stand beside each other, of which one is enough."""
    both = (first, *heads[:1])
    return len(both) == 2 and all(isinstance(node, Treatment) and node.treatment == "class" for node in both)


def _group(group: list[Item], total: int, context: Context) -> Node:
    nodes = [item.node for item in group]
    if len(nodes) == 1:
        return nodes[0]
    if _classes_apart(nodes):
        return any_of(nodes)
    if context.category != "exclusion" or any(item.negation_shared for item in group):
        return either_sex(all_of(nodes))
    if any(item.either for item in group[1:]):
        return all_of(nodes)
    if _each(group, total) or (context.each and len(nodes) > 2):
        return any_of(nodes)
    if any(isinstance(node, (Judgement, Unread, Not)) for node in nodes) or any(item.who for item in group[1:]):
        return all_of(nodes)
    alike = group[0].slot == group[1].slot or len(nodes) > 2
    key = f"and-{nodes[1].span.start}"
    taken = context.choose(
        key,
        ("both", "each"),
        "“and” in an exclusion may mean both together or each of them",
        "open" if alike else "default",
    )
    return any_of(nodes) if taken == "each" else all_of(nodes)


def _classes_apart(nodes: list[Node]) -> bool:
    """Whether a list names classes of one scale of which nobody has two ("ASA I, ASA II, ASA III")."""
    members = [node for node in nodes if isinstance(node, Member) and node.coded]
    if len(members) < len(nodes) or len({(node.concept, node.window) for node in members}) > 1:
        return False
    values = [value for node in members for value in node.values]
    return len(set(values)) == len(values)


def _each(group: list[Item], total: int) -> bool:
    """Whether an "and" of an exclusion lists things that exclude each for itself (DESIGN section 4, defaults)."""
    slots = {item.slot for item in group}
    if len(group) > 2 and len(slots) == 1:
        return True
    if all(item.shared_limit for item in group):
        return True
    if all(item.population for item in group):
        return True
    if all(isinstance(item.node, Allergy | Contraindication) for item in group):
        return True  # "allergy to acetazolamide and other sulfonamides"
    nodes = [item.node for item in group]
    return _contradict(nodes) or all(map(_bearing, nodes))


def _bearing(node: Node) -> bool:
    """Whether a node asks for pregnancy or lactation alone, or of a woman: "pregnant and nursing women" are those of each."""
    kinds = list(walk(node))
    named = {one.concept for one in kinds if isinstance(one, State)}
    return bool(named) and named <= _BEARING and all(isinstance(one, State | AllOf | Demographic) for one in kinds)


_BEARING = frozenset({"pregnant", "lactating", "trying-to-conceive"})


def _contradict(nodes: list[Node]) -> bool:
    """Whether two limits of one measure cannot hold together."""
    limits = [node for node in nodes if isinstance(node, Comparison)]
    for first in limits:
        for second in limits:
            alike = first.concept == second.concept and first.concept and first.unit == second.unit
            if alike and first.upper and second.lower and _apart(first.upper, second.lower):
                return True
    return False


def _apart(upper: Bound, lower: Bound) -> bool:
    return upper.value < lower.value or (upper.value == lower.value and not (upper.inclusive and lower.inclusive))


def conn_kind(tag: Tag) -> str:
    """The plain name of a connective's tag, which is read now."""
    take(tag)
    return {"AND": "and", "OR": "or", "COMMA": "comma", "SEMI": "semi", "SLASH": "slash"}[tag.type]
