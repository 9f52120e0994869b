"""Takes "participation in a study of a drug or device" as another trial, and "planned use" as a plan for what was used."""

from __future__ import annotations

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

_OTHER = ("other-trial",)
STUDIES = frozenset({"study", "trial", "studies", "trials", "research"})
USES = frozenset({"use", "administration", "treatment", "receipt", "intake", "usage"})
_IN = ("particip", "enrol")
_OF = frozenset({"of", "with", "involving", "evaluating", "testing", "using", "that involves", "on"})
PRODUCTS = frozenset({
    "drug", "drugs", "device", "devices", "vaccine", "vaccines", "product", "products", "agent", "agents", "treatment",
    "treatments", "biologic", "biologics", "medication", "medications", "compound", "compounds", "therapy", "therapies",
    "procedure", "procedures", "modality", "modalities", "intervention", "interventions", "medicine", "medicines",
})  # fmt: skip
_BETWEEN = frozenset({"PREP", "FILL", "SEV", "DRUG", "ANCHOR", "TEXT"})
_AHEAD = frozenset({"DURING", "STOP", "SEMI", "PRIOR", "AT", "WITHIN"})


def trials_of(tags: list[Tag]) -> list[Tag]:
    """The tags with such a trial made one state, and what it is of said beside it."""
    for at, tag in enumerate(tags):
        first = _trial(tags, at)
        if first is None or at + 2 >= len(tags) or tags[at + 1].text.lower() not in _OF:
            continue
        end = _products(tags, at + 2)
        if end:
            state = tag if tag.type == "STATE" else covering("STATE", tags[first : at + 1], _OTHER)
            of = behind(tags[at + 1 : end])
            return [*tags[:first], state, of, *trials_of(tags[end:])]
    return tags


def _trial(tags: list[Tag], at: int) -> int | None:
    """Where the words for taking part in a trial begin that end at a place; None where they do not."""
    tag = tags[at]
    if tag.type == "STATE":
        return at if tag.value == _OTHER else None
    if tag.text.lower().split(" ")[-1] not in STUDIES:
        return None
    for first in range(at - 1, max(-1, at - 6), -1):
        if tags[first].text.lower().startswith(_IN):
            return first
        if tags[first].type not in _BETWEEN or tags[first].text.lower() in {"this", "the"}:
            return None
    return None


def _products(tags: list[Tag], at: int) -> int:
    """The place behind a list of kinds of products; 0 where none stands there."""
    end, found = at, 0
    while end < len(tags):
        tag = tags[end]
        if tag.text.lower().split(" ")[-1] in PRODUCTS and tag.type in {"DRUG", "TREATN", "PROCN", "PROC", "VACC", "TEXT"}:
            found = end + 1
        elif tag.type not in {"FILL", "SEV", "COMMA", "OR", "AND", "SLASH"} and tag.text.lower() not in {"experimental", "other"}:
            break
        end += 1
    return _unlicensed(tags, found) if found else 0


_LICENSED = ("approv", "licens", "market", "register", "authori")
_LONGEST = 8


def _unlicensed(tags: list[Tag], at: int) -> int:
    """The place behind words that say what the products lack ("not currently approved for marketing")."""
    if at >= len(tags) or tags[at].type not in {"NEG", "WHICH"}:
        return at
    ends = _AHEAD | {"COMMA", "LP", "OR"}
    end = next((one for one in range(at, min(len(tags), at + _LONGEST)) if tags[one].type in ends), len(tags))
    said = any(tag.text.lower().startswith(_LICENSED) for tag in tags[at:end])
    return end if said and end - at < _LONGEST else at


def planned_use(tags: list[Tag]) -> list[Tag]:
    """The tags without the "use" of "…, or planned use during the study", which is planned of what stands before."""
    kept: list[Tag] = []
    for at, tag in enumerate(tags):
        after = tags[at + 1] if at + 1 < len(tags) else None
        plan = kept[-1] if len(kept) > 1 and kept[-1].type == "PLAN" and kept[-2].type in {"OR", "AND"} else None
        if plan is not None and tag.text.lower() in USES and (after is None or _of_that_before(after)):
            tag.state = "compiled"
        else:
            kept.append(tag)
    return kept


def _of_that_before(after: Tag) -> bool:
    """Whether "use" ends there or goes on to when it is, and names nothing."""
    return after.type in _AHEAD | {"STOP", "SEMI"} or plays(after, "DURING") or after.text.lower() == "at any time"


_TAKING_PART = frozenset({"participation", "enrollment", "enrolment", "participated", "participating", "enrolled"})
_ANY = frozenset({"a", "an", "any", "in a", "in an", "in any", "in", "into a"})
_ANY_STUDY = frozenset({"study", "trial", "studies", "trials", "clinical study", "clinical trial", "research study"})


def any_trial(tags: list[Tag]) -> list[Tag]:
    """The tags with "participation in a study" another trial where its time follows; "any study-related" is none."""
    for at in range(len(tags) - 2):
        tag = tags[at]
        if tag.type == "STATE" and tag.value == _OTHER and tags[at + 1].type == "DASH" and tags[at + 1].start == tag.end:
            tag.be_words()
        elif tag.text.lower() in _TAKING_PART:
            end = at + 1
            while end < len(tags) and tags[end].text.lower() in _ANY:
                end += 1
            timed = end + 1 < len(tags) and tags[end + 1].type == "WITHIN"
            if at + 1 < end and timed and tags[end].text.lower() in _ANY_STUDY and _indefinite(tags[at + 1 : end]):
                return [*tags[:at], covering("STATE", tags[at : end + 1], _OTHER), *any_trial(tags[end + 1 :])]
    return tags


def _indefinite(tags: list[Tag]) -> bool:
    """Whether "a" or "any" stands among small words: not "participation in the study"."""
    return any(not {"a", "an", "any"}.isdisjoint(tag.text.lower().split()) for tag in tags)
