"""Takes protocol text, gives its inclusion and exclusion lists: where their headings stand and what they head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from screener.core.span import Span
from screener.criteria.protocol import Category
from screener.reading.layout.other_headings import Mark
from screener.reading.layout.other_headings import by_label
from screener.reading.layout.other_headings import headed_together
from screener.reading.layout.other_headings import told_reader
from screener.reading.layout.paired_headings import paired_headings
from screener.reading.layout.paired_headings import with_paired


@dataclass(slots=True)
class Section:
    """One list of criteria. `heading` is the span of its title; told: its criteria are listed in one sentence of running text."""

    category: Category
    heading: Span | None
    body: Span
    told: bool = False


_HEADING = re.compile(
    r"""
    (?P<lead>^|\n|(?<=[.;:|)\]])\s|\*\s*+|\s{2,}+|(?<=\s)(?=(?:Key\s+|Main\s+|Major\s+|Principal\s+)?(?:Inclusion|Exclusion|INCLUSION|EXCLUSION)\s+Criteria\s*:)|(?<=\s)(?=(?:INCLUSION|EXCLUSION)\s+CRITERIA))
    [ \t#*_>|\[\\-]*+
    (?P<title>
      (?:(?:key|main|major|principal|general|specific|patient|subject|participant|study|primary|additional|common|core|trial|donor|recipient|control|overall|summary|selected|criteria\s{1,40}for|the)\s{1,40})*
      (?:(?P<in>inclusion|eligibility\s{1,40}inclusion|inclusive|entry|enrol?lment)|(?P<ex>exclusion|non[-–\s]?inclusion|exclusionary))
      (?:\s{0,40}/\s{0,40}(?:inclusion|exclusion))?
      (?:\s{1,40}(?:criteria|criterion|criterias|characteristics|requirements))?
      (?:[ \t]{0,40}(?:for|of|at|in|-|–|assessed|specific|to\s{1,9}be|confirmed|applicable|applying)[ \t]{1,40}[^:\n.]{2,60}?)?
      (?:[ \t]{1,40}(?:phase|cohort|part|arm|group|stage)s?[ \t]{1,9}[0-9ivxa-e]{1,4}\b
        (?:[ \t]{0,9}(?:and|or|&|,|/|-)[ \t]{0,9}(?:(?:phase|cohort|part|arm|group|stage)[ \t]{1,9})?[0-9ivxa-e]{1,4}\b){0,4})?
      \s{0,40}(?:\([^)\n]{0,80}\)|\\?\[[^\]\n]{0,80}\])?
    )
    (?P<mark>\s{0,40}[:：]|\s{0,40}(?=\n|$)|\s{0,40}-\s{0,40}(?=\n)|\s{1,40}(?=[*•-]\s)
      |[ \t]{1,9}(?=\(?1[.)][ \t]{1,9}\S)                                               # Exclusion Criteria 1. Gout
      |\\?\][ \t]{0,40}[:：]?(?=[ \t]*(?:\r?\n|$)))                                      # [Exclusion Criteria]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SAYS_NO_LIST = (
    "not", "met", "as", r"the\s+(?:same|following|usual|standard|opposite)", "listed", "based", "defined", "used", "applied",
    "similar", "also", "designed", "broad", "strict", "developed", "chosen", "selected", "established", "given", "provided",
    "described", "shown", "summari[sz]ed", "detailed", "outlined", "presented", "reviewed", "checked", "assessed",
    "confirmed", "evaluated", "identical", "fulfilled", "satisfied", "violated",
)  # fmt: skip
"""What follows "criteria were" where no criteria do."""
_LONGER = re.compile(
    r"""
    (?P<lead>^|\n|(?<=[.;:])\s)[ \t#*_>|-]*+
    (?P<title>(?:(?:key|main|major|selected|study|the|additional|specific|overall)[ \t]+)*
      (?:(?P<in>inclusion)|(?P<ex>exclusion))\s{1,9}(?:criteria|criterion))
    (?P<mark>
        ,?[ \t]{1,9}(?:includ(?:e|es|ed|ing)|are|were|will[ ]be)\b[^:.\n]{0,60}[:：]   # … include, but are not limited to:
      | [ \t]{1,9}(?:were|are|included|comprised)(?=[ \t]+(?!(?:"""
    + "|".join(_SAYS_NO_LIST)
    + r""")\b)\w)                                                                 # … were A, B, and C
      | (?=[ \t]{1,9}(?:are|were)\b[^\n:]{0,120}\n[ \t]*(?:[-*•]|\d{1,2}[.)]))       # … are the same as before, above a list
      | \.(?=\s)                                                                    # Exclusion criteria. 1. …
      | [ \t]{1,9}(?:for[ \t](?:(?!clusion|\b(?:are|is|was|were|includ)|\n\s*\n)[^:.]){2,160}?|(?:(?!clusion)[^:.,;\n]){2,40}?)
        [:：](?=[ \t]*(?:\r?\n|$))                                                  # … maintenance:
      | [ \t]{1,9}for[ \t](?:(?!clusion|\b(?:are|is|was|were|includ)|\n\s*\n)[^:.]){2,160}?(?=[ \t]*\r?\n[ \t]*\r?\n)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A heading that says more behind "criteria"."""
_RUN_ON = re.compile(
    r"""
    (?P<lead>^|\n|(?<=[.;])\s)[ \t#*_>|-]*+
    (?P<title>(?:(?:Key|Main|Major|Study)[ \t]+)?
      (?:(?P<in>Inclusion|INCLUSION)|(?P<ex>Exclusion|EXCLUSION))[ \t]+(?:[Cc]riteria|CRITERIA))
    (?P<mark>[ \t]+(?=[A-Z][a-z]+|\()|(?<=criteria)(?=[A-Z][a-z]*[ \t]))
    """,
    re.VERBOSE,
)
"""A heading that its first item follows on the same line, or without a blank: "Exclusion criteria Prior radiotherapy"."""
_SENTENCE = re.compile(
    r"""
    (?:^|\n)[ \t#*-]*+
    (?P<title>(?:(?:all|any|the|an?|potential|prospective)[ \t]+)*
      (?:patients?|subjects?|participants?|individuals?|persons?|people|volunteers?|candidates?|women|men|children)\b
      [^.:\n]{0,200}(?:\n[^.:\n]{0,120})?[:：])[ \t]*(?=\r?\n|$|\(?1[.)][ \t])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WE_EXCLUDE = re.compile(r"(?:^|\n|(?<=[.;])\s)[ \t]*(?P<title>We\s+(?:will\s+|also\s+)?exclude[ds]?)(?=\s+(?!from\b)\w)")
"""How a paper tells its exclusions: "We excluded patients with gout, asthma, or pregnancy."."""
_TURNS_AWAY = re.compile(
    r"(?<!not\s)(?<!not be\s)\bexcluded\b|\bineligible\b"
    r"|\bnot\s+(?:be\s+)?(?:eligible|enrol\w*|includ\w*|participate|enter\w*|recruited|take\s+part)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:follow\w*|criteria|criterion|conditions|below)\b", re.IGNORECASE)
_TOLD = frozenset({"were", "are", "included", "comprised"})
"""What stands between "exclusion criteria" and the criteria that a sentence lists."""
_ANCHOR = re.compile(r"clusion|inclusive|entry|enrol?lment", re.IGNORECASE)
"""What every heading holds; headings are looked for around it alone."""
_FAR = 240
"""How many characters before its own word a heading may begin."""
_LEADING = frozenset({
    "key", "main", "major", "principal", "general", "specific", "patient", "subject", "participant", "study", "primary",
    "additional", "common", "core", "trial", "donor", "recipient", "control", "overall", "summary", "selected", "criteria", "for",
    "the", "eligibility", "non", "nonin", "in", "ex",
})  # fmt: skip
_LAYOUT = frozenset("#*_>|-[\\")


def sections(text: str, start: int, end: int) -> list[Section]:
    """The inclusion and exclusion lists between two places; a text without headings is one inclusion list.

    Where no heading begins the exclusions, a sentence does that turns away those who meet what follows.
    """
    marks = [
        Mark(
            _numbered_from(text, match.start("title")),
            match.end(),
            "exclusion" if match.group("ex") else "inclusion",
            match.group("mark").strip().lower() in _TOLD,
        )
        for match in _headings(text, start, end)
        if _is_heading(text, match) and not _speaks_of(text, match)
    ]
    marks = with_paired(marks, paired_headings(text, start, end))
    if all(mark.category == "inclusion" for mark in marks):
        marks = sorted([*marks, *_sentences(text, start, end)])
    marks = marks or by_label(text, start, end) or told_reader(text, start, end)
    marks = headed_together(text, marks, end)
    closes = [*(mark.start for mark in marks), end][1:]
    return [
        Section(mark.category, Span(mark.start, mark.end), Span(mark.end, close), mark.told)
        for mark, close in zip(marks, closes, strict=True)
    ]


def _sentences(text: str, start: int, end: int) -> list[Mark]:
    """Sentences that head a list of exclusions ("Subjects who met any of the following criteria were excluded:")."""
    heads = [
        Mark(match.start("title"), match.end("title"), "exclusion")
        for match in _SENTENCE.finditer(text, start, end)
        if _TURNS_AWAY.search(match.group("title")) and _SEVERAL.search(match.group("title"))
    ]
    return heads or [Mark(*match.span("title"), "exclusion", True) for match in _WE_EXCLUDE.finditer(text, start, end)]


def _headings(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What looks like a heading, from left to right; each is looked for only from where it can begin."""
    done = start
    for anchor in _ANCHOR.finditer(text, start, end):
        if anchor.end() <= done:
            continue
        places = range(_first_place(text, done, anchor.start()), anchor.start() + 1)
        forms = (form.match(text, place, end) for form in (_HEADING, _LONGER, _RUN_ON) for place in places)
        found = next((match for match in forms if match is not None), None)
        if found is not None:
            done = found.end()
            yield found


def _first_place(text: str, start: int, anchor: int) -> int:
    """How far back a heading can begin: over layout and the words that may stand before its own."""
    low = max(start, anchor - _FAR)
    at = anchor
    while at > low:
        letter = text[at - 1]
        if letter in _LAYOUT or letter.isspace():
            at -= 1
            continue
        first = at
        while first > low and text[first - 1].isalpha():
            first -= 1
        if text[first:at].lower() not in _LEADING:
            break
        at = first
    return at


_NUMBER_FIRST = re.compile(r"\(?1[.)]")


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """A bare word needs "criteria", a colon or a line of its own to be a heading; prose about criteria is none."""
    title, mark = match.group("title").lower(), match.group("mark").strip()
    if match.group("in") and match.group("in").lower() in {"entry", "enrollment", "enrolment"} and "criteri" not in title:
        return False
    if mark == "." or (len(mark) > 1 and not mark.startswith(("]", "\\"))):
        return match.group("title")[0].isupper() and _begins_sentence(text, match.start("title"))
    if "criteri" in title or "characteristic" in title:
        return not _NUMBER_FIRST.match(text, match.end()) or match.group("title")[0].isupper()
    alone = match.group("title")[0].isupper() and begins_line(text, match.start("title"))
    return mark.endswith((":", "：")) or (alone and title.strip() == match.group("title").strip().lower())


_NUMBERED = re.compile(
    r"[ \t#*_|]*(?:section[ \t]+)?(?:\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z]\.\d(?:\.\d){0,3})[.)]?[ \t]+"
    r"(?:(?:key|main|major|principal|the)[ \t]+)*",
    re.IGNORECASE,
)
"""What stands before a heading on its line where the sections of a document are numbered: "5.2", "E.4 Principal"."""


def _numbered_from(text: str, at: int) -> int:
    """Where the number of a section, or layout, begins before its title; the title's own place without any."""
    line = text.rfind("\n", 0, at) + 1
    return line if _NUMBERED.fullmatch(text, line, at) or (text[line:at].strip() and begins_line(text, at)) else at


def begins_line(text: str, at: int) -> bool:
    """Whether only layout stands before a place on its line."""
    return all(letter.isspace() or letter in _LAYOUT for letter in text[text.rfind("\n", 0, at) + 1 : at])


def _begins_sentence(text: str, at: int) -> bool:
    if begins_line(text, at):
        return True
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text.endswith((".", ";", ":", ")", "]"), 0, at)


_MENTIONED = re.compile(
    r"\b(?:the|an?|any|all|each|one|these|those|of|in|by|as|to|under|meet(?:s|ing)?|fulfil\w*|satisf\w+|match(?:es|ing)?|violat\w+"
    r"|see|usual|standard|and|or|other\s+than)(?:[ \t]+|[ \t]*\r?\n[ \t]*)\Z",
    re.IGNORECASE,
)
_MENTION = 40


def _speaks_of(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence without a colon only speaks of the criteria ("other than stated in the inclusion criteria")."""
    if match.group("mark").strip().endswith((":", "：")):
        return False
    first = match.start("title")
    return _MENTIONED.search(text, max(0, first - _MENTION), first) is not None
