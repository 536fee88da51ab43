"""What happens to figures, as others hear it. Subjects are `indicator:CODE` and `figures-call:ID`."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.wire.facts import Facts

DEFINED, REDEFINED = "figures.indicator.defined", "figures.indicator.redefined"
BROKEN, SHOWN, RETIRED = "figures.indicator.broken", "figures.indicator.shown", "figures.indicator.retired"
ENTERED, REVISED, CHECKED = (
    "figures.observation.entered",
    "figures.observation.revised",
    "figures.observation.checked",
)
LOCKED = "figures.baseline.locked"
ASKED = "figures.call.asked"


@dataclass(frozen=True, kw_only=True)
class IndicatorFacts(Facts, kinds=(DEFINED, REDEFINED, BROKEN, SHOWN, RETIRED)):
    """`tags` are the public pages that it touches."""

    indicator: str
    definition: int
    unit: int
    by: int
    tags: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class ObservationFacts(Facts, kinds=(ENTERED, REVISED, CHECKED)):
    """So many values of an indicator and a unit, from the first period to the last."""

    indicator: str
    definition: int
    unit: int
    first: int
    last: int
    values: int
    by: int
    tags: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class BaselineFacts(Facts, kinds=(LOCKED,)):
    indicator: str
    definition: int
    first: int
    last: int
    sha256: str
    by: int
    tags: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class FiguresCallFacts(Facts, kinds=(ASKED,)):
    """So many units were asked for a period; the subject is `figures-call:ID`."""

    call: int
    indicator: str
    definition: int
    unit: int
    period: int
    units: int
    by: int
