"""Lists the passes that bring numbers, signs, classes and counts into the order that the phrases know."""

from __future__ import annotations

from screener.reading.passes.clauses.fillers import without_filler
from screener.reading.passes.names.with_findings import WITH
from screener.reading.passes.names.with_findings import with_findings
from screener.reading.passes.numbers.bounds_in_two_units import bounds_in_two_units
from screener.reading.passes.numbers.counts import counted
from screener.reading.passes.numbers.counts_beside import PLUS
from screener.reading.passes.numbers.counts_beside import WITH as BESIDE
from screener.reading.passes.numbers.counts_beside import counts_beside
from screener.reading.passes.numbers.degrees_and_shares import degrees
from screener.reading.passes.numbers.degrees_and_shares import share_first
from screener.reading.passes.numbers.given_amounts import given_amounts
from screener.reading.passes.numbers.how_often import how_often
from screener.reading.passes.numbers.how_often import signed_rates
from screener.reading.passes.numbers.how_often import things_a_day
from screener.reading.passes.numbers.number_shapes import ENDS
from screener.reading.passes.numbers.number_shapes import age_first
from screener.reading.passes.numbers.number_shapes import ends_first
from screener.reading.passes.numbers.number_shapes import fold_over
from screener.reading.passes.numbers.number_shapes import gestation
from screener.reading.passes.numbers.number_shapes import graded
from screener.reading.passes.numbers.number_shapes import mirrored
from screener.reading.passes.numbers.number_shapes import symptoms
from screener.reading.passes.numbers.occasions import NOUNS
from screener.reading.passes.numbers.occasions import occasions
from screener.reading.passes.numbers.own_measures import own_measures
from screener.reading.passes.numbers.pairs import paired
from screener.reading.passes.numbers.portions import counting
from screener.reading.passes.numbers.range_ends import range_ends
from screener.reading.passes.numbers.said_again import said_again
from screener.reading.passes.numbers.sign_first import sign_first
from screener.reading.passes.numbers.signs import by_method
from screener.reading.passes.numbers.signs import comma_first
from screener.reading.passes.numbers.signs import manner_first
from screener.reading.passes.numbers.signs import percent_over
from screener.reading.passes.numbers.signs import plain_ranges
from screener.reading.passes.numbers.signs import said_once
from screener.reading.passes.numbers.signs import straight_on
from screener.reading.passes.numbers.signs import times_first
from screener.reading.passes.numbers.signs import unclear_ranges
from screener.reading.passes.numbers.spacing import TOLD
from screener.reading.passes.numbers.spacing import spaced
from screener.reading.passes.people.signs_by_sex import signs_by_sex
from screener.reading.passes.scales.classes import classed
from screener.reading.passes.scales.rating_scales import SCALES
from screener.reading.passes.scales.rating_scales import rating_scales
from screener.reading.passes.scales.scale_spans import bracket_spans
from screener.reading.passes.scales.scale_spans import joint_totals
from screener.reading.passes.scales.scale_spans import out_of
from screener.reading.passes.scales.scale_spans import scale_spans
from screener.reading.passes.scales.scales import ON
from screener.reading.passes.scales.scales import on_scales
from screener.reading.passes.scales.stages import stage_once
from screener.reading.passes.scales.stages import staged
from screener.reading.passes.table import Passes
from screener.reading.passes.times.calendar_years import calendar_years
from screener.reading.passes.times.composite import composed
from screener.reading.passes.times.events import VISITS
from screener.reading.passes.times.events import again_at
from screener.reading.passes.times.events import visits_named
from screener.reading.passes.times.lengths import LENGTH_OF
from screener.reading.passes.times.lengths import said_again as length_again
from screener.reading.passes.times.lengths_of_absence import lengths_of_absence
from screener.reading.passes.times.lengths_of_doing import adequate_trials
from screener.reading.passes.times.lengths_of_doing import done_for
from screener.reading.passes.times.lengths_of_doing import planned_within

_GIVEN = frozenset({"DRUG", "TREATN"})
_SPANS = frozenset({"DASH", "to", "and", "through", "until"})


