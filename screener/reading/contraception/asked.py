"""Takes a sentence about contraception, gives the node of what it asks; none where anything in it is not known."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.criteria.nodes import AllOf
from screener.criteria.nodes import Demographic
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Qualifier
from screener.criteria.nodes import Result
from screener.criteria.nodes import When
from screener.criteria.nodes import Window
from screener.reading.contraception.shapes import Out
from screener.reading.contraception.shapes import Thing
from screener.reading.contraception.shapes import Told
from screener.reading.contraception.shapes import Whom
from screener.reading.contraception.shapes import told_by
from screener.reading.contraception.states import named
from screener.reading.contraception.times import anchor_of
from screener.reading.contraception.times import is_strict
from screener.reading.contraception.times import length_of
from screener.reading.contraception.times import span_of
from screener.reading.contraception.times import when_of
from screener.reading.contraception.whom import condition
from screener.reading.contraception.whom import is_bare
from screener.reading.contraception.whom import narrowed_by
from screener.reading.contraception.words import ABSTAINS
from screener.reading.contraception.words import words_of
from screener.reading.meaning.context import Context
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.scanning.tags import Tag


def contraception_asked(start: int, end: int, context: Context) -> Node | None:
    """The node of a sentence of which every word has its place; None for all others."""
    told = told_by(words_of(context.text, start, end))
    if told is None:
        return None
    if context.category == "inclusion":
        return None if told.outs else _all_asked(told, start, end, context)
    return _kept_out(told, context) if told.outs else None


def _all_asked(told: Told, start: int, end: int, context: Context) -> Node | None:
    """What each part of the sentence asks of those whom it names."""
    clauses = [told, *told.more]
    if any(sep.value == "or" for sep in told.more_seps) or not any(_goes_on(clause) for clause in clauses):
        return None
    if told.more and not all(clause.whoms for clause in clauses):
        return None
    made = [_asked(clause, start, end, context) for clause in clauses]
    nodes = [node for node in made if node is not None]
    return all_of(nodes) if len(nodes) == len(made) else None


def _goes_on(told: Told) -> bool:
    return any(thing.what.type in _SHARED for thing in (*told.things, *told.others))


def _asked(told: Told, start: int, end: int, context: Context) -> Node | None:
    """What is asked, of those alone whom the sentence names."""
    asked = _things(told.things, told.thing_seps, context) if told.able is None else _or_else(told, context)
    if asked is None or (told.opens is not None and told.opens.value not in {":", "comma"}):
        return None
    if not told.whoms and not told.given:
        return asked
    if told.whoms and any(isinstance(one, Whom) and not is_bare(one.who) for one in told.given):
        return None  # "men must use it, and it must be used by women"
    whom = condition(_spoken_of(told), context)
    given = narrowed_by(told.given, context)
    if whom is None or given is None:
        return None
    those = [*whom, *given]
    if not those:
        return asked
    told_of = told.opens is not None and told.opens.type == "COLON"
    if not told_of and not _OBLIGES.search(context.text[start:end]) and all(isinstance(one, Demographic) for one in those):
        why = "what is said of women, or of men, may be asked of these alone, or all must be such"
        if context.choose(f"asked-of-{start}", ("these", "all"), why) == "all":
            return all_of([*those, asked])
    return When(all_of(those), asked, those[0].span.join(asked.span))


def _spoken_of(told: Told) -> list[Whom]:
    """Those whom it is asked of; "if female, the subject must" names them twice."""
    if len(told.whoms) < 2:
        return told.whoms
    last = told.whoms[-1]
    if told.whom_seps[-1].value == "and" and told.whoms[-2].who.type == "WOMEN" and is_bare(last.who):
        return [*told.whoms[:-2], last]  # "female and of childbearing potential"
    if told.whom_seps[-1].value != "comma":
        return told.whoms
    again = last.who.type == "ALL" and not (last.marks or last.first or last.both)
    return told.whoms[:-1] if again else told.whoms


_OBLIGES = re.compile(
    r"\b(?:must|should|shall|will|need|required?|ha[sv]e to|agree\w*|willing\w*|consent|if)\b|^for\b", re.IGNORECASE
)
"""With such a word men are asked something; "men using contraception" may be whom the trial is for."""


_SHARED = frozenset({"METHOD", "ABSTINENT", "CONDOM", "DONATES"})
"""What goes on for a time."""
_CHOICES = frozenset({"METHOD", "ABSTINENT", "CONDOM", "STERILE", "UNBEARING", "POSTMENOPAUSAL"})
"""What can be an alternative to contraception."""


def _things(things: list[Thing], seps: list[Tag], context: Context) -> Node | None:
    """All that is asked: alternatives stand together, what else is asked beside them."""
    joins = _joins(seps)
    if joins is None:
        return None
    groups: list[list[Thing]] = [[things[0]]]
    for join, thing in zip(joins, things[1:], strict=True):
        if join == "or":
            groups[-1].append(thing)
        else:
            groups.append([thing])
    for together in (*groups, things):
        _share(together)
    if any(len(group) > 1 and not all(thing.what.type in _CHOICES for thing in group) for group in groups):
        return None
    choosing = [group for group in groups if group[0].what.type in _CHOICES]
    if len(choosing) > 1 and any(len(group) > 1 or group[0].what.type not in _SHARED for group in choosing):
        return None
    made: list[Node] = []
    for group in groups:
        nodes = [_thing(thing, context) for thing in group]
        if any(node is None for node in nodes):
            return None
        made.append(any_of([node for node in nodes if node is not None]))
    return all_of([part for node in made for part in (node.parts if isinstance(node, AllOf) else (node,))])


def _or_else(told: Told, context: Context) -> Node | None:
    """What makes a woman unable to become pregnant, or what is asked of those who are able."""
    if told.able is None or any(thing.what.type not in _UNABLE for thing in told.things):
        return None
    if any(sep.value == "and" for sep in told.thing_seps):
        return None
    unable = [_thing(thing, context) for thing in told.things]
    asked = _things(told.others, told.other_seps, context)
    if asked is None or any(node is None for node in unable):
        return None
    able = named("childbearing-potential", Span(told.able.start, told.able.end))
    return any_of([*(node for node in unable if node is not None), When(able, asked, able.span.join(asked.span))])


_UNABLE = frozenset({"STERILE", "UNBEARING", "POSTMENOPAUSAL"})


def _joins(seps: list[Tag]) -> list[str] | None:
    """How each is joined to the one before; a comma as the next word that joins. None where none follows."""
    joins = [str(sep.value) for sep in seps]
    for at in reversed(range(len(joins))):
        if joins[at] == "comma":
            if at + 1 == len(joins):
                return None
            joins[at] = joins[at + 1]
    return joins


def _share(things: list[Thing]) -> None:
    """Gives the time behind the last of several to those before it that have none."""
    last = things[-1]
    if not last.times or last.what.type not in _SHARED:
        return
    for thing in things[:-1]:
        if not thing.times and thing.what.type in _SHARED:
            thing.times = last.times


def _thing(thing: Thing, context: Context) -> Node | None:
    """One thing that is asked."""
    place = Span(thing.what.start, thing.what.end)
    label = context.words(*place)
    match thing.what.type:
        case "METHOD" | "ABSTINENT" | "CONDOM" | "DONATES" as kind:
            return _going_on(thing, kind, label, place, context)
        case "STERILE" if not thing.times:
            return named("surgically-sterile", place, _notes(thing, context), whole=_whole(thing))
        case "UNBEARING" if not thing.times and not thing.notes:
            return Not(named("childbearing-potential", place), place)
        case "POSTMENOPAUSAL":
            return _postmenopausal(thing, place, context)
        case "PREGTEST":
            return _tested(thing, place, context)
        case "NOTPREGNANT" if not thing.times and not thing.notes:
            return _without_child(thing.what, place)
        case _:
            return None


_CONCEPTS = {"METHOD": "contraception", "CONDOM": "contraception", "ABSTINENT": "abstinent", "DONATES": "donor-eggs-sperm"}
_MANY = re.compile(r"(?:at least |a minimum of )?(?:two|three|2|3)(?: ?\(?[23]\)?)?(?= )|non-?hormonal", re.IGNORECASE)


def _going_on(thing: Thing, kind: str, label: str, place: Span, context: Context) -> Node | None:
    """What has to go on for the times that are told."""
    times = when_of(thing.times, context)
    if times is None:
        return None
    notes = _notes(thing, context)
    if kind == "METHOD":
        notes = (*(_confirmed(found, place, label, context) for found in _MANY.finditer(label)), *notes)
    elif kind == "CONDOM":
        notes = (Qualifier("other", label, place), *notes)
    windows: tuple[Window | None, ...] = times.windows or (None,)
    told = [times.told if at + 1 == len(windows) else () for at in range(len(windows))]
    states = [
        named(_CONCEPTS[kind], place, (*notes, *when), window, whole=_whole(thing))
        for window, when in zip(windows, told, strict=True)
    ]
    if kind == "DONATES":
        return all_of([Not(state, state.span) for state in states])
    if kind != "METHOD" or not any(ABSTAINS.search(note.value) for note in notes):
        return all_of(list(states))
    instead = [
        replace(state, concept="abstinent", label=_abstinent(), qualifiers=state.qualifiers[len(notes) :]) for state in states
    ]
    return any_of([all_of(list(states)), all_of(list(instead))])


def _abstinent() -> str:
    return catalog()["abstinent"].label


def _confirmed(found: re.Match[str], place: Span, label: str, context: Context) -> Qualifier:
    """How many methods, or which, are to be confirmed."""
    at = context.text.lower().find(found.group().lower(), place.start, place.end)
    span = Span(at, at + len(found.group())) if at >= 0 else place
    return Qualifier("description", found.group(), span)


def _notes(thing: Thing, context: Context) -> tuple[Qualifier, ...]:
    """The examples and definitions of what is asked, which a person confirms."""
    made = []
    for note in thing.notes:
        words = context.words(note.start, note.end).strip("()[] ,")
        made.append(Qualifier("description", words, Span(note.start, note.end)))
    return tuple(made)


def _whole(thing: Thing) -> Span:
    ends = [thing.what.end, *(note.end for note in thing.notes), *(time.tags[-1].end for time in thing.times)]
    return Span(thing.what.start, max(ends))


def _postmenopausal(thing: Thing, place: Span, context: Context) -> Node | None:
    """The menopause, and since when."""
    now = named("postmenopausal", place, _notes(thing, context), whole=_whole(thing))
    if thing.length is None:
        return now
    length = length_of(thing.length)
    if length is None:
        return None
    anchor = anchor_of(thing.place, "before") if thing.place else "index"
    span = span_of([thing.length, *thing.place])
    since = Window(*length, not is_strict(thing.length), anchor, "until", None, span)
    return AllOf((now, replace(now, window=since, qualifiers=())), place.join(span))


_EACH = re.compile(r"\b(?:each|every)\b", re.IGNORECASE)
_TESTED = {"AT": "at", "BEFORE": "before"}


def _tested(thing: Thing, place: Span, context: Context) -> Node | None:
    """A negative pregnancy test, once for each of its times."""
    windows: list[Window | None] = []
    for time in thing.times:
        side = "before" if time.side == "before" else _TESTED.get(time.tags[0].type, "")
        length = length_of(time.length)
        if not side or _EACH.search(context.text, *span_of(time.tags)) or (time.side == "before") != (length is not None):
            return None
        value, unit = length or (None, "day")
        windows.append(Window(value, unit, True, anchor_of(time.place, "before"), side, None, span_of(time.tags)))  # type: ignore[arg-type]
    notes = _notes(thing, context)
    whole = _whole(thing)
    label = catalog()["pregnancy-test"].label
    made = [Result("pregnancy-test", label, "negative", "latest", one, notes, True, place, whole) for one in windows or [None]]
    return all_of(list(made))


def _without_child(what: Tag, place: Span) -> Node:
    """Neither pregnant nor lactating, as far as the words say."""
    words = what.text.lower()
    found = [
        concept
        for concept, pattern in (("pregnant", "pregnan"), ("lactating", r"lactat|breast|nursing"))
        if re.search(pattern, words)
    ]
    return all_of([Not(named(concept, place), place) for concept in found])


_STATES = {"PREGNANT": "pregnant", "LACTATING": "lactating", "PLANNING": "trying-to-conceive"}


def _kept_out(told: Told, context: Context) -> Node | None:
    """Those who are with child, and those who do not use what they should."""
    made: list[Node] = []
    inherited: list[Node] = []
    for at, out in enumerate(told.outs):
        if out.joint is not None and out.joint.value == "or":
            return None
        if at and told.out_seps[at - 1].value == "and" and out.state is None and not out.whoms:
            return None
        whom = condition(out.whoms, context)
        if whom is None:
            return None
        inherited = whom if out.whoms else inherited
        node = _out(out, inherited, context)
        if node is None:
            return None
        made.append(node)
    return any_of(made) if any(not out.state for out in told.outs) else None


def _out(out: Out, whom: list[Node], context: Context) -> Node | None:
    if out.state is not None:
        place = Span(out.state.start, out.state.end)
        if out.state.type == "POSITIVE":
            return Result("pregnancy-test", catalog()["pregnancy-test"].label, "positive", mention=place, span=place)
        notes = tuple(Qualifier("description", tag.text.strip("()[] "), Span(tag.start, tag.end)) for tag in out.notes)
        bears = named(_STATES[out.state.type], place, notes)
        return all_of([*whom, bears]) if out.state.type == "PLANNING" else bears
    if any(thing.what.type not in _CHOICES for thing in out.things):
        return None
    used = _things(out.things, out.seps, context) if any(thing.what.type in _SHARED for thing in out.things) else None
    if used is None:
        return None
    return all_of([*whom, Not(used, used.span)])
