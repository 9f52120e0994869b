"""Generated answers to a form, decided by Node and by the reference side by side."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from pathlib import Path
from typing import Any

from screener.catalog.load import catalog
from screener.criteria.nodes import Comparison
from screener.criteria.nodes import walk
from screener.criteria.protocol import Protocol
from screener.forms.answers import to_patient
from screener.forms.browser import module_text
from screener.forms.bundle import bundle
from screener.forms.item import Item
from screener.forms.item import Questionnaire
from screener.forms.questionnaire import questionnaire
from screener.screening.options import STAGES
from screener.screening.options import Options
from screener.screening.screen import screen
from screener.screening.site import Formulas
from screener.screening.site import Site
from screener.screening.site import SiteRange

RUNNER = Path(__file__).parent / "browser" / "decide.mjs"
INDEX = date(2026, 3, 1)
Json = dict[str, Any]


def write_module(folder: Path) -> Path:
    """The shipped module as a file that Node can import."""
    path = folder / "screener-form.mjs"
    path.write_text(module_text(), encoding="utf-8")
    return path


class Browser:
    """Node with the shipped module: one JSON line in, one out."""

    def __init__(self, node: str, module: Path) -> None:
        command = [node, str(RUNNER), str(module)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, line: Json) -> Json:
        """What the browser's module says to the line."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(line, ensure_ascii=True) + "\n")
        self.process.stdin.flush()
        found: Json = json.loads(self.process.stdout.readline())
        return found

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate()


def limits(protocol: Protocol) -> dict[str, list[str]]:
    """The numbers that the rules compare each measure with."""
    found: dict[str, list[str]] = {}
    for root in (node for one in protocol.criteria for node in (one.node, *(each.node for each in one.readings))):
        for node in walk(root):
            if isinstance(node, Comparison):
                pairs = ((limit.lower, limit.upper) for limit in (node, *node.also))
                numbers = [str(bound.value) for pair in pairs for bound in pair if bound is not None]
                found.setdefault(node.concept or "", []).extend(numbers)
    return found


def answers(form: Questionnaire, dice: random.Random, near: dict[str, list[str]]) -> Json:
    """Answers to some of the items; most fit, some do not, and many numbers are exactly at a limit; some cases hold odd answers."""
    share, often = dice.choice((0.2, 0.6, 0.9, 1.0)), dice.choice((0, 0, 0, 0.02, 0.4))
    found = {}
    for item in form.items:
        if dice.random() < share:
            odd = item.type != "note" and dice.random() < often
            answer = odd_answer(dice) if odd else _answer(item, dice, near.get(item.concept or "", []))
            if answer is not None:
                found[item.link_id] = answer
    return found


def _answer(item: Item, dice: random.Random, near: list[str]) -> Json | None:
    match item.type:
        case "birth-date":
            return {"value": dice.choice((_birthday(dice), _birthday(dice), _birthday(dice)[:7], None, "30.02.2001"))}
        case "number":
            return _number(item, dice, near)
        case "choice":
            dated = {"date": _day(dice)} if dice.random() < 0.3 else {}
            return {"value": dice.choice((*(option.value for option in item.options), None)), **dated}
        case "yes-no":
            return {"value": dice.choice((True, False, False, False, None))}
        case "drug":
            return _drug(item, dice)
        case "group":
            return {"value": "none"} if dice.random() < 0.5 else None
        case _:
            return None


ODD_VALUES = (
    8.5, 8, 0, -1, 0.00002, True, False, "", " 7 ", "+5", ".5", "5.", "-0", "1e3", "1/2", "0x10", "\u0663", "7.5 ", "9" * 40, "yes", "true",
    "2010-02-29", "2010-02-28", "2010-13", "2010-1-1", "0000", "9999", "2026-03-01", "2026-03-02", "2026-03", "2026", "1895-02-28", "male",
    [], ["7"], {}, {"value": 1}, None,
)  # fmt: skip


