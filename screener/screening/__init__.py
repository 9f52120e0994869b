"""Takes a protocol, one patient and the options, gives a report: the reference meaning of every node.

Public: `screen.screen`, `options.Options`, `site.load_site`, `report.Report`, `report.report_to_json`,
`explain.explain`.
"""
