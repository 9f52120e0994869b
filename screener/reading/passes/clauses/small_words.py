"""Small words that say something else where they stand: "3 months old" of an event, "non- or low", "start of the baseline"."""

from __future__ import annotations

import itertools

from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import behind
from screener.reading.scanning.tags import covering

OLD = frozenset({"old"})
NON = frozenset({"non"})
BEGINNINGS = frozenset({"start of", "beginning of", "commencement of", "start of the", "beginning of the", "commencement of the"})
_BEFORE = frozenset({"PREP", "PRIOR", "AFTER", "AGO", "AT"})


def events_old(tags: list[Tag]) -> list[Tag]:
    """The tags with the age of a finding made how long ago it was ("myocardial infarction less than 3 months old")."""
    for at in range(3, len(tags)):
        tag = tags[at]
        if tag.type != "AGESUF" or tag.text.lower() not in OLD or tags[at - 1].type != "TU" or tags[at - 2].type != "NUM":
            continue
        first = at - 2 - (tags[at - 3].type == "CMP")
        if first and tags[first - 1].type == "COND":
            tag.be("AGO", "ago")
    return tags


def non_or(tags: list[Tag]) -> list[Tag]:
    """The tags with "non- or low" as words of a name, which deny nothing."""
    for at in range(len(tags) - 1):
        behind = at + 1 + (tags[at + 1].type == "DASH")
        denies = tags[at].type == "NEG" and tags[at].text.lower() in NON
        if denies and behind < len(tags) and tags[behind].type in {"OR", "SLASH"}:
            for tag in tags[at : behind + 1]:
                tag.be_words()
    return tags


def beginnings(tags: list[Tag]) -> list[Tag]:
    """The tags without "start of" before a visit that a time is counted from ("within 3 weeks of the start of the baseline")."""
    kept: list[Tag] = []
    for at, tag in enumerate(tags):
        after = next((one for one in tags[at + 1 : at + 3] if one.text.lower() != "the"), None)
        timed = tag.type == "TREAT" and tag.text.lower() in BEGINNINGS and kept and kept[-1].type in _BEFORE
        if timed and after is not None and plays(after, "ANCHOR") and len(kept) > 1 and kept[-2].type in {"TU", "WITHIN"}:
            tag.state = "compiled"
        else:
            kept.append(tag)
    return kept


def opinion_first(tags: list[Tag]) -> list[Tag]:
    """The tags without the comma behind a first "in the opinion of the investigator", which is an opinion of what follows."""
    for at in range(len(tags) - 2):
        begins = at == 0 or tags[at - 1].type in {"STOP", "SEMI", "MARK"}
        if begins and tags[at].type == "JUDGE" and tags[at + 1].type == "COMMA":
            tags[at + 1].state = "compiled"
            return [*tags[: at + 1], *opinion_first(tags[at + 2 :])]
        if at > 1 and tags[at].type == "JUDGE" and tags[at - 1].type == tags[at + 1].type == "COMMA" and _only_whom(tags, at - 1):
            tags[at - 1].state = tags[at + 1].state = "compiled"
            return [*tags[: at - 1], tags[at], *opinion_first(tags[at + 2 :])]
    return tags


_WHOM = frozenset({"POP", "WHICH", "FILL", "SEX", "MARK"})


def _only_whom(tags: list[Tag], end: int) -> bool:
    """Whether nothing but "patients who" stands before a place in its sentence."""
    first = next((at + 1 for at in range(end - 1, -1, -1) if tags[at].type in {"STOP", "SEMI", "COLON"}), 0)
    who = first < end and tags[end - 1].text.lower() in {"who", "that", "whom", "which"}
    return who and all(tag.type in _WHOM for tag in tags[first:end])


_GIVEN = ("dose", "doses", "administration", "injection", "infusion", "initiation", "receipt", "start", "dosing")
_PLACEBO = ("placebo", "comparator", "control")


