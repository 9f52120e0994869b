"""Takes the sentences of one item with the part that each plays, gives its node."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.criteria.nodes import AllOf
from screener.criteria.nodes import AnyOf
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Node
from screener.criteria.nodes import Not
from screener.criteria.nodes import Treatment
from screener.criteria.nodes import Unread
from screener.criteria.nodes import When
from screener.criteria.nodes import children
from screener.criteria.nodes import walk
from screener.reading.contraception.asked import contraception_asked
from screener.reading.contraception.unsound import of_whom_it_speaks
from screener.reading.contraception.unsound import sex_named
from screener.reading.contraception.unsound import sound_before
from screener.reading.contraception.unsound import unsound
from screener.reading.contraception.words import reason_ends
from screener.reading.meaning.asked import judgement
from screener.reading.meaning.bracket_tags import everything
from screener.reading.meaning.built import Built
from screener.reading.meaning.chunks.judged import only_window
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.draft import put_to_person
from screener.reading.meaning.lists.combine import all_of
from screener.reading.meaning.lists.combine import any_of
from screener.reading.meaning.lists.denials import opposite
from screener.reading.meaning.lists.of_whom import of_these
from screener.reading.meaning.sentences.clauses import build_sentence
from screener.reading.meaning.sentences.join_sentences import join_sentences
from screener.reading.meaning.sentences.turned_round import turned_round
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of
from screener.reading.scanning.tags import take
from screener.reading.syntax.sentence_roles import Role
from screener.reading.syntax.trees import Paren
from screener.reading.syntax.trees import Sentence


def build_by_roles(
    sentences: list[Sentence],
    roles: dict[int, Role],
    context: Context,
    inherited: Lead | None,
    *,
    contraception: list[Tag] | None = None,
) -> Built:
    """The node of an item; `roles` says of the sentences that are no plain conditions where they begin and what they are.

    contraception: the tags of the scan where the item speaks of it, so that the grammar of such sentences may know them whole.
    """
    built: list[Built] = []
    for sentence in sentences:
        passed = inherited if not built else None
        role, tags = _role(sentence, roles) if roles else ("condition", [])
        if contraception and passed is None and (known := _of_contraception(sentence, role, contraception, context)):
            built.append(known)
            continue
        match role:
            case "admits" | "spares":
                one = _admitting(sentence, tags, role, context)
            case "requires" | "requires of some":
                one = _required(sentence, tags, role, context)
            case "judged":
                one = _words_of(sentence, tags, context)
            case "waits":
                told = _words_of(sentence, tags, context)
                one = Built(opposite(told.node) if told.node is not None else None)
            case "keeps out":
                one = _keeping_out(sentence, context)
            case "defines":
                one = _words_of(sentence, tags, context)
                base = built.pop().node if built else None
                one.node = all_of([part for part in (base, one.node) if part is not None])
            case _:
                one = build_sentence(sentence, context, passed)
                if one.allowed and one.node is not None and not built and len(sentences) > 1:
                    one = _permitting(one, sentence, context)
        built.append(one if role == "defines" else _sound(one, sentence, tags, context))
    return join_sentences(built, context)


PERMITS = re.compile(
    r"\b(?:may|can|allowed|permitted|acceptable|not (?:be |an? |considered (?:an? )?)?exclu\w+)\b", re.IGNORECASE
)
"""The words of what is let in besides; "are eligible" may as well say whom a trial is for."""
_ENDS_PERMITTED = re.compile(
    r"\b(?:allowed|permitted|acceptable|not (?:be |an? |considered (?:an? )?)?exclu\w+)"
    r"(?: (?:in|for|during) (?:the|this) \w+)?\W*$",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"^\W*(?:no|not|neither|never)\b|\bnot (?:be )?(?:allowed|permitted|acceptable)", re.IGNORECASE
)


def _permitting(built: Built, sentence: Sentence, context: Context) -> Built:
    """A first sentence that only permits something, which the ones behind it do not ask for: its words, for a person."""
    tags = everything(Paren(0, 0, [sentence]))
    first, end = min(tag.start for tag in tags), max(tag.end for tag in tags)
    words = context.text[first:end]
    if not _ENDS_PERMITTED.search(words) or _DENIES.search(words) or isinstance(built.node, When | Judgement):
        return built
    told = judgement(first, end, context, tags)
    return Built(told if context.category == "inclusion" else Not(told, told.span))


def _of_contraception(sentence: Sentence, role: Role, scanned: list[Tag], context: Context) -> Built | None:
    """A sentence about contraception of which every word has its place; None for all others."""
    if role not in {"condition", "requires", "requires of some"}:
        return None
    tags = everything(Paren(0, 0, [sentence]))
    if not tags:
        return None
    first, end = min(tag.start for tag in tags), max(tag.end for tag in tags)
    end = next((tag.end for tag in scanned if tag.type == "RP" and _next(end, tag, context)), end)
    start = reason_ends(context.text, first, end)
    asked = contraception_asked(start, end, context if role == "condition" else replace(context, category="inclusion"))
    if asked is None or (role != "condition" and _literal(first, context)):
        return None
    if start > first:
        told = "these words tell why; they were not read as a condition on the candidate"
        context.note("study-conduct", told, first, start)
        take([tag for tag in scanned if first <= tag.start < start], "judgement")
    take([tag for tag in scanned if tag.start >= start and tag.end <= end])
    return Built(asked if role == "condition" else opposite(asked))


def _next(end: int, tag: Tag, context: Context) -> bool:
    return tag.start >= end and not context.text[end : tag.start].strip()


def _sound(built: Built, sentence: Sentence, tags: list[Tag], context: Context) -> Built:
    """What a sentence gave; where that is what no such sentence means, its words from there on, asked of whom they name."""
    node = built.node
    tags = tags or everything(Paren(0, 0, [sentence]))
    if node is None or (built.count and not built.defined) or built.whom is not None:
        return built
    asks = context.category == "inclusion"
    if not asks:
        built.node = node = of_whom_it_speaks(node, context.text)
    if unsound((of_these(node, context.text) or node) if asks else node, context.category):
        before = sound_before(node, context.category)
    elif turned_round(node, context.category) and not _HEADS.match(context.text, max(tag.end for tag in tags)):
        before = []
    else:
        return built
    start = max((part.span.end for part in before), default=0)
    behind = [tag for tag in tags if tag.start >= start and tag.type not in _JOINS]
    for tag in behind:
        put_to_person(parts_of(tag))
    words = judgement(min(tag.start for tag in behind), max(tag.end for tag in behind), context, [])
    if not before:
        words = replace(words, window=only_window([sentence]))
    whom = sex_named(behind) if asks else None
    asked: Node = words if whom is None else When(whom, words, words.span)
    return Built((all_of if asks else any_of)([*before, asked]), allowed=built.allowed)


_HEADS = re.compile(r"\s*[:：]")
_JOINS = frozenset({"AND", "OR", "COMMA", "SEMI"})
_MARKS = frozenset({"COLON", "COMMA", "SEMI", "DASH", "MARK", "STOP"})


def _role(sentence: Sentence, roles: dict[int, Role]) -> tuple[Role, list[Tag]]:
    """The part of a sentence, and its tags."""
    tags = everything(Paren(0, 0, [sentence]))
    begins = max((at for at in roles if tags and at <= min(tag.start for tag in tags)), default=None)
    return ("condition" if begins is None else roles[begins]), tags


def _words_of(sentence: Sentence, tags: list[Tag], context: Context) -> Built:
    """A sentence that a person has to decide as a whole, with the one time that it sets."""
    start = min([tag.start for tag in tags if tag.type not in _MARKS] or [tags[0].start])
    words = judgement(start, max(tag.end for tag in tags), context, tags)
    return Built(replace(words, window=only_window([sentence])))


def _admitting(sentence: Sentence, tags: list[Tag], role: Role, context: Context) -> Built:
    """ "Patients with treated metastases may be enrolled": what it lets in, or its words where that is not plain."""
    one = build_sentence(sentence, context)
    begins = any(clause.tails and not any(clause.listing.chunks) for clause in sentence.clauses[:1])
    led = begins and one.node is not None and any(isinstance(part, Unread) for part in walk(one.node))
    led = led or (begins and any(part.state == "unread" for tag in tags for part in parts_of(tag)))
    if one.allowed and one.node is not None and not led and (role == "spares" or not _lets_in_too_many(one.node)):
        return one
    words = _words_of(sentence, tags, context)
    words.allowed = True
    return words


def _lets_in_too_many(node: Node) -> bool:
    """Whether one of several things that let somebody in is left to a person or denies something, and so hardly is enough."""
    loose = [part for part in walk(node) if isinstance(part, AnyOf) and part.head is None and not _each_steady(part)]
    return any(isinstance(one, Judgement | Unread | Not) for part in loose for one in walk(part))


def _each_steady(node: AnyOf) -> bool:
    """Whether a treatment is not taken, or taken as it is asked."""
    denied = [part.part for part in node.parts if isinstance(part, Not)]
    named = {part.concept for part in node.parts if isinstance(part, Treatment)}
    return bool(denied) and all(isinstance(part, Treatment) and part.concept in named for part in denied)


def _required(sentence: Sentence, tags: list[Tag], role: Role, context: Context) -> Built:
    """A sentence among the exclusions that says what candidates must be: those who are not are excluded."""
    start = min(tag.start for tag in tags)
    if _literal(start, context):
        return build_sentence(sentence, context)
    asked = build_sentence(sentence, replace(context, category="inclusion"))
    if asked.node is None:
        return asked
    if any(tag.type == "NEG" and tag.state == "unread" and tag.text.lower().startswith("can") for tag in tags):
        return build_sentence(sentence, context)
    if _judged_besides(asked.node):
        return _words_of(sentence, tags, context)
    if role == "requires" or isinstance(asked.node, When) or _only_limits(asked.node) or _only_free(asked.node):
        return Built(opposite(asked.node), asked.count, asked.rest)
    return _words_of(sentence, tags, context)


def _literal(start: int, context: Context) -> bool:
    """Whether a sentence among the exclusions that says "must" is taken to tell what excludes."""
    why = "“must” among the exclusions may tell what is required, or what excludes"
    return context.choose(f"requires-{start}", ("asked", "literal"), why, "default") == "literal"


def _keeping_out(sentence: Sentence, context: Context) -> Built:
    """ "Patients will be excluded if HbA1c is above 10 %", among the inclusions: whoever meets it is not included."""
    one = build_sentence(sentence, replace(context, category="exclusion"))
    return one if one.node is None else Built(opposite(one.node), one.count, one.rest)


def _judged_besides(node: Node) -> bool:
    """Whether what is denied and what a person judges of it stand apart ("cannot have conditions that would interfere")."""
    parts = node.parts if isinstance(node, AllOf) else ()
    return any(isinstance(part, Not) for part in parts) and any(isinstance(part, Judgement) for part in parts)


def _only_free(node: Node) -> bool:
    """Whether a node only asks for a time without treatments ("steroids must be stopped for at least 7 days")."""
    if isinstance(node, AllOf | AnyOf):
        return all(_only_free(part) for part in node.parts)
    return isinstance(node, Not) and isinstance(node.part, Treatment) and node.part.window is not None


def _only_limits(node: Node) -> bool:
    """Whether a node sets limits of known measures and says nothing else."""
    leaves = [part for part in walk(node) if not children(part)]
    return all(isinstance(part, Comparison) and part.coded for part in leaves)
