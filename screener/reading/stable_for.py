"""Parts "stable treatment for asthma" so that the treatment is what lasts: "on stable treatment for asthma for 8 weeks"."""

from __future__ import annotations

from screener.reading.tags import Tag

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
