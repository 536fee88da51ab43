"""What others do with an item while somebody writes on it: told as it happens, not only when it is sent."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, standing_of
from hamafza.newsroom import access, queries
from hamafza.newsroom.models import Item


@login_required
@never_cache
@require_GET
def writing(request: HttpRequest, pk: int) -> HttpResponse:
    """The part above the writing form, fetched when something happens to the item. `base`: the version one started from."""
    actor = standing_of(request)
    item = access.get_item_or_remains(actor, pk)
    if not access.thrown_away(actor, item) and not access.may_edit(actor, item):
        raise Http404
    base = row_number(request.GET.get("base")) or 0
    return render(request, "newsroom/_meanwhile.html", told(actor, item, base))


def told(actor: Standing, item: Item | None, base: int) -> dict[str, Any]:
    """The context of the part; nothing for an item that is not there yet."""
    if item is None:
        return {}
    others = [] if item.discarded else queries.writing_now(actor, item)
    current = item.current if item.current and base and item.current.number > base else None
    return {"item": item, "base": base, "others": others, "newer": current, "own": current_is(current, actor)}


def current_is(version: Any, actor: Standing) -> bool:
    """Whether the person saved the newer version themselves, in another window."""
    return version is not None and version.author_id == actor.person.pk
