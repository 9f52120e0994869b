"""What runs forward over a list: "history of A or B", "no A, B or C"."""

from __future__ import annotations

import re
from dataclasses import replace

from screener.catalog.load import catalog
from screener.reading.meaning.chunks.chunk_signs import says_naive
from screener.reading.meaning.chunks.names import admits
from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.draft import Lead
from screener.reading.meaning.phrases.limits import limits_of
from screener.reading.meaning.phrases.windows import meaning_of
from screener.reading.meaning.piece import Piece
from screener.reading.meaning.sharing.either_or import opens_either
from screener.reading.meaning.sharing.had_instead import had_besides
from screener.reading.meaning.sharing.had_instead import had_by_themselves
from screener.reading.meaning.sharing.had_instead import had_instead
from screener.reading.meaning.sharing.risks import risk_ends
from screener.reading.passes.names.seen_on import is_examined
from screener.reading.passes.numbers.outside import OUTSIDE
from screener.reading.passes.numbers.pressures import SIDES_OF_PRESSURE
from screener.reading.scanning.senses import rises
from screener.reading.scanning.tags import Tag

STATUS = frozenset({"HIST", "CURRENT", "ACTIVE", "SUSP", "KNOWNSUSP", "NEWLY", "PLAN", "NAIVE", "STABLE", "NEED", "TREAT"})


_FITS = {
    "condition": frozenset(
        {"HIST", "SUSP", "KNOWNSUSP", "FAMILY", "KNOWN", "RESULT", "HISTOL", "CURRENT", "IMMUN", "RISK"}
    ),
    "treatment": frozenset(
        {"HIST", "TREAT", "RESP", "NAIVE", "STABLE", "ALLERGY", "CONTRA", "PLAN", "IMMUN", "NEED", "CURRENT", "ROUTE", "KNOWN"}
        | {"RISK"}
    ),
    "vaccine": frozenset({"HIST", "TREAT", "IMMUN", "PLAN", "ALLERGY", "CONTRA", "NAIVE"}),
    "measure": frozenset({"RESULT", "HIST"}),
    "state": frozenset({"PLAN"}),
}  # fmt: skip
_NOT_DENIED = frozenset({"ALLERGY", "CONTRA"})
"""What no denial behind "or" goes on with ("a contraindication to MRI or no telephone")."""
_FITS["text"] = _FITS["condition"] | _FITS["treatment"]


def carry_forward(pieces: list[Piece], conns: list[Tag], inherited: Lead | None, context: Context) -> None:
    """What stands before the first of a list holds for the following bare ones."""
    before: Piece | None = None
    for at, piece in enumerate(pieces):
        if not piece.drafts:
            continue
        if before is not None:
            carried = _carried(before, inherited)
            if carried.negation is not None and _denied_apart(before.drafts, piece.drafts[0], conns[at - 1]):
                carried.negation = None
            if piece.relative and conns[at - 1].type in {"COMMA", "AND"}:
                carried.negation = None  # "a lesion, not irradiated, that can be measured"
            if conns[at - 1].type == "OR" and _denied_alone(before, piece.drafts[0]):
                carried.negation = None
            if conns[at - 1].type == "AND" and opens_either(piece):
                carried.negation = None  # "not pregnant and either postmenopausal or sterile"
            if carried.negation is not None and had_instead(carried.negation, conns[at - 1], piece.drafts[0], context):
                carried.negation = None
            if carried.negation is not None and _limit_besides(before, piece.drafts[0], conns[at - 1], context):
                carried.negation = None
            if "NAIVE" in carried.scope and any(map(naive_behind, before.drafts)):
                del carried.scope["NAIVE"]  # "opioid naive or treated with morphine"
            if piece.drafts[0].lead.negation is not None and conns[at - 1].type != "AND":
                carried.scope = {kind: tag for kind, tag in carried.scope.items() if kind not in _NOT_DENIED}
            if "FAMILY" in carried.scope and had_by_themselves(conns[at - 1], piece.drafts[0], context):
                del carried.scope["FAMILY"]
            if "CONTRA" in carried.scope and had_besides(conns[at - 1], piece.drafts[0], context):
                del carried.scope["CONTRA"]
            if "RISK" in carried.scope and risk_ends(carried, pieces, at, conns, context):
                del carried.scope["RISK"]
            if _limited_apart(before, piece.drafts[0]):
                carried.qualifiers = []
            bare = piece.drafts[0].lead.bare_but_qualified and conns[at - 1].type != "SEMI"
            _changed_too(before.drafts[-1], piece.drafts[0])
            tested = _tested_too(before.drafts[0], piece.drafts[0])
            told = carried.scope.get("RESULT")
            if told is not None and (_told_apart(told, before, piece) or _limited_ahead(told, pieces, at, conns)):
                del carried.scope["RESULT"]
            listed = carried.negation is not None and _ends_in_or(conns[at - 1 :])
            twins = _twins_too(before, piece, conns[at - 1])
            own = bool(piece.drafts[0].lead.scope.keys() & {"ACTIVE", "CURRENT"})
            for draft in (piece.drafts[0], *piece.alternatives):
                whole = draft is piece.drafts[0] or not own
                passed = carried if whole else Lead(carried.negation, windows=carried.windows)
                _inherit(draft, passed, conns[at - 1], piece, listed=listed)
            for draft, passed in twins:
                _inherit(draft, passed, conns[at - 1], piece, listed=listed)
                piece.alternatives.append(draft)
            if tested is not None:
                piece.drafts[0].lead.scope["RESULT"] = tested
            leading = _timed_before(before.drafts[0], piece.drafts[0], conns[at - 1]) if bare else []
            if leading:
                piece.drafts[0].windows, piece.drafts[0].inherited = leading, True
            if bare and _lasting_each(before.drafts, piece.drafts[0], conns[at - 1]):
                piece.drafts[0].limits = list(before.drafts[0].limits)
        elif inherited is not None:
            _inherit(piece.drafts[0], inherited.copy(), conns[at - 1] if at else None, piece)
        elif at > 0:
            _inherit(piece.drafts[0], Lead(), conns[at - 1], piece)
        before = piece


