"""One patient at one index date: everything that the evaluation of a node looks at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from screener.catalog.concept import Measure
from screener.catalog.index import Catalog
from screener.catalog.load import catalog
from screener.core.issues import Issue
from screener.core.issues import issue
from screener.records.patient import Domain
from screener.screening.chart import Chart
from screener.screening.options import Options
from screener.screening.site import DEFAULT_SITE

if TYPE_CHECKING:
    from screener.screening.measured import Dated
    from screener.screening.outcome import Outcome


class Case:
    """The chart, the options, and what was assumed and noticed on the way.

    `same` numbers the atoms of a protocol, equal ones alike, so that each is decided once; `atoms` keeps the outcomes.
    """

    def __init__(self, chart: Chart, options: Options, same: Mapping[int, int] | None = None) -> None:
        self.chart = chart
        self.options = options
        self.index = options.index_date
        self.site = options.site or DEFAULT_SITE
        self.catalog: Catalog = catalog()
        self.same = same or {}
        self.atoms: dict[int, Outcome] = {}
        self.measured: dict[str, tuple[Dated, ...]] = {}
        self._assumptions: dict[str, None] = {}
        self._issues: dict[Issue, None] = {}

    def assume(self, assumption: str) -> None:
        """Keep an assumption for the report."""
        self._assumptions[assumption] = None

    def notice(self, code: str, message: str) -> None:
        """Keep an issue for the report; it names concepts and record ids, never values."""
        self._issues[issue(code, message, field=self.chart.patient.id)] = None

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was assumed so far, each once."""
        return tuple(self._assumptions)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What was noticed so far, each once."""
        return tuple(self._issues)

    def label(self, concept: str | None, words: str) -> str:
        """What to call a concept in a sentence."""
        entry = self.catalog.get(concept) if concept else None
        return entry.label if entry else words

    def measure(self, concept: str | None) -> Measure | None:
        """How a concept is counted, None where it is not."""
        entry = self.catalog.get(concept) if concept else None
        return entry.measure if entry else None

    def complete(self, domain: Domain, since: date | None) -> tuple[bool, frozenset[str]]:
        """Whether the domain holds everything from that day on (None: ever), and whether that was presumed."""
        for declared in self.chart.patient.complete:
            if declared.domain == domain and (
                declared.since is None or (since is not None and declared.since <= since)
            ):
                return True, frozenset()
        if domain in self.options.presume:
            return True, frozenset({domain})
        return False, frozenset()
