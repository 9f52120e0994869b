"""Forms for tests: the five bundled protocols and a small text, made-up answers, and the two ways that they travel."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import cache

from screener.cli.shared import bundled
from screener.criteria.protocol_file import load_protocol
from screener.forms import fhir_words as w
from screener.forms import redcap_names as names
from screener.forms.outcomes import outcomes
from screener.forms.questionnaire import questionnaire
from screener.reading.compile import compile_text

DAY = date(2026, 3, 9)
FIVE = ("NCT01122914", "NCT04878770", "NCT04946669", "NCT05488327", "NL74270.018.20")
SMALL = """Inclusion Criteria:
* Age 18 to 75 years
* Hemoglobin >= 8.5 g/dL
* ALT <= 2 x ULN
* Women of childbearing potential must use effective contraception

Exclusion Criteria:
* Pregnant or breastfeeding
* Heart failure (NYHA III or IV)
* History of cancer, stroke or epilepsy
* Received methotrexate within 3 months before screening
* Prednisone more than 10 mg/day
"""
ALL = (*FIVE, "small")


@cache
def protocol(name):
    """One of the five, or the small text, compiled once."""
    if name == "small":
        return compile_text(SMALL, source="small")
    found, issues = load_protocol(bundled()[name])
    assert found is not None, issues
    return found


@cache
def form(name):
    return questionnaire(protocol(name))


@cache
def possible(name):
    return outcomes(form(name), DAY)


def of_text(text):
    return questionnaire(compile_text(text, source="text"))


def item_of(found, start):
    """The one item whose question key starts so."""
    fitting = [item for item in found.items if item.key.startswith(start)]
    assert len(fitting) == 1, [item.key for item in found.items]
    return fitting[0]


def drawn(name, data, strategy):
    """Answers to some of the items, each one of its possible outcomes."""
    chosen = possible(name)
    links = [item.link_id for item in form(name).items if item.link_id in chosen]
    some = data.draw(strategy.lists(strategy.sampled_from(links), unique=True))
    return {link: dict(data.draw(strategy.sampled_from(chosen[link])).answer) for link in some}


def response(found, answers, day=DAY):
    """The QuestionnaireResponse of a person who filled the form so."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": w.form_url(found.protocol.id),
        "status": "completed",
        "authored": day.isoformat(),
        "subject": {"reference": "Patient/form"},
        "item": [_told(found, found.by_id[link], answer) for link, answer in answers.items()],
    }


def _told(found, item, answer):
    link, value = item.link_id, answer.get("value")
    if item.type == "group":
        return {"linkId": link, "item": [{"linkId": f"{link}.none", "answer": [{"valueBoolean": True}]}]}
    below = [_detail(item, name, answer) for name in ("low", "high", "date", "start", "end", "dose", "per") if name in answer]
    told = {"linkId": link, "item": below} if below else {"linkId": link}
    if "value" in answer and not (value is None and item.type in ("birth-date", "number")):
        told["answer"] = [_value(item, answer)]
    if item.parent is None:
        return told
    return {"linkId": item.parent, "item": [told]}


def _value(item, answer):
    value = answer["value"]
    if value is None:
        return {"valueCoding": w.ASKED_UNKNOWN}
    match item.type:
        case "birth-date":
            return {"valueDate": value}
        case "number" if answer["unit"] == "1":
            return {"valueDecimal": value}
        case "number":
            return {"valueQuantity": {"value": value, "code": answer["unit"], "system": w.UCUM}}
        case "choice":
            return {"valueCoding": w.value_coding(item.concept, value, value)}
        case _:
            return {"valueCoding": w.YES if value else w.NO}


def _detail(item, name, answer):
    value = answer[name]
    match name:
        case "dose":
            told = {"valueQuantity": {"value": value, "code": answer["unit"], "system": w.UCUM}}
        case "per":
            told = {"valueCoding": {"code": value}}
        case "low" | "high":
            told = {"valueDecimal": value}
        case _:
            told = {"valueDate": value}
    return {"linkId": f"{item.link_id}.{name}", "answer": [told]}


def redcap_row(found, answers, day=DAY, record="form"):
    """What REDCap keeps of a person who filled the form so, by field."""
    fields, row = names.fields(found), {names.RECORD: record, names.SCREENED: day.isoformat()}
    for link, answer in answers.items():
        item, field, value = found.by_id[link], fields[link], answer.get("value")
        match item.type:
            case "group":
                row[f"{field}_none___1"] = "1"
            case "number" if value is not None:
                row[field] = value
                if item.link_id and (codes := names.unit_codes(item)):
                    row[f"{field}_unit"] = codes[answer["unit"]]
            case "choice":
                row[field] = names.CHOICE_UNKNOWN if value is None else names.choice_codes(item)[value]
            case "yes-no" | "drug" if "value" in answer:
                row[field] = {True: "1", False: "0", None: "9"}[value]
            case "birth-date" if value is not None:
                row[field] = value
        for name in ("low", "high", "date", "start", "end", "dose"):
            if name in answer:
                row[f"{field}_{name}"] = answer[name]
        if "dose" in answer:
            row[f"{field}_per"] = names.per_codes(item)[answer["per"]]
            if codes := names.unit_codes(item):
                row[f"{field}_unit"] = codes[answer["unit"]]
    return row


def redcap_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