def _twins_too(before: Piece, piece: Piece, conn: Tag) -> list[tuple[Draft, Lead]]:
    """A draft more for what else the first of a list may be, with what it passes on ("active or chronic hepatitis B or C")."""
    first, draft = before.drafts[0], piece.drafts[0]
    each = len(before.drafts) == 1 and not piece.alternatives and draft.lead.bare and not draft.qualifiers
    if not each or not first.slot == draft.slot == "condition" or not (_plain(conn) or draft.heads[0].could_be("NUMBERED")):
        return []
    made = []
    for twin in before.alternatives:
        if (first.lead.scope.keys() ^ twin.lead.scope.keys()) & {"ACTIVE", "CURRENT"}:
            told = Lead(twin.lead.negation, dict(twin.lead.scope), qualifiers=list(twin.lead.qualifiers))
            made.append((replace(draft, lead=draft.lead.copy(), heads=list(draft.heads)), told))
    return made


def _denied_alone(before: Piece, draft: Draft) -> bool:
    """Whether "either" stands before the denial itself, so that it ends at the "or" ("either no diabetes or HbA1c < 7 %")."""
    first = before.drafts[0]
    no = first.lead.negation
    if before.either is None or no is None or no.start < before.either.start:
        return False
    return (draft.slot == "measure" and bool(draft.limits)) or draft.ids == first.ids


_BEARING = frozenset({"pregnant", "lactating"})


def _denied_apart(before: list[Draft], draft: Draft, conn: Tag) -> bool:
    """Whether "not" ends before a draft: contraception beside pregnancy, an age behind a comma, another kind behind a sex."""
    denied = next((one for one in before if one.slot != "sex"), before[0])
    other = (denied is not before[0] and denied.slot != draft.slot) or (draft.ids == ("age",) and conn.type != "OR")
    first, second = set(denied.ids), set(draft.ids)
    asked = second == {"contraception"} and bool(_BEARING & first)
    limited = draft.slot == "measure" and bool(draft.limits) and conn.type == "AND" and isinstance(conn.value, tuple)
    return limited or other or asked or (first == {"contraception"} and bool(_BEARING & second))


