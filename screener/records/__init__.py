"""Takes files of patient data (own JSON, CSV and TSV, FHIR R4), gives `Patient` records and issues.

Public: `read.read_records`, `read.read_records_text`, `patient.Patient`. How the readers put things:

- A candidate's states told by a coded observation (pregnancy, smoking) are observations of the state's concept with
  `result` positive or negative, dated; a condition coded as the state itself is a condition of that concept.
- `answers` comes from own JSON, from yes/no columns of states and drugs in CSV, and `informed-consent` from a FHIR
  research Consent (which also gives the anchor `consent`).
- An undated value in CSV or own JSON has `assumed_date` and no date: it stands at the index date. An observation whose
  date is written but cannot be read is left out with an issue (in FHIR it stays without a day).
- A prescription that was cancelled or an entry made in error is left out; `not taken` and `not done` are absence.
- "History of X" is a condition that ended on some unknown day, perhaps not yet (`dates.SOME_DAY`): it was, and may be.
- A bare `no` under a drug in CSV is the answer to "taking X", `never` is absence.
- An entry of which nothing could be read stays without a name, so that its domain is never taken as empty.
- A domain loses its declared completeness as soon as one of its entries could not be read.
"""
