"""Takes one list of criteria, gives its items with their nesting: by bullets and indents, inline marks or lines."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from dataclasses import field
from itertools import pairwise

from screener.core.span import Span
from screener.reading.abstract_fields import fields
from screener.reading.headings import begins_line
from screener.reading.run_on import run_on
from screener.reading.wraps import WIDEST
from screener.reading.wraps import goes_on
from screener.reading.wraps import layout_of


@dataclass(slots=True)
class ItemText:
    """One list item: where its own words stand, and the items nested below it; `grouped`: those are for one of several groups.

    let_in: the sentences of a list of exclusions that let somebody in whom its own words keep out.
    """

    span: Span
    children: list[ItemText] = field(default_factory=list)
    recovered: bool = False
    grouped: bool = False
    let_in: list[Span] = field(default_factory=list)

    @property
    def whole(self) -> Span:
        """Its own words with everything nested below them."""
        below = [child.whole.end for child in self.children] + [one.end for one in self.let_in]
        return Span(self.span.start, max([self.span.end, *below]))


_BULLET = re.compile(
    r"""
    (?P<indent>[ \t]*)
    (?P<mark>
        [-*•·●◦○▪■□➢►‣–—+→✓§]+(?=\s|\S)
      | \(?\d{1,2}(?:\.\d{1,2})*[.)](?=\s|[A-Za-z≥≤<>])
      | （?\d{1,2}[）、．] | [①-⑳⑴-⒇]                                               # as East Asian registers number
      | \(?[a-hj-uw-z][.)](?=\s)
      | \(?(?:ix|iv|v?i{1,3}|v|x|xi{0,3})[.)](?=\s)
      | \(?[A-H][.)](?=\s)
      | \#\s?\d{1,2}[:.]?
      | [oØü](?=[ \t]+[A-Z≥≤<>(]|\t)                                             # bullets of a word processor's own fonts
      | (?:[IE]|IN|EX)-?\d{1,2}[.):](?=\s) | (?:INCL?|EXCL?|IC|EC)[ -]?\d{1,2}[.):]?(?=\s)   # I1. … E2) … INC-03 …
    )
    [ \t]*
    """,
    re.VERBOSE,
)
_FONT_MARKS = frozenset("oØü")
_RINGED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_LABELLED = re.compile(r"[A-Z]{1,4}[ -]?\d{1,2}")
_DEEPEST = 32
"""How deep items may nest; what stands deeper counts as on that level."""
_INLINE_STAR = re.compile(r"(?<=\s)(?:\*|•|·|●|◦|▪|►|➢)(?=\s+\S)|(?<=[.;])\s*(?:•|●|▪)(?=\s*\S)")
_INLINE_DASH = re.compile(r"(?<=[.;:)\w])\s+-\s{1,3}(?=[A-Z≥<>])")
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|(?<=^))\(?(\d{1,2})[.)]\s+(?=[A-Z≥≤<>\"'(\[]|[a-z])")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    indent: int
    mark: str
    text_start: int
    number: int = 0


_Open = tuple[int, str, int, ItemText]
"""An item that may still take others below it: how far it is set in, its kind of bullet, its number (0: none), itself."""


def items(text: str, body: Span) -> list[ItemText]:
    """The items of a list with their nesting: by bullets and indents, by marks run together on one line, or by lines."""
    labelled = _labelled(text, body) if ":" in text[body.start : body.end] else []
    if labelled:
        return labelled
    lines = [line for line in _lines(text, body) if line.text_start < line.end or line.start == line.end]
    if all(line.start == line.end for line in lines):
        return []
    marked = [line for line in lines if line.mark]
    if len(marked) <= 1:
        inline = _inline(text, body)
        if len(inline) > 1:
            return inline
    if not marked:
        return _unmarked(text, lines)
    return _nested(text, _with_run_on(text, lines))


_ALIGNED = 2
"""How far the numbers of one list may stand apart: those of two digits begin before the others, or behind them."""


def _with_run_on(text: str, lines: list[_Line]) -> list[_Line]:
    """The lines, cut before each item that stands run on within them."""
    first = next((line for line in lines if line.number), None)
    if first is None:
        return lines
    listed = [line for line in lines if line.number and abs(line.indent - first.indent) <= _ALIGNED]
    rising = all(one.number < other.number for one, other in pairwise(listed))
    places = run_on(text, [(line.start, line.text_start, line.number) for line in listed], lines[-1].end) if rising else []
    for start, begin, number in places:
        at, line = next((at, line) for at, line in enumerate(lines) if line.start <= start < line.end)
        rest = _Line(start, line.end, first.indent, "1", begin, number)
        line.end = line.start + len(text[line.start : start].rstrip())
        lines[at + 1 : at + 1] = [rest]
    return lines


def _labelled(text: str, body: Span) -> list[ItemText]:
    """The items of a paragraph of labelled fields, each statement below its label; titles in capitals stand by themselves."""
    made: list[ItemText] = []
    for label, statements in fields(text, body, _starred):
        below = [ItemText(one) for one in statements]
        if label.text(text).isupper() or label.end == label.start:
            made += [*([ItemText(label)] if label.end > label.start else []), *below]
        else:
            made.append(ItemText(label, below))
    return made


def _starred(text: str, content: Span) -> list[Span]:
    return [item.span for item in _inline(text, content)]


def _lines(text: str, body: Span) -> list[_Line]:
    made = []
    at = body.start
    while at < body.end:
        stop = text.find("\n", at, body.end)
        stop = body.end if stop < 0 else stop
        raw = text[at:stop]
        content = raw.strip()
        if content:
            begin = at + len(raw) - len(raw.lstrip())
            match = _BULLET.match(text, at, stop)
            mark = ""
            text_start = begin
            number = 0
            following = text[match.end("mark") : match.end("mark") + 1] if match else ""
            if match and match.end() < stop and not _negative(match.group("mark"), following):
                mark = _kind(match.group("mark"))
                text_start = match.end()
                number = _number(match.group("mark")) if mark == "1" else 0
            made.append(_Line(begin, at + len(raw.rstrip()), _indent(text, at, begin), mark, text_start, number))
        else:
            made.append(_Line(at, at, 0, "", at))
        at = stop + 1
    return made


def _indent(text: str, at: int, begin: int) -> int:
    """How far a line is set in; the white space that went with a heading above a list counts for its first line too."""
    line = text.rfind("\n", 0, at) + 1
    return begin - (line if text[line:at].isspace() else at)


def _negative(mark: str, following: str) -> bool:
    return mark in {"-", "–", "+"} and following.isdigit()


def _ringed(mark: str) -> int:
    """The number in a ring or brackets of its own; 0 for any other mark."""
    return next((row.index(mark) + 1 for row in _RINGED if mark and mark in row), 0)


def _number(mark: str) -> int:
    return _ringed(mark) or int(re.sub(r"\D", "", mark))


def _kind(mark: str) -> str:
    """The kind of bullet, so that unlike bullets nest: `1`, `1.1`, `a`, `i`, `A` or the sign itself."""
    core = mark.strip("().:# （）、．")
    if core in _FONT_MARKS:
        return core
    if core.isdigit() or _ringed(core) or _LABELLED.fullmatch(core):
        return "1"
    if "." in core:
        return "1" + ".1" * core.count(".")
    if core in {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}:
        return "i"
    if len(core) == 1 and core.isalpha():
        return "a" if core.islower() else "A"
    return mark[:1]


def _nested(text: str, lines: list[_Line]) -> list[ItemText]:
    roots: list[ItemText] = []
    stack: list[_Open] = []
    listed: list[_Open] = []
    first = next(((line.indent, line.mark) for line in lines if line.mark), None)
    blank = False
    unwrapped = max((line.end - line.start for line in lines), default=0) >= WIDEST
    for line in lines:
        if line.start == line.end:
            blank = True
            continue
        stated = unwrapped and not line.mark and not blank and bool(stack) and _states_anew(text, line, stack)
        remarks = line.mark in _FONT_MARKS and bool(stack) and stack[-1][3].span.text(text).endswith((".", ";"))
        if not line.mark or remarks:
            if stack and not stated and (remarks or not _new_paragraph(text, line, stack[-1][3], blank)):
                item = stack[-1][3]
                item.span = Span(item.span.start, line.end)
            else:
                item = ItemText(Span(line.text_start, line.end))
                roots.append(item)
                listed = stack[:1] if stack and stack[0][1] not in {"", _ALONE} else listed
                stack = [(line.indent, _ALONE if stated else "", 0, item)]
            blank = False
            continue
        item = ItemText(Span(line.text_start, line.end))
        stack = _resumed(text, line, stack, listed)
        while stack and (len(stack) >= _DEEPEST or not _deeper(line, stack[-1], stack) or _apart(text, line, stack, first)):
            stack.pop()
        stack, indent = _counted_on(line, stack)
        (stack[-1][3].children if stack else roots).append(item)
        stack.append((indent, line.mark, line.number, item))
        blank = False
    for item in roots:
        _set_below(text, item)
    return _unnested(text, roots)


_WITHIN_ITEM = re.compile(r"(?<=\s)[•●▪◦►➢]\s+(?=\S)")


def _set_below(text: str, item: ItemText) -> None:
    """Puts what bullets set apart within an item's own words below it ("Diabetes: • taking insulin • taking metformin").

    Behind a full stop or a semicolon they part no more than the sentences that stand there.
    """
    for child in item.children:
        _set_below(text, child)
    cuts = list(_WITHIN_ITEM.finditer(text, item.span.start, item.span.end))
    before = text[item.span.start : cuts[0].start()].strip() if cuts else ""
    if item.children or not before or before.endswith((".", ";")):
        return
    stops = [*(cut.start() for cut in cuts[1:]), item.span.end]
    item.children = [ItemText(_trim(text, cut.end(), stop)) for cut, stop in zip(cuts, stops, strict=True)]
    item.span = _trim(text, item.span.start, cuts[0].start())


_ALONE = "¶"
"""The mark of a statement on a line of its own among those with bullets: none of these stands below it."""


def _states_anew(text: str, line: _Line, stack: list[_Open]) -> bool:
    """Whether a line without a bullet, of a text that breaks no line by hand, is a statement and no rest of the one above."""
    above = stack[-1][3].span.text(text).rstrip()
    new = text[line.text_start].isupper() and line.indent <= stack[0][0]
    return new and above.endswith((".", ";")) and not text[line.start : line.end].rstrip().endswith((":", "："))


def _resumed(text: str, line: _Line, stack: list[_Open], listed: list[_Open]) -> list[_Open]:
    """What an item stands below: the list before a paragraph where that was set in further, and the item is again of the list."""
    if stack and stack[0][1] == _ALONE:
        return []
    if not stack or stack[0][1] or not listed or line.indent >= stack[0][0]:
        return stack
    again = (line.indent, line.mark) == listed[0][:2] or (line.number > 1 and line.number == listed[0][2] + 1)
    if not again:
        return stack
    above = stack[0][3]
    return stack if above.span.text(text).rstrip().endswith((":", "：")) and not above.children else []


def _counted_on(line: _Line, stack: list[_Open]) -> tuple[list[_Open], int]:
    """What an item stands below, and how far in: the first item below another is no 9 where the list it is in has come to 8.

    Nor is it where some before it are missing and the one above has a bullet: no list begins with its ninth.
    """
    if line.number > 1 and stack and not stack[-1][3].children:
        for place, (indent, _, number, _) in enumerate(stack):
            if number == line.number - 1 or (stack[-1][1] != "1" and 1 < number < line.number):
                return stack[:place], indent
    return stack, line.indent


_AGAIN = re.compile(r"(?:[•·●]|\(?1[.)](?!\d)|a[.)](?=\s))\s*")


def _unnested(text: str, roots: list[ItemText]) -> list[ItemText]:
    """The items beside the first where all others stand below it by mistake: it has two marks, or the heading's line."""
    if len(roots) != 1 or not roots[0].children:
        return roots
    first = roots[0]
    before = text[text.rfind("\n", 0, first.span.start) + 1 : first.span.start]
    again = _AGAIN.match(text, first.span.start, first.span.end)
    if (again is None and not _ON_HEADING.search(before)) or first.span.text(text).rstrip().endswith((":", "：")):
        return roots
    return [ItemText(Span(again.end() if again else first.span.start, first.span.end)), *first.children]