def _limit_besides(before: Piece, draft: Draft, conn: Tag, context: Context) -> bool:
    """Whether a limit behind "no disease and …" is asked besides it ("no renal disease and creatinine < 1.5 mg/dL")."""
    limited = draft.slot == "measure" and bool(draft.limits) and draft.lead.negation is None
    if not limited or any(one.slot == "measure" for one in before.drafts):
        return False
    if conn.type in {"OR", "COMMA"} and context.category == "exclusion":
        return not _on_better_side(draft)  # "not ambulatory or ECOG > 2"
    if conn.type == "COMMA" and _on_better_side(draft):
        return True  # "no asthma, FEV1 > 60 %"
    if conn.type != "AND":
        return False
    why = "what stands behind “and” may be asked besides what is denied, or denied too"
    return context.choose(f"besides-{draft.heads[0].start}", ("besides", "denied"), why) == "besides"


def _on_better_side(draft: Draft) -> bool:
    """Whether the limits of a measure all lie on its better side, so that a denial can be meant of them."""
    rising = rises(draft.ids[0]) if draft.ids else None
    found = [one for tag in draft.limits for one in limits_of(tag.value)]  # type: ignore[arg-type]
    return rising is not None and all((one.lower is not None) == rising for one in found)


def _limited_apart(before: Piece, draft: Draft) -> bool:
    """Whether a limit stands behind a finding, whose severity is none of it ("severe anemia or hemoglobin < 7")."""
    return draft.slot == "measure" and bool(draft.limits) and all(one.slot != "measure" for one in before.drafts)


def _told_apart(told: Tag, before: Piece, piece: Piece) -> bool:
    """Whether a result is none of what follows: it stands behind its own head, or that is denied, seen or graded for itself.

    "CT negative or an infarction"; "normal fundus, no features of retinopathy"; "normal liver function or mild impairment".
    """
    draft, last = piece.drafts[0], before.drafts[-1]
    severe = any(tag.value == "severity" for tag in (*draft.lead.qualifiers, *draft.qualifiers))
    own = severe or draft.lead.negation is not None or "KNOWN" in draft.lead.scope
    return own or told.start > last.heads[-1].start


def _limited_ahead(told: Tag, pieces: list[Piece], at: int, conns: list[Tag]) -> bool:
    """Whether a measure shares the limit of one behind it, and no result ("positive HBsAg, ALT or AST > 3 x ULN")."""
    first = pieces[at].drafts[0]
    if told.value not in {"positive", "negative"}:
        return False
    if first.slot != "measure" or first.limits or len(first.ids) != 1 or catalog()[first.ids[0]].kind != "lab":
        return False
    for later in range(at + 1, len(pieces)):
        draft = pieces[later].drafts[0]
        if draft.slot != "measure" or conns[later - 1].type not in {"OR", "AND", "COMMA", "SLASH"}:
            return False
        if draft.limits:
            found = [one for tag in draft.limits for one in limits_of(tag.value)]  # type: ignore[arg-type]
            return all(one.relative == "ULN" or (one.unit is not None and admits(first.ids[0], one.unit)) for one in found)
    return False


def _changed_too(first: Draft, second: Draft) -> None:
    """ "A drop in systolic pressure of ≥ 20 or diastolic of ≥ 10 mmHg": the change is that of both pressures."""
    if {first.ids, second.ids} != set(SIDES_OF_PRESSURE) or not second.limits:
        return
    above = {one.lower is not None for draft in (first, second) for tag in draft.limits for one in limits_of(tag.value)}  # type: ignore[arg-type]
    if len(above) > 1:
        return  # "a decrease of ≥ 20 mmHg and a diastolic pressure < 60 mmHg"
    change, own = (
        [tag for tag in (*one.results, *one.lead.words, *one.after) if tag.type == "CHANGE"] for one in (first, second)
    )
    if change and not own:
        second.results = [*second.results, change[0]]


def _tested_too(first: Draft, second: Draft) -> Tag | None:
    """The result that a list of drugs or examinations shares ("positive test for cocaine or heroin", "normal labs and ECG")."""
    told = first.lead.scope.get("RESULT")
    if told is None or second.slot != "treatment" or not second.lead.bare:
        return None
    drugs = first.slot == "treatment" and all(draft.heads[0].type == "DRUG" for draft in (first, second))
    exams = told.text.lower() in {"normal", "abnormal"} and told.end <= first.heads[0].start and is_examined(second.ids)
    return told if drugs or (exams and first.slot in {"measure", "treatment"}) else None


