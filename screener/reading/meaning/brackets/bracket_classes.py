"""The classes of an ordinal measure in a bracket: "heart failure (NYHA class III or IV)"."""

from __future__ import annotations

from screener.catalog.load import catalog
from screener.core.span import Span
from screener.reading.meaning.nodes.class_values import class_values
from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import parts_of


def ordinal_in(tags: list[Tag]) -> tuple[str, tuple[str, ...], Span] | None:
    """The measure that the tags of a bracket name, its classes and where its name stands; None where they tell no class.

    "≥ level III, NYHA", "NYHA class III or IV".
    """
    names = [tag for tag in tags if tag.type == "MEAS" and isinstance(tag.value, tuple)]
    for tag in names:
        for ident in tag.value if isinstance(tag.value, tuple) else ():
            concept = catalog()[ident]
            if concept.kind != "ordinal" or concept.measure is None or not concept.measure.classes:
                continue
            values = _values(ident, [other for other in tags if other is not tag])
            if values:
                return ident, values, Span(tag.start, tag.end)
    return None


def _values(ident: str, tags: list[Tag]) -> tuple[str, ...]:
    """The classes that words around the name of a measure tell; none where other words stand among them."""
    sign, through = None, False
    found: list[Tag] = []
    for tag in tags:
        for part in parts_of(tag):
            through = through or part.type == "RDASH"
            if part.type in {"ROMAN", "NUM"}:
                found.append(part)
            elif part.type == "CMP":
                sign = str(part.value)
            elif part.type == "TEXT" and len(part.text) <= 2:
                found.append(part)
            elif part.type not in {"STAGEW", "MEASN", "POST", "RDASH", "TEXT"}:
                return ()
            elif part.type == "POST":
                sign = str(part.value)
    if not found:
        return ()
    values = class_values(found, ident)
    measure = catalog()[ident].measure
    if sign is not None and measure is not None and not set(values) <= set(measure.classes):
        return ()
    if through:
        return _through(values, measure.classes if measure is not None else ())
    return _expanded(ident, values, sign)


def _through(values: tuple[str, ...], classes: tuple[str, ...]) -> tuple[str, ...]:
    """The classes from one to another ("NYHA class II-IV"); none where they do not make a range."""
    if len(values) != 2 or not set(values) <= set(classes):
        return ()
    first, last = (classes.index(value) for value in values)
    return classes[first : last + 1]


def _expanded(ident: str, values: tuple[str, ...], sign: str | None) -> tuple[str, ...]:
    """The classes from a sign and a class on ("≥ III" is III and IV)."""
    measure = catalog()[ident].measure
    classes = measure.classes if measure is not None else ()
    if sign is None or len(values) != 1 or values[0] not in classes:
        return values
    at = classes.index(values[0])
    match sign:
        case ">=":
            return classes[at:]
        case ">":
            return classes[at + 1 :]
        case "<=":
            return classes[: at + 1]
        case "<":
            return classes[:at]
        case _:
            return values