_JOINS = frozenset({"OR", "AND", "SLASH"})
_BESIDE = (("CMP", "AND"), ("CMP", "OR"), ("CMP", PLUS), ("CMP", BESIDE), ("POST", BESIDE))
ORDERS = Passes(
    (calendar_years, frozenset({"NUM", _SPANS})),
    (range_ends, frozenset({"NUM", "LP", "POST"})),
    (bounds_in_two_units, frozenset({"MEAS", "NUM", "UNIT", "LP", "RP"})),
    (sign_first, frozenset({"MEAS"})),
    (composed, frozenset({"NUM", "TU"})),
    (counted, frozenset({"NUM"})),
    (
        counts_beside,
        *(frozenset({sign, "NUM", joint, one}) for sign, joint in _BESIDE for one in ("UNIT", "ULN", "RELTO")),
    ),
    (signed_rates, frozenset({"CMP", "DOSE"})),
    (how_often, frozenset({"NUM"})),
    (things_a_day, frozenset({"NUM", "TEXT"})),
    (counting, frozenset({"NUM"})),
    (spaced, frozenset({"NUM", "TU", TOLD})),
    (stage_once, frozenset({"STAGEW"})),
    (classed, frozenset({"MEAS"})),
    (degrees, frozenset({"NUM", "STAGEW"})),
    (staged, frozenset({"STAGEW"}), frozenset({"MEAS"})),
    (without_filler, frozenset()),
    (with_findings, frozenset({"COMMA", "COND", WITH}), frozenset({"COMMA", "CONDN", WITH})),
    (again_at, frozenset({"ANCHOR"})),
    (visits_named, frozenset({"ANCHOR", "PROCN", VISITS})),
    (occasions, frozenset({"NUM", NOUNS})),
    (rating_scales, frozenset({"NUM", SCALES})),
    (scale_spans, frozenset({"NUM", "MEASN"})),
    (bracket_spans, frozenset({"NUM", "LP", frozenset({"0", "1"}), frozenset({"MEAS", "MEASN"})})),
    (joint_totals, frozenset({"NUM", "MEAS", "LP", "RP"})),
    (out_of, frozenset({"NUM", "MEAS", "TEXT", "PREP"})),
    (on_scales, frozenset({"NUM", frozenset({"MEASN", "STAGEW"})}), frozenset({"NUM", ON})),
    (percent_over, frozenset({"NUM", "UNIT"})),
    (said_once, frozenset({"NUM"})),
    (lengths_of_absence, frozenset({"NUM", "TU", "NEG"}), frozenset({"NUM", "TU", "PREP", "COND"})),
    (done_for, frozenset({"NUM", "TU", "PREP", "TEXT"})),
    (adequate_trials, frozenset({"NUM", "RESP", "JUDGED"})),
    (planned_within, frozenset({"NUM", "TU", "PREP"})),
    (signs_by_sex, frozenset({"NUM", "FORSEX"}), frozenset({"NUM", "SEX", "LP"})),
    (share_first, frozenset({"NUM", "UNIT", "TEXT"})),
    (ends_first, frozenset({"NUM", frozenset(ENDS)})),
    (symptoms, frozenset({"NUM", "RISK"})),
    (times_first, frozenset({"TIMES", "NUM", "ULN"})),
    (plain_ranges, frozenset({"CMP", "NUM"})),
    (unclear_ranges, frozenset({"CMP", "NUM", "DASH"})),
    (comma_first, frozenset({"COMMA", "NUM", "MEAS"})),
    (straight_on, frozenset({"NUM", "MEAS"})),
    (manner_first, frozenset({"NUM", "MEAS"})),
    (by_method, frozenset({"NUM", "MEAS"})),
    (paired, frozenset({"NUM", "SLASH"})),
    (given_amounts, frozenset({"NUM", _GIVEN})),
)
"""What brings numbers, signs, classes and counts into the order that the phrases know, each with its sets of needed tags."""


LIMITS = Passes(
    (age_first, frozenset({"NUM", "MEAS"}), frozenset({"DROP"})),
    (said_again, frozenset({"LP", "RP"})),
    (fold_over, frozenset({"NUM"})),
    (graded, frozenset({"STAGEW"}), frozenset({"MEAS"}), frozenset({"MEASN"})),
    (own_measures, frozenset({"NUM", "CMP", "MEAS", "UNIT", _JOINS | {"COMMA", "SEMI"}})),
    (mirrored, frozenset({"NUM", "CMP", "MEAS"})),
    (gestation, frozenset({"TU"}), frozenset({"MEAS"})),
    (length_again, frozenset({"AND", "TU", "CMP", LENGTH_OF})),
)
"""The same for what the orders above have brought together."""
