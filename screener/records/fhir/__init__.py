"""Takes FHIR R4 resources as plain dictionaries, gives patients: one module a family of resources."""
