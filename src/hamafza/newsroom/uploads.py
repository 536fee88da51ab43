"""Files from outside: pictures are drawn anew without their metadata, evidence is kept under its hash."""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Attachment, Picture

WIDTHS = (320, 640, 1280, 1920)  # pixels
SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n": "image/png",
    b"RIFF": "image/webp",
    b"PK\x03\x04": "application/zip",
}
OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TEXTS = {".csv": "text/csv", ".txt": "text/plain"}


class UploadRefused(Exception):
    """The file cannot be taken; the message is for the person."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


def save_picture(*, actor: Standing, unit: Unit, file: UploadedFile[Any]) -> Picture:
    """Draw the picture in several widths as WebP. The same bytes of a unit give the same picture."""
    from hamafza.newsroom.drawing import drawn, opened  # its library is large, and few processes draw

    data = bounded(file)
    digest = hashlib.sha256(data).hexdigest()
    if known := Picture.objects.filter(unit=unit, sha256=digest).first():
        return known
    image = opened(data)
    folder = f"pictures/{digest[:2]}/{digest[:20]}"
    widths = [width for width in WIDTHS if width < image.width] + [min(image.width, WIDTHS[-1])]
    for width in sorted(set(widths)):
        path = f"{folder}/{width}.webp"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(drawn(image, width)))
    return Picture.objects.create(
        unit=unit,
        uploaded_by=actor.person,
        sha256=digest,
        folder=folder,
        widths=sorted(set(widths)),
        width=image.width,
        height=image.height,
    )


def save_attachment(*, actor: Standing, unit: Unit, file: UploadedFile[Any]) -> Attachment:
    """Keep a file of evidence. Its type is told by its content, not by what the browser says."""
    data = bounded(file)
    digest = hashlib.sha256(data).hexdigest()
    if known := Attachment.objects.filter(unit=unit, sha256=digest).first():
        return known
    name = (file.name or "file")[-200:]
    kept = Attachment(
        unit=unit,
        uploaded_by=actor.person,
        name=name,
        media_type=media_type(data, name),
        size=len(data),
        sha256=digest,
    )
    kept.file.save(f"{digest[:32]}.bin", ContentFile(data), save=False)
    kept.save()
    return kept


def media_type(data: bytes, name: str) -> str:
    ending = name[name.rfind(".") :].lower()
    found = next((kind for start, kind in SIGNATURES.items() if data.startswith(start)), "")
    if found == "application/zip":
        found = OFFICE.get(ending, "")
    if not found and ending in TEXTS and b"\x00" not in data[:4096]:
        found = TEXTS[ending]
    if not found:
        raise UploadRefused(
            _("This kind of file is not accepted. Choose a PDF, a picture, DOCX, XLSX, CSV or plain text.")
        )
    return found


def bounded(file: UploadedFile[Any]) -> bytes:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if (file.size or 0) > limit:
        raise UploadRefused(_("The file is too large."))
    data = file.read(limit + 1)
    if not data:
        raise UploadRefused(_("The file is empty."))
    return bytes(data)
