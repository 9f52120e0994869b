"""Takes the text of a sentence, gives its words as tags of the grammar of contraception; none where a word has no place there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from screener.core.data import read_toml
from screener.reading.contraception.joints import joints_closed
from screener.reading.scanning.tags import Tag


@dataclass(frozen=True, slots=True)
class _Words:
    """concerns: what such a sentence holds; reason: why it is asked, which may stand before it; brackets: what one may say;
    whole: any word that the grammar knows, a group for each of its kinds.
    """

    concerns: re.Pattern[str]
    reason: re.Pattern[str]
    brackets: dict[str, re.Pattern[str]]
    whole: re.Pattern[str]


def concerns(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text speaks of contraception at all."""
    return _words().concerns.search(text, start, end) is not None


def reason_ends(text: str, start: int, end: int) -> int:
    """The place behind the words that only tell why something is asked; the start itself without any."""
    found = _words().reason.match(text, start, end)
    return found.end() if found is not None else start


def fits(kind: str, words: str) -> bool:
    """Whether words that stand below a heading, or head a list, are of a kind."""
    return _words().brackets[kind].search(words) is not None


ABSTAINS = re.compile(r"(?<!periodic )\b(?:abstinen|abstain|abstention)", re.IGNORECASE)
"""A method that is none: who abstains uses it."""


def words_of(text: str, start: int, end: int) -> list[Tag]:
    """The words of a sentence in their kinds, each connective told by what follows it, without those that say nothing."""
    folded, places = _folded(text, start, end)
    whole = _words().whole
    made: list[Tag] = []
    at, asks = 0, False
    while at < len(folded):
        if folded[at] == " ":
            at += 1
            continue
        found = whole.match(folded, at)
        kind = "WORD" if found is None else str(found.lastgroup)
        if kind == "BRACKET":
            kind, last = _bracket(folded, at, made)
        else:
            last = found.end() if found is not None else _ANY.match(folded, at).end()  # type: ignore[union-attr]
        words = folded[at:last]
        if not kind.startswith("WORDLESS"):
            if asks and kind == "WORD" and made and made[-1].type in {"WORD", "SEP"}:
                kind = "UNKNOWN"  # "during the study and must avoid the sun"
            made.append(Tag(kind, places[at], places[last - 1] + 1, words.lower(), words))
        asks = kind.startswith("WORDLESS") and (asks or _ASKS.match(words) is not None)
        at = last
    return _joined(joints_closed(_opened(made)))


