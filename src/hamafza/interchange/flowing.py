"""The API of things that flow, for a room in which they are like anywhere: their pages, one of them, a step of it."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import create_model

from hamafza.flow.transitions import Moves
from hamafza.interchange.auth import actor
from hamafza.interchange.fields import OneOf, Strict, put_right
from hamafza.interchange.naming import unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import PerhapsReason
from hamafza.network.access import Standing

Thing = TypeVar("Thing", bound=Model)


def flow_routes(
    moves: Moves[Thing],
    seen: Callable[[Standing], QuerySet[Thing]],
    shape: type[Schema],
    several: str,
    *,
    new: type[Strict],
    make: Callable[..., Thing],
    summary: str,
) -> Routes:
    """Reading what the caller sees, the steps of the table, and a new one by the action `make`, as `new` says it."""
    router, flow = Routes(tags=[several]), moves.flow
    named = shape.__name__.removesuffix("Out")
    state = Annotated[str, OneOf(dict(flow.choices))]
    steps = {step.name: step.says for step in flow.table if "" not in step.moves}
    step_in: Any = create_model(
        f"{named}Step", __base__=PerhapsReason, do=(Annotated[str, OneOf(steps)], ...)
    )

    @router.reads(f"/{several}", page_of(shape, several), f"{several.capitalize()} the caller may see")
    def listing(
        request: HttpRequest,
        state: state | None = None,
        before: int | None = BEFORE,
        limit: int = limit(50, 100),
    ) -> dict[str, Any]:
        """The newest first."""
        rows = narrowed(seen(actor(request)), **{moves.state: state})
        found, following = page(request, rows, limit, before=before)
        return {several: found, "next": following}

    @router.reads(f"/{several}/{{pk}}", shape, f"One of the {several}")
    def detail(request: HttpRequest, pk: int) -> Thing:
        """As the list shows it."""
        return get_object_or_404(seen(actor(request)), pk=pk)

    @router.acts(f"/{several}", shape, summary, made=f"/{several}/{{id}}")
    def create(request: HttpRequest, payload: new) -> Thing:  # type: ignore[valid-type]
        """In the name of a unit for which the caller may write; the same again makes no second one."""
        said = put_right(payload)
        return make(actor=actor(request), **said | {"unit": unit_named(said["unit"])})

    @router.acts(f"/{several}/{{pk}}/step", shape, "Take a step")
    def step(request: HttpRequest, pk: int, payload: step_in) -> Thing:
        """What the table of steps allows from its state, with a reason where one is needed."""
        who, said = actor(request), cast(Any, payload)
        return moves.act(said.do, who, get_object_or_404(seen(who), pk=pk), said.reason)

    return router
