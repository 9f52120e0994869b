"""Takes an "if" off a list of findings that it only opens: "if suffering from asthma, gout or COPD" among the exclusions."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag
from screener.reading.scanning.tags import take

_HAS = frozenset({"has", "have", "having", "had", "with", "experiencing", "experiences", "experience"})
_LED = frozenset({"FILL", "POP", "KNOWN", "TEXT", "PREP", "HIST", "CURRENT"})
_LIST = frozenset({"COND", "CONDN", "COMMA", "OR", "SEV", "HIST", "ACTIVE", "FILL", "CURRENT"})
_TIME = frozenset({"PREP", "AT", "ANCHOR", "WITHIN", "NUM", "TU", "PRIOR", "WINDOW"})


def opening_ifs(tags: list[Tag]) -> list[Tag]:
    """The tags without such an "if", where somebody has one of several findings, and nothing is said of these."""
    if not tags or tags[0].type != "IF":
        return tags
    first = next((at for at, tag in enumerate(tags) if tag.type == "COND"), 0)
    led = tags[1:first]
    has = any(tag.type == "KNOWN" or tag.text.lower() in _HAS for tag in led)
    if not has or any(tag.type not in _LED for tag in led) or not _listed(tags[first:]):
        return tags
    take([tag for tag in tags[:first] if tag.type == "IF" or tag.text.lower() in _HAS])
    return [tag for tag in tags[:first] if tag.type != "IF" and tag.text.lower() not in _HAS] + tags[first:]


def _listed(tags: list[Tag]) -> bool:
    """Whether findings stand in a list with commas and one "or", with no more than a time behind them."""
    end = len(tags)
    while end and tags[end - 1].type in _TIME | {"STOP"}:
        end -= 1
    kinds = [tag.type for tag in tags[:end]]
    return set(kinds) <= _LIST and kinds.count("OR") == 1 and "COMMA" in kinds and kinds.index("OR") > kinds.index("COMMA")
