"""Parts "stable treatment for asthma" so that the treatment is what lasts: "on stable treatment for asthma for 8 weeks"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

_NOUNS = ("treatment", "therapy", "medication", "regimen")
_FOR = frozenset({"for", "for the", "for their"})


def stable_for(tags: list[Tag]) -> list[Tag]:
    """The tags with the noun behind "stable" a treatment of its own, where a disease and a length of time follow it."""
    for at in range(len(tags) - 4):
        tag, link, finding = tags[at : at + 3]
        word, _, noun = tag.text.rpartition(" ")
        if tag.type != "STABLE" or noun.lower() not in _NOUNS or link.text.lower() not in _FOR or finding.type != "COND":
            continue
        if not any(one.type == "TU" for one in tags[at + 3 : at + 8]):
            continue
        cut = tag.end - len(noun)
        parts = (("parts", (tag,)),)
        stable = Tag("STABLE", tag.start, cut - 1, tag.value, word, parts)
        return [*tags[:at], stable, Tag("TREATN", cut, tag.end, noun, noun, parts), *stable_for(tags[at + 1 :])]
    return tags


def stable_in_brackets(tags: list[Tag]) -> list[Tag]:
    """The tags with a bracket behind a time that says how long of it the dose was stable made a further part of the sentence."""
    for at in range(1, len(tags) - 4):
        if tags[at].type != "LP" or tags[at - 1].type != "TU" or tags[at + 1].type != "STABLE":
            continue
        end = next((one for one in range(at + 2, min(at + 8, len(tags))) if tags[one].type not in _LENGTH), 0)
        if end and tags[end].type == "RP" and tags[end - 1].type == "TU" and tags[at + 2].text.lower() in _FOR:
            tags[end].state = "compiled"
            tags[at].be("AND", "and")
            return [*tags[:end], *stable_in_brackets(tags[end + 1 :])]
    return tags


_LENGTH = frozenset({"PREP", "FORT", "CMP", "NUM", "TU", "FILL"})
