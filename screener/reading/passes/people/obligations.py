"""What is asked only of some, what "excluding" denies, and baselines that are visits."""

from __future__ import annotations

import itertools

from screener.reading.scanning.tag_looks import outside_brackets
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag

_SUBJECT = frozenset({
    "SEX", "POP", "STATE", "PREP", "FILL", "AND", "OR", "SLASH", "COMMA", "WHICH", "GUARD", "CMP", "NUM", "TU", "AGEW",
    "AGESUF", "POST", "EITHER", "IF", "NEG", "CURRENT", "LP", "RP", "DASH",
})  # fmt: skip


_SOME = frozenset({"childbearing-potential", "premenopausal", "postmenopausal"})


_APART = frozenset({"STOP", "SEMI", "COLON", "AND", "OR", "FILL", "DASH"})


def excluding(tags: list[Tag]) -> list[Tag]:
    """ "Skin cancer, excluding melanoma" excepts; "excluding" at the beginning denies."""
    depth = 0
    for before, tag in itertools.pairwise(tags):
        depth += (before.type == "LP") - (before.type == "RP")
        behind = before.type not in _APART or (before.text.lower() == "but" and not depth)
        if behind and tag.type == "NEG" and tag.could_be("EXC"):
            tag.become("EXC")
    return tags


_ADJECTIVES = frozenset({"acceptable", "allowable", "permissible", "allowed", "permitted", "approved"})
_NOUNS = frozenset({"STATE", "TREATN", "PROC", "PROCN", "DRUG", "MEASN", "TEXT"})
_ARTICLES = frozenset({"an", "a", "the", "medically", "following"})
_BEFORE_NOUN = frozenset({"NOF", "PREP", "TREAT", "FILL", "JUDGED", "SEV", "OR", "AND"})


def attributive(tags: list[Tag]) -> list[Tag]:
    """ "One of the following acceptable methods": the word goes with its noun, and permits nothing."""
    for before, tag, after in zip(tags, tags[1:], tags[2:], strict=False):
        adjective = tag.type == "ALLOWV" and tag.text.lower() in _ADJECTIVES and after.type in _NOUNS
        if adjective and before.type in _BEFORE_NOUN and (before.type != "FILL" or before.text.lower() in _ARTICLES):
            tag.be("FILL", None)
    return tags


_TREATED = frozenset({"PROC", "DRUG", "TREATN", "PROCN", "VACC", "SEV", "TEXT", "ROUTE"})
_STUDY = frozenset({"study", "trial", "protocol", "participation", "inclusion", "enrollment", "enrolment", "randomization"})


def unfit_for(tags: list[Tag]) -> list[Tag]:
    """ "Not eligible for transplantation": whether a treatment can be given is for a person to say."""
    for at in range(len(tags) - 2):
        tag, word = tags[at], tags[at + 1]
        if tag.type == "EXCLV" and tag.text.lower().endswith("eligible") and word.type == "PREP" and word.value == "for":
            ahead = next((later for later in tags[at + 2 :] if later.type != "FILL"), None)
            of_study = any(_STUDY & set(later.text.lower().split()) for later in tags[at + 2 : at + 8])
            if ahead is not None and not of_study and ahead.type in _TREATED:
                tag.be("JUDGED", "judgement")
    return tags


_CONSENT = ("informed-consent",)


def provided(tags: list[Tag]) -> list[Tag]:
    """ "Provided signed informed consent" tells what was done, and is no condition of anything."""
    for at, tag in enumerate(tags):
        begins = at == 0 or tags[at - 1].type in {"STOP", "SEMI", "MARK", "AND"}
        if tag.type == "IF" and tag.text.lower() == "provided" and _is_done(tags, at):
            tag.type, tag.others = "FILL", ()
        elif begins and tag.type == "IF" and tag.text.lower() in {"provided", "providing"}:
            ahead = tags[at + 1 : at + 7]
            if any(one.type == "STATE" and one.value == _CONSENT for one in ahead):
                tag.type, tag.others = "FILL", ()
        elif tag.type == "IF" and tag.text.lower() == "provided" and tags[at - 1].value == _CONSENT and _goes_on(tags[at + 1 :]):
            tag.type, tag.others = "FILL", ()
    return tags


def _is_done(tags: list[Tag], at: int) -> bool:
    """Whether "provided" is a verb: "must be provided", "as provided in", "provided for central testing"."""
    before = tags[at - 1].text.lower().split()[-1:] if at else []
    ahead = tags[at + 1].text.lower().split()[:1] if at + 1 < len(tags) and tags[at + 1].type in {"PREP", "AT"} else []
    return before in _PROVIDED or ahead in _TO


_PROVIDED = [["been"], ["be"], ["is"], ["are"], ["was"], ["were"], ["being"], ["as"], ["has"], ["have"], ["had"]]
_TO = [["in"], ["by"], ["to"], ["at"], ["from"], ["for"]]


