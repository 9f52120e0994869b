"""Takes "thereafter" as behind the visit or study named before, and "until the end of the study" as during the study."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

LATER = frozenset({"thereafter", "afterwards", "afterward"})
UNTIL = frozenset({"until", "till", "through", "up to", "until the", "through the", "to", "to the"})
_ENDS = frozenset({"study-end", "last-dose"})


def thereafter(tags: list[Tag]) -> list[Tag]:
    """The tags with "within 30 days thereafter" counted from what stands before."""
    made: list[Tag] = []
    for at, tag in enumerate(tags):
        if tag.text.lower() in LATER and at and tags[at - 1].type == "TU":
            anchor = next((one for one in reversed(made) if _anchors(one)), None)
            if anchor is not None:
                value = "study-end" if anchor.value == "study" or anchor.text.lower() in {"study", "trial"} else anchor.value
                cut, tag.state = tag.start + len("there"), "compiled"
                made += [Tag("AFTER", tag.start, cut, "after", "after"), Tag("ANCHOR", cut, tag.end, value, anchor.text)]
                continue
        made.append(tag)
    return made


def _anchors(tag: Tag) -> bool:
    return tag.type == "ANCHOR" or (tag.type == "FILL" and tag.could_be("ANCHOR"))


def until_end(tags: list[Tag]) -> list[Tag]:
    """The tags with "within 4 weeks before screening until the end of the study" as before it and during the study."""
    made: list[Tag] = []
    at = 0
    while at < len(tags):
        tag = tags[at]
        end = tags[at + 1] if at + 1 < len(tags) else None
        ends = end is not None and end.type == "ANCHOR" and end.value in _ENDS
        if tag.text.lower() in UNTIL and ends and end is not None and _before_a_visit(made):
            place, tag.state, end.state = tag.end, "compiled", "compiled"
            made += [Tag("AND", tag.start, tag.end, "and", tag.text), Tag("DURING", place, place, "during", "during")]
            made.append(Tag("ANCHOR", end.start, end.end, "study", end.text))
            at += 2
            continue
        made.append(tag)
        at += 1
    return made


def _before_a_visit(made: list[Tag]) -> bool:
    """Whether a time before a visit ends there ("within 2 weeks prior to baseline")."""
    kinds = [tag.type for tag in made[-4:]]
    return len(kinds) == 4 and kinds[-1] == "ANCHOR" and kinds[-2] in {"PRIOR", "AGO"} and kinds[-3] in {"TU", "UNIT"}
