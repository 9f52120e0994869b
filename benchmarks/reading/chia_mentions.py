"""Scores mentions against Chia: what a compiled node names, by overlapping span and right kind.

How node kinds map to Chia's types. A mention is right if it overlaps an annotated entity of one of its accepted types;
otherwise it is charged to the first of them.

| node | accepted types |
|---|---|
| condition | Condition |
| treatment: drug, class | Drug (named as a therapy, "immunosuppressive therapy": also Procedure, as Chia has it) |
| treatment: procedure, device | Procedure (a device may also be Device, which is not scored) |
| treatment: therapy | Procedure or Drug (Chia marks "chemotherapy" as both) |
| immunization | Drug or Procedure |
| allergy, contraindication | Condition over the whole phrase; its substance may also be Drug or Procedure |
| comparison of age or of sex, demographic | Person |
| a measure named without a limit | Measurement, Observation or Procedure (the test is meant, not its value) |
| other comparison, result, member | Measurement (or Observation; a result may also be the Condition it shows) |
| state | Observation, Condition or Person (a state of being treated, such as contraception or dialysis: also Procedure) |

Where the word "allergy" stands with another substance ("allergy to A or B"), B alone is enough.

Mentions that lie wholly inside a stretch that the annotators declined to annotate (consent, pregnancy
considerations, other trials, what cannot be queried …) and overlap no scored entity are set apart, not charged.
Plans, judgements and unread parts name nothing themselves; the names that a judgement, an unread part or a criterion
keeps beside its rule (`about`) count like any other, right or wrong; an amount that one of them speaks of names nothing
where the catalogue does not know what it is an amount of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from benchmarks.reading.claims import Placed
from benchmarks.reading.corpora import ChiaDocument
from benchmarks.reading.corpora import Entity
from benchmarks.reading.score import Miss
from benchmarks.reading.score import Tally
from benchmarks.reading.score import sentence_at
from screener.core.span import NOWHERE
from screener.core.span import Span
from screener.criteria.nodes import Allergy
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Contraindication
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Member
from screener.criteria.nodes import Result
from screener.criteria.nodes import State
from screener.criteria.nodes import Treatment

TREATED = frozenset(
    {"contraception", "hospitalized", "dialysis-dependent", "blood-donor", "donor-eggs-sperm", "surgically-sterile"}
)
SCORED = ("Condition", "Drug", "Procedure", "Measurement", "Person", "Observation")
PERSON_CONCEPTS = frozenset({"age", "sex", "gender", "race", "ethnicity"})
DECLINED = frozenset(
    {
        "Non-query-able",
        "Post-eligibility",
        "Parsing_Error",
        "Undefined_semantics",
        "Subjective_judgement",
        "Non-representable",
        "Informed_consent",
        "Pregnancy_considerations",
        "Context_Error",
        "Not_a_criteria",
        "Competing_trial",
        "Grammar_Error",
        "Intoxication_considerations",
    }
)


@dataclass(frozen=True, slots=True)
class Mention:
    """The place and the accepted types of what a node names; one not `charged` only helps recall."""

    span: Span
    types: tuple[str, ...]
    label: str
    charged: bool = True


def mentions(placed: Placed) -> list[Mention]:
    """What a node names."""
    node = placed.node
    found: list[Mention] = []
    match node:
        case Condition():
            found = [_of(node, "Condition")]
        case Treatment(treatment=kind):
            found = [_of(node, *_TREATMENT_TYPES["therapy" if _as_therapy(node, placed) else kind])]
        case Immunization():
            found = [_of(node, "Drug", "Procedure")]
        case Allergy() | Contraindication():
            substance = Mention(_place(node), ("Drug", "Procedure", "Condition"), node.label, charged=False)
            whole = Mention(node.span, ("Condition", "Observation"), node.label)
            shared = substance.span == whole.span
            found = [replace(substance, charged=True)] if shared else [whole, substance]
        case Comparison(coded=False) if (node.lower or node.upper) and placed.spoken_of:
            pass  # an amount by itself
        case Comparison(concept=concept) if concept in PERSON_CONCEPTS:
            found = [_of(node, "Person")]
        case Comparison(lower=None, upper=None):
            found = [_of(node, "Measurement", "Observation", "Procedure")]
        case Comparison() | Member():
            found = [_of(node, "Measurement", "Observation")]
        case Result():
            found = [_of(node, "Measurement", "Observation", "Condition")]
        case Demographic():
            found = [_of(node, "Person")]
        case State():
            treated = ("Procedure",) if node.concept in TREATED else ()
            found = [_of(node, "Observation", "Condition", "Person", *treated)]
        case _:
            pass
    return [mention for mention in found if mention.span.start < mention.span.end]


def _as_therapy(node: Treatment, placed: Placed) -> bool:
    """Whether the text names a drug or class as a therapy or treatment, right behind its name or as its last word."""
    start = placed.criterion.span.start
    words = placed.criterion.text[_place(node).start - start : _place(node).end - start + 12].lower()
    name = _place(node).end - _place(node).start
    return bool(_THERAPY.search(words[:name]) or _THERAPY_BEHIND.match(words[name:]))


_THERAPY = re.compile(r"\b(?:therap(?:y|ies)|treatments?|regimens?|supplementation|contraception)$")
_THERAPY_BEHIND = re.compile(r"\s+(?:therap(?:y|ies)|treatments?|regimens?)\b")
_TREATMENT_TYPES = {
    "drug": ("Drug",),
    "class": ("Drug",),
    "procedure": ("Procedure",),
    "device": ("Procedure", "Device"),
    "therapy": ("Procedure", "Drug"),
}

Named = (
    Condition
    | Treatment
    | Immunization
    | Allergy
    | Contraindication
    | Comparison
    | Member
    | Result
    | Demographic
    | State
)


def _place(node: Named) -> Span:
    return node.span if node.mention == NOWHERE else node.mention


def _of(node: Named, *types: str) -> Mention:
    return Mention(_place(node), types, node.label)


def score_mentions(tallies: dict[str, Tally], document: ChiaDocument, nodes: Sequence[Placed]) -> None:
    """Adds one document to the rows of the six types."""
    for name in SCORED:
        tallies.setdefault(name, Tally("chia", f"mentions, {name}"))
    said = list({(m.span, m.types): m for found in nodes for m in mentions(found)}.values())
    gold = [entity for entity in document.entities.values() if entity.type in SCORED]
    for entity in gold:
        _recall(tallies[entity.type], document, entity, said)
    for mention in said:
        _precision(tallies, document, mention)


def _recall(tally: Tally, document: ChiaDocument, entity: Entity, said: list[Mention]) -> None:
    over = [mention for mention in said if entity.overlaps(mention.span)]
    found = any(entity.type in mention.types for mention in over)
    tally.gold += 1
    tally.found += found
    tally.extra("any kind", bool(over))
    if not found:
        where = sentence_at(document.text, entity.spans[0].start, entity.spans[-1].end)
        other = ", ".join(f"{mention.label} as {mention.types[0]}" for mention in over) or "nothing"
        tally.misses.append(Miss("missed", document.name, where, entity.words(document.text), other))


def _precision(tallies: dict[str, Tally], document: ChiaDocument, mention: Mention) -> None:
    over = [entity for entity in document.entities.values() if entity.overlaps(mention.span)]
    hits = [entity.type for entity in over if entity.type in mention.types and entity.type in SCORED]
    charged = tallies[hits[0] if hits else mention.types[0]]
    scored = [entity for entity in over if entity.type in SCORED]
    if not hits and not mention.charged:
        return
    if not hits and not scored and any(_declines(entity, mention) for entity in over):
        charged.note("in declined text")
        return
    if not hits and any(entity.type == "Device" for entity in over) and "Device" in mention.types:
        return
    charged.claimed += 1
    charged.right += bool(hits)
    if not hits:
        where = sentence_at(document.text, *mention.span)
        gold = ", ".join(f"{entity.words(document.text)} as {entity.type}" for entity in scored) or "not annotated"
        charged.misses.append(Miss("wrong", document.name, where, gold, f"{mention.label} as {mention.types[0]}"))


def _declines(entity: Entity, mention: Mention) -> bool:
    return entity.type in DECLINED and any(span.holds(mention.span) for span in entity.spans)
