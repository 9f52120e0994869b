"""Keeps all that "that may interfere with …", "such that …" or "preventing …" says of a finding one thing for a person."""

from __future__ import annotations

from screener.core.data import read_toml
from screener.reading.scanning.tag_looks import first_of
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_ENDS = frozenset({"STOP", "SEMI", "COLON", "LP", "RP", "EXC", "IF", "EG", "IE", "DESPITE", "NOF", "WHICH"})
_SENTENCE_ENDS = frozenset({"STOP", "SEMI"})
_JOINTS = frozenset({"COMMA", "OR", "AND", "SLASH"})
_ANEW = frozenset({
    "HIST", "KNOWN", "CURRENT", "ACTIVE", "POP", "SEX", "NEG", "STATE", "MUST", "NUM", "CMP", "ALLERGYW", "PLAN", "TREAT", "SUSP",
    "PRIOR", "NEWLY",
})  # fmt: skip
"""What begins something else behind "or" and "and"."""
_VERBS = frozenset({"JUDGED", "NEED"})
_NAMED = frozenset({"COND", "DRUG", "PROC", "MEAS", "VACC", "DEVICE"})
_IS = frozenset({"that is", "that are", "which is", "which are"})
_HAS = frozenset({"has", "have"})
_FOUND = frozenset({"COND", "CONDN", "RP"})
_GIVEN = frozenset({"DRUG", "TREATN", "PROC", "PROCN", "VACC"})
"""What is given is told by what it does ("drugs that may cause seizures"), which is its name."""
_NEAR = 5
_HINDERS = {key: frozenset(words) for key, words in read_toml("rules", "words", "methods.toml")["HINDERS"].items()}
HINDERS = _HINDERS["does"]
SUCH_THAT = frozenset({"such that"})
_RISKS = ("risk", "risks", "likelihood", "chance")


def modal_clauses(tags: list[Tag]) -> list[Tag]:
    """The tags with each such clause, from its "that" on, one judgement."""
    made: list[Tag] = []
    done = 0
    for at in range(1, len(tags) - 1):
        if at < done or tags[at - 1].type in _GIVEN:
            continue
        if tags[at].text.lower() in SUCH_THAT and not _measured(tags, at):
            end = first_of(tags, at, _SENTENCE_ENDS)  # what follows from a finding is told up to there
        elif tags[at].type == "WHICH" and tags[at + 1].type == "JUDGED":
            end = _end(tags, at + 2)
        elif _is_or_needs(tags, at) or (tags[at - 1].type in _FOUND and _hinders(tags, at)):
            end = _end(tags, at + 1)
        else:
            continue
        made += [*tags[done:at], covering("JUDGED", tags[at:end], "judgement")]
        done = end
    return made + tags[done:] if done else tags


def _measured(tags: list[Tag], at: int) -> bool:
    """Whether what follows is told by a test, which decides it ("a dose such that INR is between 2 and 3")."""
    end = first_of(tags, at, _SENTENCE_ENDS)
    return any(tags[place].type == "MEAS" and _limited(tags, place) for place in range(at + 1, end))


def _is_or_needs(tags: list[Tag], at: int) -> bool:
    """Whether a finding is so or needs something: "that is progressing or requires active treatment"."""
    kinds = [tag.type for tag in tags[at + 1 : at + 5] if tag.text.lower() not in _HAS]
    return tags[at].text.lower() in _IS and kinds[:3] == ["SEV", "OR", "NEED"]


def _hinders(tags: list[Tag], at: int) -> bool:
    """Whether a word there, or behind an adverb, tells what a finding does to the study ("potentially hampering compliance")."""
    if tags[at].type != "TEXT":
        return False
    while at < len(tags) and tags[at].type == "TEXT" and tags[at].text.lower() in _HINDERS["how"]:
        at += 1
    if at >= len(tags) or tags[at].type != "TEXT" or tags[at].text.lower() not in _HINDERS["does"]:
        return False
    if any(tag.type == "WITHIN" for tag in tags[at : _end(tags, at)]):
        return False  # "diarrhea, or conditions affecting absorption, within 28 days" dates all of them
    for tag in tags[at + 1 : at + _NEAR]:
        if tag.type in _ENDS or tag.type == "COMMA":
            return False
        if not _HINDERS["what"].isdisjoint(tag.text.lower().split()):
            return True
    return False


def _end(tags: list[Tag], at: int) -> int:
    """The place behind the clause."""
    risked = tags[at - 1].text.lower().endswith(_RISKS)
    while at < len(tags) and tags[at].type not in _ENDS:
        if tags[at].type == "MEAS" and _limited(tags, at):
            break
        if tags[at].type in _JOINTS:
            behind = at
            while behind < len(tags) and tags[behind].type in _JOINTS | {"FILL"}:
                behind += 1
            if behind == len(tags):
                break
            listed = risked and tags[behind].type == "COND"  # "that increases the risk of bleeding, seizures, or falls"
            if not _goes_on(tags, behind, any(tag.type == "COMMA" for tag in tags[at:behind]) and not listed):
                break
            at = behind
        at += 1
    return at


def _goes_on(tags: list[Tag], at: int, after_comma: bool) -> bool:
    """Whether what stands behind a joint still belongs to the clause."""
    tag = tags[at]
    if tag.type in _VERBS:
        return True
    if tag.type in _ANEW or tag.type in _ENDS or (tag.type == "MEAS" and _limited(tags, at)):
        return False
    if not after_comma:
        return True
    for one in tags[at:]:
        if one.type in _JOINTS or one.type in _ENDS:
            break
        if one.type in _NAMED or one.type in _ANEW:
            return False
    return True


def _limited(tags: list[Tag], at: int) -> bool:
    return any(tag.type in {"CMP", "NUM"} for tag in tags[at + 1 : at + _NEAR])
