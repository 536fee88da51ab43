"""Pictures and files over the API: sent once, then named by their id in items."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from ninja import File, Form, Router
from ninja import UploadedFile as Upload

from hamafza.interchange.auth import actor
from hamafza.interchange.calls import unit_of
from hamafza.interchange.idempotency import idempotent
from hamafza.interchange.schemas import UploadedFile, UploadedPicture
from hamafza.network.access import Standing
from hamafza.newsroom import access
from hamafza.newsroom.models import Attachment, Picture
from hamafza.newsroom.uploads import save_attachment, save_picture
from hamafza.pages.refusals import NotAllowed

router = Router(tags=["files"])

Row = TypeVar("Row", Picture, Attachment)
Result = tuple[int, dict[str, Any]]


def picture_json(picture: Picture) -> dict[str, Any]:
    plain = {name: getattr(picture, name) for name in ("widths", "width", "height")}
    return {"id": picture.pk, "url": f"/media/{picture.folder}/{max(picture.widths)}.webp", **plain}


def file_json(kept: Attachment) -> dict[str, Any]:
    return {
        "id": kept.pk,
        **{name: getattr(kept, name) for name in ("name", "media_type", "size", "sha256")},
    }


def taken(request: HttpRequest, save: Callable[..., Any], code: str, file: Upload) -> Any:
    """The file as the unit's, if the caller writes for it."""
    unit = unit_of(code)
    if not access.may_write(actor(request), unit):
        raise NotAllowed
    return save(actor=actor(request), unit=unit, file=file)


@router.post("/pictures", response={201: UploadedPicture}, summary="Send a picture")
@idempotent(at="/pictures/{id}")
def send_picture(request: HttpRequest, unit: Form[str], file: File[Upload]) -> Result:
    """As `multipart/form-data`: `unit`, the code of a unit the caller writes for, and `file`, a JPEG, PNG or WebP.

    It is drawn anew in several widths, without what the camera wrote into it. An item names it by its id, with a
    caption and a text for those who do not see it.
    """
    return 201, picture_json(taken(request, save_picture, unit, file))


@router.get("/pictures/{pk}", response={200: UploadedPicture}, summary="One picture of the caller's units")
def picture(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Its widths and its address."""
    return picture_json(seen(actor(request), Picture.objects.filter(pk=pk).first()))


@router.post("/files", response={201: UploadedFile}, summary="Send a file of evidence")
@idempotent(at="/files/{id}")
def send_file(request: HttpRequest, unit: Form[str], file: File[Upload]) -> Result:
    """As `multipart/form-data`: `unit` and `file`, a PDF, picture, DOCX, XLSX, CSV or plain text.

    An item names it by its id in its evidence; readers of that item may load it.
    """
    return 201, file_json(taken(request, save_attachment, unit, file))


@router.get("/files/{pk}", response={200: UploadedFile}, summary="One file of the caller's units")
def file(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Its name, kind, size and hash."""
    return file_json(seen(actor(request), Attachment.objects.filter(pk=pk).first()))


def seen(who: Standing, row: Row | None) -> Row:
    """What a unit keeps is for its own people and administrators."""
    if row is None or not (who.is_administrator or row.unit_id in who.sees):
        raise Http404
    return row
