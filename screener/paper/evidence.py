"""What a finding rests on, in one line for an audit."""

from __future__ import annotations

from typing import Any

from screener.screening.amounts import with_unit


def evidence_line(item: dict[str, Any]) -> str:
    """Entry, day, value as recorded and as compared, limit, distance and assumption, as far as there are any."""
    recorded, compared = _amount(item["recorded"]), _amount(item["compared"])
    if recorded == item["date"]:
        recorded = ""
    shown = f"{recorded} = {compared}" if recorded and compared and recorded != compared else recorded or compared
    parts = [item["resource"], item["date"], shown, item["limit"] and f"limit {item['limit']}"]
    parts += [item["distance"] and f"{item['distance']} from the limit", item["assumption"]]
    return ", ".join(part for part in parts if part)


def _amount(amount: dict[str, Any] | None) -> str:
    return with_unit(amount["value"] or "", amount["unit"]) if amount else ""
