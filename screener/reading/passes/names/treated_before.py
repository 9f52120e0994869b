"""Reads "previous treatment for glioma" as a treatment that was given, and not as the glioma alone."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_NOUNS = ("treatment", "treatments", "therapy", "therapies")
_FOR = frozenset({"for", "of", "for the", "of the"})
_BETWEEN = frozenset({"FILL", "SEV", "TEXT", "ACTIVE", "KNOWN", "DASH", "HISTOL", "NEWLY", "CURRENT"})
_FURTHEST = 6


def treated_before(tags: list[Tag]) -> list[Tag]:
    """The tags with the noun of "prior therapy" set apart where a disease is what it was for; its name is the treatment's."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        first, _, noun = tag.text.rpartition(" ")
        if tag.type == "TREAT" and first and noun.lower() in _NOUNS and _for_disease(tags, at + 1):
            cut = tag.end - len(noun)
            if not (made and made[-1].type == "TREAT"):  # "has received previous treatment"
                made.append(Tag("TREAT", tag.start, cut - 1, tag.value, first, (("parts", (tag,)),)))
            made.append(Tag("TREATN", cut, tag.end, "noun", noun, (("parts", (tag,)),)))
        else:
            made.append(tag)
    return made


def _for_disease(tags: list[Tag], at: int) -> bool:
    """Whether "for" and a disease stand there."""
    if at >= len(tags) or tags[at].type != "PREP" or tags[at].text.lower() not in _FOR:
        return False
    at += 1
    end = min(len(tags), at + _FURTHEST)
    while at < end and tags[at].type in _BETWEEN:
        at += 1
    return at < end and tags[at].type in {"COND", "CONDN"} and not _named_behind(tags, at + 1)


def _named_behind(tags: list[Tag], at: int) -> bool:
    """Whether it is told what was given ("prior treatment for lymphoma with rituximab")."""
    for place in range(at, min(len(tags) - 1, at + _FURTHEST)):
        if tags[place].text.lower() in {"with", "by", "using", "with a", "by means of"}:
            return tags[place + 1].type in {"DRUG", "PROC", "TREATN", "PROCN", "VACC", "SEV"}
        if tags[place].type in {"COMMA", "STOP", "SEMI", "LP", "AND", "OR"}:
            return False
    return False
