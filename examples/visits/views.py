"""Visits at the desk: the list, the form, one visit and its buttons."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from examples.visits import access
from examples.visits.actions import VISITS, announce
from examples.visits.forms import VisitFilters, VisitForm
from examples.visits.models import Visit
from examples.visits.states import VISIT
from hamafza.network.access import Standing, checks, for_members, writes
from hamafza.pages.lists import Act, Listing
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sheets import columns_of

COLUMNS = columns_of(Visit, "subject", "unit", "begins", "guests", "state")


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = VisitFilters(request)
    confirm: Act[Visit] = Act("confirm", _("Confirm"), lambda one: VISITS.act("confirm", actor, one))
    acts = [confirm] if checks(actor) else []
    rows = Listing(request, filters.narrow(access.visible(actor)), "visits", COLUMNS, acts)
    return rows.show("visits/list.html", filters, may_announce=writes(actor))


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    if not writes(actor):
        raise Http404
    form = VisitForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid() and (made := attempt(form, lambda: announce(actor=actor, **form.cleaned_data))):
        return redirect("visit", pk=made.pk)
    return render(request, "visits/new.html", {"form": form}, status=422 if form.errors else 200)


@for_members("GET")
def visit(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = access.get_visit(actor, pk)
    may = VISIT.possible(shown.state, access.roles(actor, shown))
    steps = shown.steps.select_related("by")
    return render(request, "visits/visit.html", {"visit": shown, "may": may, "steps": steps})


@for_members("POST")
def act(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    found, reason = access.get_visit(actor, pk), request.POST.get("reason", "")
    if what not in VISIT.steps:
        raise Http404
    say(request, lambda: VISITS.act(what, actor, found, reason), VISIT.steps[what].says)
    return redirect("visit", pk=pk)
