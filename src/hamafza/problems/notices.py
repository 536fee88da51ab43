"""What the events of problems mean to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import CHECKERS, WRITERS
from hamafza.network.models import Unit
from hamafza.notices.kinds import Message, group, notice, worded
from hamafza.notices.models import Rhythm
from hamafza.problems.events import SHARED, ProblemFacts
from hamafza.problems.models import Problem
from hamafza.wire.models import Event

group("problems", _("Problems of units"), mail=Rhythm.DAILY)
TO_THOSE_ABOVE = {
    "problems.problem.reported": _("{unit} reports a problem: {problem}"),
    SHARED: _("Three units have the same problem: {problem}"),
    "problems.problem.reopened": _("The problem is not solved yet: {problem}"),
}
TO_THE_UNITS = {
    "problems.problem.joined": _("Another unit has your problem, too: {problem}"),
    "problems.problem.taken-up": _("Your problem was taken up: {problem}"),
    "problems.problem.passed-on": _("Your problem needs another authority: {problem}"),
    "problems.problem.solved": _("Your problem was solved: {problem}"),
    "problems.problem.refused": _("Your problem was refused, with a reason: {problem}"),
}


@notice(*TO_THOSE_ABOVE, group="problems")
def to_those_above(event: Event) -> Iterable[Message]:
    """The unit above each of those that have it; a unit on top of the network decides for itself."""
    facts = ProblemFacts.read(event)
    having = Unit.objects.filter(pk__in=facts.units).values_list("pk", "parent_id")
    yield message(event, facts, TO_THOSE_ABOVE, {parent or pk for pk, parent in having}, above=True)


@notice(*TO_THE_UNITS, group="problems")
def to_the_units(event: Event) -> Iterable[Message]:
    """All that have it."""
    facts = ProblemFacts.read(event)
    yield message(event, facts, TO_THE_UNITS, facts.units, above=False)


def message(
    event: Event,
    facts: ProblemFacts,
    titles: Mapping[str, str | Promise],
    units: Iterable[int],
    *,
    above: bool,
) -> Message:
    problem = Problem.objects.select_related("unit").get(pk=facts.problem)
    return Message(
        title=worded(titles[event.kind], unit=problem.unit, problem=problem),
        url=reverse("problem", args=[problem.pk]),
        units=units,
        roles=CHECKERS if above else WRITERS,
    )
