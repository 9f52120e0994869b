"""Takes record files (own JSON, CSV, FHIR), gives patients and issues."""
