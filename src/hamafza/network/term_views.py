"""The network's own page, and its lists of topics and regions, over HTTP. For administrators."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hamafza.network import actions, queries, questions
from hamafza.network.access import Standing, member_of
from hamafza.network.forms import NetworkForm, RegionForm, TopicForm
from hamafza.network.models import Region, Topic
from hamafza.pages.asking import ask_first, sure
from hamafza.pages.refusals import Refused

FORMS: dict[type[Topic] | type[Region], type[TopicForm] | type[RegionForm]] = {
    Topic: TopicForm,
    Region: RegionForm,
}
LISTS = {Topic: "topics", Region: "regions"}


@login_required
@require_http_methods(["GET", "POST"])
def network(request: HttpRequest) -> HttpResponse:
    who = administrator(request)
    form = NetworkForm(request.POST or None, instance=queries.the_network())
    if request.method == "POST" and form.is_valid():
        actions.change_network(actor=who, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("network")
    return render(request, "network/network.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def topics(request: HttpRequest) -> HttpResponse:
    return terms(request, Topic)


@login_required
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    return term(request, get_object_or_404(Topic, pk=pk))


@login_required
@require_http_methods(["GET", "POST"])
def regions(request: HttpRequest) -> HttpResponse:
    return terms(request, Region)


@login_required
@require_http_methods(["GET", "POST"])
def region(request: HttpRequest, pk: int) -> HttpResponse:
    return term(request, get_object_or_404(Region, pk=pk))


def terms(request: HttpRequest, model: type[Topic] | type[Region]) -> HttpResponse:
    """The list, with a form for one more below it."""
    who = administrator(request)
    form = FORMS[model](request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.save_term(actor=who, term=form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect(LISTS[model])
    context = {"terms": queries.terms(model), "form": form, "word": LISTS[model]}
    return render(request, "network/terms.html", context)


def term(request: HttpRequest, changed: Topic | Region) -> HttpResponse:
    """Change one, or remove it if nothing uses it."""
    who = administrator(request)
    listing = LISTS[type(changed)]
    if request.method == "POST" and "remove" in request.POST:
        if not sure(request):
            return ask_first(request, questions.remove_term(changed, request.path))
        try:
            actions.remove_term(actor=who, term=changed)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Removed."))
        return redirect(listing)
    form = FORMS[type(changed)](request.POST or None, instance=changed)
    if request.method == "POST" and form.is_valid():
        actions.save_term(actor=who, term=form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect(listing)
    return render(request, "network/term.html", {"form": form, "term": changed, "word": listing})


def administrator(request: HttpRequest) -> Standing:
    who = member_of(request)
    if not who.is_administrator:
        raise PermissionDenied
    return who
