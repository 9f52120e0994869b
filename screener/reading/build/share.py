"""Shares modifiers over a coordination: "history of A or B", "A and B > 3 x ULN", "A or B within 5 years"."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from screener.catalog.load import catalog
from screener.reading.build.bare_ages import bare_age
from screener.reading.build.chunk_signs import is_class
from screener.reading.build.chunk_signs import timed
from screener.reading.build.context import Context
from screener.reading.build.distances import distances_of
from screener.reading.build.distances import has_distance
from screener.reading.build.draft import Draft
from screener.reading.build.draft import Lead
from screener.reading.build.draft import take
from screener.reading.build.elapsed import share_elapsed
from screener.reading.build.elapsed import share_ended
from screener.reading.build.limits import limits_of
from screener.reading.build.limits_with import limits_with
from screener.reading.build.names import measure_by_unit
from screener.reading.build.orphans import fitting
from screener.reading.build.piece import Piece
from screener.reading.build.respective import respective
from screener.reading.build.siblings import allergic_behind
from screener.reading.build.siblings import allergic_too
from screener.reading.build.siblings import like_neighbours
from screener.reading.build.siblings import names_reaction
from screener.reading.build.windows import meaning_of
from screener.reading.outside import OUTSIDE
from screener.reading.tags import Tag
from screener.reading.trees import Paren

_STATUS = frozenset({"HIST", "CURRENT", "ACTIVE", "SUSP", "KNOWNSUSP", "NEWLY", "PLAN", "NAIVE", "STABLE", "NEED", "TREAT"})
_FITS = {
    "condition": frozenset(
        {"HIST", "SUSP", "KNOWNSUSP", "FAMILY", "KNOWN", "RESULT", "HISTOL", "CURRENT", "IMMUN"}
    ),
    "treatment": frozenset(
        {"HIST", "TREAT", "RESP", "NAIVE", "STABLE", "ALLERGY", "CONTRA", "PLAN", "IMMUN", "NEED", "CURRENT", "ROUTE", "KNOWN"}
    ),
    "vaccine": frozenset({"HIST", "TREAT", "IMMUN", "PLAN", "ALLERGY", "CONTRA", "NAIVE"}),
    "measure": frozenset({"RESULT", "HIST"}),
    "state": frozenset({"PLAN"}),
}  # fmt: skip
_FITS["text"] = _FITS["condition"] | _FITS["treatment"]


def share(pieces: list[Piece], conns: list[Tag], context: Context, inherited: Lead | None) -> list[Piece]:
    """The pieces with what they share filled in; pieces that held only modifiers are merged into the next."""
    if len(pieces) == 1 and inherited is None:
        _orphan_limits(pieces, context)
        return pieces
    pieces = _merge_modifiers(pieces, conns)
    limits_with(pieces, conns, context)
    _drop_both_sexes(pieces)
    _forward(pieces, conns, inherited)
    share_elapsed(pieces, conns)
    if context.category == "inclusion":
        _deny_the_rest(pieces, conns)
    like_neighbours(pieces)
    allergic_too(pieces)
    _earlier_limits(pieces, conns)
    allergic_behind(pieces)
    _responses(pieces)
    _stacked(pieces)
    _classes(pieces)
    _orphan_limits(pieces, context)
    _leading(pieces)
    _planned_too(pieces)
    _trailing(pieces, conns)
    if context.category == "inclusion":
        share_ended(pieces, conns)
    _back(pieces, conns, context)
    return pieces


def _merge_modifiers(pieces: list[Piece], conns: list[Tag]) -> list[Piece]:
    """ "recurrent or chronic X" and "a positive test for, or any suspicion of, X": modifiers alone wait for the next head."""
    kept: list[Piece] = []
    waiting: list[Lead] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        only_lead = not piece.drafts and not piece.judge and not piece.rest.limits and not piece.rest.windows
        holds = bool(piece.rest.scope or piece.rest.qualifiers or piece.rest.doses or piece.rest.negation)
        if only_lead and holds and _goes_on(piece.rest, pieces[at + 1 :]) and not piece.rest.parens:
            waiting.append(piece.rest)
            take(conns[at]) if at < len(conns) else None
            del pieces[at]
            del conns[at]
            continue
        if waiting and piece.drafts:
            _merge_into(piece, waiting)
            waiting = []
        kept.append(piece)
        at += 1
    return kept


def _goes_on(lead: Lead, later: list[Piece]) -> bool:
    """Whether a head follows that modifiers can wait for: nobody is allergic to a disease ("allergies, asthma")."""
    ahead = next((piece.drafts[0] for piece in later if piece.drafts), None)
    reacts = bool(lead.scope.keys() & {"ALLERGY", "CONTRA"})
    if ahead is None or not reacts or ahead.slot not in {"condition", "state", "sex"} or ahead.lead.scope:
        return ahead is not None
    return names_reaction(ahead) and "CONTRA" not in lead.scope


def _merge_into(piece: Piece, waiting: list[Lead]) -> None:
    first = piece.drafts[0]
    for lead in waiting:
        for key, tag in lead.scope.items():
            if key == "ALLERGY" and first.slot == "condition" and names_reaction(first):
                take(tag)  # "known sensitivity or allergy to iodine": the name says so itself
            elif key in {"ALLERGY", "CONTRA", "RESP"}:
                first.lead.scope.setdefault(key, tag)
                take(tag)
                first.lead.responses += lead.responses
        if lead.qualifiers and first.lead.qualifiers:
            _join_qualifiers(first.lead, lead)
        elif lead.qualifiers:
            first.lead.qualifiers = [*lead.qualifiers, *first.lead.qualifiers]
        if lead.negation is not None and first.lead.negation is None:
            first.lead.negation = lead.negation
        other = {key: tag for key, tag in lead.scope.items() if key not in {"ALLERGY", "CONTRA", "RESP"}}
        if not other:
            continue
        if first.lead.scope.keys() & (_STATUS | {"RESULT"}) or "ROUTE" in first.lead.scope.keys() & other.keys():
            twin = replace(first, lead=lead.copy(), heads=list(first.heads))
            twin.lead.windows = []
            piece.alternatives.append(twin)
        else:
            first.lead.scope.update(other)


def _join_qualifiers(lead: Lead, earlier: Lead) -> None:
    """ "Recurrent or chronic" is one qualifier over both words."""
    first, last = earlier.qualifiers[0], lead.qualifiers[0]
    take([*earlier.qualifiers, last])
    whole = Tag("SEV", min(first.start, last.start), max(first.end, last.end), first.value, "", state="compiled")
    lead.qualifiers = [whole, *lead.qualifiers[1:]]


def _responses(pieces: list[Piece]) -> None:
    """ "… and who have failed therapy or are intolerant": a response without a treatment of its own is to those named before."""
    named: list[Draft] = []
    for piece in pieces:
        tags = list(piece.rest.responses) if not piece.drafts else []
        if len(piece.drafts) == 1 and piece.drafts[0].lead.responses and not piece.drafts[0].ids and named:
            only = piece.drafts[0]
            if all(tag.type == "TREATN" for tag in only.heads):
                tags = [*only.lead.responses]
                take(only.heads)
                piece.drafts = []
        if tags and named:
            take(tags)
            piece.rest.responses = []
            for draft in named:
                draft.lead.responses += [tag for tag in tags if tag not in draft.lead.responses]
        named += [draft for draft in piece.drafts if draft.slot == "treatment" and draft.ids]


def _earlier_limits(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "Ferritin < 100 or 100-300 with TSAT < 20 %": a number before a limited measure is of the measure before the "or"."""
    for at in range(1, len(pieces)):
        before, piece = pieces[at - 1].drafts, pieces[at].drafts
        if not before or not piece or piece[0].slot != "measure" or len(piece[0].limits) < 2 or conns[at - 1].type != "OR":
            continue
        first, draft = before[-1], piece[0]
        tag = draft.limits[0]
        if first.slot != "measure" or first.ids == draft.ids or not first.limits or tag.end > draft.heads[0].start:
            continue
        draft.limits = draft.limits[1:]
        piece.insert(0, Draft("measure", list(first.heads), first.ids, limits=[tag], inherited=True))


