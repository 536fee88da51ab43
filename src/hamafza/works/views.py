"""Works at the desk: the list, the form, one work with its steps and its evidence."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hamafza.network.access import Standing, for_members, writes
from hamafza.network.models import Unit
from hamafza.newsroom.access import get_item
from hamafza.newsroom.uploads import save_attachment, sent
from hamafza.pages.refusals import attempt, say
from hamafza.pages.shown import save
from hamafza.works import access, actions, listing, queries
from hamafza.works.achievements import tell
from hamafza.works.actions import Proof
from hamafza.works.forms import (
    BetterForm,
    FinishForm,
    PromiseForm,
    ProofForm,
    ShareForm,
    TapForm,
    WhyForm,
    WorkFilters,
    WorkForm,
)
from hamafza.works.models import Work, WorkEvidence, WorkShelf
from hamafza.works.states import WORK

Said = dict[str, Any]


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = WorkFilters(request)
    rows = listing.of(request, actor, filters)
    return rows.show("works/list.html", filters, may_enter=writes(actor), shelves=shelves(actor))


def shelves(actor: Standing) -> list[tuple[Unit, bool]]:
    """The person's own units for which they decide whether readers see the works, and what holds."""
    units = [m.unit for m in actor.memberships if access.may_open(actor, m.unit)]
    shown = set(WorkShelf.objects.filter(unit__in=units, public=True).values_list("unit_id", flat=True))
    return [(unit, unit.pk in shown) for unit in dict.fromkeys(units)]


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    if not writes(actor):
        raise Http404
    sent_form = request.POST if request.method == "POST" else None
    form = WorkForm(sent_form, actor=actor, initial={"retry_key": uuid.uuid4().hex})
    if form.is_valid() and (made := attempt(form, lambda: entered(actor, form))):
        messages.success(request, _("The work was entered."))
        return redirect("work", pk=made.pk)
    return render(request, "works/new.html", {"form": form}, status=422 if form.errors else 200)


def entered(actor: Standing, form: WorkForm) -> Work:
    data = form.cleaned_data
    named = {"unit": data["unit"], "retry_key": data["retry_key"]}
    return actions.enter(actor=actor, about=form.about(), stands=form.stands(), **named)


@for_members("GET", "POST")
def edit(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    found = access.get_work(actor, pk)
    if not access.may_write(actor, found.unit):
        raise Http404
    form = BetterForm(request.POST if request.method == "POST" else None, instance=Work.objects.get(pk=pk))
    edited = partial(actions.edit, actor=actor, work=found)
    if form.is_valid() and save(form, lambda: edited(seen=form.seen, **form.said)):
        return redirect("work", pk=pk)
    context = {"form": form, "work": found}
    return render(request, "works/edit.html", context, status=422 if form.errors else 200)


# The steps of one work, each with its own form


@dataclass(frozen=True)
class StepTap:
    """What is typed for a step, and what is done with it."""

    form: Callable[..., BaseForm]
    do: Callable[[Standing, Work, Said], Work]


def proved(actor: Standing, work: Work, said: Said) -> Work:
    file = said["file"] and save_attachment(actor=actor, unit=work.unit, file=said["file"])
    piece = Proof(label=said["label"], url=said["url"], file=file or None)
    return actions.prove(actor=actor, work=work, piece=piece)


TAPS: dict[str, StepTap] = {
    "progress": StepTap(ShareForm, lambda who, work, said: actions.progress(actor=who, work=work, **said)),
    "promise": StepTap(PromiseForm, lambda who, work, said: actions.promise(actor=who, work=work, **said)),
    "finish": StepTap(FinishForm, lambda who, work, said: actions.finish(actor=who, work=work, **said)),
    "prove": StepTap(ProofForm, proved),
    "stop": StepTap(WhyForm, lambda who, work, said: actions.stop(actor=who, work=work, **said)),
    "resume": StepTap(TapForm, lambda who, work, said: actions.resume(actor=who, work=work)),
    "reopen": StepTap(WhyForm, lambda who, work, said: actions.reopen(actor=who, work=work, **said)),
}


def form_of(name: str, work: Work, *sent_form: Any) -> BaseForm:
    more: dict[str, Any] = {"items": queries.recent_items(work.unit)} if name == "finish" else {}
    if TAPS[name].form is WhyForm:
        more = {"why": WORK.steps[name].why}
    return TAPS[name].form(*sent_form, auto_id=f"{name}-%s", initial={"share": work.share}, **more)


@for_members("GET")
def work(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    return page(request, actor, access.get_work(actor, pk))


def page(
    request: HttpRequest, actor: Standing, shown: Work, refused: dict[str, BaseForm] | None = None
) -> HttpResponse:
    """The page of a work; `refused` is the form of a step that was not taken, as it was filled in."""
    may = WORK.possible(shown.state, access.roles(actor, shown))
    forms = {name: form_of(name, shown) for name in TAPS if name in may} | (refused or {})
    context = {
        "work": shown,
        "may": may,
        "forms": forms,
        "open": list(refused or ()),
        "form": next(iter((refused or {}).values()), None),
        "life": queries.life(shown),
    }
    return render(request, "works/work.html", context, status=422 if refused else 200)


@for_members("POST")
def act(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    found = access.get_work(actor, pk)
    if what not in TAPS or not access.may_write(actor, found.unit):
        raise Http404
    form = form_of(what, found, request.POST, request.FILES)
    if form.is_valid() and attempt(form, lambda: TAPS[what].do(actor, found, form.cleaned_data)) is not None:
        messages.success(request, str(WORK.steps[what].says))
        return redirect("work", pk=pk)
    return page(request, actor, found, {what: form})


@for_members("POST")
def draft(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """One tap: the draft is there, filled in, and open for writing."""
    found = access.get_work(actor, pk)
    if not say(request, lambda: tell(actor=actor, work=found), WORK.steps["tell"].says):
        return redirect("work", pk=pk)
    found.refresh_from_db(fields=["item"])
    return redirect("item", pk=found.item_id)


@for_members("GET", "POST")
def piece(request: HttpRequest, actor: Standing, pk: int, piece: int) -> HttpResponseBase:
    """The file of a piece of evidence; sent with POST, the piece is removed."""
    found = access.get_work(actor, pk)
    kept = get_object_or_404(WorkEvidence.objects.select_related("file"), pk=piece, work=found, removed=None)
    if request.method == "POST":
        act = lambda: actions.remove(actor=actor, work=found, piece=kept)  # noqa: E731
        say(request, act, WORK.steps["remove"].says)
        return redirect("work", pk=pk)
    if kept.file is None:
        raise Http404
    return sent(kept.file)


@for_members("POST")
def by_item(request: HttpRequest, actor: Standing, item: int) -> HttpResponse:
    """A published item finishes a work."""
    told, pk = get_item(actor, item), request.POST.get("work", "")
    found = access.get_work(actor, int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0)
    say(request, lambda: actions.finish(actor=actor, work=found, item=told), WORK.steps["finish"].says)
    return redirect("item", pk=told.pk)


@for_members("POST")
def show(request: HttpRequest, actor: Standing) -> HttpResponse:
    """Whether readers see the works of a unit."""
    unit = get_object_or_404(
        Unit, code=request.POST.get("unit", ""), pk__in=actor.unit_ids | actor.checks_for
    )
    public = request.POST.get("public") == "1"
    done = _("Readers see the works of the unit.") if public else _("Readers no longer see the works.")
    say(request, lambda: actions.show_shelf(actor=actor, unit=unit, public=public), done)
    return redirect("works")