_ON_HEADING = re.compile(r"[:：]\s*[•·●*-]\s*$")


def _deeper(line: _Line, above: _Open, stack: list[_Open]) -> bool:
    indent, mark, _, item = above
    if mark == "":
        return line.indent > indent or item.span.end > item.span.start
    if line.indent > indent:
        return True
    if line.indent < indent:
        return False
    known = [kind for _, kind, _, _ in stack]
    return line.mark != mark and line.mark not in known and line.mark != "1" and mark not in {"-", "*"} | {line.mark}


_INTRODUCES = re.compile(
    r"\b(?:follow\w*|below|criteria|criterion|conditions?|includ\w*|such\s+as|these|(?:any|all|one|each|either|none|more)\s+of"
    r"|defined|definitions?|e\.g|i\.e)\b",
    re.IGNORECASE,
)
_SENTENCE_LONG = 8


def _apart(text: str, line: _Line, stack: list[_Open], first: tuple[int, str] | None) -> bool:
    """Whether an item set in behind a paragraph is none of its parts: the paragraph is a criterion that lacks its own mark.

    So it is where the paragraph ends a sentence, stands on the heading's own line, or between items of the very list that goes
    on behind it.
    """
    indent, mark, _, item = stack[-1]
    words = item.span.text(text).rstrip()
    if len(stack) > 1 or words.endswith((":", "：")) or _INTRODUCES.search(words):
        return False
    if mark == "":
        return not begins_line(text, item.span.start) or words.endswith((".", ";"))
    goes_on = mark != line.mark and indent < line.indent and (line.indent, line.mark) == first
    return goes_on and len(words.split()) > _SENTENCE_LONG


