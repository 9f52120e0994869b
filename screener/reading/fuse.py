"""Takes raw tags, gives tags with one role each: what words mean beside their neighbours, with one tag of lookahead.

LALR(1) cannot see whether "and" joins two limits or two things, or whether "to" makes a range; this stage can.
"""

from __future__ import annotations

import itertools

from screener.reading.abuses import abuses
from screener.reading.abuses import vaccines
from screener.reading.acuity import snellen
from screener.reading.adjectives import adjectives
from screener.reading.adjectives import how_severe
from screener.reading.adjectives import left_behind
from screener.reading.ages_at import at_ages
from screener.reading.based_on import based_on
from screener.reading.both_sexes import both_sexes
from screener.reading.bracket_ages import bracket_ages
from screener.reading.classes import classed
from screener.reading.composite import composed
from screener.reading.counts import counted
from screener.reading.degrees_and_shares import degrees
from screener.reading.degrees_and_shares import share_first
from screener.reading.denied_signs import denied_signs
from screener.reading.distances import distances
from screener.reading.either_way import either_way
from screener.reading.equivalents import defined_doses
from screener.reading.equivalents import equivalents
from screener.reading.events import again_at
from screener.reading.events import first_cycles
from screener.reading.events import named_anchors
from screener.reading.events import within_before
from screener.reading.first_stretches import first_stretches
from screener.reading.for_some import for_some
from screener.reading.formulas import formulas
from screener.reading.how_often import how_often
from screener.reading.how_often import things_a_day
from screener.reading.if_sex import if_sex
from screener.reading.inabilities import inabilities
from screener.reading.inabilities import not_yet
from screener.reading.inabilities import uninfected
from screener.reading.joins import join
from screener.reading.joins import lasting
from screener.reading.joins import measured
from screener.reading.joins import starts_limit
from screener.reading.kin import kin
from screener.reading.lengths import lengths
from screener.reading.lengths_of_absence import lengths_of_absence
from screener.reading.lengths_of_doing import adequate_trials
from screener.reading.lengths_of_doing import done_for
from screener.reading.lengths_of_doing import planned_within
from screener.reading.lengths_of_doing import to_last
from screener.reading.levels import levels
from screener.reading.limited_life import limited_life
from screener.reading.long_use import long_use
from screener.reading.minutes import minutes
from screener.reading.no_later import no_later
from screener.reading.number_shapes import age_first
from screener.reading.number_shapes import ends_first
from screener.reading.number_shapes import fold_over
from screener.reading.number_shapes import gestation
from screener.reading.number_shapes import graded
from screener.reading.number_shapes import life_left
from screener.reading.number_shapes import mirrored
from screener.reading.number_shapes import mistyped_and
from screener.reading.number_shapes import symptoms
from screener.reading.obligations import anchored_visits
from screener.reading.obligations import excluding
from screener.reading.obligations import from_study
from screener.reading.obligations import obliged
from screener.reading.obligations import provided
from screener.reading.obligations import unfit_for
from screener.reading.occasions import occasions
from screener.reading.of_how_many import of_how_many
from screener.reading.outside import outside
from screener.reading.pairs import paired
from screener.reading.passes import Passes
from screener.reading.past_times import past_times
from screener.reading.portions import counting
from screener.reading.post_events import post_events
from screener.reading.prefixes import prefixed
from screener.reading.proofs import proofs
from screener.reading.range_ends import range_ends
from screener.reading.ratios import ratios
from screener.reading.reasons import reasons
from screener.reading.recent import recent_or
from screener.reading.roles import CONTEXTUAL
from screener.reading.roles import ROMAN
from screener.reading.roles import class_number
from screener.reading.roles import roman
from screener.reading.roles import settle
from screener.reading.routed import routed
from screener.reading.said_again import said_again
from screener.reading.scale_spans import joint_totals
from screener.reading.scale_spans import out_of
from screener.reading.scale_spans import scale_spans
from screener.reading.scales import on_scales
from screener.reading.scales import pains
from screener.reading.seen_on import seen_on
from screener.reading.sign_first import sign_first
from screener.reading.signs import by_method
from screener.reading.signs import comma_first
from screener.reading.signs import manner_first
from screener.reading.signs import percent_over
from screener.reading.signs import plain_ranges
from screener.reading.signs import said_once
from screener.reading.signs import straight_on
from screener.reading.signs import times_first
from screener.reading.signs import unclear_ranges
from screener.reading.signs_by_sex import signs_by_sex
from screener.reading.spacing import spaced
from screener.reading.stages import route_or_class
from screener.reading.stages import stage_once
from screener.reading.stages import staged
from screener.reading.sub_classes import sub_classes
from screener.reading.survival import survival
from screener.reading.tag_looks import is_amount
from screener.reading.tags import Tag
from screener.reading.told_limits import class_of_scale
from screener.reading.told_limits import exertion
from screener.reading.told_limits import limit_of_device
from screener.reading.twins import twins
from screener.reading.whichever import chosen_times
from screener.reading.whichever import unbracketed_times


