"""What the caller chooses for a screening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING
from typing import Literal
from typing import get_args

if TYPE_CHECKING:
    from screener.screening.site import Site

Stage = Literal["prescreen", "screening", "baseline"]
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Options:
    """The index date (the screening date), the stage, known anchors, presumed domains and the site's profile.

    `presume` names the domains of the record in which "not recorded" is taken as "absent".
    """

    index_date: date
    stage: Stage = "prescreen"
    anchors: Mapping[str, date] = field(default_factory=dict)
    presume: frozenset[str] = frozenset()
    site: Site | None = None
