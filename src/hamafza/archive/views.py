"""The desk's search, and the searches a person keeps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamafza.archive import actions
from hamafza.archive.access import audience_of
from hamafza.archive.finders import beside
from hamafza.archive.forms import SearchForm
from hamafza.archive.models import SavedSearch
from hamafza.archive.queries import saved_searches, search
from hamafza.archive.refining import following, not_understood, refining_choices
from hamafza.archive.stones import stones
from hamafza.network.access import Standing, member_of


def refusals() -> dict[str, str]:
    return {
        "empty": _("Type what to look for, then save the search."),
        "too-long": _("This search is too long to save. Shorten it."),
        "too-many": _("You have 50 saved searches already; delete one first."),
    }


def kept(actor: Standing) -> dict[str, Any]:
    return {"saved": saved_searches(actor)}


@login_required
@require_GET
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    results = search(query, audience=audience_of(actor), after=request.GET.get("after", ""), facets=True)
    context = {
        **kept(actor),
        "form": form,
        "results": results,
        "stones": [] if request.GET.get("after") else stones(actor, query),
        "choices": refining_choices(results),
        "problems": not_understood(results),
        "following": following(results),
        "beside": [] if request.GET.get("after") else beside(results.query, actor),
    }
    return render(request, "archive/search.html", context)


@login_required
@require_GET
@never_cache
def saved(request: HttpRequest) -> HttpResponse:
    """The kept searches, fetched again by the live script."""
    return render(request, "archive/_saved.html", kept(member_of(request)))


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    query = request.POST.get("q", "")
    try:
        actions.save_search(actor=member_of(request), query=query)
    except actions.SearchNotSaved as refusal:
        messages.error(request, refusals()[refusal.key])
    else:
        messages.success(request, _("Saved. You will be told of every new item that matches."))
    return redirect(f"/desk/search/?{urlencode({'q': query})}")


@login_required
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    actor = member_of(request)
    dropped = get_object_or_404(SavedSearch, pk=pk)
    query = dropped.query
    try:
        actions.drop_search(actor=actor, search=dropped)
    except SavedSearch.DoesNotExist as error:
        raise Http404 from error
    # The page shows the search itself, with the button that keeps it again.
    messages.success(request, _("Deleted. The button below keeps it again."))
    return redirect(f"/desk/search/?{urlencode({'q': query})}")