def _stacked(pieces: list[Piece]) -> None:
    """ "Non-pregnant, non-nursing female": adjectives before one noun hold together."""
    for first, second in itertools.pairwise(pieces):
        if len(first.drafts) == 1 and second.drafts and first.drafts[0].slot == second.drafts[0].slot == "state":
            second.stacked = None not in (first.drafts[0].lead.negation, second.drafts[0].lead.negation)


def _drop_both_sexes(pieces: list[Piece]) -> None:
    """ "Male and female patients" names the population, not a condition."""
    for first, second in itertools.pairwise(pieces):
        aged = all(draft.ids == ("age",) for draft in first.drafts[:-1])
        if first.drafts and aged and first.drafts[-1].slot == "sex" and not first.rest.limits and second.drafts:
            other = second.drafts[0]
            if other.slot == "sex" and other.ids != first.drafts[-1].ids and other.lead.negation is None:
                take([*first.drafts[-1].heads, *other.heads])
                del first.drafts[-1]
                if first.drafts:  # "adult (> 18 years) male or female patients"
                    second.drafts, first.drafts = [*first.drafts, *second.drafts[1:]], []
                    second.drafts.insert(0, other)
                del second.drafts[0]
                second.population = True
                first.empty = True
                second.rest.population = True


def _forward(pieces: list[Piece], conns: list[Tag], inherited: Lead | None) -> None:
    """What stands before the first of a list holds for the following bare ones."""
    before: Piece | None = None
    for at, piece in enumerate(pieces):
        if not piece.drafts:
            continue
        if before is not None:
            carried = _carried(before, inherited)
            if carried.negation is not None and _asked_beside(before.drafts[0], piece.drafts[0]):
                carried.negation = None
            bare = piece.drafts[0].lead.bare and conns[at - 1].type != "SEMI"
            tested = _tested_too(before.drafts[0], piece.drafts[0])
            _inherit(piece.drafts[0], carried, conns[at - 1], piece)
            if tested is not None:
                piece.drafts[0].lead.scope["RESULT"] = tested
            leading = _timed_before(before.drafts[0], piece.drafts[0]) if bare else []
            if leading:
                piece.drafts[0].windows, piece.drafts[0].inherited = leading, True
        elif inherited is not None:
            _inherit(piece.drafts[0], inherited.copy(), conns[at - 1] if at else None, piece)
        elif at > 0:
            _inherit(piece.drafts[0], Lead(), conns[at - 1], piece)
        before = piece


