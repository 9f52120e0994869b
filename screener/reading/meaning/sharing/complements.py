"""What somebody is willing or able to do: the words behind say what, and name nothing that the candidate has or had."""

from __future__ import annotations

from screener.reading.meaning.bracket_tags import everything
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.nodes.stops import is_stopped
from screener.reading.meaning.piece import Piece
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_STUDYING = ("investigating", "testing", "evaluating", "studying", "assessing", "involving", "examining")
REFUSALS = frozenset({"unwilling", "unable-to-participate"})
ATTITUDES = REFUSALS | {"willing", "able-to-participate"}


def refuses(draft: Draft) -> bool:
    """Whether somebody is unwilling or unable: "unwilling", "not willing"."""
    return not REFUSALS.isdisjoint(draft.ids) or ("willing" in draft.ids and draft.lead.negation is not None)


def complements(pieces: list[Piece], conns: list[Tag]) -> None:
    """Gives "willing to download a COVID-19 app" and its like their words as a description, in place of nodes of their own."""
    for at, piece in enumerate(pieces):
        for place, draft in enumerate(piece.drafts):
            if draft.slot == "state" and "informed-consent" in draft.ids and _consented(piece.drafts[place + 1 :]):
                _absorb(draft, [piece.drafts.pop(place + 1)])
                break
            if draft.slot == "state" and not ATTITUDES.isdisjoint(draft.ids):
                given = _describe(draft, piece, place)
                if len(piece.drafts) == place + 1:
                    _go_on(draft, pieces, conns, at, given=given)
                break
            behind = piece.drafts[place + 1 :]
            if draft.slot == "state" and "other-trial" in draft.ids and (_studies(behind) or _tries(draft, behind) or _of(draft)):
                _studied(draft, piece, place, pieces, conns, at)
                break


def _consented(behind: list[Draft]) -> bool:
    """Whether what follows a consent is what it is given to ("consent to biopsy")."""
    return bool(behind) and behind[0].slot == "treatment" and not _stands(behind[0]) and not behind[0].lead.scope


def proofs(pieces: list[Piece], conns: list[Tag]) -> None:
    """ "Metastases by CT scan or MRI": the second examination proves the finding as the first does."""
    for before, piece, conn in zip(pieces, pieces[1:], conns, strict=False):
        last = before.drafts[-1] if before.drafts else None
        if last is None or last.slot != "condition" or len(last.after) < 2 or last.after[-1].type != "PROC":
            continue
        only = piece.drafts[0] if len(piece.drafts) == 1 else None
        shown = last.after[0].text.lower().startswith("by") and conn.type in {"OR", "AND", "SLASH", "COMMA"}
        if shown and only is not None and only.slot == "treatment" and only.lead.bare and not only.windows:
            last.after += [conn, *only.heads]
            piece.drafts = []


_NEW = frozenset({"investigational-drug", "investigational-device"})


def _tries(state: Draft, behind: list[Draft]) -> bool:
    """Whether what follows another trial is the new drug or device that it tries ("a trial of an investigational drug")."""
    new = bool(behind) and not _NEW.isdisjoint(behind[0].ids)
    return new and not (state.windows or behind[0].limits or behind[0].parens)


def _studies(behind: list[Draft]) -> bool:
    """Whether what follows another trial is what that trial studies ("investigating a vaccine, drug or device")."""
    first = [*behind[0].lead.words, *behind[0].qualifiers, *behind[0].heads] if behind else []
    return bool(first) and first[0].text.lower().startswith(_STUDYING)


_THINGS = frozenset({"TREATN", "PROCN", "VACC"})


def _of(state: Draft) -> bool:
    """Whether the words behind another trial begin to say what it is of ("a study of a drug, vaccine or device")."""
    behind = [tag for tag in (*state.after, *state.qualifiers) if tag.start >= state.heads[-1].end]
    return any(tag.type in _THINGS for tag in behind) and not state.windows


