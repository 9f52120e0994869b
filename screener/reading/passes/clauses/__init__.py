"""Passes over the small words between clauses: conditions, joints, clauses behind a verb, list marks."""
