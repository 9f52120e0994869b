"""What everything else stands on: spans, truth, reasons, issues, the calendar, quantities and data files."""
