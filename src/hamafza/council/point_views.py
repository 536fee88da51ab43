"""Points at the desk: the list, one point with its papers, and the forms for both."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamafza.council import access, agenda, parts, states, travel
from hamafza.council.forms import PaperForm, PointFilters, PointForm
from hamafza.council.models import Hearing, Point
from hamafza.council.parts import PointPart
from hamafza.council.views import answered
from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, for_members
from hamafza.newsroom.uploads import sent
from hamafza.pages.lists import Act, Listing
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sheets import columns_of
from hamafza.pages.shown import save

COLUMNS = columns_of(Point, "series", "kind", "title", "minutes", "state")


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = PointFilters(request)
    filters.fields["series"].queryset = access.visible_series(actor)  # type: ignore[attr-defined]
    filters.full_clean()
    end: Act[Point] = Act(
        "end", gettext_lazy("End the points"), lambda row: agenda.end(actor=actor, point=row)
    )
    rows = Listing(request, filters.narrow(access.visible_points(actor)), "points", COLUMNS, [end])
    return rows.show("council/points.html", filters)


@for_members("GET")
def point(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = access.get_point(actor, pk)
    roles = access.point_roles(actor, shown)
    hearings = Hearing.objects.filter(point=shown, session__in=access.visible_sessions(actor))
    context = {
        "point": shown,
        "may": states.POINT.possible(shown.state, roles),
        "hidden": access.hidden(shown),
        "papers": shown.papers.select_related("by"),
        "paper_form": PaperForm(),
        "hearings": hearings.select_related("session__series"),
        "steps": shown.steps.select_related("by"),
        "parts": parts.drawn(PointPart, shown, actor),
    }
    return render(request, "council/point.html", context)


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """A point for this series, with a paper if there is one; `?session=` is the session one looked at."""
    series = access.get_series(actor, pk)
    if not access.roles(actor, series) & states.SPEAKERS:
        raise Http404
    sessions = access.visible_sessions(actor).filter(pk__in=travel.coming_sessions(series).values("pk"))
    usual: dict[str, Any] = {"retry_key": get_random_string(20), "minutes": 5, "kind": "report"}
    sent_in = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PointForm(*sent_in, series=series, sessions=sessions.order_by("starts", "pk"), initial=usual)
    if wanted := sessions.filter(pk=row_number(request.GET.get("session")) or 0).first():
        form.initial["session"] = wanted
    if form.is_valid() and (
        made := attempt(
            form,
            lambda: agenda.hand_in(
                actor=actor, series=series, retry_key=form.cleaned_data["retry_key"], **form.whole
            ),
        )
    ):
        file = form.cleaned_data["paper"]
        if file:
            say(
                request, lambda: agenda.add_paper(actor=actor, point=made, file=file), _("A paper was added.")
            )
        return redirect("council-point", pk=made.pk)
    context = {"form": form, "series": series, "waits": "session" not in form.fields}
    return answered(request, "council/point_form.html", form, context)


def open_to(actor: Standing, pk: int, step: str) -> Point:
    """A point with which the person can take the step; 404 to others."""
    found = access.get_point(actor, pk)
    if not states.POINT.steps[step].who & access.point_roles(actor, found):
        raise Http404
    return found


@for_members("GET", "POST")
def edit(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = open_to(actor, pk, "change")
    form = PointForm(request.POST if request.method == "POST" else None, instance=shown, series=shown.series)
    if form.is_valid() and save(
        form, lambda: agenda.change(actor=actor, point=shown, seen=form.seen, **form.said)
    ):
        return redirect("council-point", pk=pk)
    context = {"form": form, "series": shown.series, "point": access.get_point(actor, pk)}
    return answered(request, "council/point_form.html", form, context)


@for_members("POST")
def step(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    acts = {"end": agenda.end, "withdraw": agenda.withdraw, "reopen": agenda.reopen}
    if what not in acts:
        raise Http404
    found = open_to(actor, pk, what)
    given = {} if what == "end" else {"reason": request.POST.get("reason", "")}
    said = states.POINT.steps[what].says
    say(request, lambda: acts[what](actor=actor, point=found, **given), said)  # type: ignore[operator]
    return redirect("council-point", pk=pk)


@for_members("POST")
def add_paper(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    found = open_to(actor, pk, "add-paper")
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["paper"]
        say(request, lambda: agenda.add_paper(actor=actor, point=found, file=file), _("A paper was added."))
        return redirect("council-point", pk=pk)
    return answered(request, "council/paper.html", form, {"form": form, "point": found})


@for_members("GET")
def paper(request: HttpRequest, actor: Standing, pk: int, paper: int) -> FileResponse:
    """The file, for those who see its point."""
    found = access.get_point(actor, pk)
    return sent(get_object_or_404(found.papers, pk=paper))
