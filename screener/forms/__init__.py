"""Takes a compiled protocol, gives its intake form: items, their order, exports, and answers read back as a record.

Public: `questionnaire.questionnaire`, `answers.to_patient`, `relevant.still_open`, `order.best_order`, `bundle.bundle`,
and one `to_…` module for each export.
"""
