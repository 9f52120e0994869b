"""What runs back over a list: a time or a limit behind its last member."""

from __future__ import annotations

import re

from screener.catalog.load import catalog
from screener.criteria.nodes import Window
from screener.reading.meaning.chunks.chunk_signs import timed
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.distances import distances_of
from screener.reading.meaning.nodes.distances import has_distance
from screener.reading.meaning.nodes.events_ago import names_event
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.phrases.windows import unlimited
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.carried import STATUS
from screener.reading.meaning.sharing.carried import naive_behind
from screener.reading.meaning.sharing.elapsed import after_birth
from screener.reading.meaning.sharing.limit_owners import aged
from screener.reading.meaning.sharing.respective import respective
from screener.reading.meaning.tails.special import for_a_condition
from screener.reading.passes.numbers.pressures import SIDES_OF_PRESSURE
from screener.reading.scanning.tags import Tag
from screener.reading.syntax.trees import Paren


def lead_times(pieces: list[Piece]) -> None:
    """ "In the past month, …": a time before the first comma belongs to what follows it."""
    if len(pieces) > 1 and not pieces[0].drafts and not pieces[0].judge and pieces[1].drafts:
        pieces[1].drafts[0].windows += pieces[0].rest.windows
        pieces[0].rest.windows = []


def trailing_times(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "…, within 1 week prior to screening": a time or dose behind its own comma belongs to what stands before it."""
    for at in range(1, len(pieces)):
        piece = pieces[at]
        told = [tag for tag in piece.rest.qualifiers if tag.value in {"criteria-set", "description"}]
        stable = [tag for key, tag in piece.rest.scope.items() if key == "STABLE"]
        if stable and conns[at - 1].type != "COMMA" and not _goes_with(pieces, conns, at):
            continue
        ends = piece.rest.parens or at == len(pieces) - 1
        if ends and not piece.drafts and not piece.judge and conns[at - 1].type == "COMMA":
            told += [tag for tag in piece.rest.qualifiers if tag.value in {"severity", "activity", "course", "stage"}]
        if piece.drafts or piece.judge or not (piece.rest.windows or piece.rest.doses or told or stable):
            continue
        before = next((earlier.drafts for earlier in reversed(pieces[:at]) if earlier.drafts), [])
        if before and before[-1].slot == "state" and after_birth(piece.rest) is not None:
            continue  # "pregnant or less than 6 months since delivery"
        long = any(one.value is not None for tag in piece.rest.windows for one in meaning_of(tag).windows)
        if before and long and conns[at - 1].type == "SEMI" and before[-1].ids == ("age",):
            continue  # "age < 80 years; within 72 hours of onset"
        if before:
            before[-1].windows += piece.rest.windows
            before[-1].doses += [*piece.rest.doses, *stable]
            diseases = [draft for draft in before if draft.slot == "condition"]
            if diseases or not aged(before[-1]):
                (diseases or before)[-1].qualifiers += told
            if told and piece.rest.parens:
                before[-1].parens += piece.rest.parens
                piece.rest.parens = []
            piece.rest.windows, piece.rest.doses = [], []


def _goes_with(pieces: list[Piece], conns: list[Tag], at: int) -> bool:
    """ "Taking methotrexate and on a stable dose for 4 weeks": the dose of the treatment right before "and"."""
    before, rest = pieces[at - 1].drafts, pieces[at].rest
    verb = rest.scope.get("TREAT")
    plain = not rest.words and rest.negation is None and (verb is None or verb.value == "current")
    treated = bool(before) and before[-1].slot == "treatment" and not pieces[at].drafts
    return conns[at - 1].type == "AND" and treated and plain and rest.scope.keys() <= {"STABLE", "TREAT"}


def carry_back(pieces: list[Piece], conns: list[Tag], context: Context) -> None:
    """What stands behind the last of a list holds for the bare ones before it."""
    for at in range(len(pieces) - 2, -1, -1):
        if not pieces[at].drafts or not pieces[at + 1].drafts:
            continue
        later = _timed_one(pieces[at + 1].drafts)
        needed = _needed(pieces[at].drafts, later)
        draft = pieces[at].drafts[0 if needed else -1]
        if draft.slot == later.slot == "treatment" and naive_behind(later) and draft.lead.bare and not _taken(draft, context):
            draft.lead.scope["NAIVE"] = later.lead.scope["NAIVE"]
            draft.inherited = True
        if has_distance(later) and not has_distance(draft) and draft.slot in {later.slot, "text"} and not draft.windows:
            far = distances_of(later)
            told = f"“{context.words(far[0].start, far[-1].end)}” may tell only where what stands right before it lies"
            if context.choose(f"distance-{far[0].start}", ("each", "last"), told, "default") == "each":
                draft.qualifiers += far
        if (
            draft.slot == "measure"
            and later.slot == "measure"
            and (not _valued(draft) or _so_abnormal(draft, later))
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
        elif draft.ids in SIDES_OF_PRESSURE and later.ids in SIDES_OF_PRESSURE and _valued(later) and not draft.windows:
            draft.windows = list(map(unlimited, later.windows))  # "systolic > 160 or diastolic > 90 mmHg at screening"
            draft.inherited = draft.inherited or bool(draft.windows)
        elif conns[at].type == "SEMI" and draft.slot != later.slot and "HIST" in draft.lead.scope:
            continue  # "history of seizures; hospitalization within 30 days"
        elif _windows_shared(draft, later) or _event_or_measure(draft, later, conns[at], context):
            words = context.words(later.windows[0].start, later.windows[-1].end)
            lasting = any(meaning_of(tag).duration is not None for tag in later.windows)
            mixed = draft.slot == "condition" and later.slot in {"treatment", "measure"} and not _of_events(pieces, at)
            taken = context.choose(
                f"window-{later.windows[0].start}",
                ("last", "each") if mixed else ("each", "last"),
                f"“{words}” may bound only what stands right before it",
                "open" if lasting or mixed else "default",
            )
            if taken == "each":
                for one in needed or [draft]:
                    one.windows = list(later.windows)
                    one.doses += [tag for tag in later.doses if tag.type == "STABLE" and one.slot == "treatment"]
                    one.inherited = True


def _taken(draft: Draft, context: Context) -> bool:
    """Whether "on" stands right before a treatment, which is taken then ("on methotrexate and biologic-naive")."""
    return _ON.search(context.text, max(0, draft.heads[0].start - 12), draft.heads[0].start) is not None


_ON = re.compile(r"\bon\s+(?:a\s+|the\s+)?$", re.IGNORECASE)


def _needed(drafts: list[Draft], later: Draft) -> list[Draft]:
    """A finding and what it made necessary ("an event requiring hospitalization"), which the time of a later finding bounds."""
    if len(drafts) != 2 or "NEED" not in drafts[1].lead.scope or "NEED" in later.lead.scope:
        return []
    if drafts[0].slot != "condition" or later.slot != "condition" or drafts[0].lead.scope.keys() & {"ACTIVE", "CURRENT"}:
        return []
    return drafts if not (drafts[0].windows or drafts[1].windows or drafts[1].limits or drafts[1].results) else []


def _of_events(pieces: list[Piece], at: int) -> bool:
    """Whether one of the findings in a row that ends here is what happens and is over ("stroke, angina or surgery within …")."""
    for piece in reversed(pieces[: at + 1]):
        if not piece.drafts or piece.drafts[-1].slot != "condition":
            return False
        if names_event(piece.drafts[-1]):
            return True
    return False


def _timed_one(drafts: list[Draft]) -> Draft:
    """What a list goes on with; the finding of a class that has the time ("NYHA class III heart failure within 6 months")."""
    classed = len(drafts) == 2 and [one.slot for one in drafts] == ["measure", "condition"] and not drafts[0].windows
    return drafts[1] if classed and drafts[1].windows and (drafts[0].limits or drafts[0].classes) else drafts[0]


def _classes_of(draft: Draft) -> tuple[str, ...]:
    """The classes of an ordinal, which only an ordinal of the same classes can share."""
    measure = catalog()[draft.ids[0]].measure if draft.ids else None
    return measure.classes if measure is not None else ()


def _for_some(paren: Paren) -> bool:
    """Whether a bracket holds another limit for a subgroup ("≤ 5 x ULN if liver metastases", "… with liver metastases")."""
    clauses = [clause for sentence in paren.sentences for clause in sentence.clauses]
    return len(clauses) == 1 and (_of_some(paren) or any(tail.kind == "if" for tail in clauses[0].tails))


def _of_some(paren: Paren) -> bool:
    clause = paren.sentences[0].clauses[0] if paren.sentences and paren.sentences[0].clauses else None
    chunks = clause.listing.chunks if clause is not None and not clause.tails else []
    return len(chunks) == 1 and len(chunks[0]) > 2 and for_a_condition(chunks[0])


def _only_limit(paren: Paren) -> bool:
    """Whether nothing but a limit, perhaps as allowed, stands before the condition in such a bracket."""
    elements = [one for chunk in paren.sentences[0].clauses[0].listing.chunks for one in chunk]
    told = [one for one in elements if not (isinstance(one, Tag) and one.type == "ALLOWV")]
    return _of_some(paren) or (len(told) == 1 and isinstance(told[0], Tag) and told[0].type == "LIMIT")


def _valued(draft: Draft) -> bool:
    timed = any(meaning_of(tag).limits for tag in draft.windows)
    return bool(draft.limits or draft.results or draft.classes or timed or "RESULT" in draft.lead.scope)


def _so_abnormal(draft: Draft, later: Draft) -> bool:
    """ "Elevated AST or ALT > 3 x ULN": the limit behind tells how abnormal both are, where one word says so of both."""
    told = draft.lead.scope.get("RESULT")
    if told is None or told.value != "abnormal" or later.lead.scope.get("RESULT") is not told or not later.limits:
        return False
    if draft.limits or draft.results or draft.classes or draft.windows or not draft.ids:
        return False
    found = [one for tag in later.limits for one in limits_of(tag.value)]  # type: ignore[arg-type]
    return all(one.relative != "none" or (one.unit is not None and admits(draft.ids[0], one.unit)) for one in found)


def _ever_done(draft: Draft, later: Draft) -> bool:
    """Whether a finding and an operation stand bare beside each other ("stroke, coronary bypass within 3 months")."""
    past = later.lead.bare_but_qualified or (later.inherited and later.lead.scope.keys() == {"HIST"})
    named = later.heads[0].type in {"PROC", "PROCN", "TREATN"} and past  # "coronary intervention"
    bare = _bare_or_past(draft) and not (draft.limits or draft.results or draft.parens or draft.qualifiers)
    return bare and named and bool(draft.ids)


def _bare_or_past(draft: Draft) -> bool:
    """Whether nothing is said of a finding but that it may be past ("history of stroke or bypass surgery within 3 months")."""
    lead = draft.lead
    return lead.bare or (lead.scope.keys() == {"HIST"} and not lead.words and lead.negation is None)


def _done_or_found(draft: Draft, later: Draft) -> bool:
    """Whether an operation and a finding stand beside each other ("major surgery or severe trauma within 4 weeks")."""
    named = draft.heads[0].type == "PROC" if draft.ids else draft.heads[-1].type in {"PROC", "PROCN"}
    done = draft.slot == "treatment" and named and later.slot == "condition"
    goes_on = draft.lead.scope.keys() & {"CURRENT", "STABLE", "NEED", "PLAN"} or draft.lead.negation is not later.lead.negation
    return done and not (goes_on or draft.limits or draft.results or draft.parens or draft.doses)


def _event_or_stay(draft: Draft, later: Draft) -> bool:
    """Whether what happens stands bare beside a stay in hospital ("stroke or hospitalization for angina within 3 months")."""
    return draft.slot == "condition" and _bare_or_past(draft) and later.ids == ("hospitalized",) and names_event(draft)


_NEW_PRODUCTS = frozenset({("other-trial",), ("investigational-drug",), ("investigational-device",)})


def _of_a_trial(draft: Draft, later: Draft) -> bool:
    """Whether another trial and a treatment share a time before a visit ("another trial or chemotherapy within 4 weeks")."""
    if ("other-trial",) not in {draft.ids, later.ids} or not {draft.slot, later.slot} <= {"state", "treatment"}:
        return False
    return draft.ids in _NEW_PRODUCTS and all(one.direction == "before" for one in _times(later))


_DEATH = ("death", "deaths")


def _times(draft: Draft) -> list[Window]:
    """The stretches of time that stand with a draft."""
    return [one for tag in draft.windows for one in meaning_of(tag).windows]


def _event_or_measure(draft: Draft, later: Draft, conn: Tag, context: Context) -> bool:
    """Whether a finding and a limit that keep out share a time ("stroke, or LVEF < 40 %, within 6 months"), or may do so."""
    slots = draft.slot, later.slot
    if context.category != "exclusion" or conn.type not in {"OR", "COMMA"} or slots != ("condition", "measure"):
        return False
    bare = not (draft.windows or draft.limits or draft.results or draft.parens or draft.lead.negation)
    times = [meaning_of(tag) for tag in later.windows]
    recent = bool(times) and all(len(time.windows) == 1 and not time.limits and not time.since for time in times)
    within = recent and all(time.windows[0].direction == "before" and time.windows[0].value is not None for time in times)
    return bare and within and bool(draft.ids) and not draft.lead.scope.keys() & {"CURRENT", "ACTIVE", "PLAN", "FAMILY"}


_NOW = ("current", "concurren", "simultan", "ongoing", "presently")


def _said_now(draft: Draft) -> bool:
    """Whether words of its own, or the list's, say that something is so today."""
    told = (draft.lead.scope.get("CURRENT"), draft.lead.scope.get("TREAT"))
    return any(tag is not None and tag.text.lower().startswith(_NOW) for tag in told)


_BLOOD = frozenset({("blood-donor",), ("blood-donated",), ("blood-donated-or-lost",)})


def _of_blood(draft: Draft, later: Draft) -> bool:
    """Whether blood given and what else is over share a time before a visit ("blood donation or surgery within 30 days")."""
    told = draft.windows or draft.results or draft.lead.negation or draft.lead.scope.keys() & {"PLAN", "CURRENT", "FAMILY"}
    given = later.ids in _BLOOD and (draft.slot == "vaccine" or (draft.slot == "treatment" and draft.heads[0].type == "PROC"))
    if told or later.lead.scope.keys() & {"PLAN", "CURRENT"} or not (given or draft.ids in _BLOOD):
        return False
    times = _times(later)
    plain = not any(meaning_of(tag).duration or meaning_of(tag).limits for tag in later.windows)
    return bool(times) and plain and all(one.direction == "before" and one.value is not None for one in times)


def _windows_shared(draft: Draft, later: Draft) -> bool:
    if _of_blood(draft, later):
        return True
    trials = _of_a_trial(draft, later)
    if draft.windows or not later.windows or not (trials or draft.slot in {"condition", "treatment", "vaccine", "text"}):
        return False
    if later.heads[-1].text.lower().endswith(_DEATH) and any(one.anchor == "birth" for one in _times(later)):
        return False  # "family history of long QT syndrome or sudden death before age 40"
    if any(timed(tag) for tag in draft.limits):
        return False  # "surgery ≥ 2 weeks, and radiotherapy ≥ 4 weeks before enrollment"
    if _said_now(draft) and not _said_now(later) and not any(meaning_of(tag).duration for tag in later.windows):
        return False  # "currently on dialysis or stroke within 3 months"
    alike = later.slot == draft.slot or "text" in {later.slot, draft.slot}
    alike = alike or (draft.slot == "condition" and later.slot == "treatment" and _ever_done(draft, later))
    alike = alike or trials or _done_or_found(draft, later) or _event_or_stay(draft, later)
    own = later.lead.scope.keys() & STATUS
    differs = own and not later.inherited and own != (draft.lead.scope.keys() & STATUS)
    differs = differs and not (trials and own <= {"TREAT"})  # "took part in another trial or received a study drug"
    verbs = [tag.value for one in (draft, later) if (tag := one.lead.scope.get("TREAT")) is not None]
    if (len(set(verbs)) > 1 and not later.inherited) or any(tag.could_be("OWN") for tag in later.windows):
        return False  # "treated with A and off B for 4 weeks", "A or recent (6 months) B"
    return alike and not differs and not any(meaning_of(tag).limits or meaning_of(tag).since for tag in later.windows)
