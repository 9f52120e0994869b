"""The kinds of node that a criterion compiles to (DESIGN section 3).

Every node is frozen, holds tuples and `Decimal`, and has a `kind`, a `span` (all of its words) and,
where it names something, a `mention` (the span of its head words), a `concept` (catalogue id or None),
a `label` (the catalogue's label if coded, else the text's own words) and `coded`. Equality ignores spans and
mentions, so that a rule is the same wherever its words stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from operator import attrgetter
from typing import Any
from typing import Literal
from typing import TypeGuard

from screener.core.calendar import TimeUnit
from screener.core.span import NOWHERE
from screener.core.span import Span

RelativeTo = Literal["none", "ULN", "LLN", "baseline", "predicted", "scale-maximum"]
Change = Literal["none", "increase", "decrease", "either"]
Policy = Literal["latest", "any", "worst", "highest", "lowest", "consecutive"]
Outcome = Literal["positive", "negative", "normal", "abnormal"]
Direction = Literal["before", "after", "until", "from", "around", "at", "during"]
ConditionStatus = Literal["present", "ever", "active", "suspected", "newly-diagnosed", "resolved"]
TreatmentStatus = Literal["current", "ever", "started", "stopped", "planned", "naive", "needed", "eligible"]
TreatmentKind = Literal["drug", "class", "procedure", "device", "therapy"]
Who = Literal["patient", "family", "partner", "donor", "other"]
Judge = Literal["investigator", "participant", "guardian", "unspecified"]


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a limit: the number and whether it is itself allowed."""

    value: Decimal
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time around an anchor.

    direction: `before` is [A-N, A] ("within N before A"; without a value: any time up to A);
    `until` is everything up to A-N ("at least N before A", "more than N" when not inclusive);
    `after` is [A, A+N]; `from` is everything from A+N on; `around` is [A-N, A+N]; `at` is the visit A itself;
    `during` is while A goes on (a future stretch such as "study").
    `value2`, where present, is the far end of "between N and M units before".
    anchor: `screening`, `baseline`, `randomization`, `consent`, `first-dose`, `enrollment`, `surgery`,
    `visit-N`, `study`, `diagnosis` … or another word list entry; `index` where the text names none.
    """

    value: Decimal | None = None
    unit: TimeUnit = "day"
    inclusive: bool = True
    anchor: str = "index"
    direction: Direction = "before"
    value2: Decimal | None = None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Limit:
    """The same limit spelled again in another unit: "< 10 g/dL (100 g/L)"."""

    lower: Bound | None
    upper: Bound | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A narrowing word that a record may lack: severity, activity, stage, site, type, or `other`.

    A qualifier that neither the record nor an answer confirms makes the node UNKNOWN(qualifier).
    `type` = `criteria-set` or `description` is a confirmation for a person to tick, never a truth value.
    """

    type: str
    value: str
    span: Span = field(default=NOWHERE, compare=False)


CONFIRMATIONS = frozenset({"criteria-set", "description"})
"""Qualifier types that are ticked by a person and do not enter the truth."""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something lasted or was stable: bounds in one calendar unit."""

    lower: Bound | None = None
    upper: Bound | None = None
    unit: TimeUnit = "day"
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose limit: UCUM unit, `per` a time ("d", "wk") or None, `per_weight` for mg/kg; `of` an equivalent drug."""

    lower: Bound | None
    upper: Bound | None
    unit: str
    per: str | None = None
    per_weight: bool = False
    equivalent_of: str | None = None
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened: "at least two relapses"."""

    lower: Bound | None = None
    upper: Bound | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["all-of"] = "all-of"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part or more holds.

    With `open` the parts are examples ("such as", "e.g.", "including"): one TRUE part is TRUE;
    all FALSE leaves UNKNOWN(open-list). Where the list has a head ("autoimmune disease such as …"), the head
    is `head`: its TRUE is TRUE, and its FALSE together with all parts FALSE is FALSE.
    """

    parts: tuple[Node, ...]
    open: bool = False
    head: Node | None = None
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["any-of"] = "any-of"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`count` parts or more hold."""

    count: int
    parts: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["at-least"] = "at-least"


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more than `count` parts hold."""

    count: int
    parts: tuple[Node, ...]
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["at-most"] = "at-most"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["not"] = "not"


