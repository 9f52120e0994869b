"""What the words of a heading tell of the list below it: its measure, that it is denied, that it is let off."""

from __future__ import annotations

from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.pointed_lists import refuses
from screener.reading.scanning.tags import Tag

_AFTER_EXCEPT = frozenset({"NOF", "COLON", "STOP", "FILL", "COMMA", "DASH", "MARK", "COND", "POP", "IE"})
"""What may stand between the word that lets off and the end of a heading."""


def measure_named(tags: list[Tag]) -> tuple[str, ...]:
    """The measure that a heading names, where it names one alone ("Age:", "Life expectancy:")."""
    named = [tag for tag in tags if tag.type == "MEAS" and isinstance(tag.value, tuple)]
    others = {tag.type for tag in tags} - {"MEAS", "MEASN", "COLON", "STOP", "FILL", "MARK", "STAGEW"}
    return named[0].value if len(named) == 1 and not others and isinstance(named[0].value, tuple) else ()


def denies_what_follows(tags: list[Tag], negation: Tag) -> bool:
    """Whether a denial stands before "any of the following", and so is of them ("… of the following are not enrolled" is not)."""
    return refuses(negation) and all(tag.start > negation.start for tag in tags if tag.type == "NOF")


def excepting_word(tags: list[Tag], context: Context) -> str:
    """The word with which a heading ends that lets off what stands below it ("… except for the following:").

    So does what is allowed among the exclusions ("however, the following are allowed:").
    """
    depth = 0
    for tag in reversed(tags):
        depth += (tag.type == "RP") - (tag.type == "LP")
        if depth or tag.type == "LP":
            continue  # "except (one of a to f):"
        if tag.type == "EXC" or (tag.type == "ALLOWV" and context.category == "exclusion"):
            return tag.text
        if tag.type not in _AFTER_EXCEPT:
            return ""
    return ""


_NOTHING = frozenset({"NOF", "COLON", "STOP", "FILL", "COMMA", "DASH", "MARK", "IE"})


def left_open(tags: list[Tag]) -> list[Tag]:
    """The words with which an item ends that let off somebody and do not say whom ("cancer, with exceptions")."""
    for at in range(len(tags) - 1, -1, -1):
        if tags[at].type == "EXC":
            bare = tags[at].text.lower() in {"exception", "exceptions"}  # "skin cancers are exceptions" names them
            return tags[at:] if not bare or (at and tags[at - 1].text.lower() == "with") else []
        if tags[at].type not in _NOTHING:
            return []
    return []
