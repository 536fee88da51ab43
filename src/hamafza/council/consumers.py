"""What this room does when something happened elsewhere."""

from __future__ import annotations

from hamafza.council.shared_problems import put_on_agenda, settle
from hamafza.problems.events import SHARED, ProblemFacts
from hamafza.problems.models import Problem
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("council.problems", SHARED)
def shared(event: Event) -> None:
    """Three units have it: it becomes a point. Told again, it finds the point."""
    facts = ProblemFacts.read(event)
    problem = Problem.objects.select_related("unit").filter(pk=facts.problem).first()
    if problem:
        put_on_agenda(problem, facts.units)


@consumer("council.solved", "problems.problem.solved", "problems.problem.refused")
def finished(event: Event) -> None:
    settle(ProblemFacts.read(event).problem)