def _asked_beside(first: Draft, second: Draft) -> bool:
    """Whether contraception is asked for behind a denied pregnancy ("not pregnant or nursing, using contraception")."""
    return second.ids == ("contraception",) and not {"pregnant", "lactating"}.isdisjoint(first.ids)


def _tested_too(first: Draft, second: Draft) -> Tag | None:
    """The result that a list of drugs shares ("positive test for cocaine, heroin or methadone")."""
    told = first.lead.scope.get("RESULT")
    drugs = all(draft.slot == "treatment" and draft.heads[0].type == "DRUG" for draft in (first, second))
    return told if drugs and second.lead.bare else None


def _timed_before(first: Draft, second: Draft) -> list[Tag]:
    """The time between a verb and the first of a list, which is that of them all ("received within 30 days A, B or C")."""
    if second.windows or first.slot != second.slot or len(first.windows) != 1:
        return []
    window, verb = first.windows[0], first.lead.scope.get("TREAT") or first.lead.scope.get("HIST")
    told = verb is not None and verb.start < window.start < first.heads[0].start and not window.could_be("OWN")
    return [window] if told else []


def _carried(piece: Piece, inherited: Lead | None) -> Lead:
    """What a piece passes on: what stands before its first head, or the scope of its last; windows from outside the list."""
    first, last = piece.drafts[0].lead, piece.drafts[-1].lead
    scoped = last if last.scope else first
    windows = list(inherited.windows) if inherited is not None else []
    return Lead(first.negation, dict(scoped.scope), list(scoped.responses), list(first.qualifiers), windows=windows)


