"""What a treatment is for, where a time behind the disease dates the treatment: "surgery for epilepsy within 2 years"."""

from __future__ import annotations

from screener.reading.meaning.context import Context
from screener.reading.meaning.draft import Draft
from screener.reading.meaning.piece import Piece

_BETWEEN = frozenset({
    "the", "a", "an", "treatment", "management", "of", "their", "any", "other", "another", "different", "control",
    "concomitant", "concurrent", "coexisting", "underlying", "existing", "pre-existing",
    "acute", "chronic", "and", "or", "and/or",
})  # fmt: skip
_TREATING = ("treatment", "treatments", "therapy", "therapies")
"""How a name ends behind which "of" tells of a disease what "for" does ("systemic treatment of rosacea within 6 months")."""
_APART = ("and", "or", "with", "who", "after", "before", "in", "to")


def indications(pieces: list[Piece], context: Context) -> None:
    """Gives a treatment that is dated behind its disease the time, and the disease as what it is for.

    Elsewhere the disease stands beside the treatment, as a record often tells both and not the link.
    """
    for piece in pieces:
        if len(piece.drafts) < 2:
            continue
        for treatment, finding in zip(piece.drafts, piece.drafts[1:], strict=False):
            if _is_for(treatment, finding, context) and _dated(treatment, finding):
                treatment.windows += finding.windows
                finding.windows = []
                treatment.indication = [finding]
                piece.drafts = [draft for draft in piece.drafts if draft is not finding]
                break


def _is_for(treatment: Draft, finding: Draft, context: Context) -> bool:
    if treatment.slot != "treatment" or finding.slot != "condition" or not finding.ids or finding.limits or finding.results:
        return False
    if finding.lead.negation is not None or treatment.lead.negation is not None or treatment.indication:
        return False
    end = treatment.heads[-1].end
    own = (*finding.heads, *finding.qualifiers, *finding.lead.qualifiers)
    start = min((tag.start for tag in own if tag.start >= end), default=end)
    between = context.text[end:start].lower().split()
    word = "of" if between[:1] == ["of"] and treatment.heads[-1].text.lower().endswith(_TREATING) else "for"
    if word not in between:
        return False
    at = len(between) - 1 - between[::-1].index(word)
    dosed = not any(word in _APART or word.endswith((",", ";", ":")) for word in between[:at])
    return dosed and _BETWEEN.issuperset(between[at + 1 :])


def _dated(treatment: Draft, finding: Draft) -> bool:
    return bool(finding.windows) and not treatment.windows and "NAIVE" not in treatment.lead.scope
