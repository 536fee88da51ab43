"""Works over the API: the same actions as the desk's, with the same refusals."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import put_right
from hamafza.interchange.naming import item_named, known_topic, known_unit, the_one, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.routes import Routes
from hamafza.interchange.work_schemas import (
    ChangedWork,
    NewPiece,
    NewWork,
    ShelfIn,
    ShelfOut,
    State,
    WorkOut,
    WorkStepIn,
)
from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.models import Attachment, Item
from hamafza.works import access, actions, queries
from hamafza.works.achievements import tell
from hamafza.works.actions import About, Proof, Stands
from hamafza.works.models import Work, WorkEvidence, WorkShelf

router = Routes(tags=["works"])
STANDS, ABOUT = tuple(Stands.__dataclass_fields__), ("title", "whom", "place", "note")


def whole(rows: QuerySet[Work]) -> QuerySet[Work]:
    """With the days that were promised and the evidence, in two queries more."""
    kept = WorkEvidence.objects.filter(removed=None).select_related("file", "item")
    return rows.select_related("item").prefetch_related("promises", Prefetch("evidence", kept, "pieces"))


def seen(request: HttpRequest, pk: int) -> Work:
    return get_object_or_404(whole(access.visible(actor(request))), pk=pk)


def topic_named(code: str) -> Topic | None:
    return the_one(Topic.objects.filter(code=code), "topic", code, "Unknown topic.") if code else None


@router.reads("/works", page_of(WorkOut, "works"), "Works the caller may see, newest first")
def listing(
    request: HttpRequest,
    unit: str = "",
    topic: str = "",
    state: State | None = None,
    overdue: bool = False,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Those of the caller's units, and of all below them for those who check."""
    rows = whole(access.visible(actor(request)))
    rows = narrowed(rows, unit__code=known_unit(unit), topic__code=known_topic(topic), state=state)
    found, following = page(
        request, rows.filter(queries.overdue()) if overdue else rows, limit, before=before
    )
    return {"works": found, "next": following}


@router.reads("/works/{pk}", WorkOut, "One work")
def detail(request: HttpRequest, pk: int) -> Work:
    """As the list shows it."""
    return seen(request, pk)


@router.acts("/works", WorkOut, "Enter a work", made="/works/{id}")
def create(request: HttpRequest, payload: NewWork) -> Work:
    """As it stands: planned, in progress with the share done, or finished."""
    about = About(**put_right(payload, *ABOUT), topic=topic_named(payload.topic))
    stands = Stands(**put_right(payload, *STANDS))
    unit = unit_named(payload.unit)
    return seen(request, actions.enter(actor=actor(request), unit=unit, about=about, stands=stands).pk)


@router.patch("/works/{pk}", response=WorkOut, summary="Describe a work better")
def change(request: HttpRequest, pk: int, payload: ChangedWork) -> Work:
    """Only what is to change. Days and states have steps of their own."""
    work = seen(request, pk)
    said = {name: value for name, value in put_right(payload, *ABOUT).items() if value is not None}
    code: str | None = payload.topic  # type: ignore[attr-defined]
    if code is not None:
        said["topic"] = topic_named(code)
    actions.edit(actor=actor(request), work=work, **said)
    return seen(request, pk)


@router.acts("/works/{pk}/step", WorkOut, "Take a step")
def step(request: HttpRequest, pk: int, payload: WorkStepIn) -> Work:
    """Say how much is done, promise another day, finish it, stop it with a reason."""
    STEPS[payload.do](actor(request), seen(request, pk), payload)
    return seen(request, pk)


def finish(who: Standing, work: Work, said: WorkStepIn) -> Work:
    item: Item | None = item_named(said.item) if said.item is not None else None
    return actions.finish(actor=who, work=work, day=said.day, item=item)


STEPS: dict[str, Any] = {
    "progress": lambda who, work, said: actions.progress(actor=who, work=work, share=said.share),
    "promise": lambda who, work, said: actions.promise(
        actor=who, work=work, day=said.day, reason=said.reason
    ),
    "finish": finish,
    "stop": lambda who, work, said: actions.stop(actor=who, work=work, reason=said.reason),
    "resume": lambda who, work, said: actions.resume(actor=who, work=work),
    "reopen": lambda who, work, said: actions.reopen(actor=who, work=work, reason=said.reason),
}


@router.acts("/works/{pk}/evidence", WorkOut, "Add evidence to a work")
def prove(request: HttpRequest, pk: int, payload: NewPiece) -> Work:
    """A published item by its news code, a file of the unit (see `POST /files`), or a link."""
    work = seen(request, pk)
    files = Attachment.objects.filter(unit=work.unit)
    given: dict[str, Any] = put_right(payload, "label", "url")
    if payload.item is not None:
        given["item"] = item_named(payload.item)
    if payload.file is not None:
        given["file"] = the_one(files.filter(pk=payload.file), "file", payload.file, "Unknown file.")
    actions.prove(actor=actor(request), work=work, piece=Proof(**given))
    return seen(request, pk)


@router.acts("/works/{pk}/evidence/{piece}/remove", WorkOut, "Remove a piece of evidence")
def remove(request: HttpRequest, pk: int, piece: int) -> Work:
    """The history keeps that it was there."""
    work = seen(request, pk)
    kept = get_object_or_404(WorkEvidence, pk=piece, work=work, removed=None)
    actions.remove(actor=actor(request), work=work, piece=kept)
    return seen(request, pk)


@router.acts("/works/{pk}/draft", WorkOut, "Make a draft of an achievement of a finished work")
def draft(request: HttpRequest, pk: int) -> Work:
    """`item` is its id. A second call gives the draft that was made before."""
    tell(actor=actor(request), work=seen(request, pk))
    return seen(request, pk)


@router.acts("/units/{code}/works", ShelfOut, "Show the works of a unit to readers, or hide them")
def show(request: HttpRequest, code: str, payload: ShelfIn) -> WorkShelf:
    """For those who check for the unit."""
    return actions.show_shelf(
        actor=actor(request), unit=get_object_or_404(Unit, code=code), public=payload.public
    )
