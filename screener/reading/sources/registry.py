"""Takes a registry's record (ClinicalTrials.gov API v2 JSON or legacy XML), gives its texts by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from screener.reading.sources.source import Source


def sources_of_json(values: Iterable[object], name: str) -> list[Source]:
    """The records in JSON values: a study, a list of studies, or a page of search results."""
    found: list[Source] = []
    for value in values:
        if isinstance(value, list):
            found += sources_of_json(value, name)
        elif isinstance(value, dict) and isinstance(value.get("studies"), list):
            found += sources_of_json(value["studies"], name)
        elif isinstance(value, dict) and isinstance(value.get("protocolSection"), dict):
            found.append(_study(value["protocolSection"], name))
    return found


def sources_of_xml(text: str, name: str) -> list[Source] | None:
    """The record in a legacy XML text, nothing where it is another document, None where it does not parse."""
    if "<!ENTITY" in text:
        return None
    try:
        root = ElementTree.fromstring(text.encode())
    except (ElementTree.ParseError, ValueError):
        return None
    if root.tag != "clinical_study":
        return []
    fields = {
        "title": _inside(root, "brief_title") or _inside(root, "official_title"),
        "conditions": "\n".join(part.text for part in root.findall("condition") if part.text),
        "minimum_age": _age(_inside(root, "eligibility/minimum_age")),
        "maximum_age": _age(_inside(root, "eligibility/maximum_age")),
        "sex": _inside(root, "eligibility/gender"),
        "healthy_volunteers": _inside(root, "eligibility/healthy_volunteers"),
        "criteria": _inside(root, "eligibility/criteria/textblock"),
    }
    return [_source(name, _inside(root, "id_info/nct_id"), fields)]


def _study(section: dict[str, Any], name: str) -> Source:
    identity, eligibility = _module(section, "identificationModule"), _module(section, "eligibilityModule")
    conditions = _module(section, "conditionsModule").get("conditions")
    healthy = eligibility.get("healthyVolunteers")
    fields = {
        "title": _text(identity.get("briefTitle")) or _text(identity.get("officialTitle")),
        "conditions": "\n".join(map(_text, conditions)) if isinstance(conditions, list) else "",
        "minimum_age": _age(_text(eligibility.get("minimumAge"))),
        "maximum_age": _age(_text(eligibility.get("maximumAge"))),
        "sex": _text(eligibility.get("sex")),
        "healthy_volunteers": {True: "Yes", False: "No"}.get(healthy, "") if isinstance(healthy, bool) else "",
        "criteria": _text(eligibility.get("eligibilityCriteria")),
    }
    return _source(name, _text(identity.get("nctId")), fields)


def _source(name: str, ident: str, fields: dict[str, str]) -> Source:
    texts = {field: text for field, text in fields.items() if text}
    return Source(name, ident, " ".join(texts.get("title", "").split()), texts)


def _module(section: dict[str, Any], key: str) -> dict[str, Any]:
    found = section.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _age(text: str) -> str:
    """The age limit; "N/A" says that there is none."""
    return "" if text.strip().upper() in {"N/A", "NA", "NONE"} else text


def _inside(root: ElementTree.Element, path: str) -> str:
    return root.findtext(path) or ""
