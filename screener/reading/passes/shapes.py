"""Lists the passes that put names, people, anchors and times together before filler goes, each with what it needs."""

from __future__ import annotations

from screener.reading.passes.ages.ages_at import SIGNS
from screener.reading.passes.ages.ages_at import at_ages
from screener.reading.passes.ages.ages_at import their_ages
from screener.reading.passes.ages.ages_at_onset import AT_ONSET
from screener.reading.passes.ages.ages_at_onset import DIAGNOSED_WITH
from screener.reading.passes.ages.ages_at_onset import ONSETS
from screener.reading.passes.ages.ages_at_onset import ONSETS_OF
from screener.reading.passes.ages.ages_at_onset import ages_at_onset
from screener.reading.passes.ages.ages_before_colons import ages_before_colons
from screener.reading.passes.ages.ages_between import BEGUN
from screener.reading.passes.ages.ages_between import ages_between
from screener.reading.passes.ages.ages_of_people import ages_of_people
from screener.reading.passes.ages.ages_of_some import FOR
from screener.reading.passes.ages.ages_of_some import ages_of_some
from screener.reading.passes.ages.bracket_ages import bracket_ages
from screener.reading.passes.ages.for_minors import consent_ages
from screener.reading.passes.ages.for_minors import for_minors
from screener.reading.passes.ages.limited_life import limited_life
from screener.reading.passes.ages.old_things import THINGS
from screener.reading.passes.ages.old_things import old_things
from screener.reading.passes.ages.survival import survival
from screener.reading.passes.clauses.bracket_remarks import EXAMPLES
from screener.reading.passes.clauses.bracket_remarks import bracket_remarks
from screener.reading.passes.clauses.conditions_first import MODALS
from screener.reading.passes.clauses.conditions_first import conditions_first
from screener.reading.passes.clauses.even_if import EVEN
from screener.reading.passes.clauses.even_if import even_if
from screener.reading.passes.clauses.given_reasons import WHY
from screener.reading.passes.clauses.given_reasons import given_reasons
from screener.reading.passes.clauses.if_again import AGAIN
from screener.reading.passes.clauses.if_again import if_again
from screener.reading.passes.clauses.if_ends import if_ends
from screener.reading.passes.clauses.letters_listed import NUMBERING
from screener.reading.passes.clauses.letters_listed import letters_listed
from screener.reading.passes.clauses.letters_listed import numbered_in_brackets
from screener.reading.passes.clauses.letters_listed import numbers_listed
from screener.reading.passes.clauses.modal_clauses import HINDERS
from screener.reading.passes.clauses.modal_clauses import SUCH_THAT
from screener.reading.passes.clauses.modal_clauses import modal_clauses
from screener.reading.passes.clauses.not_required import not_required
from screener.reading.passes.clauses.open_lists import open_lists
from screener.reading.passes.clauses.opening_ifs import opening_ifs
from screener.reading.passes.clauses.opinions_that import THAT
from screener.reading.passes.clauses.opinions_that import opinions_that
from screener.reading.passes.clauses.others_excepted import others_excepted
from screener.reading.passes.clauses.result_headings import result_headings
from screener.reading.passes.clauses.shorthand import CROSS
from screener.reading.passes.clauses.shorthand import SHORT_MONTHS
from screener.reading.passes.clauses.shorthand import for_so_long
from screener.reading.passes.clauses.shorthand import short_months
from screener.reading.passes.clauses.shorthand import with_slash
from screener.reading.passes.clauses.small_words import BEGINNINGS
from screener.reading.passes.clauses.small_words import CONSIDERED
from screener.reading.passes.clauses.small_words import EXPECTED
from screener.reading.passes.clauses.small_words import NON
from screener.reading.passes.clauses.small_words import OLD
from screener.reading.passes.clauses.small_words import OPENERS
from screener.reading.passes.clauses.small_words import PORTIONS
from screener.reading.passes.clauses.small_words import RELATED
from screener.reading.passes.clauses.small_words import STAYS
from screener.reading.passes.clauses.small_words import around_openers
from screener.reading.passes.clauses.small_words import beginnings
from screener.reading.passes.clauses.small_words import doses_of
from screener.reading.passes.clauses.small_words import events_old
from screener.reading.passes.clauses.small_words import expected_life
from screener.reading.passes.clauses.small_words import non_or
from screener.reading.passes.clauses.small_words import not_considered
from screener.reading.passes.clauses.small_words import opinion_first
from screener.reading.passes.clauses.small_words import portions_in_words
from screener.reading.passes.clauses.small_words import related_kinds
from screener.reading.passes.clauses.small_words import stays_for
from screener.reading.passes.clauses.small_words import visits_defined
from screener.reading.passes.clauses.suitable_veins import VEINS
from screener.reading.passes.clauses.suitable_veins import suitable_veins
from screener.reading.passes.clauses.told_that_is import THAT_IS
from screener.reading.passes.clauses.told_that_is import relative_that_is
from screener.reading.passes.clauses.told_that_is import told_that_is
from screener.reading.passes.clauses.unavailable import ADJECTIVES
from screener.reading.passes.clauses.unavailable import none_left
from screener.reading.passes.clauses.unavailable import unavailable
from screener.reading.passes.denials.allowed_but import BUT
from screener.reading.passes.denials.allowed_but import allowed_but
from screener.reading.passes.denials.denied_causes import UNRELATED
from screener.reading.passes.denials.denied_causes import denied_causes
from screener.reading.passes.denials.denied_signs import denied_over_or
from screener.reading.passes.denials.denied_signs import denied_signs
from screener.reading.passes.denials.either_way import either_way
from screener.reading.passes.denials.inabilities import FREE
from screener.reading.passes.denials.inabilities import WITHOUT
from screener.reading.passes.denials.inabilities import inabilities
from screener.reading.passes.denials.inabilities import not_yet
from screener.reading.passes.denials.inabilities import uninfected
from screener.reading.passes.denials.keeping_to import KEEPING
from screener.reading.passes.denials.keeping_to import keeping_to
from screener.reading.passes.denials.naive_before import GIVEN as GIVEN_NAIVE
from screener.reading.passes.denials.naive_before import naive_before
from screener.reading.passes.denials.not_both import BOTH as TOGETHER
from screener.reading.passes.denials.not_both import not_both
from screener.reading.passes.denials.prior_and_concurrent import NO_PRIOR
from screener.reading.passes.denials.prior_and_concurrent import PRIOR
from screener.reading.passes.denials.prior_and_concurrent import no_prior_or_concurrent
from screener.reading.passes.denials.prior_and_concurrent import prior_and_concurrent
from screener.reading.passes.denials.refused_besides import refused_besides
from screener.reading.passes.denials.refused_lists import refused_lists
from screener.reading.passes.denials.unable_either import UNABLE
from screener.reading.passes.denials.unable_either import unable_either
from screener.reading.passes.denials.without_recurrence import LEFT
from screener.reading.passes.denials.without_recurrence import without_recurrence
from screener.reading.passes.denials.without_who import LACKING
from screener.reading.passes.denials.without_who import without_who
from screener.reading.passes.names.abuses import ABUSES
from screener.reading.passes.names.abuses import DEPENDENCE
from screener.reading.passes.names.abuses import abuse_or_dependence
from screener.reading.passes.names.abuses import abuses
from screener.reading.passes.names.abuses import vaccines
from screener.reading.passes.names.adjectives import FITTING
from screener.reading.passes.names.adjectives import HOW_MUCH
from screener.reading.passes.names.adjectives import WITHOUT as SPARING
from screener.reading.passes.names.adjectives import adjectives
from screener.reading.passes.names.adjectives import how_severe
from screener.reading.passes.names.adjectives import left_behind
from screener.reading.passes.names.alike import SIMILAR
from screener.reading.passes.names.alike import alike
from screener.reading.passes.names.answers import answers
from screener.reading.passes.names.at_sites import SITES
from screener.reading.passes.names.at_sites import at_sites
from screener.reading.passes.names.bare_allergies import PARTS as ACTIVE_PARTS
from screener.reading.passes.names.bare_allergies import active_parts
from screener.reading.passes.names.bare_allergies import bare_allergies
from screener.reading.passes.names.based_on import based_on
from screener.reading.passes.names.both_routes import both_routes
from screener.reading.passes.names.calculated import FOUND
from screener.reading.passes.names.calculated import calculated_from
from screener.reading.passes.names.code_names import code_names
from screener.reading.passes.names.compound_names import DEVICES
from screener.reading.passes.names.compound_names import FIRSTS
from screener.reading.passes.names.compound_names import IMPLANTS
from screener.reading.passes.names.compound_names import OPERATIONS
from screener.reading.passes.names.compound_names import SALTS
from screener.reading.passes.names.compound_names import STRETCHES
from screener.reading.passes.names.compound_names import devices
from screener.reading.passes.names.compound_names import doing
from screener.reading.passes.names.compound_names import places
from screener.reading.passes.names.compound_names import salts
from screener.reading.passes.names.compound_names import stretches
from screener.reading.passes.names.contraindicated import CONTRAINDICATED
from screener.reading.passes.names.contraindicated import contraindicated
from screener.reading.passes.names.excipients_of import EXCIPIENTS
from screener.reading.passes.names.excipients_of import excipients_of
from screener.reading.passes.names.eyes_apart import EYES
from screener.reading.passes.names.eyes_apart import PLACES
from screener.reading.passes.names.eyes_apart import eyes_apart
from screener.reading.passes.names.eyes_apart import places_joined
from screener.reading.passes.names.for_diseases import FOR as FOR_WHAT
from screener.reading.passes.names.for_diseases import for_diseases
from screener.reading.passes.names.formulas import formulas
from screener.reading.passes.names.given_twice import given_twice
from screener.reading.passes.names.how_measured import CORRECTED
from screener.reading.passes.names.how_measured import how_measured
from screener.reading.passes.names.hypo_or_hyper import OPPOSITES
from screener.reading.passes.names.hypo_or_hyper import opposites
from screener.reading.passes.names.inner_examples import CONTAINING
from screener.reading.passes.names.inner_examples import inner_examples
from screener.reading.passes.names.known_by_letters import known_by_letters
from screener.reading.passes.names.later_trials import FUTURE
from screener.reading.passes.names.later_trials import later_trials
from screener.reading.passes.names.methods_told import FOUND as FOUND_BY
from screener.reading.passes.names.methods_told import methods_told
from screener.reading.passes.names.named_in_brackets import named_in_brackets
from screener.reading.passes.names.named_trials import TAKING_PART
from screener.reading.passes.names.named_trials import named_trials
from screener.reading.passes.names.named_twice import named_twice
from screener.reading.passes.names.new_products import NEW_DEVICES
from screener.reading.passes.names.new_products import new_products
from screener.reading.passes.names.organisations import BEGINNINGS as NATIONS
from screener.reading.passes.names.organisations import organisations
from screener.reading.passes.names.other_ways import other_ways
from screener.reading.passes.names.poor_responses import RESPONSES
from screener.reading.passes.names.poor_responses import poor_responses
from screener.reading.passes.names.prefixes import PREFIXES
from screener.reading.passes.names.prefixes import prefixed
from screener.reading.passes.names.proofs import proofs
from screener.reading.passes.names.purposes import PREVENTING
from screener.reading.passes.names.purposes import purposes
from screener.reading.passes.names.reasons import reasons
from screener.reading.passes.names.routed import routed
from screener.reading.passes.names.said_beside import SENSITIVE
from screener.reading.passes.names.said_beside import places_of
from screener.reading.passes.names.said_beside import sensitivities
from screener.reading.passes.names.said_beside import standards
from screener.reading.passes.names.seen_on import PICTURED
from screener.reading.passes.names.seen_on import seen_on
from screener.reading.passes.names.sensitivity_of_tests import SENSITIVITY
from screener.reading.passes.names.sensitivity_of_tests import sensitivity_of_tests
from screener.reading.passes.names.spaced_names import spaced_names
from screener.reading.passes.names.spelt_out import bracket_words
from screener.reading.passes.names.spelt_out import spelt_out
from screener.reading.passes.names.suicidal import WORDS as SUICIDAL
from screener.reading.passes.names.suicidal import suicidal
from screener.reading.passes.names.targeted_at import targeted_at
from screener.reading.passes.names.told_behind import CONTROL
from screener.reading.passes.names.told_behind import DRUG_THERAPY
from screener.reading.passes.names.told_behind import told_behind
from screener.reading.passes.names.told_beside_states import INDICATING
from screener.reading.passes.names.told_beside_states import told_beside_states
from screener.reading.passes.names.treated_before import treated_before
from screener.reading.passes.names.trials import STUDIES
from screener.reading.passes.names.trials import USES
from screener.reading.passes.names.trials import any_trial
from screener.reading.passes.names.trials import planned_use
from screener.reading.passes.names.trials import trials_of
from screener.reading.passes.names.twins import twins
from screener.reading.passes.names.unapproved import unapproved
from screener.reading.passes.names.used_in import USED
from screener.reading.passes.names.used_in import used_in
from screener.reading.passes.numbers.acuity import DECIMAL
from screener.reading.passes.numbers.acuity import LOGMAR
from screener.reading.passes.numbers.acuity import in_logmar
from screener.reading.passes.numbers.acuity import snellen
from screener.reading.passes.numbers.both_degrees import FAHRENHEIT
from screener.reading.passes.numbers.both_degrees import both_degrees
from screener.reading.passes.numbers.bracketed_lists import bracketed_lists
from screener.reading.passes.numbers.changed_by import CHANGED
from screener.reading.passes.numbers.changed_by import changed_by
from screener.reading.passes.numbers.changed_by import changed_to
from screener.reading.passes.numbers.chart_brackets import CHARTS
from screener.reading.passes.numbers.chart_brackets import chart_brackets
from screener.reading.passes.numbers.chart_brackets import charts_apart
from screener.reading.passes.numbers.chart_brackets import letters_downwards
from screener.reading.passes.numbers.counted_among import AMONG
from screener.reading.passes.numbers.counted_among import counted_among
from screener.reading.passes.numbers.criteria_met import criteria_met
from screener.reading.passes.numbers.diopters_of import DIOPTERS
from screener.reading.passes.numbers.diopters_of import MYOPIA
from screener.reading.passes.numbers.diopters_of import diopters_of
from screener.reading.passes.numbers.diopters_of import myopic
from screener.reading.passes.numbers.distances import distances
from screener.reading.passes.numbers.donations import GIVES
from screener.reading.passes.numbers.donations import donations
from screener.reading.passes.numbers.drug_levels import drug_levels
from screener.reading.passes.numbers.equivalents import STEROIDS
from screener.reading.passes.numbers.equivalents import defined_doses
from screener.reading.passes.numbers.equivalents import dosed_in
from screener.reading.passes.numbers.equivalents import equivalents
from screener.reading.passes.numbers.exposures import EXPOSURE
from screener.reading.passes.numbers.exposures import exposures
from screener.reading.passes.numbers.frequent_events import FREQUENT
from screener.reading.passes.numbers.frequent_events import frequent_events
from screener.reading.passes.numbers.joints_of import NAMES as JOINT_COUNTS
from screener.reading.passes.numbers.joints_of import joints_of
from screener.reading.passes.numbers.levels import levels
from screener.reading.passes.numbers.making_up import PARTS
from screener.reading.passes.numbers.making_up import making_up
from screener.reading.passes.numbers.menses_every import EVERY
from screener.reading.passes.numbers.menses_every import MENSES
from screener.reading.passes.numbers.menses_every import menses_every
from screener.reading.passes.numbers.more_of import more_of
from screener.reading.passes.numbers.named_members import named_members
from screener.reading.passes.numbers.number_shapes import life_left
from screener.reading.passes.numbers.number_shapes import mistyped_and
from screener.reading.passes.numbers.of_how_many import of_how_many
from screener.reading.passes.numbers.only_so_many import ONLY
from screener.reading.passes.numbers.only_so_many import only_so_many
from screener.reading.passes.numbers.or_up_to import OR_UP
from screener.reading.passes.numbers.or_up_to import or_up_to
from screener.reading.passes.numbers.outside import outside
from screener.reading.passes.numbers.past_the_end import CONTROLS
from screener.reading.passes.numbers.past_the_end import past_the_end
from screener.reading.passes.numbers.plus_first import plus_first
from screener.reading.passes.numbers.pressures_again import BROUGHT
from screener.reading.passes.numbers.pressures_again import brought_to
from screener.reading.passes.numbers.pressures_again import pressures_again
from screener.reading.passes.numbers.range_ends import ends_behind_brackets
from screener.reading.passes.numbers.ratios import ratios
from screener.reading.passes.numbers.second_ones import DIMENSION
from screener.reading.passes.numbers.second_ones import SECOND
from screener.reading.passes.numbers.second_ones import dimensions
from screener.reading.passes.numbers.second_ones import second_ones
from screener.reading.passes.numbers.shares_of_bilirubin import DIRECT
from screener.reading.passes.numbers.shares_of_bilirubin import shares_of_bilirubin
from screener.reading.passes.numbers.shown_by import FINDINGS
from screener.reading.passes.numbers.shown_by import shown_by
from screener.reading.passes.numbers.signs_carried import VOLUMES
from screener.reading.passes.numbers.signs_carried import signs_carried
from screener.reading.passes.numbers.stays_counted import stays_counted
from screener.reading.passes.numbers.times_behind import times_behind
from screener.reading.passes.numbers.told_limits import class_of_scale
from screener.reading.passes.numbers.told_limits import exertion
from screener.reading.passes.numbers.told_limits import limit_of_device
from screener.reading.passes.numbers.tolerances import tolerances
from screener.reading.passes.numbers.whose_limits import whose_limits
from screener.reading.passes.people.avoided_lists import AVOIDS
from screener.reading.passes.people.avoided_lists import NOT_TO
from screener.reading.passes.people.avoided_lists import avoided_lists
from screener.reading.passes.people.avoiding import AVOIDING
from screener.reading.passes.people.avoiding import avoiding
from screener.reading.passes.people.both_sexes import both_sexes
from screener.reading.passes.people.for_some import for_some
from screener.reading.passes.people.having import HAVING
from screener.reading.passes.people.having import having
from screener.reading.passes.people.if_sex import if_sex
from screener.reading.passes.people.if_sex import no_women
from screener.reading.passes.people.kin import kin
from screener.reading.passes.people.limits_by_group import limits_by_group
from screener.reading.passes.people.limits_of_others import limits_of_others
from screener.reading.passes.people.listed_permissions import MAY
from screener.reading.passes.people.listed_permissions import allowed_besides
from screener.reading.passes.people.listed_permissions import listed_permissions
from screener.reading.passes.people.obligations import CAN
from screener.reading.passes.people.obligations import anchored_visits
from screener.reading.passes.people.obligations import attributive
from screener.reading.passes.people.obligations import excluding
from screener.reading.passes.people.obligations import from_study
from screener.reading.passes.people.obligations import may_have
from screener.reading.passes.people.obligations import obliged
from screener.reading.passes.people.obligations import people_can
from screener.reading.passes.people.obligations import provided
from screener.reading.passes.people.obligations import unfit_for
from screener.reading.passes.people.or_partner import or_partner
from screener.reading.passes.people.passive_permissions import MAY as MAY_BE
from screener.reading.passes.people.passive_permissions import NOT_ASKED
from screener.reading.passes.people.passive_permissions import not_asked
from screener.reading.passes.people.passive_permissions import passive_permissions
from screener.reading.passes.people.side_permissions import side_permissions
from screener.reading.passes.people.whom_first import whom_first
from screener.reading.passes.scales.examination_scores import SCORES
from screener.reading.passes.scales.examination_scores import examination_scores
from screener.reading.passes.scales.graded_results import GRADE
from screener.reading.passes.scales.graded_results import graded_results
from screener.reading.passes.scales.grading import SCALE
from screener.reading.passes.scales.grading import VERSIONS
from screener.reading.passes.scales.grading import graded_by
from screener.reading.passes.scales.grading import without_version
from screener.reading.passes.scales.plain_values import plain_values
from screener.reading.passes.scales.scale_ranges import POINTS
from screener.reading.passes.scales.scale_ranges import scale_ranges
from screener.reading.passes.scales.scales import PAINS
from screener.reading.passes.scales.scales import pains
from screener.reading.passes.scales.scales_beside import scales_beside
from screener.reading.passes.scales.scored_by import scored_by
from screener.reading.passes.scales.stages import leaks_graded
from screener.reading.passes.scales.stages import route_or_class
from screener.reading.passes.scales.stages_apart import stages_apart
from screener.reading.passes.scales.sub_classes import sub_classes
from screener.reading.passes.scales.toxicities import BOUNDS
from screener.reading.passes.scales.toxicities import RESOLVED
from screener.reading.passes.scales.toxicities import toxicities
from screener.reading.passes.table import Passes
from screener.reading.passes.times.between_events import between_events
from screener.reading.passes.times.both_ends import both_ends
from screener.reading.passes.times.clock_times import clock_times
from screener.reading.passes.times.deliveries import DELIVERY
from screener.reading.passes.times.deliveries import deliveries
from screener.reading.passes.times.done_long_ago import OLDER
from screener.reading.passes.times.done_long_ago import done_long_ago
from screener.reading.passes.times.ended_anchors import ended_anchors
from screener.reading.passes.times.events import first_cycles
from screener.reading.passes.times.events import named_anchors
from screener.reading.passes.times.events import within_before
from screener.reading.passes.times.expected_anchors import expected_anchors
from screener.reading.passes.times.first_stretches import first_stretches
from screener.reading.passes.times.following_period import FOLLOWING
from screener.reading.passes.times.following_period import following_period
from screener.reading.passes.times.given_anchors import ENDED
from screener.reading.passes.times.given_anchors import GIVING
from screener.reading.passes.times.given_anchors import given_anchors
from screener.reading.passes.times.given_anchors import treated_using
from screener.reading.passes.times.given_with import given_with
from screener.reading.passes.times.lengths import BEFORE
from screener.reading.passes.times.lengths import COURSES
from screener.reading.passes.times.lengths import DURATION
from screener.reading.passes.times.lengths import LEADING
from screener.reading.passes.times.lengths import OF_THE_PAST
from screener.reading.passes.times.lengths import STOOD
from screener.reading.passes.times.lengths import bracket_times
from screener.reading.passes.times.lengths import courses_of
from screener.reading.passes.times.lengths import in_so_long
from screener.reading.passes.times.lengths import leading_to
from screener.reading.passes.times.lengths import lengths
from screener.reading.passes.times.lengths import stood_for
from screener.reading.passes.times.lengths_of_doing import to_last
from screener.reading.passes.times.long_use import LASTING
from screener.reading.passes.times.long_use import long_use
from screener.reading.passes.times.minutes import minutes
from screener.reading.passes.times.no_later import DENIES
from screener.reading.passes.times.no_later import no_later
from screener.reading.passes.times.none_needing import none_needing
from screener.reading.passes.times.now_or_within import current_or_within
from screener.reading.passes.times.now_or_within import planned_or_within
from screener.reading.passes.times.opinion_between import opinion_between
from screener.reading.passes.times.past_times import PAST
from screener.reading.passes.times.past_times import past_times
from screener.reading.passes.times.post_events import after_events
from screener.reading.passes.times.post_events import following_events
from screener.reading.passes.times.post_events import post_events
from screener.reading.passes.times.recent import RECENT
from screener.reading.passes.times.recent import recent_or
from screener.reading.passes.times.recent import recent_treatment
from screener.reading.passes.times.recently import RECENTLY
from screener.reading.passes.times.recently import recently
from screener.reading.passes.times.stable_for import stable_for
from screener.reading.passes.times.stable_for import stable_in_brackets
from screener.reading.passes.times.starting_with import STARTING
from screener.reading.passes.times.starting_with import starting_with
from screener.reading.passes.times.study_procedures import PROCEDURES
from screener.reading.passes.times.study_procedures import study_procedures
from screener.reading.passes.times.the_last import LAST
from screener.reading.passes.times.the_last import the_last
from screener.reading.passes.times.thereafter import LATER
from screener.reading.passes.times.thereafter import UNTIL
from screener.reading.passes.times.thereafter import thereafter
from screener.reading.passes.times.thereafter import until_end
from screener.reading.passes.times.time_since import END
from screener.reading.passes.times.time_since import TIME
from screener.reading.passes.times.time_since import ended_treatments
from screener.reading.passes.times.time_since import interval_of
from screener.reading.passes.times.time_since import time_since
from screener.reading.passes.times.times_for_some import FOR_SOME
from screener.reading.passes.times.times_for_some import times_for_some
from screener.reading.passes.times.washouts_missed import KEPT
from screener.reading.passes.times.washouts_missed import washouts_missed
from screener.reading.passes.times.whichever import chosen_times
from screener.reading.passes.times.whichever import unbracketed_times
from screener.reading.passes.times.worded_anchors import OF
from screener.reading.passes.times.worded_anchors import worded_anchors

