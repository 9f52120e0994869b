"""Finds what a pasted registry page says beside its lists: title, ages, sex, arms; each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field

from screener.core.span import Span

_LABELS = {
    "sex": r"(?:Sex\s*/\s*Gender|Genders?\s+Eligible\s+for\s+Study|Sexes?\s+Eligible\s+for\s+Study|Gender\s+Based|Sex|Gender)",
    "age": r"(?:Ages?\s+Eligible\s+for\s+Study|Eligible\s+Ages?|Ages?)",
    "minimum": r"(?:Minimum\s+Age)",
    "maximum": r"(?:Maximum\s+Age)",
    "sex_alone": r"(?:Sex\s*/\s*Gender|Genders?\s+Eligible\s+for\s+Study|Sexes?\s+Eligible\s+for\s+Study|Gender\s+Based)",
    "age_alone": r"(?:Ages?\s+Eligible\s+for\s+Study|Eligible\s+Ages?)",
    "healthy": r"(?:Accepts\s+Healthy\s+Volunteers|Healthy\s+volunteers)",
    "healthy_alone": r"(?:Accepts\s+Healthy\s+Volunteers|Healthy\s+volunteers(?![ \t]*:))",
    "frame": (
        r"(?:Eligibility(?:\s+criteria)?|Description|Study\s+Population|Sampling\s+Method|Locations?"
        r"|Participants?\s+Information)"
    ),
}
_VALUES = {
    "sex": r"(?:all|both|male|female|men|women|males?\s+only|females?\s+only)",
    "age": r"(?:(?:up\s+to\s+)?\d+\s*(?:years?|months?|weeks?|days?)[^\n|]*|N/?A[^\n|]*)",
    "minimum": r"\d+\s*(?:years?|months?|weeks?|days?)",
    "maximum": r"\d+\s*(?:years?|months?|weeks?|days?)",
    "healthy": r"(?:yes|no|true|false|accepts\s+healthy\s+volunteers)",
}
_NAMES = ("sex", "age", "minimum", "maximum", "healthy")
_FIELD = re.compile(
    "|".join(
        rf"(?P<{name}>(?:^|\n)[ \t|]*{_LABELS[name]}(?:\s+ICMJE)?\s*[:|]?[ \t]*(?:\r?\n[ \t|]*)*"
        rf"(?P<{name}_value>{_VALUES[name]})[ \t|]*(?=\r?\n|$))"
        for name in _NAMES
    ),
    re.IGNORECASE,
)
_FRAME = re.compile(
    rf"(?:^|\n)[ \t]*(?:{_LABELS['frame']}|{_LABELS['sex_alone']}|{_LABELS['age_alone']}|{_LABELS['healthy_alone']}"
    r"|Eligibility\s+Criteria)(?:\s+ICMJE)?[ \t|:]*(?=\r?\n|$|\|)",
    re.IGNORECASE,
)
_ARM = re.compile(r"(?:^|\n)[ \t]*(?:Study\s+)?Arms?(?:\s+and\s+Interventions?)?(?:\s+ICMJE)?\s*[:|][^\n]*\n", re.IGNORECASE)
_LABELLED = re.compile(r"\n[ \t|]*[adeghlmpsADEGHLMPS]")
"""The line ends before a line that may begin with one of these: each begins with one of the letters."""
_WHO = re.compile(
    r"(?:Patients|Subjects|Participants|Individuals|Adults|Children|People)\s+(?:who|with|that|aged)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Page:
    """fields: name -> (value, its span); frame: spans of labels and table marks; title and the arm's patient description."""

    title: Span | None = None
    fields: dict[str, Span] = field(default_factory=dict)
    frame: list[Span] = field(default_factory=list)
    arms: list[Span] = field(default_factory=list)


def page_of(text: str) -> Page:
    """What a pasted page says in its labelled fields, before and after the lists."""
    page = Page()
    found: list[tuple[str, Span, Span]] = []
    starts = [0, *(match.start() for match in _LABELLED.finditer(text))]
    for match in _from_line_starts(_FIELD, text, starts):
        name = next(name for name in _NAMES if match.group(name))
        found.append((name, Span(*match.span(f"{name}_value")), Span(*match.span())))
    names = {name for name, _, _ in found}
    for name, value, line in found:
        if name in {"minimum", "maximum"} and not ("sex" in names and "healthy" in names):
            continue  # a criterion of the list, as any other
        page.fields.setdefault(name, value)
        page.frame.append(line)
    for match in _from_line_starts(_FRAME, text, starts):
        page.frame.append(Span(*match.span()))
    for match in _from_line_starts(_ARM, text, starts):
        who = _WHO.search(text, match.end())
        if who and not text[match.end() : who.start()].strip():
            stop = text.find("\n", who.start())
            page.arms.append(Span(who.start(), len(text) if stop < 0 else stop))
            page.frame.append(Span(match.start(), match.end()))
    page.title = _title(text, page)
    return page


def _from_line_starts(pattern: re.Pattern[str], text: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """What `finditer` gives for a pattern that begins with the start of the text or a line end, tried nowhere else."""
    done = 0
    for at in starts:
        match = pattern.match(text, at) if at >= done else None
        if match is not None:
            done = match.end()
            yield match


def _title(text: str, page: Page) -> Span | None:
    """The first line, where a blank line sets it apart and it is neither a heading nor an item."""
    match = re.match(r"\s*([^\n]{8,300}?)\s*\r?\n[ \t]*\r?\n", text)
    if not match:
        return None
    span = Span(*match.span(1))
    line = span.text(text)
    heads = re.match(r"[-*•\d(]|.*\b(?:inclusion|exclusion|eligib)", line, re.IGNORECASE)
    if heads or line.rstrip().endswith((":", ".", ";")) or any(span.overlaps(frame) for frame in page.frame):
        return None
    return span