def _studied(state: Draft, piece: Piece, place: int, pieces: list[Piece], conns: list[Tag], at: int) -> None:
    """Another trial with what it studies as its description, and the window behind that as its own."""
    listed = [piece.drafts[place + 1 :]]
    for number in range(at + 1, len(pieces)):
        if not pieces[number].drafts or not all(_bare(draft, conns[number - 1], given=True) for draft in pieces[number].drafts):
            break
        listed.append(pieces[number].drafts)
        pieces[number].drafts = []
        take(conns[number - 1], "filler")
    for drafts in listed:
        for draft in drafts:
            state.windows, draft.windows = draft.windows or state.windows, []
        _absorb(state, drafts)
    piece.drafts = piece.drafts[: place + 1]


def _describe(state: Draft, piece: Piece, place: int) -> bool:
    """The drafts behind the state in its own chunk become its description, up to one that stands by itself.

    True where a treatment is among them.
    """
    behind = piece.drafts[place + 1 :]
    first = _to_do(state, behind)
    count = next((number for number, draft in enumerate(behind) if number >= first and _stands(draft)), len(behind))
    _absorb(state, behind[:count])
    piece.drafts = piece.drafts[: place + 1] + behind[count:]
    return any(draft.slot == "treatment" for draft in behind[:count])


_GIVEN = frozenset({"informed-consent", "assent", "contraception", *ATTITUDES})


def _to_do(state: Draft, behind: list[Draft]) -> int:
    """How many drafts straight behind tell what is done and name a state ("willing to refrain from smoking")."""
    count = 0
    for draft in behind:
        if draft.slot == "state" and (not _GIVEN.isdisjoint(draft.ids) or draft.limits):
            break
        if draft.slot not in {"state", "text"}:
            break
        count += 1
    states = [draft for draft in behind[:count] if draft.slot == "state"]
    told = bool(state.after) or state.heads[-1].text.lower().endswith(" to")
    return count if states and (told or any(map(is_stopped, states))) else 0


def _go_on(state: Draft, pieces: list[Piece], conns: list[Tag], at: int, *, given: bool) -> None:
    """ "Comply with visits and procedures": a bare name behind a connective goes on with what is to be done."""
    for number in range(at + 1, len(pieces)):
        piece, conn = pieces[number], conns[number - 1]
        if not piece.drafts or piece.judge is not None or piece.count is not None or piece.ages:
            return
        if not all(_bare(draft, conn, given=given) for draft in piece.drafts):
            return
        _absorb(state, piece.drafts)
        piece.drafts = []
        take(conn, "filler")


def _stands(draft: Draft) -> bool:
    """Whether a draft says something of its own: another state, a limit, a history."""
    return draft.slot in {"state", "sex", "ready"} or bool(draft.limits) or bool({"HIST", "ACTIVE"} & draft.lead.scope.keys())


def _bare(draft: Draft, conn: Tag, *, given: bool) -> bool:
    """Whether a name behind a connective goes on with what is to be done, or says why it cannot be."""
    lead = draft.lead
    if any(word.type == "CAUSE" for word in lead.words):
        return True
    if _stands(draft) or lead.scope or lead.negation or draft.results:
        return False
    if draft.slot in {"treatment", "measure"} and (given or not draft.ids):
        return conn.type in {"AND", "OR", "COMMA", "SLASH"}
    return conn.type in {"AND", "SLASH"} and (not draft.ids or draft.slot == "treatment")


def _absorb(state: Draft, drafts: list[Draft]) -> None:
    """The words of the drafts as one description of the state."""
    tags = [tag for draft in drafts for tag in _tags(draft)]
    if not tags:
        return
    tags += state.after
    take(tags)
    start, end = min(tag.start for tag in tags), max(tag.end for tag in tags)
    if state.heads[-1].text.lower().endswith(" not to"):
        start = state.heads[-1].end - len("not to")
    state.after = [Tag("TEXT", start, end, "", "")]


def _tags(draft: Draft) -> list[Tag]:
    """Every tag of a draft, those of its modifiers and brackets among them."""
    lead = draft.lead
    own = [*draft.heads, *draft.limits, *draft.windows, *draft.results, *draft.classes, *draft.doses]
    own += [*draft.qualifiers, *draft.after, *lead.scope.values(), *lead.responses, *lead.qualifiers, *lead.words]
    own += [*lead.doses, *lead.limits]
    own += [lead.negation] if lead.negation is not None else []
    for paren in (*draft.parens, *lead.parens):
        own += everything(paren)
    return [tag for tag in own if tag.end > tag.start]