@dataclass(frozen=True, slots=True)
class When:
    """If `condition` holds then `then` must; where it does not, the criterion is not applicable."""

    condition: Node
    then: Node
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["when"] = "when"


@dataclass(frozen=True, slots=True)
class Except:
    """`base` holds and the exception `unless` does not."""

    base: Node
    unless: Node
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["except"] = "except"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A number of a measure between limits; age too (concept `age`, unit a|mo|wk|d in completed units).

    unit: UCUM code, `1` for a bare score, None where the text gives none. With relative_to ULN or LLN the limits are
    multiples of it; with baseline, predicted or scale-maximum and unit `%` they are percents of it, and with
    `change` percents lost or gained against it. `also` holds alternative spellings of the limit in other units.
    `exact` (ages only) compares to the exact birthday instead of completed units.
    """

    concept: str | None
    label: str
    lower: Bound | None
    upper: Bound | None
    unit: str | None = None
    relative_to: RelativeTo = "none"
    change: Change = "none"
    policy: Policy = "latest"
    window: Window | None = None
    also: tuple[Limit, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    exact: bool = False
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["comparison"] = "comparison"


@dataclass(frozen=True, slots=True)
class Result:
    """A test came out positive, negative, normal or abnormal."""

    concept: str | None
    label: str
    outcome: Outcome
    status: Literal["latest", "ever"] = "latest"
    window: Window | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["result"] = "result"


@dataclass(frozen=True, slots=True)
class Member:
    """An ordinal or nominal value is one of `values` ("NYHA III or IV", "Child-Pugh B", "blood group A")."""

    concept: str | None
    label: str
    values: tuple[str, ...]
    window: Window | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["member"] = "member"


@dataclass(frozen=True, slots=True)
class Condition:
    """A disease, symptom or finding.

    status `present`: holds at the index date; `ever`: now or before; the window restricts the interval of the
    condition, or its onset for `newly-diagnosed`. `duration` bounds the time since onset ("duration < 12 months").
    `who` is someone other than the patient for family history. `count` bounds episodes.
    """

    concept: str | None
    label: str
    status: ConditionStatus = "present"
    qualifiers: tuple[Qualifier, ...] = ()
    window: Window | None = None
    duration: Duration | None = None
    count: Count | None = None
    who: Who = "patient"
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["condition"] = "condition"


@dataclass(frozen=True, slots=True)
class Treatment:
    """A drug, class, procedure, device or other therapy, with how it was given and what came of it.

    `concurrent_with` names what was given together with it; `indication` what it was given for.
    `for_naive`: status `naive` means never received.
    """

    concept: str | None
    label: str
    treatment: TreatmentKind = "drug"
    status: TreatmentStatus = "current"
    qualifiers: tuple[Qualifier, ...] = ()
    window: Window | None = None
    dose: Dose | None = None
    route: str | None = None
    duration: Duration | None = None
    stable_for: Duration | None = None
    response: tuple[Literal["failed", "intolerant", "none"], ...] = ()
    concurrent_with: tuple[Node, ...] = ()
    indication: Node | None = None
    count: Count | None = None
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["treatment"] = "treatment"


@dataclass(frozen=True, slots=True)
class Immunization:
    """A vaccine given."""

    concept: str | None
    label: str
    qualifiers: tuple[Qualifier, ...] = ()
    window: Window | None = None
    status: Literal["given", "planned"] = "given"
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["immunization"] = "immunization"


@dataclass(frozen=True, slots=True)
class Allergy:
    """An allergy or hypersensitivity to a substance."""

    concept: str | None
    label: str
    qualifiers: tuple[Qualifier, ...] = ()
    window: Window | None = None
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["allergy"] = "allergy"


@dataclass(frozen=True, slots=True)
class Contraindication:
    """A contraindication to a treatment or examination; a person confirms it, an allergy to it implies it."""

    concept: str | None
    label: str
    qualifiers: tuple[Qualifier, ...] = ()
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["contraindication"] = "contraindication"


@dataclass(frozen=True, slots=True)
class Demographic:
    """Sex, race, ethnicity and the like: the concept's value is one of `values` (`male`, `female`, …)."""

    concept: str | None
    label: str
    values: tuple[str, ...]
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["demographic"] = "demographic"