def odd_answer(dice: random.Random) -> Json:
    """An answer that a host may hand back though no control of the form gives it."""
    found: Json = {"value": dice.choice(ODD_VALUES)}
    for name in ("unit", "date", "start", "end", "dose", "per", "low", "high", "other"):
        if dice.random() < 0.2:
            found[name] = dice.choice(("1", "mg", "g/L", "10*9/L", "nonsense", *ODD_VALUES))
    if dice.random() < 0.1:
        del found["value"]
    return found


def _birthday(dice: random.Random) -> str:
    years = dice.choice((2, 10, 12, 16, 18, 19, 65, 75, dice.randrange(100)))
    leap = dice.choice((date(2004, 2, 29), date(2008, 2, 29)))
    near = date(INDEX.year - years, INDEX.month, INDEX.day) + timedelta(days=dice.randrange(-3, 4))
    return str(dice.choice((near, near, leap)))


def _day(dice: random.Random) -> str:
    days = dice.choice((0, 1, 28, 30, 56, 84, 90, 91, 180, 364, 365, 366, dice.randrange(2000), -5))
    day = str(INDEX - timedelta(days=days))
    return dice.choice((day, day, day, day[:7], day[:4]))


def _number(item: Item, dice: random.Random, near: list[str]) -> Json:
    if dice.random() < 0.1:
        return {"value": dice.choice((None, "7,5", "about 8", ""))}
    low = float(item.low) if item.low is not None else 0.0
    high = float(item.high) if item.high is not None else 100.0
    number = dice.choice((dice.uniform(low, high), dice.uniform(low, (low + high) / 8), low, high, high * 3))
    value = dice.choice((f"{number:.0f}", f"{number:.1f}", f"{number:.2f}", "100", "12", "3", "85", "8.5", "1.5", "40", "16"))
    if near and dice.random() < 0.4:
        value = dice.choice(near)
    found: Json = {"value": value}
    if dice.random() < 0.95:
        found["unit"] = dice.choice(item.units).code if item.units else None
    if dice.random() < 0.3:
        found["date"] = _day(dice)
    if item.references or dice.random() < 0.1:
        found |= {"low": dice.choice(("1", "0", "10")), "high": dice.choice(("2", "3.5", "40", ""))}
    return found


def _drug(item: Item, dice: random.Random) -> Json:
    found: Json = {} if dice.random() < 0.2 else {"value": dice.choice((True, True, False, None))}
    for name in ("start", "end"):
        if dice.random() < 0.5:
            found[name] = _day(dice)
    if dice.random() < 0.6:
        units = item.dose.units if item.dose is not None else ()
        found["dose"] = dice.choice(("5", "7.5", "10", "20", "0.5", "1", "400"))
        found["unit"] = dice.choice((*(unit.code for unit in units), "mg"))
        found["per"] = dice.choice(("d", "wk"))
    return found


def options(form: Questionnaire, dice: random.Random) -> Options:
    """A stage, sometimes anchors and a site's profile."""
    anchors = {}
    if dice.random() < 0.3:
        names = ("baseline", "randomization", "consent", "diagnosis", "first-dose", "surgery", "screening")
        anchors = {name: INDEX + timedelta(days=dice.randrange(-200, 100)) for name in names if dice.random() < 0.5}
    return Options(INDEX, dice.choice(STAGES), anchors, frozenset(), _site(form, dice) if dice.random() < 0.3 else None)


def _site(form: Questionnaire, dice: random.Random) -> Site:
    measures = [item for item in form.items if item.type == "number" and item.concept in catalog()]
    ranges = tuple(
        SiteRange(
            measure=item.concept or "",
            unit=item.units[0].code,
            low="1",
            high=dice.choice(("2", "40", None)),
            sex=dice.choice(("male", "female", None)),
            age_from=dice.choice((None, 18)),
        )
        for item in measures
        if dice.random() < 0.7
    )
    days = {item.concept or "": dice.choice((7, 30, 365)) for item in measures if dice.random() < 0.3}
    formulas = Formulas(egfr=dice.choice(("ckd-epi-2021", "none")))
    return Site(answer_days=dice.choice((0, 30, 90)), current_days=days, ranges=ranges, formulas=formulas)


