"""Files at the desk: taken at once while somebody writes, and given out to those who may see them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hamafza.network.access import standing_of
from hamafza.network.models import Unit
from hamafza.newsroom import access
from hamafza.newsroom.models import Attachment, ItemState, Picture
from hamafza.newsroom.uploads import save_attachment, save_picture, sent
from hamafza.pages.refusals import UploadRefused

THUMBNAIL = 320  # pixels
KINDS = ("picture", "file")


@login_required
@require_POST
def upload(request: HttpRequest, kind: str) -> JsonResponse:
    """Keep one file of a form that is being written: `file` and the code of the `unit` it is for.

    The same bytes give the same answer, so a sender whose line broke simply sends again.
    """
    if kind not in KINDS:
        raise Http404
    actor = standing_of(request)
    unit = get_object_or_404(Unit, code=request.POST.get("unit", ""))
    if not access.may_write(actor, unit):
        raise Http404
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("Choose a file.")}, status=422)
    try:
        if kind == "picture":
            return JsonResponse(about_picture(save_picture(actor=actor, unit=unit, file=file)))
        kept = save_attachment(actor=actor, unit=unit, file=file)
    except UploadRefused as refusal:
        again = {"Retry-After": str(refusal.wait)} if refusal.wait else {}
        return JsonResponse({"error": str(refusal.message)}, status=refusal.status, headers=again)
    return JsonResponse({"id": kept.pk, "name": kept.name, "size": kept.size})


def about_picture(picture: Picture) -> dict[str, Any]:
    return {"id": picture.pk, "src": thumbnail(picture), "width": picture.width, "height": picture.height}


def thumbnail(picture: Picture) -> str:
    """Address of the smallest size that is sharp on a phone's row."""
    width = min(picture.widths, key=lambda size: abs(size - THUMBNAIL))
    return f"/media/{picture.folder}/{width}.webp"


@login_required
@require_GET
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """A file of evidence, for those who see an item that shows it."""
    actor = standing_of(request)
    kept = get_object_or_404(Attachment, pk=pk)
    if not (actor.is_administrator or kept.unit_id in actor.sees):
        shown = access.public_items().filter(state=ItemState.PUBLISHED)
        if not shown.filter(published__attachment_uses__attachment=kept).exists():
            raise Http404
    return sent(kept)