_AGED_FIRST = frozenset({"POP", "CMP", "DASH", "POST"})
_AGED = frozenset({"MEAS", "AGEW", "AGESUF"})
_JOINS = frozenset({"OR", "AND", "SLASH"})
_FOR = frozenset({"for", "-"})
_LETTERS = frozenset("abcdefgh")


SHAPES = Passes(
    (spaced_names, frozenset({"DASH", frozenset({"MEAS", "TEXT", "COND"})})),
    (ends_behind_brackets, frozenset({"UNIT", "LP", "RP", "NUM", "POST"})),
    (plus_first, frozenset({"PLUS", "NUM"})),
    (plain_values, frozenset({"MEAS", frozenset({"COMMA", "a", "b", "c"})})),
    (
        told_behind,
        frozenset({CONTROL}), frozenset({"COND", "history"}), frozenset({"DRUG", DRUG_THERAPY}),
        frozenset({"RESULT", frozenset({"status", "serostatus"})}),
    ),
    (named_members, frozenset({"MEAS", "LP", "RP", "CMP"})),
    (bracket_remarks, frozenset({"LP", "RP", frozenset({"SEV", "UNIT", "incl"})}), frozenset({"LP", EXAMPLES})),
    (charts_apart, frozenset({"MEAS", "COMMA", CHARTS})),
    (letters_downwards, frozenset({"MEAS", "NUM", frozenset({"to", "through", "and", "-", "–"})})),
    (chart_brackets, frozenset({"LP", "RP", "MEAS", frozenset({"FRACTION", "NUM"})})),
    (named_in_brackets, frozenset({"LP", "RP", "COND", "NUM"})),
    (how_measured, frozenset({"LP", "RP", "MEAS", "NUM"}), frozenset({"MEAS", "NUM", "for", CORRECTED})),
    (shown_by, frozenset({"LP", "RP", "MEAS", "NUM", FINDINGS})),
    (signs_carried, frozenset({"CMP", "NUM", "AND", "UNIT", VOLUMES})),
    (joints_of, frozenset({"MEAS", frozenset({"FRACTION", "TEXT"}), JOINT_COUNTS})),
    (known_by_letters, frozenset({"LP", "RP", "MEAS", frozenset({"TEXT", "MEASN", "COND"})})),
    (scales_beside, frozenset({"LP", "RP", "MEAS", "NUM", _JOINS | {"COMMA"}})),
    (with_slash, frozenset({"SLASH", "w"})),
    (for_so_long, frozenset({"NUM", "TU", CROSS})),
    (short_months, frozenset({"NUM", "UNIT", SHORT_MONTHS, "AFTER"})),
    (if_ends, frozenset({"IF", "SEMI"})),
    (opening_ifs, frozenset({"IF", "COND", "COMMA", "OR"})),
    (even_if, frozenset({EVEN})),
    (open_lists, frozenset({"EG", "NOF"})),
    (targeted_at, frozenset({"MEAS", "PROC"}), frozenset({"MEAS", "DRUG"}), frozenset({"MEAS", "TREATN"})),
    (without_who, frozenset({"COND", "PREP", LACKING})),
    (limits_of_others, frozenset({"COND", "MEAS", "CMP", "ULN"})),
    (result_headings, frozenset({"COLON"})),
    (avoiding, frozenset({"STATE", AVOIDING})),
    (avoided_lists, frozenset({"STATE", AVOIDS, _JOINS}), frozenset({NOT_TO, _JOINS})),
    (deliveries, frozenset({"ANCHOR", DELIVERY})),
    (side_permissions, frozenset({"COMMA", "CMP", "ALLOWV"})),
    (bracketed_lists, frozenset({"COLON", "LP", "RP", "SEMI", "CMP"})),
    (sensitivity_of_tests, frozenset({"UNIT", SENSITIVITY})),
    (named_twice, frozenset({"MEAS", "LP", "RP", "NUM"})),
    (more_of, frozenset({"NUM", "POST", "MEAS"})),
    (whose_limits, frozenset({"NUM", "TIMES", frozenset({"ULN", "LLN"})})),
    (times_behind, frozenset({"NUM", "POST", "TIMES", frozenset({"ULN", "LLN"})})),
    (drug_levels, frozenset({"DRUG", "CMP", "NUM", "UNIT", "LP", "RP"})),
    (opposites, frozenset({OPPOSITES})),
    (doing, frozenset({"DRUG", "DASH"})),
    (places, frozenset({"AND", FIRSTS})),
    (devices, frozenset({"PROC", DEVICES}), frozenset({"PROC", OPERATIONS}), frozenset({"DRUG", IMPLANTS})),
    (salts, frozenset({"DRUG", SALTS})),
    (stretches, frozenset({"DASH", "to", STRETCHES})),
    (suicidal, frozenset({"COND", SUICIDAL, _JOINS | {"COMMA"}})),
    (treated_using, frozenset({"ANCHOR", ENDED})),
    (numbered_in_brackets, frozenset({"LP", "RP", NUMBERING})),
    (spelt_out, frozenset({"LP", "COND"}), frozenset({"LP", "DRUG"}), frozenset({"LP", "PROC"})),
    (bracket_words, frozenset({"LP", "RP", "NUM", "UNIT", "TEXT"})),
    (numbers_listed, frozenset({"RP", NUMBERING})),
    (letters_listed, frozenset({"RP", _LETTERS})),
    (standards, frozenset({"MEAS", "NUM", _FOR})),
    (sensitivities, frozenset({"LP", "RP", SENSITIVE})),
    (places_of, frozenset({"DRUG", "ROUTE"})),
    (second_ones, frozenset({SECOND})),
    (dimensions, frozenset({"NUM", DIMENSION})),
    (diopters_of, frozenset({"UNIT", "COND", "MEAS", DIOPTERS})),
    (making_up, frozenset({"CMP", "UNIT", PARTS})),
    (myopic, frozenset({"MEAS", "CMP", "UNIT", MYOPIA})),
    (organisations, frozenset({"TEXT", NATIONS})),
    (without_version, frozenset({"MEAS", VERSIONS})),
    (graded_results, frozenset({"MEAS", "NUM", GRADE})),
    (graded_by, SCALE | {"NUM"}, SCALE | {"ROMAN"}),
    (clock_times, frozenset({"UNIT", "at", frozenset({"TEXT", "am", "pm"})})),
    (code_names, frozenset({"DASH", "NUM"})),
    (events_old, frozenset({"COND", "TU", OLD})),
    (done_long_ago, frozenset({"NUM", "TU", OLDER})),
    (non_or, frozenset({"NEG", NON})),
    (beginnings, frozenset({"TREAT", BEGINNINGS})),
    (following_period, frozenset({"COLON", "TU", FOLLOWING})),
    (exposures, frozenset({"NUM", "DRUG", EXPOSURE})),
    (times_for_some, frozenset({"NUM", "TU", FOR_SOME, frozenset({"DRUG", "PROC"})})),
    (poor_responses, frozenset({RESPONSES})),
    (treated_before, frozenset({"TREAT", "PREP", frozenset({"COND", "CONDN"})})),
    (opinion_first, frozenset({"JUDGE", "COMMA"})),
    (opinions_that, frozenset({"JUDGE", THAT})),
    (opinion_between, frozenset({"JUDGE", "WITHIN", "TU"})),
    (expected_life, frozenset({"PLAN", "MEAS", EXPECTED})),
    (portions_in_words, frozenset({"NUM", PORTIONS})),
    (visits_defined, frozenset({"ANCHOR", "LP", "IE"})),
    (not_considered, frozenset({"LP", "NEG", CONSIDERED})),
    (ages_between, frozenset({"BETW", BEGUN, frozenset({"AGEW", "AGESUF"})})),
    (stays_for, frozenset({"COND", "STATE", STAYS})),
    (related_kinds, frozenset({"COND", "NUM", RELATED})),
    (stays_counted, frozenset({"STATE", "NUM"})),
    (around_openers, frozenset({"MEAS", OPENERS})),
    (doses_of, frozenset({"ANCHOR", "of", frozenset({"DRUG", "VACC"})})),
    (named_trials, frozenset({TAKING_PART, STUDIES}), frozenset({TAKING_PART, "STATE"})),
    (trials_of, frozenset({"PREP", STUDIES}), frozenset({"STATE", "PREP"}), frozenset({"STATE", "TEXT"})),
    (new_products, frozenset({"DRUG", "PROCN", NEW_DEVICES})),
    (planned_use, frozenset({"PLAN", USES})),
    (calculated_from, frozenset({"MEAS", FOUND})),
    (thereafter, frozenset({"TU", LATER})),
    (until_end, frozenset({"TU", "PRIOR", "ANCHOR", UNTIL})),
    (may_have, frozenset({"POP", "COND", "CMP", "JUDGED"})),
    (excipients_of, frozenset({EXCIPIENTS})),
    (alike, frozenset({"ALLERGY", SIMILAR}), frozenset({"ALLERGYW", SIMILAR})),
    (used_in, frozenset({USED})),
    (people_can, frozenset({"POP", CAN})),
    (dosed_in, frozenset({"CMP", "UNIT", STEROIDS})),
    (donations, frozenset({"NUM", "UNIT", GIVES}), frozenset({"LP", GIVES})),
    (scored_by, frozenset({"ACCORD", "MEAS", "LP", "RP", "CMP"})),
    (menses_every, frozenset({"NUM", "TU", EVERY, MENSES})),
    (both_ends, frozenset({"BETW", "EG"})),
    (both_degrees, frozenset({"CMP", "NUM", FAHRENHEIT})),
    (eyes_apart, frozenset({"PREP", EYES, _JOINS | {"COMMA"}})),
    (places_joined, frozenset({"DRUG", PLACES, _JOINS | {"COMMA"}})),
    (between_events, frozenset({"BETW", "AND", "NUM", "TU"})),
    (sub_classes, frozenset({"MEAS", "TEXT"}), frozenset({"MEAS", "NUM", "COND"})),
    (route_or_class, frozenset({"ROUTE"})),
    (leaks_graded, frozenset({"CMP", "+"})),
    (routed, frozenset({"ROUTE", "DRUG"})),
    (both_routes, frozenset({"ROUTE", frozenset({"COND", "CONDN"}), frozenset({"NEED", "TREAT"}), _JOINS})),
    (given_twice, frozenset({"TREAT"})),
    (active_parts, frozenset({frozenset({"ALLERGY", "ALLERGYW"}), ACTIVE_PARTS, frozenset({"active", "inactive"})})),
    (others_excepted, frozenset({"EXC", frozenset({"WHICH", "IE"}), frozenset({"other", "another", "any other", "others"})})),
    (inner_examples, frozenset({"LP", "RP", "EG", frozenset({"PROC", "PROCN"})}), frozenset({"DRUG", CONTAINING})),
    (suitable_veins, frozenset({VEINS})),
    (at_sites, frozenset({SITES, frozenset({"of", "of the"})})),
    (given_reasons, frozenset({WHY})),
    (unavailable, frozenset({"NEG", ADJECTIVES})),
    (none_left, frozenset({"NEG"})),
    (not_required, frozenset({"NEG", frozenset({"required", "mandatory", "necessary", "needed", "NEED"})})),
    (told_beside_states, frozenset({"STATE", INDICATING}), frozenset({"STATE", "CAUSE"})),
    (stages_apart, frozenset({"COND", "STAGEW", frozenset({"COMMA", "of"})})),
    (the_last, frozenset({"CMP", "NUM", "TU", LAST})),
    (to_last, frozenset({"WITHIN", "NUM", frozenset({"last", "lasts"})})),
    (lengths, frozenset({"TU", DURATION})),
    (stood_for, frozenset({"COMMA", "CMP", "TU", STOOD})),
    (courses_of, frozenset({"CMP", "TU", COURSES})),
    (bracket_times, frozenset({"LP", "RP", "TU", BEFORE})),
    (in_so_long, frozenset({"PREP", "NUM", "TU", OF_THE_PAST})),
    (leading_to, frozenset({"TU", "ANCHOR", LEADING})),
    (long_use, frozenset({"SEV", "LP", "TU", LASTING})),
    (expected_anchors, frozenset({"PLAN", "TU"})),
    (first_cycles, frozenset({"NUM", "ANCHOR"})),
    (twins, frozenset({"COND", frozenset({"NUM", "ROMAN"}), _JOINS | {"COMMA"}})),
    (interval_of, frozenset({"NUM", "TU", TIME, "of"})),
    (ended_treatments, frozenset({"NUM", "TU", END, "of"})),
    (time_since, frozenset({"NUM", "TU", TIME, frozenset({"since", "from"})})),
    (frequent_events, frozenset({"COND", "LP", "NUM", FREQUENT})),
    (recent_treatment, frozenset({"LP", "RP", "TU", RECENT})),
    (recent_or, frozenset({"LP", "RP", "TU", RECENT})),
    (recently, frozenset({"LP", "RP", "TU", RECENTLY})),
    (current_or_within, frozenset({"CURRENT", "OR", "WITHIN"})),
    (planned_or_within, frozenset({"PLAN", "OR", "WITHIN"})),
    (if_sex, frozenset({"FORSEX"}), frozenset({"IF", "SEX", "COMMA"})),
    (only_so_many, frozenset({"NUM", "HIST", ONLY})),
    (if_again, frozenset({"IF", "AND", AGAIN}), frozenset({"IF", "OR", AGAIN})),
    (no_women, frozenset({"NEG", "SEX", "STATE"})),
    (both_sexes, frozenset({"SEX"})),
    (anchored_visits, frozenset({"RELTO"})),
    (or_partner, frozenset({"POP", "SEX", "GUARD", frozenset({"OR", "AND", "SLASH"})})),
    (kin, frozenset()),
    (provided, frozenset({"IF", "STATE"}), frozenset({"IF", "provided"})),
    (from_study, frozenset({"EXCLV", "from"})),
    (not_both, frozenset({"NEG", "AND", TOGETHER})),
    (refused_lists, frozenset({"EXCLV", "NOF", "COLON"})),
    (later_trials, frozenset({"ALLOWV", FUTURE})),
    (pressures_again, frozenset({"MEAS", "CMP", "LP", "RP"})),
    (brought_to, frozenset({"IF", "MEAS", "CMP", BROUGHT})),
    (attributive, frozenset({"ALLOWV"})),
    (allowed_but, frozenset({"ALLOWV", BUT})),
    (obliged, frozenset()),
    (criteria_met, *(frozenset({"NUM", "SEV", count}) for count in ("CMP", "POST"))),
    (counted_among, frozenset({"NUM", AMONG}), frozenset({"NOF", AMONG})),
    (of_how_many, frozenset({"NOF"})),
    (formulas, frozenset({"FORMULA"})),
    (other_ways, frozenset({"EQUIV", "NUM", "PROC"})),
    (tolerances, frozenset({"LP", "CMP", "NUM", "RP"})),
    (equivalents, frozenset({"EQUIV", "NUM"})),
    (defined_doses, frozenset({"IE", "DRUG", "CMP", "UNIT"})),
    (based_on, frozenset({"DRUG", "TEXT"})),
    (abuses, frozenset({"DRUG", ABUSES})),
    (abuse_or_dependence, frozenset({"COND", DEPENDENCE})),
    (vaccines, frozenset({"COND", "VACC"})),
    (left_behind, frozenset({"COND", "DASH", "post"})),
    (how_severe, frozenset({"SEV", "CMP", HOW_MUCH})),
    (adjectives, frozenset({"DRUG", "TEXT", SPARING}), frozenset({"PROC", "TEXT", FITTING})),
    (unfit_for, frozenset({"EXCLV", "PREP"})),
    (for_minors, frozenset({"NUM", "LP", "RP", "POP", frozenset({"for", "in", "if", "only"})})),
    (consent_ages, frozenset({"NUM", "POP", "STATE", frozenset({"for", "in"})})),
    (bracket_ages, frozenset({"NUM", "LP"})),
    (shares_of_bilirubin, frozenset({"MEAS", "NUM", DIRECT})),
    (
        ages_at_onset,
        frozenset({"NUM", _AGED, AT_ONSET}), frozenset({"NUM", _AGED, "of", ONSETS}), frozenset({"NUM", "MEAS", ONSETS_OF}),
        frozenset({"NUM", DIAGNOSED_WITH}), frozenset({"NUM", "TU", ONSETS_OF}), frozenset({"NUM", "CMP", "onset", _AGED}),
    ),
    (scale_ranges, frozenset({"CMP", "MEAS", frozenset({"BETW", "COMMA"})}), frozenset({"NUM", "MEAS", POINTS})),
    (their_ages, frozenset({"FAMILY", "LP", "CMP", "COND"})),
    (at_ages, frozenset({"NUM", _AGED, frozenset(SIGNS)}), frozenset({"NUM", "CMP", "COND", _AGED})),
    (mistyped_and, frozenset({"BETW", "NUM"})),
    (life_left, frozenset({"AGESUF", "TU"})),
    (limited_life, frozenset({"MEAS", "NUM", "TU"})),
    (survival, frozenset({"NUM", "TU", "JUDGED"}), frozenset({"NUM", "TU", "MEAS"})),
    (limit_of_device, frozenset({"MEAS", "NUM", "LP"})),
    (exertion, frozenset({"NUM", "UNIT"})),
    (class_of_scale, frozenset({"MEAS", "PREP", "STAGEW"}), frozenset({"MEAS", "PREP", "ROMAN"})),
    (minutes, frozenset({"MEAS", "NUM", "TU"})),
    (no_later, frozenset({"NUM", "TU", DENIES})),
    (given_with, frozenset({"WITHIN", "PREP", "TU"})),
    (past_times, frozenset({"NUM", "TU", PAST})),
    (or_up_to, frozenset({"NUM", OR_UP})),
    (refused_besides, frozenset({"EXCLV", "SEMI"}), frozenset({"EXCLV", "COMMA", "NUM"})),
    (denied_signs, frozenset({"NEG", "CMP", "NUM"})),
    (past_the_end, frozenset({"NUM", "UNIT", frozenset({"ULN", "RESULT"})}), frozenset({"NUM", "UNIT", CONTROLS})),
    (denied_over_or, frozenset({"CMP", "NUM", "OR"})),
    (changed_to, frozenset({"CHANGE", "MEAS", "CMP", "to"})),
    (changed_by, frozenset({"MEAS", "CMP", "UNIT", CHANGED})),
    (ratios, frozenset({"MEAS", "SLASH"}), frozenset({"MEAS", "MEASN", "ratio"})),
    (snellen, frozenset({"FRACTION"})),
    (in_logmar, frozenset({"MEAS", "NUM", LOGMAR}), frozenset({"MEAS", "NUM", "LP", DECIMAL})),
    (pains, frozenset({"COND", "NUM", PAINS})),
    (conditions_first, frozenset({"IF", MODALS})),
    (none_needing, frozenset({"NEG", "NEED", "NUM", "TU", "for"})),
    (told_that_is, frozenset({"COND", THAT_IS}), frozenset({"CONDN", THAT_IS})),
    (relative_that_is, frozenset({"IE", frozenset({"that is"})})),
    (having, frozenset({"COND", HAVING})),
    (limits_by_group, *(frozenset({"MEAS", "CMP", "NUM", joint}) for joint in ("AND", "OR", "COMMA", "SEMI"))),
    (either_way, frozenset({"PREP", "NEG"})),
    (for_some, frozenset({"PREP", "COND", "POP"})),
    (ages_before_colons, frozenset({"COLON", "MEAS", "TU", "NUM", _AGED_FIRST})),
    (ages_of_people, frozenset({"NUM", "TU", frozenset({"POP", "SEX"})})),
    (ages_of_some, frozenset({"NUM", FOR, frozenset({"POP", "AGEW"})})),
    (
        whom_first,
        frozenset({"COLON", "POP", FOR}), frozenset({"COLON", "FORSEX"}), frozenset({"COLON", "SEMI", "IF"}),
        frozenset({"POP", FOR, "COMMA", "MEAS", frozenset({"DRUG", "PROC", "COND", "STATE"})}),
        frozenset({FOR, "COMMA", "COND"}), frozenset({FOR, "COMMA", "SEV", "POP"}),
        frozenset({"IF", "COMMA", "MEAS", "CMP"}),
    ),
    (toxicities, frozenset({frozenset({"STAGEW", "COND", "MEAS"}), RESOLVED}), frozenset({"STAGEW", "COND", BOUNDS})),
    (answers, frozenset({"COLON"}), frozenset({"CMP", "RESULT"}), frozenset({"COND", "NEG"}), frozenset({"MEAS", "NEG"})),
    (any_trial, frozenset({"STATE", "DASH"}), frozenset({"PREP", "WITHIN", "TU"})),
    (unapproved, frozenset({"NAIVE", "TEXT"})),
    (naive_before, frozenset({"NAIVE", GIVEN_NAIVE})),
    (inabilities, frozenset({"STATE", _JOINS})),
    (keeping_to, frozenset({"STATE", "NUM", KEEPING})),
    (unable_either, frozenset({UNABLE, "JUDGED", "OR"}), frozenset({"STATE", "CAUSE", "OR"})),
    (bare_allergies, frozenset({"ALLERGYW", frozenset({"SEV", "TEXT"})})),
    (outside, frozenset({"MEAS", "NUM"})),
    (uninfected, frozenset({"TEXT", FREE | WITHOUT})),
    (washouts_missed, frozenset({"NEG", "COLON", KEPT})),
    (not_yet, frozenset({"NEG", "yet"})),
    (reasons, frozenset({"STATE"}), frozenset({"COND"}), frozenset({"MEAS"})),
    (
        old_things,
        frozenset({"CMP", "NUM", THINGS}),
        frozenset({"CMP", "NUM", "HIST", "TU"}),
        frozenset({"CMP", "NUM", "PROC", "TU", "AGESUF"}),
    ),
    (stable_in_brackets, frozenset({"STABLE", "LP", "RP", "TU"})),
    (stable_for, frozenset({"STABLE", "COND", "TU"})),
    (purposes, frozenset({"PREP", "COND", PREVENTING})),
    (for_diseases, frozenset({"TREATN", "COND", _JOINS, FOR_WHAT})),
    (contraindicated, frozenset({"CONTRA", CONTRAINDICATED})),
    (proofs, frozenset({"KNOWN"}), frozenset({"HISTOL"})),
    (prior_and_concurrent, frozenset({"AFTER", "NEG", PRIOR})),
    (no_prior_or_concurrent, *(frozenset({"NAIVE", NO_PRIOR, now}) for now in ("CURRENT", "ACTIVE", "TREAT"))),
    (without_recurrence, frozenset({"COND", "NEG", LEFT})),
    (examination_scores, frozenset({"PROC", "NUM", SCORES})),
    (seen_on, frozenset({"PREP", "PROC", PICTURED}), frozenset({"ACCORD", "PROC"})),
    (prefixed, frozenset({PREFIXES})),
    (levels, frozenset()),
    (distances, frozenset({"NUM", "UNIT"})),
    (unbracketed_times, frozenset({"LP", "OR", "TU"})),
    (chosen_times, frozenset({"WHICHEVER", "TU"})),
    (first_stretches, frozenset({"WITHIN", "NUM", "TU"})),
    (post_events, frozenset({"AFTER", "NUM", "TU"})),
    (following_events, frozenset({"TU", "following"})),
    (after_events, frozenset({"AFTER", "NUM", "TU", "COND"}), frozenset({"following", "NUM", "TU", "COND"})),
    (ended_anchors, frozenset({"WITHIN", "NUM", "TU"})),
    (methods_told, frozenset({frozenset({"ACCORD"}) | FOUND_BY, frozenset({"PROC", "HIST", "MEASN"})})),
    (study_procedures, frozenset({"PRIOR", PROCEDURES})),
    (starting_with, frozenset({"ANCHOR", STARTING})),
    (given_anchors, frozenset({"PRIOR", GIVING}), frozenset({"PRIOR", "TREAT", frozenset({"DRUG", "ANCHOR"})})),
    (named_anchors, frozenset({"TU"})),
    (worded_anchors, frozenset({"TU", "PRIOR"}), frozenset({"TU", "preceding"}), frozenset({"WITHIN", "TU", OF})),
    (within_before, frozenset({"CMP", "TU", "UNIT"})),
    (excluding, frozenset({"NEG"})),
    (listed_permissions, frozenset({MAY, _JOINS | {"COMMA"}})),
    (passive_permissions, frozenset({MAY_BE, frozenset({"DRUG", "PROC", "COND", "VACC", "TREATN", "CONDN", "PROCN"})})),
    (not_asked, frozenset({"ALLOWV", "but", NOT_ASKED})),
    (allowed_besides, frozenset({"COMMA", "POP", "ALLOWV"})),
    (
        modal_clauses,
        frozenset({"WHICH", "JUDGED"}), frozenset({"TEXT", HINDERS}), frozenset({"IE", "NEED"}), frozenset({SUCH_THAT}),
    ),
    (denied_causes, frozenset({"NEG", "CAUSE"}), frozenset({"COMMA", "NEG", "NEED"}), frozenset({"PREP", UNRELATED})),
)
"""What puts names, anchors and prefixes together before filler goes, each with its sets of needed tags."""
