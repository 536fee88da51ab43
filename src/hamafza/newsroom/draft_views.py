"""What is being typed: kept, thrown away, looked at before it is sent."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamafza.lib.text.digits import row_number
from hamafza.network.access import standing_of
from hamafza.network.models import Unit
from hamafza.newsroom import access, drafts, previews
from hamafza.newsroom.manuscript import Manuscript
from hamafza.pages.characters import read_json
from hamafza.pages.refusals import NotAllowed

DRAFT_LIMIT = 400_000  # bytes
MOST_VERSIONS = 10**9


@login_required
@require_POST
def autosave(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what is being typed. JSON in: `unit`, `item`, `base_number`, `content`."""
    actor = standing_of(request)
    if len(request.body) > DRAFT_LIMIT:
        return JsonResponse({"error": _("The text is too long. Shorten it.")}, status=413)
    try:
        data = read_json(request)
        content = {str(name): value for name, value in dict(data["content"]).items()}
        unit = get_object_or_404(Unit, code=str(data["unit"]))
        number = row_number(data.get("item"))
        item = access.get_item_or_remains(actor, number) if number else None
        base = min(row_number(data.get("base_number")) or 0, MOST_VERSIONS)
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": _("This text cannot be read.")}, status=400)
    try:
        draft = drafts.save_draft(
            actor=actor, key=key[:40], unit=unit, item=item, base_number=base, content=content
        )
    except NotAllowed:
        raise Http404 from None
    return JsonResponse({"saved": draft.updated.isoformat()})


@login_required
@require_POST
def discard_draft(request: HttpRequest, key: str) -> HttpResponse:
    drafts.discard(actor=standing_of(request), key=key)
    return redirect("item-new")


@login_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What is being written, as readers will see it. Nothing is stored but the files."""
    actor = standing_of(request)
    if not (actor.is_administrator or actor.writes_for):
        raise Http404
    number = row_number(request.POST.get("item"))
    item = access.get_item(actor, number) if number is not None else None
    if item is not None and not access.may_edit(actor, item):
        raise Http404
    written = Manuscript.sent(request, actor, item)
    content = written.content()
    if content is None or not written.is_whole():
        return render(request, "newsroom/preview_refused.html", written.parts(), status=422)
    return previews.render(request, written.form.cleaned_data["unit"], content, published_at(written))


def published_at(written: Manuscript) -> datetime:
    """The moment readers will see on the page: the hour that is wished or set, or the first publication."""
    known = written.item and (written.item.firstpublished or written.item.embargoed)
    return written.release.cleaned_data["embargoed"] or known or timezone.now()
