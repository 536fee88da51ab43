"""What is done with problems: reported, joined, told in one's own words; other steps are `PROBLEMS.act(…)`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from annotated_types import MaxLen
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.flow.transitions import Moves, Taken, once
from hamafza.network.access import Standing, ancestors
from hamafza.network.models import Unit
from hamafza.pages.refusals import Conflict, Invalid, NotAllowed
from hamafza.problems import access, likeness
from hamafza.problems.events import ProblemFacts
from hamafza.problems.models import LINE_LIMIT, WORDS_LIMIT, Problem, Voice
from hamafza.problems.states import PROBLEM, SHARED_BY, UNFINISHED, WRITER
from hamafza.wire.facts import Happened


@dataclass(frozen=True, kw_only=True)
class UnitWords:
    """What a unit says of a problem that it has."""

    words: Annotated[str, MaxLen(WORDS_LIMIT)] = ""
    cost: Annotated[str, MaxLen(LINE_LIMIT)] = ""
    remedy: Annotated[str, MaxLen(WORDS_LIMIT)] = ""

    def __bool__(self) -> bool:
        return any(part.strip() for part in (self.words, self.cost, self.remedy))


class ProblemMoves(Moves[Problem]):
    flow, related = PROBLEM, ("unit",)

    def roles(self, actor: Standing, row: Problem) -> frozenset[str]:
        return access.roles(actor, row)

    def stamped(self, taken: Taken[Problem]) -> dict[str, Any]:
        if taken.after in UNFINISHED:
            return {"ended": None} if taken.row.ended else {}
        return {"ended": taken.now}

    def record(self, taken: Taken[Problem]) -> None:
        taken.row.steps.create(**taken.history, **taken.given)
        if taken.before in UNFINISHED and taken.row.finished:
            likeness.forget(taken.row)
        elif taken.step.name == "reopen":
            likeness.remember(taken.row, *taken.row.voices.values_list("words", flat=True))

    def event(self, taken: Taken[Problem]) -> Happened:
        problem = taken.row
        units = list(problem.voices.values_list("unit_id", flat=True))
        facts = ProblemFacts(
            problem=problem.pk,
            topic=problem.kind,
            state=problem.state,
            unit=problem.unit_id,
            units=units,
            by=taken.by,
        )
        hearers = {*units, *ancestors(problem.unit)}
        audiences = tuple(f"unit:{pk}" for pk in hearers)
        return Happened(
            kind=taken.step.event, subject=f"problem:{problem.pk}", audiences=audiences, facts=facts
        )


PROBLEMS = ProblemMoves()


def report(
    *, actor: Standing, unit: Unit, kind: str, title: str, said: UnitWords, decides: str = ""
) -> Problem:
    """A new problem of a unit. A second tap finds the first; `Conflict` if the unit says something else under the title."""
    if not (actor.is_administrator or unit.pk in actor.writes_for):
        raise NotAllowed(field="unit")
    problem = Problem(unit=unit, reported_by=actor.person, kind=kind, title=title, decides=decides)
    known = Problem.objects.filter(unit=unit, title=title, state__in=UNFINISHED)
    found = once(known.first, partial(report_anew, actor, problem, said))
    if not says_the_same(found, problem, said):
        raise Conflict(_("Your unit has reported this problem already. Add your words there."), field="title")
    return found


def says_the_same(known: Problem, problem: Problem, said: UnitWords) -> bool:
    if known is problem:
        return True
    voice = known.voices.get(unit=problem.unit_id)
    told = UnitWords(words=voice.words, cost=voice.cost, remedy=voice.remedy)
    return (known.kind, known.decides, told) == (problem.kind, problem.decides, said)


def report_anew(actor: Standing, problem: Problem, said: UnitWords) -> Problem:
    if not problem.title.strip():
        raise Invalid(_("Say the problem in one line."), field="title")
    problem.save()
    speak(actor, problem, problem.unit, said)
    likeness.remember(problem, said.words)
    PROBLEMS.announce(PROBLEMS.made("report", actor, problem, timezone.now()))
    return problem


def speak(actor: Standing, problem: Problem, unit: Unit, said: UnitWords) -> Voice:
    return Voice.objects.create(problem=problem, unit=unit, by=actor.person, **vars(said))


def join(*, actor: Standing, problem: Problem, unit: Unit, said: UnitWords | None = None) -> Problem:
    """The unit has the same problem. With the third one it is a problem of the network; that is told once."""
    if not (actor.is_administrator or unit.pk in actor.writes_for):
        raise NotAllowed(field="unit")
    said = said or UnitWords()
    with PROBLEMS.take("join", actor, problem, roles=WRITER) as step:
        problem = step.row
        if problem.voices.filter(unit=unit).exists():
            return step.nothing()
        speak(actor, problem, unit, said)
        likeness.remember(problem, said.words)
        step.set(units=problem.units + 1)
        step.given = {"unit": unit}
        if problem.units + 1 >= SHARED_BY and problem.shared is None:
            step.set(shared=step.now)
            step.instead("share")
    return problem


def tell(*, actor: Standing, problem: Problem, unit: Unit, said: UnitWords) -> Problem:
    """A unit that has the problem says it in other words; those it said before stay in the history."""
    with PROBLEMS.take("tell", actor, problem) as step:
        voice = step.row.voices.select_for_update().filter(unit=unit).first()
        if voice is None or not (actor.is_administrator or unit.pk in actor.writes_for):
            raise NotAllowed(field="unit")
        before = UnitWords(words=voice.words, cost=voice.cost, remedy=voice.remedy)
        if before == said:
            return step.nothing()
        Voice.objects.filter(pk=voice.pk).update(**vars(said), by=actor.person)
        likeness.remember(step.row, said.words)
        step.given = {"unit": unit, "words": "\n".join(filter(None, vars(before).values()))}
        return step.row


def pass_on(*, actor: Standing, problem: Problem, authority: str, reason: str) -> Problem:
    """It is for somebody else to decide, who is named."""
    with PROBLEMS.take("pass-on", actor, problem, reason=reason) as step:
        if not authority.strip():
            raise Invalid(_("Name the authority that can decide it."), field="authority")
        if len(authority.strip()) > LINE_LIMIT:
            raise Invalid(_("This is too long for one line."), field="authority")
        step.set(authority=authority.strip())
        return step.row


def act(*, actor: Standing, problem: Problem, step: str, reason: str = "", authority: str = "") -> Problem:
    """Any step of somebody above, by its name."""
    if step == "pass-on":
        return pass_on(actor=actor, problem=problem, authority=authority, reason=reason)
    return PROBLEMS.act(step, actor, problem, reason)


BY_NAME = frozenset({"take-up", "pass-on", "solve", "refuse", "reopen"})
