"""What happens to decisions, as others hear it. The subject is `decision:ID`.

What is confidential is told to the people who sit in the series and to those who owe it; never its text.
"""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.decisions.states import DECISION
from hamafza.wire.facts import Facts


@dataclass(frozen=True, kw_only=True)
class DecisionFacts(Facts, kinds=tuple(dict.fromkeys(step.event for step in DECISION.table))):
    """`helpers` are the units that still help; `about` is the unit that objected or was released."""

    decision: int
    session: int
    series: int
    point: int
    owner: int
    helpers: list[int]
    due: str
    state: str
    confidential: bool
    by: int | None
    about: int | None = None
    superseded_by: int | None = None
