"""What a worker loads before it answers: protocol files, the site's profile, the grammars and lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screener.core.errors import ScreenerError
from screener.criteria.problems import unusable
from screener.criteria.protocol import Protocol
from screener.criteria.protocol_file import load_protocol
from screener.forms.read_back import read_back_text
from screener.reading.inputs import read_bytes
from screener.reading.inputs import read_inputs
from screener.screening.options import Options
from screener.screening.report import report_to_json
from screener.screening.screen import screen
from screener.screening.site import Site
from screener.screening.site import load_site


def loaded(path: Path) -> list[Protocol]:
    """The protocols of a file; ScreenerError where it cannot be used."""
    if path.suffix != ".toml":
        found = list(read_inputs([path]))
        for one in found:
            if unusable(one):
                raise ScreenerError(f"{path} holds no criteria.", hint="screener check FILE shows why.")
        return found
    protocol, issues = load_protocol(path)
    if protocol is None or not protocol.criteria:
        listed = "; ".join(found.message for found in issues)
        raise ScreenerError(f"{path} is not a usable protocol file: {listed}", hint="screener check FILE shows where.")
    return [protocol]


def site_of(path: Path) -> Site:
    """The site's profile; ScreenerError where it cannot be used."""
    profile, issues = load_site(path)
    if profile is None:
        listed = "; ".join(found.message for found in issues)
        raise ScreenerError(f"{path} is not a usable site file: {listed}", hint="rules/site-example.toml shows one.")
    return profile


def warm() -> None:
    """Reads and decides something small, so that the grammars and lists are loaded before anybody waits for them."""
    protocol = next(iter(read_bytes(b"Inclusion Criteria:\n- Age 18 years or older\n- Hemoglobin >= 9 g/dL", "")))
    record = '{"id": "warm", "birth_date": "1980-05-01", "observations": [{"text": "Hemoglobin", "value": "12", "unit": "g/dL"}]}'
    patients, _ = read_back_text(protocol, record, "warm", date.today())
    report_to_json(screen(protocol, patients[0], Options(date.today())))
