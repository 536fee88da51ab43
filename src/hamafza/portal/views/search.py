"""Search over what readers may see. Never kept by a cache: the index follows the ledger a moment later."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hamafza.archive.forms import SearchForm
from hamafza.archive.queries import search as find
from hamafza.archive.refining import choices, following, not_understood
from hamafza.portal.frame import frame
from hamafza.portal.serving import render


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    results = find(query, after=request.GET.get("after", ""), facets=True)
    context = {
        **frame("search", title=gettext("Search")),
        "no_index": True,
        "public": True,
        "results": results,
        "too_long": not form.is_valid(),
        "choices": choices(results),
        "problems": not_understood(results),
        "following": following(results),
    }
    answer = HttpResponse(render("portal/search.html", context))
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
