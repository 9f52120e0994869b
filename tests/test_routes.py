"""The route that a text names against the route that a record names."""

from __future__ import annotations

import pytest

from screener.core.truth import Truth
from screener.records.patient import Treatment
from screener.screening.outcome import Evidence
from screener.screening.routes import by_route

SHOWN = Evidence("treatments", "methotrexate")


@pytest.mark.parametrize(
    ("asked", "recorded", "truth"),
    [
        ("systemic", "oral", Truth.TRUE),
        ("systemic", "subcutaneous", Truth.TRUE),
        ("systemic", "topical", Truth.FALSE),
        ("systemic", "transdermal", Truth.UNKNOWN),
        ("parenteral", "intramuscular", Truth.TRUE),
        ("parenteral", "oral", Truth.FALSE),
        ("injectable", "intravitreal", Truth.TRUE),
        ("intranasal", "nasal", Truth.TRUE),
        ("intranasal", "inhaled", Truth.FALSE),
        ("topical", "cutaneous", Truth.TRUE),
        ("topical", "ophthalmic", Truth.UNKNOWN),
        ("oral", "systemic", Truth.UNKNOWN),
        ("oral", "oral", Truth.TRUE),
        ("oral", None, Truth.UNKNOWN),
    ],
)
def test_a_word_for_a_route_covers_its_kinds(asked, recorded, truth):
    entry = Treatment(concepts=("methotrexate",), text="methotrexate", route=recorded)
    assert by_route(asked, entry, "methotrexate", SHOWN).truth is truth