def _new_paragraph(text: str, line: _Line, above: ItemText, blank: bool) -> bool:
    """Whether an unmarked line starts something new: after a blank line, set out further left, not a hard-wrapped rest."""
    if not blank:
        return False
    first = text[line.text_start]
    closed = text[above.span.end - 1] in ".;:" or first.isupper()
    return closed and not first.islower()


def _unmarked(text: str, lines: list[_Line]) -> list[ItemText]:
    """Lines without bullets: each its own item, but a hard-wrapped line belongs to the one before."""
    layout = layout_of(text, [Span(line.start, line.end) for line in lines])
    made: list[ItemText] = []
    blank = True
    for line in lines:
        if line.start == line.end:
            blank = True
            continue
        if made and not blank and goes_on(text, made[-1].span, Span(line.text_start, line.end), layout):
            made[-1].span = Span(made[-1].span.start, line.end)
        else:
            made.append(ItemText(Span(line.text_start, line.end)))
        blank = False
    return made


def _inline(text: str, body: Span) -> list[ItemText]:
    """Items run together on one line: " * " between them, or "1. … 2. …", or " - "."""
    begin = body.start + len(text[body.start : body.end]) - len(text[body.start : body.end].lstrip())
    end = body.start + len(text[body.start : body.end].rstrip())
    outer = _consecutive(list(_INLINE_NUMBER.finditer(text, begin, end)))
    if len(outer) > 1 and outer[0].start() == begin and _INLINE_STAR.search(text, begin, end):
        return _starred_below(text, [cut.end() for cut in outer], [*(cut.start() for cut in outer[1:]), end])
    for pattern in (_INLINE_STAR, _INLINE_NUMBER, _INLINE_DASH):
        cuts = list(pattern.finditer(text, begin, end))
        if pattern is _INLINE_NUMBER:
            cuts = outer
            if cuts and (_in_sentence(text[begin : cuts[0].start()]) or _one_list(text, begin, cuts)):
                continue
        if (pattern is _INLINE_STAR and cuts) or len(cuts) > 1:
            starts = [begin] if cuts[0].start() > begin else []
            starts += [cut.end() for cut in cuts]
            stops = [cut.start() for cut in cuts if cut.start() > begin] + [end]
            spans = [_trim(text, start, stop) for start, stop in zip(starts, stops, strict=True)]
            return [ItemText(part) for span in spans if span.end > span.start for part in _ending_heading(text, span)]
    return [ItemText(Span(begin, end))] if end > begin else []


