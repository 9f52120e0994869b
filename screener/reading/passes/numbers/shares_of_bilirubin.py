"""Reads how much of the bilirubin is direct: "direct bilirubin < 20 % of total bilirubin", "bilirubin is fractionated and …"."""

from __future__ import annotations

from screener.reading.scanning.tags import Tag

DIRECT = frozenset({"direct bilirubin", "conjugated bilirubin", "serum direct bilirubin"})
_TOTAL = "bilirubin-total"


def shares_of_bilirubin(tags: list[Tag]) -> list[Tag]:
    """The tags without the total behind a share of it, and without what a known share says: that bilirubin was fractionated."""
    for at, tag in enumerate(tags):
        if tag.type != "MEAS" or tag.text.lower() not in DIRECT:
            continue
        of_total = tags[at + 3 : at + 6]
        if len(of_total) == 3 and of_total[0].value == "%" and of_total[1].text.lower() == "of" and _total(of_total[2]):
            of_total[1].drop()
            of_total[2].drop()
        words = [one for one in tags[:at] if one.type != "FILL"][-4:]
        if [one.type for one in words] == ["IF", "MEAS", "TEXT", "AND"] and _total(words[1]) and words[2].text == "fractionated":
            for one in words[1:]:
                one.drop()
    return tags


def _total(tag: Tag) -> bool:
    return tag.type == "MEAS" and isinstance(tag.value, tuple) and _TOTAL in tag.value