def options_to_json(chosen: Options) -> Json:
    """The options as the browser's `screen` takes them."""
    found: Json = {"index_date": str(chosen.index_date), "stage": chosen.stage}
    if chosen.anchors:
        found["anchors"] = {name: str(day) for name, day in chosen.anchors.items()}
    if chosen.site is not None:
        found["site"] = chosen.site.model_dump(mode="json")
    return found


def disagreements(browser: Browser, protocol: Protocol, cases: int, dice: random.Random) -> Iterator[Json]:
    """Each of so many generated cases in which the browser and the reference say different things."""
    form, near = questionnaire(protocol), limits(protocol)
    browser.ask({"bundle": bundle(protocol)})
    for _ in range(cases):
        told, chosen = answers(form, dice, near), options(form, dice)
        patient, _ = to_patient(form, told, as_of=INDEX)
        report = screen(protocol, patient, chosen)
        wanted = {"status": report.status, "findings": [_plain(one) for one in report.findings]}
        asked = {"answers": told, "options": options_to_json(chosen)}
        got = browser.ask(asked)
        if got != wanted:
            yield {"asked": asked, "reference": wanted, "browser": got}


def _plain(finding: Any) -> list[Any]:
    reasons = list(finding.reasons)
    confirm = list(finding.outcome.confirm)
    return [finding.criterion, finding.met.value, finding.finding, reasons, finding.depends_on_reading, confirm]


USUAL = {"wbc": "7", "neutrophils": "5", "hemoglobin": "13", "platelets": "250"}
"""Values of healthy adults, in the measures' default units."""


def fitting(protocol: Protocol) -> Json:
    """Answers with which no criterion fails and as few as possible are open: "no" to all, then what failing criteria need."""
    form = questionnaire(protocol)
    dice = random.Random(5)
    found = {item.link_id: tries[0] for item in form.items if (tries := _tries(item))}
    for _ in range(600):
        troubled = _troubled(form, found)
        if not troubled:
            break
        items = [item for item in form.items if troubled & set(item.criteria) and len(_tries(item)) > 1]
        changed = {
            item.link_id: dice.choice(_tries(item)) for item in dice.sample(items, min(len(items), dice.choice((1, 1, 2))))
        }
        if len(_troubled(form, found | changed)) <= len(troubled) and not _contradictory(form, found | changed):
            found |= changed
    return found


def _troubled(form: Questionnaire, told: Json) -> set[str]:
    """The criteria that fail or are open."""
    patient, _ = to_patient(form, told, as_of=INDEX)
    findings = screen(form.protocol, patient, Options(INDEX)).findings
    return {one.criterion for one in findings if one.finding in ("fail", "unknown")}


def _contradictory(form: Questionnaire, told: Json) -> bool:
    """Whether a narrow thing is answered yes and a wider one that follows from it no."""
    return any(issue.code == "answers-contradict" for issue in to_patient(form, told, as_of=INDEX)[1])


def _tries(item: Item) -> list[Json]:
    match item.type:
        case "birth-date":
            return [{"value": day} for day in ("2012-05-06", "1975-05-06")]
        case "number":
            unit = item.units[0].code if item.units else None
            usual = USUAL.get(item.concept or "", "0")
            numbers = (usual, usual, usual, "1", "3", "7", "13", "20", "45", "100")
            return [{"value": number, "unit": unit} for number in numbers]
        case "choice":
            return [{"value": option.value} for option in item.options]
        case "yes-no" | "drug":
            return [{"value": False}, {"value": True}]
        case "group":
            return [{"value": "none"}]
        case _:
            return []


def status_of(protocol: Protocol, told: Json) -> str:
    """The reference's status for the answers."""
    patient, _ = to_patient(questionnaire(protocol), told, as_of=INDEX)
    return screen(protocol, patient, Options(INDEX)).status