def _folded(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The text with its white space folded, and where each character of that stands."""
    words: list[str] = []
    places: list[int] = []
    for at in range(start, end):
        letter = text[at]
        if letter.isspace() or letter == " ":
            if not words or words[-1] == " ":
                continue
            letter = " "
        words.append(letter)
        places.append(at)
    return "".join(words), places


_ASKS = re.compile(
    r"must|should|shall|will|need|agree|consent|commit|us[ei]|utili|practi|employ|adopt|maintain|continue|follow", re.IGNORECASE
)
_ANY = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*|.")
_CLOSES = {"(": ")", "[": "]"}


def _bracket(folded: str, at: int, made: list[Tag]) -> tuple[str, int]:
    """What a bracket is: a NOTE on methods, a definition of WHOM it stands behind, or nothing that is known."""
    closes = folded.find(_CLOSES[folded[at]], at)
    nested = folded.find(folded[at], at + 1, closes)
    while nested > 0 and closes > 0:
        nested, closes = folded.find(folded[at], nested + 1, closes), folded.find(_CLOSES[folded[at]], closes + 1)
    if closes < 0:
        return "UNKNOWN", at + 1
    words = folded[at + 1 : closes].lower()
    before = made[-1].type if made else ""
    says = _words().brackets
    if before == "POSTMENOPAUSAL" and says["since"].fullmatch(words):
        return "LENGTH", closes + 1
    if words.startswith("or "):
        return "UNKNOWN", closes + 1  # "contraception (or abstinence)" gives an alternative
    if before in _PEOPLE:
        notes = says["defines"].match(words) is not None and says["when"].search(words) is None
    elif before in _TESTS:
        notes = says["shown"].match(words) is not None
    else:
        methods = says["methods"].search(words) is not None and says["otherwise"].search(words) is None
        notes = methods or says["points"].match(words) is not None
    if notes:
        return "NOTE", closes + 1
    return ("WORD" if before == "WORD" and says["name"].fullmatch(words) else "UNKNOWN"), closes + 1


_PEOPLE = frozenset({
    "UNBEARINGWHO", "PREMENOPAUSAL", "FERTILE", "UNSTERILE", "BEARING", "FATHERING", "ALL", "MEN", "WOMEN", "WITHPARTNER",
    "ACTIVE", "NONSTERILE",
})  # fmt: skip
_TESTS = frozenset({"PREGNANT", "PREGTEST"})


def _opened(tags: list[Tag]) -> list[Tag]:
    """The tags without the "if" and "for" that open a sentence and the stop that ends it."""
    if tags and tags[0].type in {"IFW", "FORW"}:
        tags = tags[1:]
    while tags and tags[-1].type in {"STOP", "SEP"}:
        tags = tags[:-1]
    return tags


_NEXT = {
    **dict.fromkeys(("LENGTH", "DURING", "FROM", "UNTIL", "BEFORE", "AFTER", "AT"), "SEPTIME"),
    **dict.fromkeys(
        ("METHOD", "ABSTINENT", "CONDOM", "STERILE", "POSTMENOPAUSAL", "UNBEARING", "PREGTEST", "NOTPREGNANT", "DONATES"),
        "SEPITEM",
    ),
    **dict.fromkeys(sorted(_PEOPLE), "SEPWHOM"),
    **dict.fromkeys(("NOTUSING", "PREGNANT", "LACTATING", "PLANNING", "POSITIVE"), "SEPOUT"),
    "WORD": "SEPWORD",
    "NOTE": "SEPNOTE",
}


def _joined(tags: list[Tag]) -> list[Tag]:
    """The tags with each connective named by the kind of what follows it."""
    made: list[Tag] = []
    for tag, after, beyond in zip(tags, [*tags[1:], None], [*tags[2:], None, None], strict=False):
        if tag.type == "SEP":
            if after is not None and after.type == "ACTIVE" and (beyond is None or beyond.type not in _PEOPLE):
                continue  # "women of childbearing potential and sexually active must"
            since = after is not None and after.type == "LENGTH" and beyond is not None and beyond.type == "POSTMENOPAUSAL"
            tag.type = "SEPITEM" if since else _NEXT.get(after.type, "UNKNOWN") if after is not None else "UNKNOWN"
            tag.value = "or" if "or" in tag.text.lower() else "and" if _AND.search(tag.text) else "comma"
        made.append(tag)
    return made


_AND = re.compile(r"and|as well as|&|\+", re.IGNORECASE)


@cache
def _words() -> _Words:
    table = read_toml("rules", "words", "contraception.toml")
    pieces: dict[str, str] = {}
    for name, told in table["pieces"].items():
        pieces[name] = f"(?:{_filled('|'.join(told) if isinstance(told, list) else told, pieces)})"
    kinds = [f"(?P<{name}>(?:{_filled(told, pieces)})(?!\\w))" for name, told in table["terminals"].items()]
    marks = [
        r"(?P<BRACKET>[(\[])", r"(?P<COLON>:)", r"(?P<STOP>[.;]$)",
        r"(?P<SEP>[,;/&] ?(?:(?:and/or|and|or|as well as)(?!\w))?|(?:and/or|and|or|as well as)(?!\w))",
    ]  # fmt: skip
    concerned, reason = (re.compile(table[name].replace(" ", r"\s"), re.IGNORECASE) for name in ("concerns", "reason"))
    brackets = {name: re.compile(_filled(told, pieces), re.IGNORECASE) for name, told in table["brackets"].items()}
    return _Words(concerned, reason, brackets, re.compile("|".join([*kinds, *marks]), re.IGNORECASE))


def _filled(pattern: str, pieces: dict[str, str]) -> str:
    """A pattern with the pieces that it names put in."""
    return re.sub(r"(?<!\?P)<([a-z_]+)>", lambda found: pieces[found[1]], pattern)