def doses_of(tags: list[Tag]) -> list[Tag]:
    """The tags with the drug of "the first dose of bosutinib or placebo" made part of that visit, and no treatment of its own."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        end = _dose_of(tags, at) if tags[at].type == "ANCHOR" and _comes_before(made) else 0
        if not end:
            made.append(tags[at])
            at += 1
            continue
        for tag in tags[at + 1 : end]:
            tag.state = "compiled"
        whole = covering("ANCHOR", tags[at:end], tags[at].value)
        made.append(whole)
        at = end
    return made


def _comes_before(made: list[Tag]) -> bool:
    """Whether a word of time stands before a visit, perhaps with an article between them."""
    last = made[-2:-1] if made and made[-1].type == "FILL" else made[-1:]
    return bool(last) and (last[0].type in _BEFORE or last[0].text.lower() == "from")


def _dose_of(tags: list[Tag], at: int) -> int:
    """The place behind the drug that a first dose or injection is of; 0 where none stands there."""
    words = tags[at].text.lower().split(" ")
    if words[-1] not in _GIVEN or at + 2 >= len(tags) or tags[at + 1].type != "PREP" or tags[at + 1].text.lower() != "of":
        return 0
    end = at + 2
    while end < len(tags) and tags[end].type == "FILL":
        end += 1
    if end >= len(tags) or tags[end].type not in {"DRUG", "VACC"}:
        return 0
    end += 1
    if end + 1 >= len(tags) or tags[end].type not in {"OR", "SLASH"}:
        return end
    second = tags[end].type == "SLASH" and tags[end + 1].type in {"DRUG", "VACC"}
    return end + 2 if second or tags[end + 1].text.lower().endswith(_PLACEBO) else end


EXPECTED = frozenset({"expected", "anticipated", "estimated", "projected"})
_LIFE = ("life-expectancy",)


def expected_life(tags: list[Tag]) -> list[Tag]:
    """The tags without the "expected" of "expected minimum life expectancy", which plans nothing."""
    for at, tag in enumerate(tags):
        ahead = tags[at + 1 : at + 3]
        lives = any(one.type == "MEAS" and one.value == _LIFE for one in ahead)
        if lives and tag.type == "PLAN" and tag.text.lower() in EXPECTED:
            tag.type, tag.others = "FILL", ()
    return tags


PORTIONS = frozenset({"third", "thirds", "half", "quarter", "quarters", "fourth", "fifth"})


def portions_in_words(tags: list[Tag]) -> list[Tag]:
    """The tags with "one third of" as words of a name: its number is no limit."""
    for number, word in itertools.pairwise(tags):
        if number.type == "NUM" and number.text.isalpha() and word.type == "TEXT" and word.text.lower() in PORTIONS:
            number.be_words()
    return tags


_IN_BRACKET = frozenset({"FILL", "TREAT", "ANCHOR", "TEXT", "PREP", "NUM", "STUDYREF", "TREATN", "AT", "DASH", "PRIOR", "PROCN"})
_WIDEST = 10


def visits_defined(tags: list[Tag]) -> list[Tag]:
    """The tags with a bracket that says what a visit is ("of study entry (defined as the start of screening)") as its words."""
    for at in range(1, len(tags) - 2):
        if tags[at].type != "LP" or tags[at + 1].type != "IE" or tags[at - 1].type != "ANCHOR":
            continue
        end = next((one for one in range(at + 2, min(len(tags), at + _WIDEST)) if tags[one].type not in _IN_BRACKET), at)
        if tags[end].type == "RP" and any(tag.type == "ANCHOR" or plays(tag, "ANCHOR") for tag in tags[at + 2 : end]):
            for tag in tags[at : end + 1]:
                tag.state = "compiled"
            whole = covering("ANCHOR", tags[at - 1 : end + 1], tags[at - 1].value)
            return [*tags[: at - 1], whole, *visits_defined(tags[end + 1 :])]
    return tags


CONSIDERED = frozenset({"considered"})


def not_considered(tags: list[Tag]) -> list[Tag]:
    """The tags with a bracket that says what something is not considered to be as a word of the description."""
    for at in range(1, len(tags) - 3):
        if tags[at].type != "LP":
            continue
        end = next((one for one in range(at + 1, len(tags)) if tags[one].type in {"RP", "LP", "STOP"}), 0)
        inside = tags[at + 1 : end] if end and tags[end].type == "RP" else []
        denied = [first.type == "NEG" and second.text.lower() in CONSIDERED for first, second in itertools.pairwise(inside)]
        if any(denied) and not any(tag.type in {"CMP", "MEAS", "EXCLV"} for tag in inside):
            for mark in (tags[at], tags[end]):
                mark.state = "compiled"
            told = behind(inside, "description")
            return [*tags[:at], told, *not_considered(tags[end + 1 :])]
    return tags


STAYS = frozenset({"hospitalization", "hospitalizations", "hospitalisation", "hospitalisations", "hospital admission"})


def stays_for(tags: list[Tag]) -> list[Tag]:
    """The tags with the disease before "hospitalization" made what the stay was for ("no asthma-related hospitalization")."""
    for at in range(1, len(tags)):
        if tags[at].type != "STATE" or tags[at].text.lower() not in STAYS:
            continue
        first = at - 1
        if tags[first].text.lower() == "related":
            first -= 1 + (first > 0 and tags[first - 1].type == "DASH")
        if first >= 0 and tags[first].type == "COND":
            told = behind(tags[first:at])
            return [*tags[:first], tags[at], told, *stays_for(tags[at + 1 :])]
    return tags


RELATED = frozenset({"related", "associated", "induced"})


def related_kinds(tags: list[Tag]) -> list[Tag]:
    """The tags with what counted findings are related to behind them ("at least one obesity-related comorbidity")."""
    for at in range(2, len(tags) - 1):
        if tags[at].text.lower() not in RELATED or tags[at + 1].type not in {"COND", "CONDN"}:
            continue
        first = at - 1 - (tags[at - 1].type == "DASH")
        named = first > 0 and tags[first].type in {"COND", "MEAS"}
        if named and (tags[first - 1].type == "NUM" or plays(tags[first - 1], "POST")):
            told = behind(tags[first : at + 1])
            return [*tags[:first], tags[at + 1], told, *related_kinds(tags[at + 2 :])]
    return tags


OPENERS = frozenset({"bronchodilator", "bronchodilators", "salbutamol", "albuterol", "short-acting bronchodilator"})
_GIVEN_WORDS = frozenset({"use", "administration", "inhalation", "treatment", "therapy"})


def around_openers(tags: list[Tag]) -> list[Tag]:
    """The tags with "before bronchodilator" behind a measure of breath, or "post-albuterol" before it, made how it is taken.

    Nobody has to be taking one.
    """
    for at in range(2, len(tags)):
        if tags[at].type == "MEAS" and tags[at - 1].type == "DRUG" and tags[at - 1].text.lower() in OPENERS:
            first = at - 2 - (tags[at - 2].type == "DASH")
            if first >= 0 and tags[first].text.lower() in {"post", "pre", "after", "before"}:
                told = covering("SEV", tags[first:at], "other")
                return [*tags[:first], told, *around_openers(tags[at:])]
        if tags[at].type != "DRUG" or tags[at].text.lower() not in OPENERS or tags[at - 1].type not in {"PRIOR", "AFTER"}:
            continue
        measured = any(tag.type == "MEAS" for tag in tags[max(0, at - 9) : at - 1])
        if measured and tags[at - 2].type in {"UNIT", "RELTO", "NUM", "MEAS", "RP"}:
            end = at + 1 + (at + 1 < len(tags) and tags[at + 1].text.lower() in _GIVEN_WORDS)
            told = behind(tags[at - 1 : end])
            return [*tags[: at - 1], told, *around_openers(tags[end:])]
    return tags
