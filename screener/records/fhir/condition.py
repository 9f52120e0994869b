"""FHIR Condition and FamilyMemberHistory to conditions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from screener.core.calendar import PartialDate
from screener.core.calendar import parse_partial
from screener.records.dates import SOME_DAY
from screener.records.fhir.access import Resource
from screener.records.fhir.access import code_of
from screener.records.fhir.access import codes_of
from screener.records.fhir.access import part
from screener.records.fhir.access import parts
from screener.records.fhir.access import period
from screener.records.fhir.access import severity_of
from screener.records.fhir.access import text_of
from screener.records.fhir.access import word
from screener.records.fhir.access import years_after
from screener.records.fhir.context import Context
from screener.records.made import made
from screener.records.names import CONDITION_KINDS
from screener.records.names import bare
from screener.records.patient import Condition
from screener.records.patient import Observation
from screener.records.phrases import phrase
from screener.records.vocabulary import keys
from screener.records.vocabulary import listed_code
from screener.records.vocabulary import vocabulary

_STATUSES = frozenset({"active", "recurrence", "relapse", "inactive", "remission", "resolved"})
_OVER = frozenset({"inactive", "resolved"})
_VERIFICATIONS = frozenset({"confirmed", "provisional", "differential", "unconfirmed"})


def conditions(resource: Resource, context: Context) -> list[Condition | Observation]:
    """The condition; a finding that is a class of an ordinal measure becomes that observation."""
    verification = code_of(resource.get("verificationStatus"))
    if verification == "entered-in-error":
        return []
    recorded = context.date(resource, "recordedDate")
    onset = _time(resource, "onset", context)
    codes = codes_of(resource.get("code"))
    absent = verification == "refuted"
    named_class = next((found for key in keys(codes) if (found := vocabulary().class_codes.get(key))), None)
    if named_class and not absent:
        return [_as_observation(named_class, resource, codes, onset or recorded)]
    if not codes and not text_of(resource.get("code")):
        context.nothing_read(resource)
        return [made(Condition, id=word(resource, "id"), verification="unconfirmed")]
    concepts, codes, text = context.coded(resource.get("code"), CONDITION_KINDS, resource)
    status, verified, who = (
        _clinical(resource),
        verification if verification in _VERIFICATIONS else "confirmed",
        "patient",
    )
    abated = _time(resource, "abatement", context)
    told = phrase(text)
    if not concepts and told.name != bare(text):
        concepts, _, _ = context.coded({"text": told.name}, CONDITION_KINDS, resource)
    was = listed_code(codes, vocabulary().history_codes) if not told.family else None
    theirs = listed_code(codes, vocabulary().family_codes) if not told.past else None
    told = replace(told, past=told.past or was is not None, family=told.family or theirs is not None)
    concepts = concepts or tuple(filter(None, (was or theirs,)))
    if told.past and status not in _OVER:
        status, abated = "unknown", abated or SOME_DAY
    elif told.family:
        who = "family"
    elif told.suspected and verified == "confirmed":
        verified = "provisional"
    if told.denied and absent:
        concepts = ()
    context.missed(resource, concepts)
    return [
        made(
            Condition,
            id=word(resource, "id"),
            concepts=concepts,
            codes=codes,
            text=text,
            presence="absent" if absent is not told.denied else "present",
            status=status,
            verification=verified,
            onset=onset,
            abated=abated,
            recorded=recorded,
            severity=severity_of(resource.get("severity")) or told.severity,
            qualifiers=_qualifiers(resource),
            who=who,
        )
    ]


def _as_observation(
    named: tuple[str, str], resource: Resource, codes: tuple[Any, ...], day: PartialDate | None
) -> Observation:
    concept, name = named
    return Observation(
        id=word(resource, "id"),
        concepts=(concept,),
        codes=codes,
        text=text_of(resource.get("code")),
        value=name if name.isdecimal() else None,  # type: ignore[arg-type]
        value_text=name,
        date=day,
    )


def _clinical(resource: Resource) -> str:
    status = code_of(resource.get("clinicalStatus"))
    if status in _STATUSES:
        return status
    over = any(key.startswith("abatement") and resource[key] not in (False, None, "") for key in resource)
    return "resolved" if over else "unknown"


def _time(resource: Resource, what: str, context: Context) -> PartialDate | None:
    """The date of onset or abatement, from whichever form it has."""
    day = context.date(resource, f"{what}DateTime")
    if day is not None:
        return day
    start, end = period(resource, f"{what}Period")
    if age := part(resource, f"{what}Age"):
        return years_after(context.birth, age)
    if (found := start if what == "onset" else end or start) is not None:
        return found
    text = word(resource, f"{what}String")
    if text and (found := parse_partial(text)) is None:
        context.notes.add("date-unreadable", f"{context.where(resource)}: {what} is given in words", "write YYYY-MM-DD")
    return found


def _qualifiers(resource: Resource) -> tuple[str, ...]:
    """Stages and body sites in plain words."""
    stages = [text_of(one.get("summary")) for one in parts(resource, "stage")]
    sites = [text_of(one) for one in parts(resource, "bodySite")]
    return tuple(dict.fromkeys(bare(text).lower() for text in (*stages, *sites) if text))


def family(resource: Resource, context: Context) -> list[Condition]:
    """What relatives have or had."""
    if word(resource, "status") in {"entered-in-error", "health-unknown"}:
        return []
    found = []
    for one in parts(resource, "condition"):
        concepts, codes, text = context.coded(one.get("code"), CONDITION_KINDS, resource)
        context.missed(resource, concepts)
        found.append(
            made(
                Condition,
                id=word(resource, "id"),
                concepts=concepts,
                codes=codes,
                text=text,
                who="family",
                status="unknown",
            )
        )
    return found
