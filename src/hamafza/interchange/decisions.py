"""Decisions over the API: the same actions as the desk's, with the same refusals."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import AfterValidator

from hamafza.council import access as council
from hamafza.decisions import access, actions, queries
from hamafza.decisions.actions import Decided
from hamafza.decisions.models import DONE_LIMIT, TEXT_LIMIT, Decision
from hamafza.decisions.states import BY_HAND, DECISION
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, Ref, Reference, Strict, put_right, row
from hamafza.interchange.instants import of_our_time
from hamafza.interchange.naming import the_one, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import PerhapsReason
from hamafza.network.access import Standing
from hamafza.pages.refusals import Invalid

router = Routes(tags=["decisions"])
DecisionState = Annotated[str, OneOf(dict(DECISION.choices))]
DueDay = Annotated[date, AfterValidator(of_our_time)]
STEPS = {name: DECISION.steps[name].says for name in sorted(BY_HAND) if not name.endswith("-late")}


class NewDecision(Strict):
    session: Reference = Field(description="id of the session that decides")
    point: Reference = Field(description="id of the point of its agenda")
    text: str = Field(min_length=1, max_length=TEXT_LIMIT)
    owner: str = Field(description="code of the unit that owes it")
    helpers: list[str] = Field([], max_length=60, description="codes of the units that help")
    due: DueDay
    done_when: str = Field("", max_length=DONE_LIMIT, description="what counts as done")


class DecisionStepIn(PerhapsReason):
    do: Annotated[str, OneOf(STEPS)]
    unit: str = Field(
        "", description="code of the unit that objected or is released: for `keep` and `release`"
    )
    due: DueDay | None = Field(None, description="the new day: for `postpone`")
    by: Reference | None = Field(None, description="id of the decision that takes its place: for `supersede`")


class DecisionHelper(Schema):
    unit: Ref
    released: datetime | None


class DecisionObjection(Schema):
    unit: Ref
    reason: str
    at: datetime
    answered: datetime | None
    upheld: bool
    answer: str


class DecisionOut(Schema):
    id: int
    text: str
    state: DecisionState
    owner: Ref
    due: date
    late: bool = Field(description="not done in time")
    done_when: str
    blocked: str = Field(description="what blocks it")
    proof: str = Field(description="what shows that it is done")
    session: int | None = Field(description="id; null for those who may not know where it was decided")
    point: int | None
    superseded_by: int | None
    call: int = Field(description="id of the call: the units answer there")
    made: datetime
    done: datetime | None
    ended: datetime | None


class DecisionDetail(DecisionOut):
    helpers: list[DecisionHelper]
    objections: list[DecisionObjection]


def shown(one: Decision, seen: set[int], later: set[int]) -> dict[str, Any]:
    inside = one.pk in seen
    return row(
        DecisionOut,
        one,
        session=one.session_id if inside else None,
        point=one.point_id if inside else None,
        superseded_by=one.superseded_by_id if one.superseded_by_id in later else None,
        call=one.call_id,
    )


def inside(who: Standing, rows: list[Decision]) -> set[int]:
    """Of which of these the person may know where they were decided."""
    found = Decision.objects.filter(access.inside(who), pk__in=[one.pk for one in rows])
    return set(found.values_list("pk", flat=True))


def successors(who: Standing, rows: list[Decision]) -> set[int]:
    """What took the place of these, as far as the person sees it."""
    wanted = {one.superseded_by_id for one in rows if one.superseded_by_id is not None}
    return set(access.visible(who).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def detailed(who: Standing, pk: int) -> dict[str, Any]:
    one = access.get_decision(who, pk)
    more = {
        "helpers": list(one.helping.select_related("unit")),
        "objections": list(one.objections.select_related("unit")),
    }
    return shown(one, inside(who, [one]), successors(who, [one])) | more


@router.reads("/decisions", page_of(DecisionOut, "decisions"), "Decisions the caller may see, newest first")
def listing(
    request: HttpRequest,
    state: DecisionState | None = None,
    owner: str = "",
    series: Reference | None = None,
    waiting: bool = False,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Of all sessions and series; `waiting` for those that wait for the caller, to verify or to answer an objection."""
    who = actor(request)
    rows = access.visible(who)
    if waiting:
        rows = rows.filter(pk__in=queries.to_do(who).values("pk"))
    if series is not None:
        rows = rows.filter(access.inside(who), session__series=series)
    found, following = page(request, narrowed(rows, state=state, owner__code=owner), limit, before=before)
    seen, later = inside(who, found), successors(who, found)
    return {"decisions": [shown(one, seen, later) for one in found], "next": following}


@router.reads("/decisions/{pk}", DecisionDetail, "One decision")
def detail(request: HttpRequest, pk: int) -> dict[str, Any]:
    """With its helpers and objections. What the units say stands in its call."""
    return detailed(actor(request), pk)


@router.acts("/decisions", DecisionDetail, "Record a decision", made="/decisions/{id}")
def create(request: HttpRequest, payload: NewDecision) -> dict[str, Any]:
    """For the chair and the secretary of the series. It opens a call to the owner and the helpers."""
    who = actor(request)
    session = council.get_session(who, payload.session)
    points = council.visible_points(who).filter(pk=payload.point)
    point = the_one(points, "point", payload.point, "Unknown point.")
    words = Decided(
        **put_right(payload, "text", "due", "done_when"),
        owner=unit_named(payload.owner, "owner"),
        helpers=[unit_named(code, "helpers") for code in payload.helpers],
    )
    return detailed(who, actions.make(actor=who, session=session, point=point, wording=words).pk)


@router.acts("/decisions/{pk}/step", DecisionDetail, "Take a step")
def step(request: HttpRequest, pk: int, payload: DecisionStepIn) -> dict[str, Any]:
    """The owner says that it is blocked, or objects; chair and secretary verify, send back, postpone, replace or drop it."""
    who = actor(request)
    ACTS[payload.do](who, access.get_decision(who, pk), payload)
    return detailed(who, pk)


def plain(take: Any) -> Any:
    return lambda who, one, said: take(actor=who, decision=one, **put_right(said, "reason"))


def about(take: Any) -> Any:
    return lambda who, one, said: take(
        actor=who, decision=one, unit=unit_named(said.unit), **put_right(said, "reason")
    )


def postpone(who: Standing, one: Decision, said: DecisionStepIn) -> Decision:
    if said.due is None:
        raise Invalid(field="due")
    return actions.postpone(actor=who, decision=one, due=said.due, reason=said.reason)


def supersede(who: Standing, one: Decision, said: DecisionStepIn) -> Decision:
    if said.by is None:
        raise Invalid(field="by")
    other = access.get_decision(who, said.by)
    return actions.supersede(actor=who, decision=one, by=other, reason=said.reason)


ACTS: dict[str, Any] = {
    "block": plain(actions.block),
    "drop": plain(actions.drop),
    "keep": about(actions.keep),
    "object": plain(actions.object_to),
    "postpone": postpone,
    "release": about(actions.release),
    "resume": lambda who, one, _said: actions.resume(actor=who, decision=one),
    "send-back": plain(actions.send_back),
    "supersede": supersede,
    "verify": plain(actions.verify),
}