def fuse(tags: list[Tag]) -> list[Tag]:
    """The tags with their roles settled; filler words are taken out (their state says so)."""
    tags = _SHAPES.run(tags)
    excluding(tags)
    tags = _ORDERS.run(tags)
    seen = gestation(mirrored(graded(fold_over(said_again(age_first(tags))))))
    made: list[Tag] = []
    between = False
    for at, tag in enumerate(seen):
        before = made[-1] if made else None
        after = seen[at + 1] if at + 1 < len(seen) else None
        beyond = seen[at + 2] if at + 2 < len(seen) else None
        if tag.text in ROMAN:
            roman(tag, made)
        if tag.type == "ROMAN":
            class_number(tag, made, seen, at)
        if tag.others or tag.type in CONTEXTUAL:
            settle(tag, before, after, beyond, seen, at)
        if tag.type == "BETW":
            between = True
        elif tag.type in {"STOP", "SEMI", "COLON"}:
            between = False
        if tag.type == "AND" and between and after is not None and after.type == "NUM" and is_amount(before):
            tag.type, between = "AND_N", False
        else:
            join(tag, made, after, beyond)
        if tag.type == "COLON" and before is not None and starts_limit(after) and (measured(made) or lasting(made)):
            tag.type = "DROP"
        if before is not None and before.type in {"TU", "POST"} and tag.text.lower() in {"duration", "in duration"}:
            tag.type = "DROP"
        if tag.type == "PREP" and after is not None and after.text == "duration" and before is not None and before.type == "TU":
            tag.type = "DROP"  # "for 4 weeks in duration"
        if tag.type == "DROP":
            tag.state = "filler"
            continue
        made.append(tag)
    return _merge_commas(_inclusive(made))


def _lettered(tags: list[Tag]) -> None:
    """ "Child-Pugh A" names a class, not an article."""
    for before, tag in itertools.pairwise(tags):
        if tag.text == "A" and tag.type == "FILL" and before.type in {"MEAS", "STAGEW"}:
            tag.type, tag.value, tag.others = "TEXT", "a", ()


def _without_filler(tags: list[Tag]) -> list[Tag]:
    kept: list[Tag] = []
    _lettered(tags)
    for tag in tags:
        if tag.type == "FILL":
            other = next((kind for kind, _ in tag.others if kind in {"PREP", "ACCORD"}), None)
            if other is not None:
                tag.become(other)
        if kept and kept[-1].could_be("ANY") and kept[-1].type == "OR" and tag.type not in {"FILL", "MARK"}:
            tag.others = (*tag.others, ("ANY", True))
        if tag.text.lower() == "any" and kept and kept[-1].type == "OR":
            kept[-1].others = (*kept[-1].others, ("ANY", True))
        if tag.type in {"FILL", "MARK"} and not any(kind in CONTEXTUAL or kind == "PREP" for kind, _ in tag.others):
            tag.state = "filler"
        else:
            kept.append(tag)
    return kept


