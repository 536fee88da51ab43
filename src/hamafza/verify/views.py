"""What the officer's form loads beside itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hamafza.lib.text.digits import row_number
from hamafza.network.access import member_of
from hamafza.newsroom.markup import plain_text
from hamafza.verify.similar import LONGEST, similar

FIELDS = ("kicker", "headline", "abstract")


@login_required
@never_cache
@require_POST
def similar_items(request: HttpRequest) -> HttpResponse:
    """Items like the one being written: a fragment. Nothing is stored."""
    actor = member_of(request)
    parts = [request.POST.get(name, "") for name in FIELDS]
    body = plain_text(request.POST.get("body", "")[: 2 * LONGEST])
    found = similar(
        actor,
        text="\n".join([*parts, body]),
        topics=request.POST.getlist("topics"),
        without=row_number(request.POST.get("item")),
    )
    return render(request, "verify/_similar.html", {"found": found})
