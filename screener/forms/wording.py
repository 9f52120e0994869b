"""The question that an atom is put as: the catalogue's own, else its plain words turned into a question."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.criteria import nodes as n
from screener.criteria.asked import asked
from screener.criteria.prose import prose
from screener.forms.controls import Control


def question(node: n.Node, put: Control) -> str:
    """The question about one atom."""
    concept = catalog().get(put.concept) if put.concept else None
    if put.type in ("birth-date", "number", "choice") or (put.type == "yes-no" and put.key == put.concept):
        own = concept.question if concept is not None else ""
        text = own or f"What is the {concept.label if concept else put.key}?"
        text = text.replace("the latest ", "the ") if put.visit else text
        return f"{text.rstrip('?')}{_extra(put)}?" if text.endswith("?") else text
    if isinstance(node, n.AnyOf):
        return f"Is there anything else of the kind of {_listed(node)}?"
    return asked(node)


def _extra(put: Control) -> str:
    percent = ", in percent of the predicted value" if put.unit == "%" else ""
    return percent + (f" at the {put.visit.replace('-', ' ')} visit" if put.visit else "")


def _listed(node: n.AnyOf) -> str:
    names = dict.fromkeys(str(getattr(part, "label", "")) or prose(part) for part in node.parts)
    return " or ".join(names)
