"""Search over what readers may see. Never kept by a cache: the index follows the ledger a moment later."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hamafza.archive.finders import beside
from hamafza.archive.forms import SearchForm
from hamafza.archive.queries import ASKED
from hamafza.archive.queries import search as find
from hamafza.archive.refining import following, not_understood, refining_choices
from hamafza.portal.frame import frame
from hamafza.portal.serving import render


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    if query and (wait := ASKED.wait(request)):
        return told({"wait": wait, "query": query}, 429, {"Retry-After": str(wait)})
    results = find(query, after=request.GET.get("after", ""), facets=True)
    context = {
        "public": True,
        "query": results.query.text,
        "results": results,
        "too_long": not form.is_valid(),
        "choices": refining_choices(results),
        "problems": not_understood(results),
        "following": following(results),
        "beside": [] if request.GET.get("after") else beside(results.query),
    }
    return told(context, 200, {})


def told(context: dict[str, Any], status: int, headers: dict[str, str]) -> HttpResponse:
    about = {**frame("search", title=gettext("Search")), "no_index": True}
    kept_by_nobody = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    html = render("portal/search.html", {**about, **context})
    return HttpResponse(html, status=status, headers={**kept_by_nobody, **headers})
