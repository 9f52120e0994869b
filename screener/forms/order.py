"""In which order to ask."""

from __future__ import annotations

from screener.forms.item import Questionnaire


def best_order(form: Questionnaire) -> tuple[str, ...]:
    """The questions in text order, those of later visits last."""
    return tuple(sorted(form.order, key=lambda link: form.by_id[link].stage != "prescreen"))