_OWN_STATUS = frozenset({"HIST", "ACTIVE", "CURRENT", "NEWLY", "KNOWN", "SUSP", "KNOWNSUSP", "FAMILY", "TREAT"})


def _deny_the_rest(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "No hypertension, history of stroke, or use of aspirin": "no" reaches over "or" past words of status."""
    if not any(conn.type == "OR" for conn in conns):
        return
    denied: Tag | None = None
    for at, piece in enumerate(pieces):
        draft = piece.drafts[0] if piece.drafts else None
        if draft is None or piece.judge is not None:
            continue
        if draft.lead.negation is not None:
            denied = draft.lead.negation if draft.lead.negation.text.lower().startswith("no") else None
            continue
        lead = draft.lead
        status = bool(lead.scope) and lead.scope.keys() <= _OWN_STATUS | {"NEED"} and not lead.limits
        verb = lead.scope.get("TREAT")
        status = status and (verb is None or verb.text.lower().startswith(("use", "treatment", "therapy", "receipt")))
        named = draft.slot in {"condition", "treatment"} or (draft.slot == "text" and "NEED" in lead.scope)
        status = status and named and at > 0
        if denied is None or not status or conns[at - 1].type not in {"OR", "COMMA"} or not _ends_in_or(conns[at - 1 :]):
            denied = None
            continue
        lead.negation = denied
        draft.inherited = True
        piece.negation_shared = True


def _ends_in_or(conns: list[Tag]) -> bool:
    """Whether a list goes on to an "or" over nothing but commas."""
    kind = next((conn.type for conn in conns if conn.type != "COMMA"), "")
    return kind == "OR"


def _inherit(draft: Draft, carried: Lead, conn: Tag | None, piece: Piece) -> None:
    fits = _FITS.get(draft.slot, frozenset())
    if carried.windows and not draft.windows and draft.slot != "sex":
        draft.windows = list(carried.windows)
        draft.inherited = True
    own = draft.lead.scope.keys()
    bare = draft.lead.bare
    if not own & _STATUS or (own <= {"CURRENT"} and not carried.scope.keys() & _STATUS):
        for key, tag in carried.scope.items():
            if key in fits and key not in own and not (key in {"TREAT", "RESP", "NAIVE"} and draft.slot == "condition"):
                draft.lead.scope[key] = tag
                draft.inherited = True
                piece.negation_shared = piece.negation_shared or (key == "NAIVE" and "naive" not in tag.text.lower())
    elif own & {"ALLERGY", "CONTRA"}:
        pass
    if "RESP" in carried.scope and "RESP" in fits and "RESP" not in own:
        draft.lead.scope["RESP"] = carried.scope["RESP"]
        draft.inherited = True
    if "RESP" in draft.lead.scope and not draft.lead.responses:
        draft.lead.responses = list(carried.responses)
    if (
        carried.negation is not None
        and carried.negation.text.lower() not in {"non", OUTSIDE}
        and conn is not None
        and conn.type in {"OR", "COMMA", "SLASH", "AND"}
        and (bare or (conn.type in {"OR", "SLASH"} and _only_qualified(draft.lead)))
        and (conn.type == "OR" or "willing" not in draft.ids)  # "not pregnant and willing to use contraception"
    ):
        draft.lead.negation = carried.negation
        draft.inherited = True
        piece.negation_shared = True
    _inherit_state(draft, carried, conn, bare)
    plain = conn is not None and conn.type in {"OR", "AND", "SLASH"} and not isinstance(conn.value, tuple)
    if carried.qualifiers and not draft.lead.qualifiers and bare and (plain or draft.shared_head) and not draft.qualifiers:
        draft.lead.qualifiers = list(carried.qualifiers)
        draft.inherited = True


def _only_qualified(lead: Lead) -> bool:
    """Whether nothing but adjectives stands before the head ("no psychiatric or physical disease")."""
    return not (lead.negation or lead.scope or lead.words or lead.doses or lead.limits)


def _inherit_state(draft: Draft, carried: Lead, conn: Tag | None, bare: bool) -> None:
    """ "Active hepatitis B or C": how a thing stands now is shared only without a comma or under a shared head."""
    plain = conn is not None and conn.type in {"OR", "AND", "SLASH"} and not isinstance(conn.value, tuple)
    if draft.slot == "condition" and bare and (plain or draft.shared_head) and not draft.heads[0].could_be("COURSE"):
        for key in ("ACTIVE", "NEWLY"):
            if key in carried.scope:
                draft.lead.scope[key] = carried.scope[key]
                draft.inherited = True


def _orphan_limits(pieces: list[Piece], context: Context) -> None:
    """Numbers without a measure of their own: an age, or a further limit of the measure before."""
    measure: Draft | None = None
    peopled = _nothing_else(pieces, context)
    for piece in pieces:
        peopled = piece.population = piece.population or (peopled and not piece.drafts) or piece.has_sex or piece.empty
        limits, piece.rest.limits = [*piece.ages, *piece.rest.limits], []
        for tag in limits:
            found = limits_of(tag.value)  # type: ignore[arg-type]
            owner = _owner(found, tag, measure, piece)
            draft = fitting(owner, found[0], tag, measure, context, piece.start) or _headed(tag, context)
            if draft is None:
                piece.rest.limits.append(tag)
                continue
            draft.limits.append(tag)
            draft.parens += piece.rest.parens if not piece.drafts else []
            if not piece.drafts:
                piece.rest.parens = []
            piece.drafts.append(draft)
        for window in [tag for tag in piece.rest.windows if meaning_of(tag).limits]:
            draft = _owner(list(meaning_of(window).limits), window, measure, piece)
            if draft is not None:
                piece.rest.windows.remove(window)
                draft.windows.append(window)
                piece.drafts.append(draft)
        measure = next((draft for draft in reversed(piece.drafts) if draft.slot == "measure"), measure)


_LISTS = re.compile(r"criteria|inclusion|exclusion|\bages?\b", re.IGNORECASE)


_OLD = re.compile(r"\b(?:older|younger)\b", re.IGNORECASE)


def _told_in_years(tag: Tag) -> bool:
    return all(one.time == "year" for one in limits_of(tag.value))  # type: ignore[arg-type]


def _nothing_else(pieces: list[Piece], context: Context) -> bool:
    """Whether an item is nothing but numbers of years, which then are an age ("18 years or older")."""
    if any(piece.drafts or piece.judge or piece.rest.windows or not piece.rest.bare_but_limits for piece in pieces):
        return False
    tags = [tag for piece in pieces for tag in (*piece.ages, *piece.rest.limits)]
    if not tags or not all(_told_in_years(tag) or _OLD.search(tag.text) or bare_age(tag, pieces) for tag in tags):
        return False
    before = context.text[: pieces[0].start].rstrip(" \t\r\n-*•").rsplit("\n", 1)[-1]
    return not before.endswith(":") or bool(_LISTS.search(before))


def _owner(found: list[object] | tuple[object, ...], tag: Tag, measure: Draft | None, piece: Piece) -> Draft | None:
    from screener.reading.build.limits import Limits

    first = found[0]
    assert isinstance(first, Limits)  # callers pass limits
    alone = measure is None and not piece.drafts and bare_age(tag, [piece])
    bare = tag.type == "LIMIT" and piece.population and (alone or any(tag is one for one in piece.ages))
    timed = first.time is not None or first.age or bare
    if timed and (first.age or (piece.population or piece.has_sex) or _aged(measure)):
        anchor = Tag("MEAS", tag.start, tag.end, ("age",), "age", state="compiled")
        return Draft("measure", [anchor], ("age",))
    if timed or measure is None:
        return None
    return Draft("measure", list(measure.heads), measure.ids, inherited=True)


def _headed(tag: Tag, context: Context) -> Draft | None:
    """A number alone that a unit of its own tells ("> 20 cigarettes a day"), or a heading ("Life expectancy: 12 weeks")."""
    told = measure_by_unit(limits_of(tag.value)[0].unit)  # type: ignore[arg-type]
    if told is not None:
        return Draft("measure", [Tag("MEAS", tag.start, tag.end, (told,), "", state="compiled")], (told,))
    if not context.heading:
        return None
    return Draft("measure", [Tag("MEAS", tag.start, tag.end, context.heading, "", state="compiled")], context.heading)


def _aged(measure: Draft | None) -> bool:
    return measure is not None and measure.ids == ("age",)


def _classes(pieces: list[Piece]) -> None:
    """ "ECOG 0, 1 or 2": bare classes behind a connective belong to the ordinal before them."""
    measure: Draft | None = None
    for piece in pieces:
        bare = piece.rest.words
        if not piece.drafts and bare and measure is not None and all(is_class(tag) for tag in bare):
            if measure.classes and not piece.rest.limits:
                measure.classes += bare
                piece.rest.words = []
        elif piece.drafts:
            measure = piece.drafts[-1] if piece.drafts[-1].slot == "measure" else None


def _planned_too(pieces: list[Piece]) -> None:
    """ "Major surgery within 8 weeks, or planned during the study": a plan without a thing of its own is for the one before."""
    for before, piece in itertools.pairwise(pieces):
        scope = piece.rest.scope
        if piece.drafts or piece.judge or set(scope) != {"PLAN"} or not before.drafts:
            continue
        last = before.drafts[-1]
        if last.slot not in {"treatment", "vaccine"} or "PLAN" in last.lead.scope:
            continue
        lead = Lead(scope=dict(scope))
        twin = Draft(last.slot, list(last.heads), last.ids, lead, windows=list(piece.rest.windows), inherited=True)
        piece.rest.windows = []
        piece.drafts.append(twin)


def _leading(pieces: list[Piece]) -> None:
    """ "In the past month, …": a time before the first comma belongs to what follows it."""
    if len(pieces) > 1 and not pieces[0].drafts and not pieces[0].judge and pieces[1].drafts:
        pieces[1].drafts[0].windows += pieces[0].rest.windows
        pieces[0].rest.windows = []


def _trailing(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "…, within 1 week prior to screening": a time or dose behind its own comma belongs to what stands before it."""
    for at in range(1, len(pieces)):
        piece = pieces[at]
        told = [tag for tag in piece.rest.qualifiers if tag.value in {"criteria-set", "description"}]
        stable = [tag for key, tag in piece.rest.scope.items() if key == "STABLE"]
        if stable and conns[at - 1].type != "COMMA":
            continue
        ends = piece.rest.parens or at == len(pieces) - 1
        if ends and not piece.drafts and not piece.judge and conns[at - 1].type == "COMMA":
            told += [tag for tag in piece.rest.qualifiers if tag.value in {"severity", "activity", "course", "stage"}]
        if piece.drafts or piece.judge or not (piece.rest.windows or piece.rest.doses or told or stable):
            continue
        before = next((earlier.drafts for earlier in reversed(pieces[:at]) if earlier.drafts), [])
        if before:
            before[-1].windows += piece.rest.windows
            before[-1].doses += [*piece.rest.doses, *stable]
            diseases = [draft for draft in before if draft.slot == "condition"]
            if diseases or not _aged(before[-1]):
                (diseases or before)[-1].qualifiers += told
            if told and piece.rest.parens:
                before[-1].parens += piece.rest.parens
                piece.rest.parens = []
            piece.rest.windows, piece.rest.doses = [], []


def _back(pieces: list[Piece], conns: list[Tag], context: Context) -> None:
    """What stands behind the last of a list holds for the bare ones before it."""
    for at in range(len(pieces) - 2, -1, -1):
        if not pieces[at].drafts or not pieces[at + 1].drafts:
            continue
        draft, later = pieces[at].drafts[-1], pieces[at + 1].drafts[0]
        if has_distance(later) and not has_distance(draft) and draft.slot in {later.slot, "text"} and not draft.windows:
            far = distances_of(later)
            told = f"“{context.words(far[0].start, far[-1].end)}” may tell only where what stands right before it lies"
            if context.choose(f"distance-{far[0].start}", ("each", "last"), told, "default") == "each":
                draft.qualifiers += far
        if (
            draft.slot == "measure"
            and later.slot == "measure"
            and not _valued(draft)
            and _valued(later)
            and not draft.parens_decide
            and _classes_of(draft) == _classes_of(later)
        ):
            draft.limits, later.limits = respective(later, context) or (list(later.limits), later.limits)
            draft.results = list(later.results)
            draft.classes = list(later.classes)
            draft.windows = draft.windows or list(later.windows)
            if not any(map(_for_some, draft.parens)):
                draft.parens = [*draft.parens, *(paren for paren in later.parens if _for_some(paren) and _only_limit(paren))]
            draft.shared_limit = later.shared_limit = True
            draft.inherited = True
        elif _windows_shared(draft, later, pieces[at], pieces[at + 1]):
            words = context.words(later.windows[0].start, later.windows[-1].end)
            lasting = any(meaning_of(tag).duration is not None for tag in later.windows)
            taken = context.choose(
                f"window-{later.windows[0].start}",
                ("each", "last"),
                f"“{words}” may bound only what stands right before it",
                "open" if lasting else "default",
            )
            if taken == "each":
                draft.windows = list(later.windows)
                draft.inherited = True


def _classes_of(draft: Draft) -> tuple[str, ...]:
    """The classes of an ordinal, which only an ordinal of the same classes can share."""
    measure = catalog()[draft.ids[0]].measure if draft.ids else None
    return measure.classes if measure is not None else ()


def _for_some(paren: Paren) -> bool:
    """Whether a bracket holds another limit for a subgroup ("≤ 5 x ULN if liver metastases")."""
    clauses = [clause for sentence in paren.sentences for clause in sentence.clauses]
    return len(clauses) == 1 and any(tail.kind == "if" for tail in clauses[0].tails)


def _only_limit(paren: Paren) -> bool:
    """Whether nothing but a limit stands before the condition in such a bracket."""
    elements = [one for chunk in paren.sentences[0].clauses[0].listing.chunks for one in chunk]
    return len(elements) == 1 and isinstance(elements[0], Tag) and elements[0].type == "LIMIT"


def _valued(draft: Draft) -> bool:
    timed = any(meaning_of(tag).limits for tag in draft.windows)
    return bool(draft.limits or draft.results or draft.classes or timed or "RESULT" in draft.lead.scope)


def _windows_shared(draft: Draft, later: Draft, piece: Piece, following: Piece) -> bool:
    if draft.windows or not later.windows or draft.slot not in {"condition", "treatment", "vaccine", "text"}:
        return False
    if any(timed(tag) for tag in draft.limits):
        return False  # "surgery ≥ 2 weeks, and radiotherapy ≥ 4 weeks before enrollment"
    alike = later.slot == draft.slot or "text" in {later.slot, draft.slot}
    own = later.lead.scope.keys() & _STATUS
    differs = own and not later.inherited and own != (draft.lead.scope.keys() & _STATUS)
    verbs = [tag.value for one in (draft, later) if (tag := one.lead.scope.get("TREAT")) is not None]
    if (len(set(verbs)) > 1 and not later.inherited) or any(tag.could_be("OWN") for tag in later.windows):
        return False  # "treated with A and off B for 4 weeks", "A or recent (6 months) B"
    return alike and not differs and not any(meaning_of(tag).limits or meaning_of(tag).since for tag in later.windows)
