"""The site's profile: its reference ranges, how long values stay current, and which formulas it uses."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from typing import Literal

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import ValidationError
from pydantic import model_validator

from screener.core.calendar import PartialDate
from screener.core.calendar import completed
from screener.core.issues import Issue
from screener.core.issues import issue


class SiteRange(BaseModel):
    """The laboratory's reference range of one measure, for a sex and a span of ages in completed years."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    measure: str
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    sex: Literal["male", "female"] | None = None
    age_from: int | None = None
    age_below: int | None = None

    @model_validator(mode="after")
    def _ordered(self) -> SiteRange:
        if self.low is None and self.high is None:
            raise ValueError("a range needs low, high or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is above high")
        return self

    def suits(self, sex: str | None, birth: PartialDate | None, day: date) -> bool:
        """Whether the range is the one for a person of that sex and age; not if that cannot be told."""
        if self.sex is not None and self.sex != sex:
            return False
        if self.age_from is None and self.age_below is None:
            return True
        if birth is None:
            return False
        youngest, oldest = completed(birth.last, day, "year"), completed(birth.first, day, "year")
        old_enough = self.age_from is None or youngest >= self.age_from
        return old_enough and (self.age_below is None or oldest < self.age_below)


class Formulas(BaseModel):
    """Which published formula stands for a derived value."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    bsa: Literal["mosteller"] = "mosteller"
    qtc: Literal["fridericia"] = "fridericia"
    egfr: Literal["ckd-epi-2021", "none"] = "ckd-epi-2021"
    creatinine_clearance: Literal["cockcroft-gault", "none"] = "cockcroft-gault"


class Site(BaseModel):
    """A site's choices. `current_days` maps a measure to the days that its value stays current.

    `answer_days` is how long a dated answer of a person stays current, `state_days` an observed state.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = ""
    answer_days: int = Field(default=90, ge=0)
    state_days: int = Field(default=90, ge=0)
    current_days: dict[str, int] = Field(default_factory=dict)
    formulas: Formulas = Field(default_factory=Formulas)
    ranges: tuple[SiteRange, ...] = ()

    def range_for(self, measure: str, sex: str | None, birth: PartialDate | None, day: date) -> SiteRange | None:
        """The reference range of a measure for a person; None where none or more than one suits."""
        found = [item for item in self.ranges if item.measure == measure and item.suits(sex, birth, day)]
        return found[0] if len(found) == 1 else None


DEFAULT_SITE = Site()


def load_site(path: Path) -> tuple[Site | None, tuple[Issue, ...]]:
    """The profile in a `site.toml`; None with issues where it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        return None, (issue("site-unusable", f"{path.name} cannot be read: {type(problem).__name__}", field=path.name),)
    return read_site(text, path.name)


def read_site(text: str, name: str = "site.toml") -> tuple[Site | None, tuple[Issue, ...]]:
    """The profile in the text of a `site.toml`."""
    try:
        data: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        return None, (issue("site-unusable", f"{name} is not TOML: {problem}", field=name),)
    try:
        site = Site.model_validate(data)
    except ValidationError as problem:
        return None, tuple(
            issue(
                "site-unusable",
                f"{name}: {'.'.join(str(part) for part in error['loc'])}: {error['msg']}",
                field=name,
                hint="rules/site-example.toml shows every entry.",
            )
            for error in problem.errors()
        )
    return site, _unknown_measures(site, name)


def _unknown_measures(site: Site, name: str) -> tuple[Issue, ...]:
    from screener.catalog.load import catalog

    named = dict.fromkeys((*site.current_days, *(item.measure for item in site.ranges)))
    return tuple(
        issue("site-measure-unknown", f"{name} names {ident!r}, which the catalogue does not know", field=name)
        for ident in named
        if ident not in catalog()
    )
