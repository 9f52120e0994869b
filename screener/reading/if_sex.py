"""Parts "if female" at the beginning of a sentence, where it says for whom all the rest is asked."""

from __future__ import annotations

from screener.reading.tags import Tag

_BEGINS = frozenset({"STOP", "SEMI", "COLON", "DASH", "MARK"})


def if_sex(tags: list[Tag]) -> list[Tag]:
    """The tags with "if female," before a requirement made a condition; "< 12 if female" stays the limit's."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        begins = at == 0 or tags[at - 1].type in _BEGINS
        ahead = tags[at + 1].type if at + 1 < len(tags) else ""
        if tag.type == "FORSEX" and begins and ahead == "COMMA" and tag.text.lower().startswith("if "):
            made += [
                Tag("IF", tag.start, tag.start + 2, "if", tag.text[:2]),
                Tag("SEX", tag.start + 3, tag.end, tag.value, tag.text[3:], (("parts", (tag,)),)),
            ]
            continue
        made.append(tag)
    return made
