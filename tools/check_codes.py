"""Checks every ICD-10-CM code of the catalogue against the classification itself; exits 1 when one does not exist.

Run by hand with the `build-data` extra: `python tools/check_codes.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import simple_icd_10_cm as icd

RULES = Path(__file__).resolve().parent.parent / "rules"
TABLES = ("conditions.tsv", "procedures.tsv")


def exists(code: str) -> bool:
    """Whether an exact code, or at least one code under a prefix, is part of ICD-10-CM."""
    stem = code.rstrip("*")
    return icd.is_valid_item(stem) or (
        code.endswith("*") and any(item.startswith(stem) for item in icd.get_all_codes())
    )


def faults() -> list[str]:
    """The codes that do not exist, each with its entry."""
    found: list[str] = []
    for table in TABLES:
        for line in (RULES / table).read_text(encoding="utf-8").splitlines()[1:]:
            ident, _, _, _, codes, *_ = line.split("\t")
            for coding in codes.split():
                system, _, code = coding.partition(":")
                if system == "icd10cm" and not exists(code):
                    found.append(f"{table} {ident}: {code}")
    return found


if __name__ == "__main__":
    wrong = faults()
    print("\n".join(wrong) or "every ICD-10-CM code exists")
    sys.exit(1 if wrong else 0)
