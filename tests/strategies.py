"""Hypothesis strategies for random nodes and protocols; every field of every kind is reached."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from screener.core.calendar import TIME_UNITS
from screener.core.issues import issue
from screener.core.span import Span
from screener.criteria import nodes as n
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading

CONCEPTS: tuple[tuple[str, str], ...] = (
    ("hemoglobin", "Hemoglobin"),
    ("easi", "Eczema Area and Severity Index"),
    ("age", "Age"),
    ("nyha", "NYHA class"),
    ("atopic-dermatitis", "Atopic dermatitis"),
    ("prednisone", "Prednisone"),
    ("pregnant", "Pregnant"),
    ("not", "A name that is a word of the notation"),
    ("no-such-concept", "Not in the catalogue"),
)
UNITS = ("1", "g/L", "10*9/L", "mg/dL", "%", "a", "mo", "wk", "d", "mm[Hg]", "mL/min/{1.73_m2}", "[IU]/mL", "of", "")
WORDS = ("severity", "moderate", "UK working party", "III", "2b", "0", "not", "oral", "male", 'say "x"', "")
ANCHORS = ("index", "screening", "baseline", "first-dose", "visit-2", "study", "the last 'dose'", "at")
TREATMENT_KINDS = ("drug", "class", "procedure", "device", "therapy")
RESPONSES = ("failed", "intolerant", "none")

labels = st.one_of(
    st.sampled_from(("major surgery", 'the "bad" one\\', "two\nlines\t", "α ≥ β", "x")), st.text(max_size=12)
)
words = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
numbers = st.one_of(
    st.sampled_from(tuple(map(Decimal, ("0", "6", "-2", "0.5", "1.50", "1E-30", "1E+40", "-0.001", "100000")))),
    st.decimals(allow_nan=False, allow_infinity=False),
)
bounds = st.builds(n.Bound, numbers, st.booleans())
ends = st.one_of(st.none(), bounds)
units = st.one_of(st.none(), st.sampled_from(UNITS), st.text(max_size=4))
time_units = st.sampled_from(TIME_UNITS)


def spans(end: int = 60) -> st.SearchStrategy[Span]:
    """Any span of a text of that length."""
    return st.tuples(st.integers(0, end), st.integers(0, end)).map(lambda pair: Span(min(pair), max(pair)))


places = spans()
windows = st.builds(
    n.Window,
    value=st.one_of(st.none(), numbers),
    unit=time_units,
    inclusive=st.booleans(),
    anchor=st.one_of(st.sampled_from(ANCHORS), st.text(max_size=6)),
    direction=st.sampled_from(("before", "after", "until", "from", "around", "at", "during")),
    value2=st.one_of(st.none(), st.none(), numbers),
    span=places,
)
durations = st.builds(n.Duration, ends, ends, time_units, places)
counts = st.builds(n.Count, ends, ends)
doses = st.builds(
    n.Dose,
    ends,
    ends,
    st.one_of(st.sampled_from(UNITS), st.text(max_size=4)),
    st.one_of(st.none(), st.sampled_from(("d", "wk", "kg")), st.text(max_size=3)),
    st.booleans(),
    st.one_of(st.none(), words),
    places,
)
limits = st.builds(n.Limit, ends, ends, units)
maybe_window = st.one_of(st.none(), windows)
qualifiers = st.lists(st.builds(n.Qualifier, words, words, places), max_size=2).map(tuple)
values = st.lists(words, max_size=3).map(tuple)
names = st.one_of(
    st.sampled_from(CONCEPTS).map(lambda pair: {"concept": pair[0], "label": pair[1], "coded": True}),
    labels.map(lambda label: {"concept": None, "label": label, "coded": False}),
    st.fixed_dictionaries(
        {
            "concept": st.one_of(st.none(), st.sampled_from([pair[0] for pair in CONCEPTS]), words),
            "label": labels,
            "coded": st.booleans(),
        }
    ),
)
who = st.sampled_from(("patient", "family", "partner", "donor", "other"))


def _named(kind: type, **fields: st.SearchStrategy) -> st.SearchStrategy:
    """Nodes of a kind that names something, at any place."""
    rest = st.fixed_dictionaries({"mention": places, "span": places, **fields})
    return st.tuples(names, rest).map(lambda pair: kind(**pair[0], **pair[1]))


comparisons = _named(
    n.Comparison,
    lower=ends,
    upper=ends,
    unit=units,
    relative_to=st.sampled_from(("none", "ULN", "LLN", "baseline", "predicted", "scale-maximum")),
    change=st.sampled_from(("none", "increase", "decrease", "either")),
    policy=st.sampled_from(("latest", "any", "worst", "highest", "lowest", "consecutive")),
    window=maybe_window,
    also=st.lists(limits, max_size=2).map(tuple),
    qualifiers=qualifiers,
    exact=st.booleans(),
)
results = _named(
    n.Result,
    outcome=st.sampled_from(("positive", "negative", "normal", "abnormal")),
    status=st.sampled_from(("latest", "ever")),
    window=maybe_window,
    qualifiers=qualifiers,
)
members = _named(n.Member, values=values, window=maybe_window, qualifiers=qualifiers)
conditions = _named(
    n.Condition,
    status=st.sampled_from(("present", "ever", "active", "suspected", "newly-diagnosed", "resolved")),
    qualifiers=qualifiers,
    window=maybe_window,
    duration=st.one_of(st.none(), durations),
    count=st.one_of(st.none(), counts),
    who=who,
)
immunizations = _named(
    n.Immunization, qualifiers=qualifiers, window=maybe_window, status=st.sampled_from(("given", "planned"))
)
allergies = _named(n.Allergy, qualifiers=qualifiers, window=maybe_window)
contraindications = _named(n.Contraindication, qualifiers=qualifiers)
demographics = _named(n.Demographic, values=values)
states = _named(n.State, qualifiers=qualifiers, window=maybe_window, who=who)
judgements = st.builds(
    n.Judgement,
    labels,
    st.sampled_from(("investigator", "participant", "guardian", "unspecified")),
    maybe_window,
    places,
    places,
)
unreads = st.builds(n.Unread, labels, st.sampled_from(("unread", "damaged-sign")), places, places)


def treatments(inner: st.SearchStrategy[n.Node] | None = None) -> st.SearchStrategy[n.Treatment]:
    """Treatments; with `inner` nodes also company and an indication."""
    deep = (
        {}
        if inner is None
        else {
            "concurrent_with": st.lists(inner, max_size=2).map(tuple),
            "indication": st.one_of(st.none(), inner),
        }
    )
    return _named(
        n.Treatment,
        treatment=st.sampled_from(TREATMENT_KINDS),
        status=st.sampled_from(("current", "ever", "started", "stopped", "planned", "naive", "needed", "eligible")),
        qualifiers=qualifiers,
        window=maybe_window,
        dose=st.one_of(st.none(), doses),
        route=st.one_of(st.none(), words),
        duration=st.one_of(st.none(), durations),
        stable_for=st.one_of(st.none(), durations),
        response=st.lists(st.sampled_from(RESPONSES), max_size=2).map(tuple),
        count=st.one_of(st.none(), counts),
        **deep,
    )


def plans(inner: st.SearchStrategy[n.Node] | None = None) -> st.SearchStrategy[n.Plan]:
    """Plans; with `inner` nodes also an action."""
    action = st.none() if inner is None else st.one_of(st.none(), inner)
    return st.builds(n.Plan, labels, action, maybe_window, st.booleans(), places, places)


atoms: st.SearchStrategy[n.Node] = st.one_of(
    comparisons,
    results,
    members,
    conditions,
    treatments(),
    immunizations,
    allergies,
    contraindications,
    demographics,
    states,
    plans(),
    judgements,
    unreads,
)


def _combinations(inner: st.SearchStrategy[n.Node]) -> st.SearchStrategy[n.Node]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    small = st.integers(0, 4)
    return st.one_of(
        st.builds(n.AllOf, parts, places),
        st.builds(n.AnyOf, parts, st.booleans(), st.one_of(st.none(), inner), places),
        st.builds(n.AtLeast, small, parts, places),
        st.builds(n.AtMost, small, parts, places),
        st.builds(n.Not, inner, places),
        st.builds(n.When, inner, inner, places),
        st.builds(n.Except, inner, inner, places),
        treatments(inner),
        plans(inner),
    )


nodes: st.SearchStrategy[n.Node] = st.recursive(atoms, _combinations, max_leaves=6)
"""Any node, nested a few deep."""

issues = st.builds(issue, st.sampled_from(("unread", "ambiguous")), labels, places, field=words, hint=labels)


@st.composite
def ledgers(draw: st.DrawFn, start: int, end: int) -> tuple[LedgerEntry, ...]:
    """A partition of `[start, end)` into stretches with states."""
    cuts = sorted({start, end, *draw(st.lists(st.integers(start, end), max_size=3))})
    state = st.sampled_from(("compiled", "judgement", "unread", "filler"))
    return tuple(LedgerEntry(Span(left, right), draw(state)) for left, right in pairwise(cuts))


@st.composite
def criteria(draw: st.DrawFn, number: int, field: str, source: str) -> Criterion:
    """A criterion that stands somewhere in the source, perhaps with readings (one of them chosen, whose node it has)."""
    span = draw(spans(len(source)))
    kept = draw(st.lists(st.tuples(atoms, labels), max_size=2, unique_by=lambda pair: repr(pair[0])))
    node = kept[0][0] if kept else draw(nodes)
    category = draw(st.sampled_from(("inclusion", "exclusion")))
    reviewed = draw(st.booleans())
    return Criterion(
        id=f"{'INCL' if category == 'inclusion' else 'EXCL'}{number:02}",
        category=category,
        field=field,
        text=span.text(source),
        span=span,
        node=node,
        ledger=draw(ledgers(span.start, span.end)),
        readings=tuple(Reading(each, index == 0, why) for index, (each, why) in enumerate(kept)),
        settled="ruled" if reviewed else draw(st.sampled_from(("open", "default", "ruled"))),
        issues=tuple(draw(st.lists(issues, max_size=1))),
        inferred=draw(st.booleans()),
        reviewer=f"Dr {draw(labels)}" if reviewed else "",
        reviewed="2024-05-06" if reviewed else "",
    )


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """A protocol of a few criteria over one to three fields, with its ledger."""
    texts = draw(
        st.dictionaries(st.sampled_from(("eligibility", "minimumAge", "title")), st.text(max_size=40), min_size=1)
    )
    found = []
    for number in range(1, 1 + draw(st.integers(0, 3))):
        field = draw(st.sampled_from(sorted(texts)))
        found.append(draw(criteria(number, field, texts[field])))
    return Protocol(
        id=draw(st.sampled_from(("NCT00000001", "NL74270.018.20", 'odd "id"'))),
        title=draw(labels),
        texts=texts,
        criteria=tuple(found),
        ledger={field: draw(ledgers(0, len(text))) for field, text in texts.items()},
        issues=tuple(draw(st.lists(issues, max_size=1))),
        source=draw(labels),
    )