def _timed_before(first: Draft, second: Draft, conn: Tag) -> list[Tag]:
    """The time before the first of a list, which is that of them all ("received within 30 days A, B or C").

    Without a verb it is shared by what no comma parts ("recent (within 6 months) stroke or myocardial infarction").
    """
    if second.windows or first.slot != second.slot or len(first.windows) != 1:
        return []
    numbered = second.heads[0].could_be("NUMBERED")
    plain = (_plain(conn) or numbered) and first.slot in {"condition", "treatment"}
    if plain and first.windows[0].end <= first.heads[0].start and not first.limits and _looks_back(first.windows[0]):
        return [first.windows[0]]
    window, verb = first.windows[0], first.lead.scope.get("TREAT") or first.lead.scope.get("HIST")
    if verb is None or max(verb.start, window.start) > first.heads[0].start:
        return []
    return [window] if window.could_be("OWN") or verb.start < window.start else []


def _lasting_each(first: list[Draft], second: Draft, conn: Tag) -> bool:
    """Whether how long the first of two treatments lasts is told before it, of both ("a minimum of 3 months of A or B")."""
    one = first[0]
    alone = len(first) == 1 and len(one.limits) == 1 and not one.windows and not (second.limits or second.windows)
    if not alone or one.slot != "treatment" or second.slot != "treatment" or conn.type not in {"OR", "SLASH"}:
        return False
    limit = one.limits[0]
    timed = all(found.time is not None and not found.bare for found in limits_of(limit.value))  # type: ignore[arg-type]
    return timed and limit.end <= one.heads[0].start


def _looks_back(window: Tag) -> bool:
    """Whether a time is a length before a visit, and tells neither how long something lasted nor how long it is over."""
    told = meaning_of(window)
    one = told.windows[0] if len(told.windows) == 1 and told.duration is None else None
    return one is not None and one.value is not None and one.direction == "before"


def naive_behind(draft: Draft) -> bool:
    """Whether its name has "naive" behind it ("methotrexate or leflunomide naive")."""
    tag = draft.lead.scope.get("NAIVE")
    return tag is not None and says_naive(tag) and tag.start > draft.heads[-1].start


def _carried(piece: Piece, inherited: Lead | None) -> Lead:
    """What a piece passes on: what stands before its first head, or the scope of its last; windows from outside the list."""
    first, last = next((one for one in piece.drafts if one.slot != "sex"), piece.drafts[0]).lead, piece.drafts[-1].lead
    scoped = last if last.scope else first
    scope = dict(scoped.scope)
    begun = scope.get("TREAT")
    if begun is not None and begun.value == "started" and begun.start > piece.drafts[-1].heads[0].start:
        del scope["TREAT"]  # "steroids started within 4 weeks or aspirin"
    windows = list(inherited.windows) if inherited is not None else []
    return Lead(first.negation, scope, list(scoped.responses), list(first.qualifiers), windows=windows)


_OWN_STATUS = frozenset({"HIST", "ACTIVE", "CURRENT", "NEWLY", "KNOWN", "SUSP", "KNOWNSUSP", "FAMILY", "TREAT"})


_GOVERNS = re.compile(
    r"(?:(?:who|with|has|have|had|having|must|is|are|was|were|do|does|did|should|may) )*"
    r"(?!non\b)(?:no|without|absence|free|lack|denies|don't|doesn't|didn't|isn't|aren't)"
)
"""What denies every name of a list behind it."""


_VERB = re.compile(r"\s*(?:who\s+)?(?:has|have|had|is|are)\b", re.IGNORECASE)
"""What says something anew behind "or": "1 year without menses, or have had a hysterectomy"."""


def deny_the_rest(pieces: list[Piece], conns: list[Tag], text: str) -> None:
    """ "No hypertension, history of stroke, or use of aspirin": "no", "without" … reach over "or" past words of status."""
    if not any(conn.type == "OR" for conn in conns):
        return
    denied: Tag | None = None
    for at, piece in enumerate(pieces):
        draft = piece.drafts[0] if piece.drafts else None
        if draft is None or piece.judge is not None:
            continue
        if draft.lead.negation is not None:
            denied = draft.lead.negation if _GOVERNS.match(draft.lead.negation.text.lower()) else None
            continue
        lead = draft.lead
        status = bool(lead.scope) and lead.scope.keys() <= _OWN_STATUS | {"NEED", "ALLERGY", "CONTRA"} and not lead.limits
        verb = lead.scope.get("TREAT")
        status = status and (verb is None or verb.text.lower().startswith(("use", "treatment", "therapy", "receipt")))
        named = draft.slot in {"condition", "treatment"} or (draft.slot == "text" and "NEED" in lead.scope)
        status = status and named and at > 0 and not _VERB.match(text, conns[at - 1].end)
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