@dataclass(frozen=True, slots=True)
class State:
    """A state of the person: pregnant, lactating, childbearing-potential, smoker, informed-consent, willing …"""

    concept: str | None
    label: str
    qualifiers: tuple[Qualifier, ...] = ()
    window: Window | None = None
    who: Who = "patient"
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["state"] = "state"


@dataclass(frozen=True, slots=True)
class Plan:
    """Something intended, planned or scheduled: `action` where it could be read, else the words of `label`."""

    label: str
    action: Node | None = None
    window: Window | None = None
    coded: bool = True
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    kind: Literal["plan"] = "plan"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Words that only a person can decide; `judge` says who, `about` names what they speak of and decides nothing."""

    label: str
    judge: Judge = "investigator"
    window: Window | None = None
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    about: tuple[Node, ...] = field(default=(), compare=False)
    kind: Literal["judgement"] = "judgement"


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that nobody has read; always UNKNOWN. `reason` is `unread` or `damaged-sign`, `about` the names in them."""

    label: str
    reason: Literal["unread", "damaged-sign"] = "unread"
    mention: Span = field(default=NOWHERE, compare=False)
    span: Span = field(default=NOWHERE, compare=False)
    about: tuple[Node, ...] = field(default=(), compare=False)
    kind: Literal["unread"] = "unread"


Combination = AllOf | AnyOf | AtLeast | AtMost | Not | When | Except
Atom = (
    Comparison
    | Result
    | Member
    | Condition
    | Treatment
    | Immunization
    | Allergy
    | Contraindication
    | Demographic
    | State
    | Plan
    | Judgement
    | Unread
)
Node = Combination | Atom
Qualified = Comparison | Result | Member | Condition | Treatment | Immunization | Allergy | Contraindication | State
"""The nodes that narrowing words can stand with."""


_BELOW: dict[type[Node], Callable[[Any], tuple[Node, ...]]] = {
    AllOf: attrgetter("parts"),
    AtLeast: attrgetter("parts"),
    AtMost: attrgetter("parts"),
    AnyOf: lambda node: node.parts if node.head is None else (node.head, *node.parts),
    Not: lambda node: (node.part,),
    When: lambda node: (node.condition, node.then),
    Except: lambda node: (node.base, node.unless),
    Plan: lambda node: () if node.action is None else (node.action,),
    Treatment: lambda node: node.concurrent_with if node.indication is None else (*node.concurrent_with, node.indication),
}
"""What lies directly below a node of each kind that can have any below it."""


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node, in text order of the fields (a plan's action and a treatment's company too)."""
    below = _BELOW.get(type(node))
    return () if below is None else below(node)


def is_plain(node: Node | None) -> TypeGuard[AnyOf]:
    """Whether a node is alternatives and nothing more: none of them defines a head, and there are no others."""
    return isinstance(node, AnyOf) and node.head is None and not node.open


def is_examples(node: Node | None) -> TypeGuard[AnyOf]:
    """Whether a node is a list of examples without a head, so that something else of their kind would do as well."""
    return isinstance(node, AnyOf) and node.head is None and node.open


def is_list(node: Node | None) -> TypeGuard[AllOf | AnyOf]:
    """Whether a node is no more than its parts: all of them together, or plain alternatives."""
    return isinstance(node, AllOf) or is_plain(node)


def walk(node: Node) -> tuple[Node, ...]:
    """The node and everything below it, depth first."""
    global _walked
    below = children(node)
    if not below:
        return (node,)
    last = _walked
    if last and last[0] is node:
        return last
    found = [node]
    waiting = [*reversed(below)]
    while waiting:
        one = waiting.pop()
        found.append(one)
        further = _BELOW.get(type(one))
        if further is not None:
            waiting.extend(reversed(further(one)))
    _walked = whole = tuple(found)
    return whole


_walked: tuple[Node, ...] = ()
"""What the last walk gave: a criterion's node is asked for this and that again and again, and no node ever changes."""
