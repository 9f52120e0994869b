"""Finds limits that are given for each of several groups: "eGFR < 30 for the severe group, ≥ 90 for the normal group"."""

from __future__ import annotations

import re

from screener.criteria.nodes import Comparison
from screener.criteria.nodes import Node
from screener.criteria.nodes import When
from screener.criteria.nodes import walk

_OF_GROUP = re.compile(
    r"""
    \d [^,;.()\d]{0,20}? \b (?: for | in ) \s+ (?: the \s+ )?
    (?: (?! (?: the | each | any | either | both | all | every | same | age ) \b )
        (?P<name> [a-z] [\w-]* (?: \s+ [a-z] [\w-]* )?? ) \s+ groups?\b
      | group \s+ (?P<number> [A-D]\b | \d\b ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_AGE = re.compile(
    r"""
    \d [^,;.()\d]{0,20}? \b (?: for | in ) \s+ (?: all \s+ )?
    (?: (?: (?: wo )?men | (?: fe )?males? ) \s+ (?: and | or ) \s+ )?
    (?: those | (?: wo )?men | (?: fe )?males? | patients | subjects | participants | individuals | people | persons | adults )
    \s+ (?: (?: who \s+ are | aged ) \s+ )?
    (?: up \s+ to | under | over | below | above | older \s+ than | younger \s+ than | [<>≤≥] )
    \s* (?: the \s+ age \s+ of \s+ )? \d{1,3}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GROUP = re.compile("group", re.IGNORECASE)


def limits_apart(node: Node, words: str) -> bool:
    """Whether limits of several groups or ages are asked of everybody, though the words give each to its own people."""
    if not any(isinstance(leaf, Comparison) for leaf in walk(node)):
        return False
    if _GROUP.search(words) and len({(one["name"] or one["number"]).lower() for one in _OF_GROUP.finditer(words)}) > 1:
        return True
    return len(_OF_AGE.findall(words)) > 1 and not _by_age(node)


def _by_age(node: Node) -> bool:
    """Whether a limit is already asked of those of an age alone."""
    whens = [one for one in walk(node) if isinstance(one, When)]
    return any(isinstance(leaf, Comparison) and leaf.concept == "age" for one in whens for leaf in walk(one.condition))