_SHAPES = Passes(
    (sub_classes, frozenset({"MEAS", "TEXT"}), frozenset({"MEAS", "NUM", "COND"})),
    (route_or_class, frozenset({"ROUTE"})),
    (routed, frozenset({"ROUTE", "DRUG"})),
    (to_last, frozenset({"PLAN", "NUM"})),
    (lengths, frozenset({"TU"})),
    (long_use, frozenset({"SEV", "LP", "TU"})),
    (first_cycles, frozenset({"NUM", "ANCHOR"})),
    (twins, frozenset({"COND"})),
    (recent_or, frozenset({"LP", "RP", "TU"})),
    (if_sex, frozenset({"FORSEX"})),
    (both_sexes, frozenset({"SEX"})),
    (anchored_visits, frozenset({"RELTO"})),
    (kin, frozenset()),
    (provided, frozenset({"IF", "STATE"})),
    (from_study, frozenset({"EXCLV"})),
    (obliged, frozenset()),
    (of_how_many, frozenset({"NOF"})),
    (formulas, frozenset({"FORMULA"})),
    (equivalents, frozenset({"EQUIV", "NUM"})),
    (defined_doses, frozenset({"IE", "DRUG", "CMP", "UNIT"})),
    (based_on, frozenset({"DRUG", "TEXT"})),
    (abuses, frozenset({"DRUG"})),
    (vaccines, frozenset({"COND", "VACC"})),
    (left_behind, frozenset({"COND", "DASH"})),
    (how_severe, frozenset({"SEV", "CMP"})),
    (adjectives, frozenset({"DRUG", "TEXT"}), frozenset({"PROC", "TEXT"})),
    (unfit_for, frozenset({"EXCLV", "PREP"})),
    (bracket_ages, frozenset({"NUM", "LP"})),
    (at_ages, frozenset({"NUM", "MEAS"}), frozenset({"NUM", "AGEW"}), frozenset({"NUM", "AGESUF"})),
    (mistyped_and, frozenset({"BETW", "NUM"})),
    (life_left, frozenset({"AGESUF", "TU"})),
    (limited_life, frozenset({"MEAS", "NUM", "TU"})),
    (survival, frozenset({"NUM", "TU", "JUDGED"}), frozenset({"NUM", "TU", "MEAS"})),
    (limit_of_device, frozenset({"MEAS", "NUM", "LP"})),
    (exertion, frozenset({"NUM", "UNIT"})),
    (class_of_scale, frozenset({"MEAS", "PREP", "STAGEW"}), frozenset({"MEAS", "PREP", "ROMAN"})),
    (minutes, frozenset({"MEAS", "NUM", "TU"})),
    (no_later, frozenset({"NUM", "TU"})),
    (past_times, frozenset({"NUM", "TU"})),
    (denied_signs, frozenset({"NEG", "CMP", "NUM"})),
    (ratios, frozenset({"MEAS"})),
    (snellen, frozenset({"FRACTION"})),
    (pains, frozenset({"COND", "NUM"})),
    (either_way, frozenset({"PREP", "NEG"})),
    (for_some, frozenset({"PREP", "COND", "POP"})),
    (inabilities, frozenset({"STATE"})),
    (outside, frozenset({"MEAS", "NUM"})),
    (uninfected, frozenset({"TEXT"})),
    (not_yet, frozenset({"NEG"})),
    (reasons, frozenset()),
    (proofs, frozenset()),
    (seen_on, frozenset({"PREP", "PROC"})),
    (prefixed, frozenset()),
    (levels, frozenset()),
    (distances, frozenset({"NUM", "UNIT"})),
    (unbracketed_times, frozenset({"LP", "OR", "TU"})),
    (chosen_times, frozenset({"WHICHEVER", "TU"})),
    (first_stretches, frozenset({"WITHIN", "NUM", "TU"})),
    (post_events, frozenset({"AFTER", "NUM", "TU"})),
    (named_anchors, frozenset({"TU"})),
    (within_before, frozenset({"CMP", "TU", "UNIT"})),
)
"""What puts names, anchors and prefixes together before filler goes, each with its sets of needed tags."""


