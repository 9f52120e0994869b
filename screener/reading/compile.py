"""Takes one protocol's texts, gives the compiled protocol: the whole way from text to criteria."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from screener.core.collector import uncollected
from screener.core.issues import Issue
from screener.core.issues import issue
from screener.core.span import Span
from screener.criteria.lint_treatments import permitted_and_forbidden
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Condition
from screener.criteria.nodes import Node
from screener.criteria.nodes import walk
from screener.criteria.protocol import Category
from screener.criteria.protocol import Criterion
from screener.criteria.protocol import LedgerEntry
from screener.criteria.protocol import Protocol
from screener.criteria.protocol import Reading
from screener.reading.abbreviations import abbreviations
from screener.reading.items.groups import mark_groups
from screener.reading.items.groups_above import headed_by_groups
from screener.reading.items.item import ItemReading
from screener.reading.items.item import Setting
from screener.reading.items.item import of_group
from screener.reading.items.item import read_item
from screener.reading.items.nesting import recover
from screener.reading.items.section_groups import section_groups
from screener.reading.layout.abbreviation_notes import notes
from screener.reading.layout.document import items
from screener.reading.layout.headings import Section
from screener.reading.layout.headings import sections
from screener.reading.layout.item_text import ItemText
from screener.reading.layout.joined_items import joined
from screener.reading.layout.let_in import let_in_again
from screener.reading.layout.markup import shown
from screener.reading.layout.page_furniture import furniture
from screener.reading.layout.page_furniture import unfurnished
from screener.reading.layout.preamble import is_preamble
from screener.reading.layout.preamble import is_title
from screener.reading.layout.prose import sentence_end
from screener.reading.layout.prose import statements
from screener.reading.layout.tables import side_by_side
from screener.reading.layout.tables import unruled
from screener.reading.ledger import Ledger
from screener.reading.meaning.asked import judgement
from screener.reading.own_disease import OwnDisease
from screener.reading.own_disease import asked_of_group
from screener.reading.own_disease import required
from screener.reading.own_disease import wider_kinds
from screener.reading.sexes_apart import sexes_apart
from screener.reading.sources.fields import age_criterion
from screener.reading.sources.fields import condition_criterion
from screener.reading.sources.fields import conditions_in
from screener.reading.sources.fields import sex_criterion
from screener.reading.sources.pages import Page
from screener.reading.sources.pages import page_of
from screener.reading.sources.source import Source

_ID = re.compile(r"\b(?:NCT\d{8}|NL\d{4,6}\.\d{3}\.\d{2}|ISRCTN\d{8}|EUCTR[\d-]+|[A-Z]{2,6}\d{6,})\b")
_LAYOUT = re.compile(
    r"[*\-•·●◦○▪■|#>:;.,_=()\\]+|\b\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)](?!\d)"
    r"|[①-⑳⑴-⒇]|^[ \t]*(?:[oØü](?=[ \t])|(?:[IE]|IN|EX|INCL?|EXCL?|IC|EC)[ -]?\d{1,2}\b)",
    re.MULTILINE,
)


def compile_text(text: str, *, source: str = "", category: Category | None = None) -> Protocol:
    """The protocol that a pasted text compiles to; with a category the whole text is one list of that side."""
    ident = _ID.search(source) or _ID.search(text)
    with uncollected():
        return _Compiler(Source(source, ident.group() if ident else _stem(source), "", {"text": text})).run(category)


def compile_source(source: Source) -> Protocol:
    """The protocol that a registry record compiles to, each field a text of its own."""
    with uncollected():
        return _Compiler(source).run(None)


def _stem(source: str) -> str:
    return re.sub(r"\.\w+$", "", source.rsplit("/", 1)[-1])


class _Compiler:
    """Collects the criteria, ledgers and issues of one protocol on its way through the stages."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.ledgers = {name: Ledger(text) for name, text in source.texts.items()}
        self.fields: list[Criterion] = []
        self.criteria: list[Criterion] = []
        self.issues: list[Issue] = []
        self.named: list[tuple[str, str, Span]] = []
        self.topics: dict[str, None] = {}
        self.settings: dict[tuple[str, Category, int, int, bool], Setting] = {}
        self.wanted: list[tuple[str, Condition]] = []  # by the group that it is asked of; no name for all
        self.wider: set[str] = set()
        self.title = source.title
        self.abbreviated: dict[str, dict[str, tuple[str, ...]]] = {}
        self.numbers = {"inclusion": 0, "exclusion": 0}

    def run(self, category: Category | None) -> Protocol:
        """The compiled protocol."""
        main = "text" if "text" in self.source.texts else "criteria"
        self._structured()
        told = self.source.texts.get(main, "")
        told, places = shown(told)
        lines = [*furniture(told), *notes(told)]
        text = unruled(unfurnished(told, lines))
        lines += places
        for line in lines:
            self.ledgers[main].paint(line, "filler")
        if not text.strip():
            self.issues.append(
                issue(
                    "empty-input",
                    "there is no criteria text to read",
                    field=main,
                    hint="paste the inclusion and exclusion criteria",
                )
            )
        elif category is not None:
            self._list(main, text, Section(category, None, Span(0, len(text))))
        else:
            self._page(main, text, side_by_side(told))
        self.criteria = sexes_apart(self.criteria, self.source.texts.get("sex", ""))
        inferred = condition_criterion([*self.fields, *self.criteria], self.named)
        if inferred is not None and category is None:
            self.issues.append(
                issue(
                    "condition-inferred",
                    "no criterion names the trial's condition; it was taken from the title or condition field",
                    inferred.span,
                    field=inferred.field,
                    hint="confirm it",
                )
            )
            self.fields.append(inferred)
        self._paint_fields()
        criteria = tuple(self._with_ledger(criterion) for criterion in [*self.fields, *self.criteria])
        ledger = {name: account.entries() for name, account in self.ledgers.items()}
        source = self.source
        issues = tuple(self.issues)
        found = Protocol(source.id, self.title, dict(source.texts), criteria, ledger, issues, source.name)
        return replace(found, issues=(*issues, *permitted_and_forbidden(found)))

    # structured fields -----------------------------------------------------------------------------------------------

    def _structured(self) -> None:
        texts = self.source.texts
        low, high = texts.get("minimum_age", ""), texts.get("maximum_age", "")
        if low or high:
            maximum = ("maximum_age", high, Span(0, len(high))) if high else None
            name = "minimum_age" if low else "maximum_age"
            self._add_field(age_criterion(name, low or high, Span(0, len(low or high)), maximum=maximum))
        if "sex" in texts:
            self._add_field(sex_criterion("sex", texts["sex"], Span(0, len(texts["sex"]))))
        for name in ("conditions", "title"):
            if name in texts:
                self.named += [(ident, name, span) for ident, span in conditions_in(texts[name])]
        for name in texts:
            if name not in {"text", "criteria"}:
                self.ledgers[name].paint(Span(0, len(texts[name])), "compiled")

    def _add_field(self, criterion: Criterion | None) -> None:
        if criterion is not None:
            self.fields.append(criterion)

    def _paint_fields(self) -> None:
        for criterion in self.fields:
            self.ledgers[criterion.field].paint(criterion.span, "compiled")

    # pages and lists ---------------------------------------------------------------------------------------------------

    def _page(self, name: str, text: str, columns: list[Section]) -> None:
        page = page_of(text) if name == "text" else Page()
        account = self.ledgers[name]
        for span in page.frame:
            account.paint(span, "compiled")
        if page.title is not None:
            self.title = self.title or " ".join(page.title.text(text).split())
            account.paint(page.title, "compiled")
            self.named += [(ident, name, span) for ident, span in conditions_in(text, *page.title)]
        if "age" in page.fields:
            self._add_field(age_criterion(name, text, page.fields["age"]))
        elif "minimum" in page.fields or "maximum" in page.fields:
            high = page.fields.get("maximum")
            low = page.fields.get("minimum", high)
            assert low is not None
            self._add_field(age_criterion(name, text, low, maximum=(name, text, high) if high else None))
        if "sex" in page.fields:
            self._add_field(sex_criterion(name, text, page.fields["sex"]))
        found = columns or headed_by_groups(sections(text, 0, len(text)), text)
        taken = [span for span in (page.title, *page.frame, *page.arms) if span is not None]
        if not found:
            self._without_sections(name, text, taken)
            return
        for section in found:
            if section.heading is not None:
                account.paint(section.heading, "compiled")
        self._warn_of_heads(name, text, found)
        before = Span(0, found[0].heading.start if found[0].heading else 0)
        self._before(name, text, before, taken, listed=found[0].category == "exclusion")
        read = 0
        groups = section_groups(found, text)
        for section in found:
            group = groups.get(section.heading.start) if section.heading is not None else None
            for part in _free(section.body, page.frame):
                end = sentence_end(text, part) if section.told else part.end
                read += self._list(name, text, replace_body(section, Span(part.start, end)), group)
                if text[end : part.end].strip():
                    self._prose(name, text, Span(end, part.end), listed=False)
        if not read:
            for arm in page.arms:
                self._list(name, text, Section("inclusion", None, arm))
        self._leftovers(name)

    def _warn_of_heads(self, name: str, text: str, found: list[Section]) -> None:
        """Says where nothing stands between the headings of both lists: what stands below may be of either."""
        for first, second in pairwise(found):
            if first.category != second.category and second.heading is not None and not first.body.text(text).strip():
                self.issues.append(
                    issue(
                        "headings-together",
                        f"both headings stand together; what stands below them was read as {second.category} criteria",
                        second.heading,
                        field=name,
                        hint="put each heading above its own list",
                    )
                )

    def _before(self, name: str, text: str, span: Span, taken: list[Span], *, listed: bool) -> None:
        """Words before the first heading: criteria in prose are read, what describes the study is put to a person.

        Listed, where only the exclusions have a heading: what stands before them is what candidates must be.
        """
        for part in _free(span, taken):
            if part.text(text).strip(" \t\r\n:|*#-"):
                self._prose(name, text, part, listed=listed)

    def _without_sections(self, name: str, text: str, taken: list[Span]) -> None:
        self.issues.append(
            issue(
                "no-sections",
                "no inclusion or exclusion heading was found; the text is read as inclusion criteria",
                field=name,
                hint="put a line “Inclusion Criteria:” or “Exclusion Criteria:” above each list",
            )
        )
        for part in _free(Span(0, len(text)), taken):
            self._prose(name, text, part, listed=True)

    def _prose(self, name: str, text: str, part: Span, *, listed: bool) -> None:
        for item in self._promoted(name, text, items(text, part), "inclusion"):
            if item.children:
                self._item(name, text, item, "inclusion")
                continue
            for statement in statements(text, item.span):
                if statement.kind == "criterion" and listed:
                    self._item(name, text, ItemText(statement.span), "inclusion")
                else:
                    self._conduct(name, text, statement.span, ask=statement.kind == "ask" and listed)
        self._leftovers(name)

    def _conduct(self, name: str, text: str, span: Span, *, ask: bool) -> None:
        """A sentence about the study: its age and score limits are criteria, the rest is put to a person."""
        reading = read_item(ItemText(span), self._setting(name, text, "inclusion"))
        limits = (
            [node for node in walk(reading.node) if isinstance(node, Comparison) and node.coded and node.unit is not None]
            if reading.node
            else []
        )
        limits = [node for node in limits if node.concept == "age" or not _is_dose(node)]
        self.ledgers[name].paint(span, "judgement")
        self.issues.append(
            issue(
                "study-conduct",
                "this sentence describes the study; it was not read as a condition on the candidate",
                span,
                field=name,
                hint="add a criterion if it is one",
            )
        )
        kept = [node for node in limits if not self._known(node)]
        if kept:
            node: Node = kept[0] if len(kept) == 1 else AllOf(tuple(kept), span)
            self._add(name, text, span, "inclusion", ItemReading(node, []))
            for one in kept:
                self.ledgers[name].paint(one.span, "compiled")
        elif ask:
            words = judgement(span.start, span.end, self._setting(name, text, "inclusion").context({}), [])
            self._add(name, text, span, "inclusion", ItemReading(words, []))
        elif limits:
            self.issues.append(
                issue(
                    "duplicate-criterion",
                    "this limit stands in an earlier criterion already",
                    limits[0].span,
                    field=name,
                )
            )

    def _known(self, node: Comparison) -> bool:
        """Whether an earlier criterion of the text sets this very limit."""
        return any(part == node for criterion in self.criteria for part in walk(criterion.node))

    def _list(self, name: str, text: str, section: Section, group: Span | None = None) -> int:
        found = items(text, section.body)
        if found and is_preamble(text, found[0], section.category):
            self.ledgers[name].paint(found[0].span, "compiled")
            found = found[0].children + found[1:]
        found = let_in_again(self._promoted(name, text, recover(found, text), section.category), text, section.category)
        before = len(self.criteria)
        mark_groups(found, text)
        found = joined(found, text) if section.category == "inclusion" else found
        for item in found:
            self._item(name, text, item, section.category, group, each=section.told)
        return len(self.criteria) - before

    def _promoted(self, name: str, text: str, found: list[ItemText], category: Category) -> list[ItemText]:
        """The items with those below a mere title or introduction in its place, each a criterion of its own."""
        made: list[ItemText] = []
        for item in found:
            if is_title(text, item, category) or (item.children and is_preamble(text, item, category)):
                self.ledgers[name].paint(item.span, "compiled")
                made += self._promoted(name, text, item.children, category)
            else:
                made.append(item)
        return made

    def _setting(self, name: str, text: str, category: Category, *, each: bool = False) -> Setting:
        if name not in self.abbreviated:
            self.abbreviated[name] = abbreviations(text)
        told = (name, category, len(self.named), len(self.topics), each)
        setting = self.settings.get(told)
        if setting is None:
            topic = tuple(dict.fromkeys([*(ident for ident, _, _ in self.named), *self.topics]))
            setting = self.settings[told] = Setting(text, category, name, topic, self.abbreviated[name], each)
        return setting

    def _item(
        self, name: str, text: str, item: ItemText, category: Category, group: Span | None = None, *, each: bool = False
    ) -> None:
        reading = read_item(item, self._setting(name, text, category, each=each))
        self.ledgers[name].tags(reading.tags)
        if group is not None:
            reading = of_group(reading, group, text)
        if reading.node is not None:
            self._add(name, text, item.whole, category, reading)

    def _add(self, name: str, text: str, span: Span, category: Category, reading: ItemReading) -> None:
        assert reading.node is not None  # callers have looked
        node, reading, told = self._own_spared(name, text, category, reading.node, reading)
        self.ledgers[name].node(node)
        if category == "inclusion":
            conditions = (part.concept for part in walk(node) if isinstance(part, Condition))
            self.topics.update((concept, None) for concept in conditions if concept)
            group, then = asked_of_group(node)
            asked = list(required(then))
            self.wanted += ((group, one) for one in asked)
            self.wider.update(wider_kinds(asked))
        self.numbers[category] += 1
        prefix = "INCL" if category == "inclusion" else "EXCL"
        self.criteria.append(
            Criterion(
                f"{prefix}{self.numbers[category]:02d}", category, name, span.text(self.source.texts[name]), span, node,
                readings=reading.readings, settled=reading.settled, issues=(*reading.issues, *told), about=reading.about,
            )
        )  # fmt: skip

    def _own_spared(
        self, name: str, text: str, category: Category, node: Node, reading: ItemReading
    ) -> tuple[Node, ItemReading, list[Issue]]:
        """The criterion's node and readings with the trial's own disease spared, and what there is to say of it."""
        issues: list[Issue] = []
        if not any(isinstance(part, Condition) and part.concept in self.wider for part in walk(node)):
            return node, reading, issues
        group, _ = asked_of_group(node)
        wanted = tuple(one for of, one in self.wanted if not group or of in {"", group})
        own = OwnDisease(text, wanted, name, issues)
        spared = own.spared(node, category)
        if issues:
            others = tuple(replace(one, node=own.spared(one.node, category)) for one in reading.readings)
            return spared, replace(reading, node=spared, readings=others), issues[:1]
        wider = replace(own, sure=False, issues=[]).spared(spared, category)
        if wider is spared:
            return spared, reading, issues
        why = "the trial's own disease may not be meant by a wider kind of it"
        chosen = () if reading.readings else (Reading(spared, True, "the words as they stand"),)
        return spared, replace(reading, readings=(*chosen, *reading.readings, Reading(wider, False, why)), settled="open"), issues

    def _leftovers(self, name: str) -> None:
        """Marks of lists and tables that stand outside every item are layout."""
        account = self.ledgers[name]
        if account.all_read():
            return
        for match in _LAYOUT.finditer(account.text):
            begin = match.end() - len(match.group().lstrip())
            if account.starts_unread(begin):
                span = Span(begin, match.end())
                if account.unread(span):
                    account.paint(span, "filler")

    def _with_ledger(self, criterion: Criterion) -> Criterion:
        account = self.ledgers[criterion.field]
        ledger: tuple[LedgerEntry, ...] = account.entries(*criterion.span)
        return Criterion(
            criterion.id, criterion.category, criterion.field, criterion.text, criterion.span, criterion.node, ledger,
            criterion.readings, criterion.settled, criterion.issues, criterion.inferred, about=criterion.about,
        )  # fmt: skip


def _is_dose(node: Comparison) -> bool:
    return node.unit is not None and "/kg" in node.unit


def replace_body(section: Section, body: Span) -> Section:
    """The same section over another stretch."""
    return Section(section.category, section.heading, body, section.told)


def _free(span: Span, taken: list[Span]) -> list[Span]:
    """The parts of a span that none of the others covers."""
    parts = [span]
    for other in taken:
        parts = [
            piece
            for part in parts
            for piece in (
                (Span(part.start, max(part.start, other.start)), Span(min(part.end, other.end), part.end))
                if part.overlaps(other)
                else (part,)
            )
            if piece.end > piece.start
        ]
    return parts
