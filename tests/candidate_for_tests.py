"""A small text and a candidate who fits it, as tests of the service and of the worksheet use them."""

from __future__ import annotations

TEXT = """Inclusion Criteria:
- Adults aged 18 to 75 years
- Hemoglobin >= 9 g/dL

Exclusion Criteria:
- Heart failure
"""
GOOD = {
    "id": "C-1",
    "birth_date": "1980-05-01",
    "sex": "female",
    "observations": [{"text": "Hemoglobin", "value": "12.5", "unit": "g/dL", "date": "2026-03-02"}],
    "complete": [{"domain": "conditions"}],
}