def _starred_below(text: str, starts: list[int], stops: list[int]) -> list[ItemText]:
    """Numbered items on one line, each with the starred ones behind its own words nested below it."""
    made: list[ItemText] = []
    for start, stop in zip(starts, stops, strict=True):
        first = _INLINE_STAR.search(text, start, stop)
        own = _trim(text, start, first.start() if first else stop)
        below = _inline(text, Span(first.start(), stop)) if first else []
        made.append(ItemText(own, below))
    return made


_TITLE_WORDS = 3


def _in_sentence(before: str) -> bool:
    """Whether numbers stand in the midst of a sentence ("is allowed as long as (1) …, and (2) …"), whose words they only part."""
    lead = before.strip(" \t\r\n(")
    return len(lead.split()) > _TITLE_WORDS and lead[-1] not in ".:;"


_TITLE = re.compile(r"criteri|inclusion|exclusion|group|cohort|arm|part|phase|section|table", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[,;]|\b(?:and|or|and/or))\s*$")


def _one_list(text: str, begin: int, cuts: list[re.Match[str]]) -> bool:
    """Whether numbers behind a few words part a list within their sentence ("history of (1) stroke, (2) asthma, or (3) gout")."""
    lead = text[begin : cuts[0].start()].strip(" \t\r\n(-*•")
    if not lead or lead[-1] in ".:;" or _TITLE.search(lead) or "\n" in text[begin : cuts[-1].end()].strip():
        return False
    return len(cuts) > 1 and all(_GOES_ON.search(text, one.end(), two.start()) for one, two in itertools.pairwise(cuts))


_ENDING = re.compile(r"(?<=[.;])\s+(?=[A-Z][A-Za-z /-]{2,40}:\.?\s*$)")


def _ending_heading(text: str, span: Span) -> list[Span]:
    """An item that ends in the next heading ("21 and under. Performance status:.") is cut before it."""
    cut = _ENDING.search(text[span.start : span.end])
    if cut is None:
        return [span]
    return [Span(span.start, span.start + cut.start()), *_ending_heading(text, Span(span.start + cut.end(), span.end))]


def _consecutive(cuts: list[re.Match[str]]) -> list[re.Match[str]]:
    wanted = 1
    kept = []
    for cut in cuts:
        if int(cut.group(1)) == wanted:
            kept.append(cut)
            wanted += 1
    return kept


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + max(left, len(piece.rstrip())))
