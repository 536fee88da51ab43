"""What happens to problems, as others hear it. The subject is `problem:ID`."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.problems.states import PROBLEM
from hamafza.wire.facts import Facts

SHARED = PROBLEM.steps["share"].event  # told once for each problem: now three units have it


@dataclass(frozen=True, kw_only=True)
class ProblemFacts(Facts, kinds=tuple(dict.fromkeys(step.event for step in PROBLEM.table))):
    """`unit` reported it, `units` are all that have it, in the order in which they said so."""

    problem: int
    topic: str  # its kind
    state: str
    unit: int
    units: list[int]
    by: int | None
