"""What only a person can say: judgements and plans."""

from __future__ import annotations

from screener.core.reasons import Reason
from screener.criteria.nodes import Immunization
from screener.criteria.nodes import Judgement
from screener.criteria.nodes import Plan
from screener.criteria.nodes import Treatment
from screener.screening.case import Case
from screener.screening.options import STAGES
from screener.screening.outcome import Outcome
from screener.screening.outcome import unknown
from screener.screening.substances import evaluate_immunization
from screener.screening.timeline import lay
from screener.screening.treatment import planned


def evaluate_judgement(node: Judgement, case: Case) -> Outcome:
    """Always open until a person has answered; what the participant decides is deferred while prescreening."""
    if node.window is not None:
        stretch = lay(node.window, case)
        if stretch.problem is not None:
            return unknown(*stretch.problem)
    if node.judge in ("participant", "guardian") and STAGES.index(case.options.stage) == 0:
        return unknown(Reason.DEFERRED, f"“{node.label}” is for the {node.judge} to say at a later visit.")
    who = "a person" if node.judge == "unspecified" else f"the {node.judge}"
    return unknown(Reason.NEEDS_JUDGEMENT, f"“{node.label}” is for {who} to judge.")


def evaluate_plan(node: Plan, case: Case) -> Outcome:
    """TRUE where the record holds the plan; otherwise it has to be asked, for a plan that is not recorded may exist."""
    match node.action:
        case Treatment(status=status) as action if status != "stopped":
            return planned(action, case.label(action.concept, action.label), case)
        case Immunization() as action:
            wanted = Immunization(action.concept, action.label, action.qualifiers, None, "planned", action.coded)
            return evaluate_immunization(wanted, case)
        case _:
            return unknown(Reason.NEEDS_JUDGEMENT, f"Whether “{node.label}” is planned has to be asked.")
