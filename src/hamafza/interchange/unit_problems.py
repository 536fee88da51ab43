"""Problems of units over the API: the same actions as the desk's, with the same refusals."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Schema

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import Name, OneOf, Ref, Strict, put_right, row, takes
from hamafza.interchange.naming import unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import PerhapsReason
from hamafza.problems import access, actions, likeness
from hamafza.problems.actions import UnitWords
from hamafza.problems.models import LINE_LIMIT, TITLE_LIMIT, Kind, Problem
from hamafza.problems.states import PROBLEM

router = Routes(tags=["problems"])
ProblemState = Annotated[str, OneOf(dict(PROBLEM.choices))]
ProblemKind = Annotated[str, OneOf(Kind)]


@takes(UnitWords)
class SaidWords(Strict):
    unit: str = Field(description="code of the unit that has the problem")


class NewUnitProblem(SaidWords):
    kind: ProblemKind
    title: str = Field(min_length=1, max_length=TITLE_LIMIT, description="the problem in one line")
    decides: str = Field("", max_length=LINE_LIMIT, description="who can decide")


class UnitProblemStep(PerhapsReason):
    do: Annotated[str, OneOf({name: PROBLEM.steps[name].says for name in sorted(actions.BY_NAME)})]
    authority: str = Field("", max_length=LINE_LIMIT, description="who has to decide, for `pass-on`")


class VoiceOut(Schema):
    unit: Ref
    by: Name
    words: str
    cost: str
    remedy: str
    said: datetime


class UnitProblemOut(Schema):
    id: int
    unit: Ref
    kind: ProblemKind
    title: str
    state: ProblemState
    units: int = Field(description="how many units have it")
    decides: str
    authority: str
    reported: datetime
    ended: datetime | None


class UnitProblemDetail(UnitProblemOut):
    voices: list[VoiceOut]


class AlikeOut(Schema):
    problem: UnitProblemOut
    percent: int = Field(description="how much of the shorter text both say")


class AlikePage(Schema):
    alike: list[AlikeOut]


def detailed(problem: Problem) -> dict[str, Any]:
    return row(UnitProblemDetail, problem, voices=list(problem.voices.select_related("unit", "by")))


@router.reads("/problems", page_of(UnitProblemOut, "problems"), "Problems of the network, newest first")
def listing(
    request: HttpRequest,
    state: ProblemState | None = None,
    kind: ProblemKind | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Those of all units, for those who belong to the network."""
    rows = narrowed(access.visible(actor(request)), state=state, kind=kind)
    found, following = page(request, rows, limit, before=before)
    return {"problems": found, "next": following}


@router.reads("/problems/alike", AlikePage, "Unfinished problems that say nearly the same")
def alike(request: HttpRequest, text: str) -> dict[str, Any]:
    """Ask before you report: what is there already can be joined."""
    access.may_read(actor(request))
    return {"alike": likeness.find_alike(text[: likeness.READ])}


@router.reads("/problems/{pk}", UnitProblemDetail, "One problem, with the words of its units")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Each unit's own words stand beside the others'."""
    return detailed(access.get_problem(actor(request), pk))


@router.acts("/problems", UnitProblemDetail, "Report a problem", made="/problems/{id}")
def create(request: HttpRequest, payload: NewUnitProblem) -> dict[str, Any]:
    """A unit says once what hinders it; the same again finds the problem that is there."""
    said = put_right(payload, "kind", "title", "decides")
    unit = unit_named(payload.unit)
    return detailed(actions.report(actor=actor(request), unit=unit, said=words(payload), **said))


@router.acts("/problems/{pk}/join", UnitProblemDetail, "Say that a unit has the same problem")
def join(request: HttpRequest, pk: int, payload: SaidWords) -> dict[str, Any]:
    """Its words stand beside those of the others. The third unit makes it a problem of the network."""
    who = actor(request)
    problem, unit = access.get_problem(who, pk), unit_named(payload.unit)
    return detailed(actions.join(actor=who, problem=problem, unit=unit, said=words(payload)))


@router.acts("/problems/{pk}/step", UnitProblemDetail, "Take a step")
def step(request: HttpRequest, pk: int, payload: UnitProblemStep) -> dict[str, Any]:
    """Take it up, pass it on to a named authority, solve or refuse it with a reason, reopen it."""
    who, said = actor(request), put_right(payload, "authority", "reason")
    problem = access.get_problem(who, pk)
    return detailed(actions.act(actor=who, problem=problem, step=payload.do, **said))


def words(payload: Any) -> UnitWords:
    return UnitWords(**put_right(payload, "words", "cost", "remedy"))