def _goes_on(behind: list[Tag]) -> bool:
    """Whether what follows tells when or by whom consent was given."""
    return not behind or behind[0].type in {"PRIOR", "AT", "AFTER", "STOP", "COMMA", "PREP"} or plays(behind[0], "PRIOR")


def _of_study(tag: Tag) -> bool:
    return not _STUDY.isdisjoint(tag.text.lower().split()[-1:])


_STUDY_TAGS = frozenset({"ANCHOR", "STUDYREF", "FILL", "TEXT"})


def from_study(tags: list[Tag]) -> list[Tag]:
    """ "Pregnant women are excluded from this study": the study is no time after which something is."""
    for at, tag in enumerate(tags):
        if tag.type != "EXCLV" or at + 2 >= len(tags) or tags[at + 1].text.lower() != "from":
            continue
        end = at + 2
        while end < min(len(tags), at + 6) and tags[end].type in _STUDY_TAGS and not _of_study(tags[end - 1]):
            end += 1
        if _of_study(tags[end - 1]):
            for one in tags[at + 1 : end]:
                one.type, one.others = "FILL", ()
    return tags


def anchored_visits(tags: list[Tag]) -> list[Tag]:
    """ "Within 8 weeks of baseline" is a time before that visit, not a share of a baseline value."""
    made: list[Tag] = []
    for before, tag in zip([None, *tags], tags, strict=False):
        if tag.type == "RELTO" and tag.value == "baseline" and before is not None and plays(before, "TU"):
            first, _, _ = tag.text.partition(" ")
            cut = tag.start + len(first)
            if first.lower() in {"of", "from"}:
                tag.state = "compiled"
                ahead = first.lower() == "from" and any(one.value == ("life-expectancy",) for one in made[-6:])
                made.append(Tag("AFTER" if ahead else "PREP", tag.start, cut, "after" if ahead else first.lower(), first))
                made.append(Tag("ANCHOR", cut + 1, tag.end, "baseline", tag.text[len(first) + 1 :]))
                continue
        made.append(tag)
    return made


def obliged(tags: list[Tag]) -> list[Tag]:
    """Marks the "must" that asks something only of those named before it ("women of childbearing potential must …")."""
    if not any(map(_may_oblige, tags)):
        return tags
    subject: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.type in {"STOP", "SEMI", "COLON"}:
            subject = []
            continue
        denies = _denies(tag)
        if denies or plays(tag, "MUST"):
            some = _names_some(subject) or (not denies and (_names_affected(subject) or _how_it_stands(subject, tags[at + 1 :])))
            if some and denies:
                return [*tags[:at], Tag("MUST", tag.start, tag.start, "must", ""), *tags[at:]]
            if some:
                tag.be("MUST", "must")
                return tags
            if tag.type == "MUST":
                tag.type = "FILL"
        subject.append(tag)
    return tags


def _may_oblige(tag: Tag) -> bool:
    return tag.type == "MUST" or (tag.type in _DENIALS and _denies(tag)) or (bool(tag.others) and tag.could_be("MUST"))


_DENIALS = frozenset({"NEG", "NAIVE"})


def _denies(tag: Tag) -> bool:
    """Whether a denial says what must not be ("must not be pregnant")."""
    return tag.type in _DENIALS and tag.text.lower().startswith(("must", "should"))


def may_have(tags: list[Tag]) -> list[Tag]:
    """ "Patients with liver metastases may have ALT < 5 x ULN": they are allowed if they do."""
    for at in range(2, len(tags) - 2):
        tag, verb = tags[at : at + 2]
        if tag.text.lower() not in {"may", "can"} or verb.text.lower() not in {"have", "have a", "have an"}:
            continue
        first = _clause_start(tags, at)
        words = [one for one in tags[first:at] if one.type != "FILL"]
        limited = next((one.type for one in tags[at + 2 : at + 6] if one.type in {"CMP", "STOP", "SEMI"}), "") == "CMP"
        if limited and words and words[0].type == "POP" and any(one.type == "COND" for one in words) and _names_affected(words):
            tag.type, tag.value, verb.type, verb.value = "ALLOWV", "allow", "IF", "if"
            tag.others = verb.others = ()
            return [*tags[: at + 2], *may_have(tags[at + 2 :])]
    return tags


CAN = frozenset({"can"})
_HAVE = frozenset({"have", "have a", "have an", "take", "receive", "use", "be on", "be taking", "be receiving"})
_FREELY = ("STOP", "SEMI", "COLON", "COMMA", "LP", "AND")