def _inherit(draft: Draft, carried: Lead, conn: Tag | None, piece: Piece, *, listed: bool = False) -> None:
    """Gives a draft what stands before the list; listed: the denied go on to an "or" ("no asthma, severe gout, or stroke")."""
    fits = _FITS.get(draft.slot, frozenset())
    if carried.windows and not draft.windows and draft.slot != "sex":
        draft.windows = list(carried.windows)
        draft.inherited = True
    own = draft.lead.scope.keys()
    bare, qualified, routed = draft.lead.bare, draft.lead.bare_but_qualified, own == {"ROUTE"}
    if not own & STATUS or (own <= {"CURRENT"} and not carried.scope.keys() & STATUS):
        for key, tag in carried.scope.items():
            if key == "ROUTE" and conn is not None and conn.type == "SEMI":
                continue  # "topical steroids; a dexamethasone implant"
            if key in fits and key not in own and not (key in {"TREAT", "RESP", "NAIVE"} and draft.slot == "condition"):
                draft.lead.scope[key] = tag
                draft.inherited = True
                piece.negation_shared = piece.negation_shared or (key == "NAIVE" and not says_naive(tag))
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
        and (bare or routed or ((listed or conn.type in {"OR", "SLASH"}) and qualified))
        and (conn.type == "OR" or "willing" not in draft.ids)  # "not pregnant and willing to use contraception"
    ):
        draft.lead.negation = carried.negation
        draft.inherited = True
        piece.negation_shared = True
    own_kind = draft.heads[0].could_be("ANY")
    _inherit_state(draft, carried, conn, bare and not own_kind)
    plain = draft.heads[0].could_be("NUMBERED") or _plain(conn)
    if own_kind and not (carried.qualifiers and _over_scope(carried)):
        bare = False  # "severe asthma or any COPD", but not "severe allergy to eggs or any nuts"
    shared = bare and (plain or draft.shared_head) and not _narrowed(draft, piece, carried)
    told = [tag for tag in carried.qualifiers if draft.slot not in _UNGRADED or not _of_its_kind_alone(tag, draft)]
    if told and not draft.lead.qualifiers and shared:
        draft.lead.qualifiers = told
        draft.inherited = True


_UNGRADED = frozenset({"treatment", "vaccine"})
"""What has no grade: "grade 3 toxicity or radiotherapy" asks for none of the radiotherapy."""


def _of_its_kind_alone(told: Tag, draft: Draft) -> bool:
    """Whether a word tells of the first alone: a grade, or a kind beside a name with its own."""
    return told.value == "stage" or (told.value == "type" and " " in draft.heads[0].text)


def _narrowed(draft: Draft, piece: Piece, carried: Lead) -> bool:
    """Whether a head has narrowing words of its own; "chronic use of A or B because of C" is chronic use of both all the same."""
    own = [tag for tag in draft.qualifiers if tag is not piece.relation]
    return bool(own) or (bool(draft.qualifiers) and not _over_scope(carried))


def _over_scope(lead: Lead) -> bool:
    """Whether what narrows stands before the words of status, and so narrows those ("severe allergy to")."""
    return bool(lead.qualifiers) and any(tag.start > lead.qualifiers[0].start for tag in lead.scope.values())


def _plain(conn: Tag | None) -> bool:
    """Whether a connective joins two things with no comma before it."""
    return conn is not None and conn.type in {"OR", "AND", "SLASH"} and not isinstance(conn.value, tuple)


def _inherit_state(draft: Draft, carried: Lead, conn: Tag | None, bare: bool) -> None:
    """ "Active hepatitis B or C": how a thing stands now is shared only without a comma or under a shared head."""
    plain = draft.heads[0].could_be("NUMBERED") or _plain(conn)
    if draft.slot == "condition" and bare and (plain or draft.shared_head) and not draft.heads[0].could_be("COURSE"):
        for key in ("ACTIVE", "NEWLY"):
            if key in carried.scope:
                draft.lead.scope[key] = carried.scope[key]
                draft.inherited = True
