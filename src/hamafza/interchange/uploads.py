"""Pictures and files over the API: sent once, then named by their id in items."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Manager, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form
from ninja import UploadedFile as Upload

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import row
from hamafza.interchange.naming import unit_named
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import UploadedFile, UploadedPicture
from hamafza.newsroom import access
from hamafza.newsroom.models import Attachment, Picture
from hamafza.newsroom.uploads import save_attachment, save_picture
from hamafza.pages.refusals import NotAllowed

router = Routes(tags=["files"])

Row = TypeVar("Row", Picture, Attachment)


def picture_json(picture: Picture) -> dict[str, Any]:
    return row(UploadedPicture, picture, url=f"/media/{picture.folder}/{max(picture.widths)}.webp")


def taken(request: HttpRequest, save: Callable[..., Row], code: str, file: Upload) -> Row:
    """The file as the unit's, if the caller writes for it."""
    unit = unit_named(code)
    if not access.may_write(actor(request), unit):
        raise NotAllowed
    return save(actor=actor(request), unit=unit, file=file)


@router.acts("/pictures", UploadedPicture, "Send a picture", made="/pictures/{id}")
def send_picture(request: HttpRequest, unit: Form[str], file: File[Upload]) -> dict[str, Any]:
    """As `multipart/form-data`: `unit`, the code of a unit the caller writes for, and `file`, a JPEG, PNG or WebP.

    It is drawn anew in several widths, without what the camera wrote into it. An item names it by its id, with a
    caption and a text for those who do not see it.
    """
    return picture_json(taken(request, save_picture, unit, file))


@router.reads("/pictures/{pk}", UploadedPicture, "One picture of the caller's units")
def picture(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Its widths and its address."""
    return picture_json(seen(request, Picture.objects, pk))


@router.acts("/files", UploadedFile, "Send a file of evidence", made="/files/{id}")
def send_file(request: HttpRequest, unit: Form[str], file: File[Upload]) -> Attachment:
    """As `multipart/form-data`: `unit` and `file`, a PDF, picture, DOCX, XLSX, CSV or plain text.

    An item names it by its id in its evidence; readers of that item may load it.
    """
    return taken(request, save_attachment, unit, file)


@router.reads("/files/{pk}", UploadedFile, "One file of the caller's units")
def file(request: HttpRequest, pk: int) -> Attachment:
    """Its name, kind, size and hash."""
    return seen(request, Attachment.objects, pk)


def seen(request: HttpRequest, rows: Manager[Row], pk: int) -> Row:
    """What a unit keeps is for its own people and administrators."""
    who = actor(request)
    return get_object_or_404(rows.filter(Q() if who.is_administrator else Q(unit__in=who.sees)), pk=pk)
