"""Councils and committees at the desk: the list, one of them with its seats and sessions, and its forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hamafza.council import access, founding, parts, planning, queries, seating
from hamafza.council.forms import ManySeatsForm, SeatFilters, SeatForm, SeriesFilters, SeriesForm, SessionForm
from hamafza.council.models import Member, Series
from hamafza.council.parts import SeriesPart
from hamafza.council.rhythm import coming
from hamafza.council.states import SPEAKERS
from hamafza.council.words import SeatRole, SeriesRhythm
from hamafza.network.access import Standing, for_members
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.lists import Act, Listing
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sheets import Column, columns_of
from hamafza.pages.shown import save
from hamafza.pages.templatetags.hamafza import digits

PLANNED = 6  # days that the rhythm proposes
SEATS: Column[Series] = Column(gettext_lazy("members"), lambda row: row.seats)  # type: ignore[attr-defined]
COLUMNS = [*columns_of(Series, "name", "kind", "unit", "rhythm", "confidential"), SEATS]

SEAT_COLUMNS = columns_of(Member, "unit", "person", "role", "substitute", "substitute_unit")


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = SeriesFilters(request)
    found = filters.narrow(queries.with_counts(access.visible_series(actor)))
    rows = Listing(request, found, "councils", COLUMNS)
    more: dict[str, Any] = {"may_found": access.founds_for(actor).exists()}
    if request.method == "GET":
        more |= {"invitations": list(queries.to_answer(actor)[:4]), **queries.now_panel(actor)}
    return rows.show("council/list.html", filters, **more)


@for_members("GET")
def series(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = access.get_series(actor, pk)
    roles = access.roles(actor, shown)
    sessions = access.visible_sessions(actor).filter(series=shown)
    context = {
        "series": shown,
        "roles": roles,
        "keeps": access.keeps(actor, shown) and not shown.ended,
        "hands_in": bool(roles & SPEAKERS) and not shown.ended,
        "seats": shown.members.filter(until=None).select_related(
            "unit", "person", "substitute", "substitute_unit"
        ),
        "ahead": [one for one in queries.ahead(actor) if one.series_id == shown.pk],
        "past": sessions.exclude(state__in=queries.COMING)[:12],
        "waiting": queries.waiting_points(actor, shown),
        "parts": parts.drawn(SeriesPart, shown, actor),
    }
    return render(request, "council/series.html", context)


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    if not access.founds_for(actor).exists():
        raise Http404
    form = SeriesForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid() and (made := attempt(form, lambda: founding.found(actor=actor, **form.cleaned_data))):
        return redirect("council-series", pk=made.pk)
    return answered(request, "council/form.html", form, {"form": form})


def kept(actor: Standing, pk: int) -> Series:
    """A series that the person keeps; 404 to whoever may not see it, and to whoever may only look."""
    found = access.get_series(actor, pk)
    if not access.keeps(actor, found):
        raise Http404
    return found


@for_members("GET", "POST")
def edit(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = kept(actor, pk)
    form = SeriesForm(request.POST if request.method == "POST" else None, actor=actor, instance=shown)
    if form.is_valid() and save(
        form, lambda: founding.change(actor=actor, series=shown, seen=form.seen, **form.said)
    ):
        return redirect("council-series", pk=pk)
    return answered(
        request, "council/form.html", form, {"form": form, "series": access.get_series(actor, pk)}
    )


@for_members("GET", "POST")
def plan(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """The days that the rhythm proposes, each with one tap; and another time by hand."""
    shown = kept(actor, pk)
    usual = {name: getattr(shown, name) for name in ("length", "place", "link", "confidential")}
    form = SessionForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_valid() and (
        made := attempt(form, lambda: planning.plan(actor=actor, series=shown, **form.cleaned_data))
    ):
        return redirect("council-session", pk=made.pk)
    days = coming(shown, PLANNED) if shown.rhythm != SeriesRhythm.NONE else []
    return answered(
        request, "council/plan.html", form, {"form": form, "series": shown, "days": days, "usual": usual}
    )


@for_members("POST")
def end(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = kept(actor, pk)
    if not sure(request):
        effects = [_("No session can be planned any more. What there is stays.")]
        title = _("End “%(name)s”?") % {"name": shown}
        return ask_first(
            request, Confirmation(title, effects, _("End it"), request.path.removesuffix("end/"))
        )
    say(request, lambda: founding.end(actor=actor, series=shown), _("It has been ended."))
    return redirect("council-series", pk=pk)


@for_members("GET", "POST")
def seats(request: HttpRequest, actor: Standing, pk: int) -> HttpResponseBase:
    """Who sits there; its secretary gives up many seats at once."""
    shown = access.get_series(actor, pk)
    keeps = access.keeps(actor, shown) and not shown.ended
    filters = SeatFilters(request)
    rows = shown.members.filter(until=None).select_related("unit", "person", "substitute", "substitute_unit")
    end: Act[Member] = Act("end", gettext_lazy("Give up the seats"), lambda row: end_seat(actor, row))
    listing = Listing(request, filters.narrow(rows), "members", SEAT_COLUMNS, [end] if keeps else [])
    return listing.show("council/seats.html", filters, series=shown, keeps=keeps, all_roles=SeatRole.choices)


def end_seat(actor: Standing, row: Member) -> Member:
    return founding.end_seat(actor=actor, member=row)


@for_members("GET", "POST")
def new_seat(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = kept(actor, pk)
    form = SeatForm(request.POST if request.method == "POST" else None, actor=actor)
    if (
        form.is_valid()
        and attempt(form, lambda: founding.give_seat(actor=actor, series=shown, **form.cleaned_data))
        is not None
    ):
        return redirect("council-seats", pk=pk)
    return answered(request, "council/seat_form.html", form, {"form": form, "series": shown})


@for_members("GET", "POST")
def many_seats(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """Many units at once: first what was understood, then the seats."""
    shown = kept(actor, pk)
    form = ManySeatsForm(request.POST if request.method == "POST" else None, actor=actor)
    read = (
        seating.read(shown, form.cleaned_data["units"], form.cleaned_data["pasted"])
        if form.is_valid()
        else None
    )
    if read and read.found and request.POST.get("do") == "add":
        role = form.cleaned_data["role"]
        if (
            attempt(form, lambda: founding.give_seats(actor=actor, series=shown, units=read.found, role=role))
            is not None
        ):
            messages.success(request, added(len(read.found)))
            return redirect("council-seats", pk=pk)
    return answered(request, "council/many_seats.html", form, {"form": form, "series": shown, "read": read})


def added(number: int) -> str:
    said = ngettext("%(number)s member was added.", "%(number)s members were added.", number)
    return said % {"number": digits(number)}


@for_members("POST")
def seat(request: HttpRequest, actor: Standing, pk: int, seat: int) -> HttpResponse:
    """Another role, or the end of the seat."""
    shown = kept(actor, pk)
    row = get_object_or_404(shown.members.filter(until=None), pk=seat)
    if request.POST.get("do") == "end":
        say(request, lambda: founding.end_seat(actor=actor, member=row), _("The seat was given up."))
    elif (role := request.POST.get("role", "")) in SeatRole.values:
        say(
            request,
            lambda: founding.change_seat(actor=actor, member=row, role=role),
            _("The role was changed."),
        )
    return redirect("council-seats", pk=pk)


def answered(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    """The page with the form; 422 if something in it is to be put right."""
    return render(request, template, context, status=422 if form.errors else 200)
