"""Takes tags, gives them with words of fitness ("adequate bone marrow and renal function") made one judgement each."""

from __future__ import annotations

from functools import cache

from screener.catalog.words import words
from screener.reading.scanning.lexicon import lexicon
from screener.reading.scanning.tag_looks import any_plays
from screener.reading.scanning.tag_looks import plays
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import covering

_JOINTS = frozenset({"AND", "OR", "COMMA", "SLASH", "DASH"})
_INSIDE = _JOINTS | {"TEXT", "SEV", "FILL", "MEASN", "COND", "CONDN", "PROC", "DRUG", "MARK"}
_WORDS = frozenset({"FITW", "FITN"})
_LONGEST = 14


def fitted(tags: list[Tag]) -> list[Tag]:
    """The tags with each "adequate … function" one JUDGED tag; "adequate" before a measure with a limit says nothing more."""
    if not any_plays(tags, *_WORDS):
        return tags
    starts = [at for at, tag in enumerate(tags) if plays(tag, "FITW")]
    made = _merged(tags, starts) if starts else tags
    for tag in made:
        if tag.type in _WORDS or (tag.others and (tag.could_be("FITW") or tag.could_be("FITN"))):
            _plain(tag)
    return made


def _plain(tag: Tag) -> None:
    """Leaves a word of fitness with its other roles alone."""
    roles = [role for role in ((tag.type, tag.value), *tag.others) if role[0] not in _WORDS]
    tag.type, tag.value = roles[0] if roles else ("TEXT", tag.text.lower())
    tag.others = tuple(roles[1:])


def _merged(tags: list[Tag], starts: list[int]) -> list[Tag]:
    made: list[Tag] = []
    done = 0
    for at in starts:
        if at < done:
            continue
        end = _noun(tags, at)
        made += tags[done:at]
        done = at
        if end:
            made.append(_judged(tags[at:end]))
            done = end
        elif tags[at].type == "JUDGED" and _limits(tags, at + 1):
            tags[at].type, tags[at].state, tags[at].others = "FILL", "compiled", ()
    return made + tags[done:]


def _noun(tags: list[Tag], at: int) -> int:
    """The place after the noun of fitness that these words run up to; 0 where they do not."""
    end = 0
    for place in range(at + 1, min(len(tags), at + _LONGEST)):
        tag = tags[place]
        if plays(tag, "FITN"):
            end = place + 1
            continue
        if tag.type not in _INSIDE:
            break
    if end - at <= 2 or (tags[at].type != "JUDGED" and not _explained(tags, end)):
        return 0
    return end


def _explained(tags: list[Tag], at: int) -> bool:
    """Whether a list, or a limit, follows that can say what the words mean."""
    return at < len(tags) and (tags[at].type in {"COLON", "IE"} or any(tag.type == "CMP" for tag in tags[at:]))


def _limits(tags: list[Tag], at: int) -> bool:
    """Whether a measure with its limit stands here."""
    if at >= len(tags) or tags[at].type != "MEAS":
        return False
    return any(tag.type in {"CMP", "NUM"} for tag in tags[at + 1 : at + 5])


def _judged(parts: list[Tag]) -> Tag:
    text = " ".join(part.text for part in parts)
    return covering("JUDGED", parts, "fitness", text)


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(key[0] for key, roles in lexicon().roles.items() if any(name == kind for name, _ in roles))


def says_fitness(label: str) -> bool:
    """Whether the words of a judgement tell how well something works ("patients must have adequate marrow reserve")."""
    said = words(label)
    for at, word in enumerate(said):
        if word in _listed("FITW") and any(noun in _listed("FITN") for noun in said[at + 1 : at + _LONGEST]):
            return True
    return False
