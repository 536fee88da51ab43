"""What happens to comparisons, as others hear it. The subject is `comparison:ID`."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.wire.facts import Facts

DECLARED, CHANGED = "comparisons.set.declared", "comparisons.set.changed"
COUNTED, DOUBTED = "comparisons.result.counted", "comparisons.result.doubted"


@dataclass(frozen=True, kw_only=True)
class SetFacts(Facts, kinds=(DECLARED, CHANGED)):
    """Frozen after so many of the expected values of the later window were known."""

    comparison: int
    unit: int
    number: int
    indicators: int
    seen: int
    expected: int
    sha256: str
    by: int
    tags: list[str] | None = None


@dataclass(frozen=True, kw_only=True)
class ResultFacts(Facts, kinds=(COUNTED, DOUBTED)):
    """Counted, or in need of another look because of an indicator; `by` is None for what follows by itself."""

    comparison: int
    unit: int
    number: int
    sha256: str
    indicator: str = ""
    cause: str = ""
    by: int | None = None
    tags: list[str] | None = None