def people_can(tags: list[Tag]) -> list[Tag]:
    """ "The patients can have diabetes": what they may do, which nobody has to, as "may" says it."""
    for at in range(1, len(tags) - 1):
        treated = tags[at + 1].text.lower() == "be" and at + 2 < len(tags) and tags[at + 2].type == "TREAT"
        if tags[at].text.lower() != "can" or tags[at - 1].type != "POP" or not (treated or tags[at + 1].text.lower() in _HAVE):
            continue
        first = at - 1
        while first and tags[first - 1].type == "FILL":
            first -= 1
        if first == 0 or tags[first - 1].type in _FREELY:
            tags[at].be("JUDGED", "modal")
    return tags


def _clause_start(tags: list[Tag], at: int) -> int:
    """Where the clause begins that a tag stands in: behind a full stop, colon or semicolon, or in its own bracket."""
    closed = 0
    for one in range(at - 1, -1, -1):
        kind = tags[one].type
        closed += (kind == "RP") - (kind == "LP")
        if closed < 0 or (not closed and kind in {"STOP", "SEMI", "COLON"}):
            return one + 1
    return 0


def _names_some(subject: list[Tag]) -> bool:
    """Whether the words name only a part of the people: a sex, or who can become pregnant."""
    subject = outside_brackets(subject)
    if not subject or subject[-1].type == "WHICH" or any(tag.type not in _SUBJECT for tag in subject):
        return False
    named = [tag for tag in subject if tag.type == "SEX" or (tag.type == "STATE" and set(tag.value) & _SOME)]  # type: ignore[call-overload]
    sexes = {str(tag.value) for tag in named if tag.type == "SEX"}
    return bool(named) and (len(sexes) < 2 or len(named) > len(sexes))


_AFFECTED = frozenset({"COND", "DRUG", "TREATN", "PROC", "CONDN"})
_LIMITED = frozenset({"CMP", "NUM", "UNIT", "TIMES", "ULN", "SLASH", "RDASH"})
_BESIDE = _AFFECTED | _LIMITED | {
    "MEAS", "RESULT", "DASH", "POP", "PREP", "FILL", "TREAT", "CURRENT", "WHICH", "HIST", "ACTIVE", "KNOWN", "SEV", "AND", "OR",
    "ROUTE",
}  # fmt: skip


def _names_affected(subject: list[Tag]) -> bool:
    """Whether the words name only those people who have or take something ("patients taking statins must …")."""
    words = _undated([tag for tag in subject if tag.type != "FILL"])
    if words and words[0].type == "SEX":  # "women taking statins must …"
        words = words[1:] if len(words) > 1 and words[1].type == "POP" else [Tag("POP", words[0].start, words[0].end), *words[1:]]
    if not words or "POP" not in {words[0].type, words[-1].type} or any(tag.type not in _BESIDE for tag in words):
        return False
    if words[-1].type in {"AND", "OR"}:
        return False  # "who received A or need to receive B"
    types = {tag.type for tag in words}
    measured = [tag.value for tag in words if tag.type == "MEAS"]
    if types & _LIMITED:  # "patients with HbA1c < 7.5 % must have …"; an age is asked of everybody
        limited = {"MEAS", "NUM"} <= types and not types.isdisjoint({"CMP", "RDASH", "DASH"})
        return words[0].type == "POP" and limited and ("age",) not in measured
    return not types.isdisjoint(_AFFECTED) or {"MEAS", "RESULT"} <= types


def _undated(words: list[Tag]) -> list[Tag]:
    """The words without the times of what they name ("patients with a stroke within the past 6 months must …")."""
    for at in range(1, len(words) - 2):
        timed = words[at].type == "WITHIN" and words[at + 1].type == "NUM" and plays(words[at + 2], "TU")
        if timed and words[0].type == "POP":
            end = at + 3
            if end + 1 < len(words) and plays(words[end], "PRIOR") and plays(words[end + 1], "ANCHOR"):
                end += 2
            return _undated([*words[:at], *words[end:]])
    return words


_FINDING = frozenset({"COND", "CONDN", "SEV", "ACTIVE", "CURRENT", "KNOWN", "AND", "OR", "COMMA", "SLASH", "LP", "RP"})
_NAMES = frozenset({"COND", "DRUG", "PROC", "MEAS", "STATE", "VACC", "TREAT", "RESULT", "CONDN", "TREATN", "PROCN"})


def _how_it_stands(subject: list[Tag], behind: list[Tag]) -> bool:
    """Whether only a disease is named, and how it has to stand ("brain metastases must be treated and stable")."""
    words = [tag for tag in subject if tag.type != "FILL"]
    if not words or words[-1].type not in {"COND", "RP"} or any(tag.type not in _FINDING for tag in words):
        return False
    end = next((at for at, tag in enumerate(behind) if tag.type in {"STOP", "SEMI", "COLON"}), len(behind))
    stands = any(tag.type == "SEV" and tag.value == "activity" for tag in behind[:end])
    return stands and not any(tag.type in _NAMES for tag in behind[:end])
