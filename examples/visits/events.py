"""What happens to visits, as others hear it. The subject is `visit:ID`."""

from dataclasses import dataclass

from examples.visits.states import VISIT
from hamafza.wire.facts import Facts


@dataclass(frozen=True, kw_only=True)
class VisitFacts(Facts, kinds=tuple(step.event for step in VISIT.table)):
    visit: int
    unit: int
    begins: str
    by: int | None