_ORDERS = Passes(
    (range_ends, frozenset({"NUM", "LP", "POST"})),
    (sign_first, frozenset({"MEAS"})),
    (composed, frozenset({"NUM", "TU"})),
    (counted, frozenset({"NUM"})),
    (how_often, frozenset({"NUM"})),
    (things_a_day, frozenset({"NUM", "TEXT"})),
    (counting, frozenset({"NUM"})),
    (spaced, frozenset({"NUM", "TU"})),
    (stage_once, frozenset({"STAGEW"})),
    (classed, frozenset({"MEAS"})),
    (degrees, frozenset({"NUM", "STAGEW"})),
    (staged, frozenset()),
    (_without_filler, frozenset()),
    (again_at, frozenset({"ANCHOR"})),
    (occasions, frozenset({"NUM", "PREP"}), frozenset({"NUM", "MEAS", "MEASN"})),
    (scale_spans, frozenset({"NUM", "MEASN"})),
    (joint_totals, frozenset({"NUM", "MEAS", "LP", "RP"})),
    (out_of, frozenset({"NUM", "MEAS", "TEXT", "PREP"})),
    (on_scales, frozenset({"NUM"})),
    (percent_over, frozenset({"NUM", "UNIT"})),
    (said_once, frozenset({"NUM"})),
    (lengths_of_absence, frozenset({"NUM", "TU", "NEG"}), frozenset({"NUM", "TU", "PREP", "COND"})),
    (done_for, frozenset({"NUM", "TU", "PREP", "TEXT"})),
    (adequate_trials, frozenset({"NUM", "RESP", "JUDGED"})),
    (planned_within, frozenset({"NUM", "TU", "PREP"})),
    (signs_by_sex, frozenset({"NUM", "FORSEX"}), frozenset({"NUM", "SEX", "LP"})),
    (share_first, frozenset({"NUM", "UNIT", "TEXT"})),
    (ends_first, frozenset({"NUM"})),
    (symptoms, frozenset({"NUM", "RISK"})),
    (times_first, frozenset({"TIMES", "NUM", "ULN"})),
    (plain_ranges, frozenset({"CMP", "NUM"})),
    (unclear_ranges, frozenset({"CMP", "NUM", "DASH"})),
    (comma_first, frozenset({"COMMA", "NUM", "MEAS"})),
    (straight_on, frozenset({"NUM", "MEAS"})),
    (manner_first, frozenset({"NUM", "MEAS"})),
    (by_method, frozenset({"NUM", "MEAS"})),
    (paired, frozenset({"NUM", "SLASH"})),
)
"""What brings numbers, signs, classes and counts into the order that the phrases know, each with its sets of needed tags."""


def _inclusive(tags: list[Tag]) -> list[Tag]:
    """A comma before "inclusive" after an amount falls away, so that the word reaches its range."""
    kept: list[Tag] = []
    for at, tag in enumerate(tags):
        after = tags[at + 1] if at + 1 < len(tags) else None
        follows = tag.type == "COMMA" and kept and is_amount(kept[-1]) and after is not None and after.could_be("POST")
        if follows and after is not None and after.text.lower().startswith(("inclusi", "both", "includ")):
            after.become("POST")
            continue
        kept.append(tag)
    return kept


def _merge_commas(tags: list[Tag]) -> list[Tag]:
    """A comma or semicolon before and/or belongs to it; two marks in a row are one, and so are "and / or"."""
    made: list[Tag] = []
    for tag in tags:
        if tag.type == "OR" and len(made) > 1 and made[-1].type == "SLASH" and made[-2].type == "AND":
            tag.start, made[-2].state, made[-1].state = made[-2].start, "compiled", "compiled"
            tag.value = made[-2].value if isinstance(made[-2].value, tuple) else tag.value
            del made[-2:]
        if tag.type in {"AND", "OR", "COMMA", "SEMI"} and made and made[-1].type in {"COMMA", "SEMI"}:
            tag.start = min(tag.start, made[-1].start)
            if tag.type == "COMMA" and made[-1].type == "SEMI":
                tag.type = "SEMI"
            elif tag.type in {"AND", "OR"}:
                tag.value = (tag.value, made[-1].type.lower())
            made.pop()
        made.append(tag)
    return made
