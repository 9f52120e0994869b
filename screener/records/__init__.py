"""Takes files of patient data (own JSON, CSV and TSV, FHIR R4), gives `Patient` records and issues.

Public: `read.read_records`, `read.read_records_text`, `patient.Patient`. How the readers put things:

- A candidate's states told by a coded observation (pregnancy, smoking) are observations of the state's concept with
  `result` positive or negative, dated; a condition coded as the state itself is a condition of that concept.
- `answers` comes from own JSON, from yes/no columns of states in CSV, and `informed-consent` from a FHIR research
  Consent (which also gives the anchor `consent`).
- An undated CSV value has `assumed_date` and no date: it stands at the index date. An observation whose date is
  written but cannot be read is left out with an issue.
- A prescription that was cancelled or an entry made in error is left out; `not taken` and `not done` are absence.
- A domain loses its declared completeness as soon as one of its entries could not be read.
"""
