"""Files from outside: pictures are drawn anew without their metadata, evidence is kept under its hash."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol
from unicodedata import category

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.letters import ZWNJ
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Attachment, Picture
from hamafza.pages.refusals import UploadRefused

WIDTHS = (320, 640, 1280, 1920)  # pixels
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The ending of a name, and what it says the file is. Content and browser must say the same.
ENDINGS = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".docx": WORD,
    ".xlsx": SHEET,
    ".csv": "text/csv",
    ".txt": "text/plain",
}
SAYS_NOTHING = {"", "application/octet-stream", "text/plain", "binary/octet-stream"}
ALSO_SAID = {
    "image/jpeg": {"image/jpg", "image/pjpeg"},
    "image/png": {"image/x-png"},
    "application/pdf": {"application/x-pdf"},
    "text/csv": {"application/vnd.ms-excel", "application/csv", "text/comma-separated-values"},
    WORD: {"application/zip"},
    SHEET: {"application/zip"},
}


def save_picture(*, actor: Standing, unit: Unit, file: UploadedFile[Any], in_turn: bool = False) -> Picture:
    """Draw the picture in several widths as WebP. The same bytes of a unit give the same picture.

    `in_turn`: programs of the house wait for theirs, and what they draw is not counted.
    """
    from hamafza.newsroom.drawing import drawn

    data = bounded(file)
    digest = hashlib.sha256(data).hexdigest()
    if known := Picture.objects.filter(unit=unit, sha256=digest).first():
        return known
    picture = drawn(data, WIDTHS, unit=0 if in_turn else unit.pk)
    folder = f"pictures/{digest[:2]}/{digest[:20]}"
    for width, content in picture.files.items():
        path = f"{folder}/{width}.webp"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))
    return Picture.objects.create(
        unit=unit,
        uploaded_by=actor.person,
        sha256=digest,
        folder=folder,
        widths=sorted(picture.files),
        width=picture.width,
        height=picture.height,
    )


def save_attachment(*, actor: Standing, unit: Unit, file: UploadedFile[Any]) -> Attachment:
    """Keep a file of evidence. Its type is told by its content, not by what the browser says."""
    data = bounded(file)
    digest = hashlib.sha256(data).hexdigest()
    if known := Attachment.objects.filter(unit=unit, sha256=digest).first():
        return known
    name = plain_name(file.name or "file")
    kept = Attachment(
        unit=unit,
        uploaded_by=actor.person,
        name=name,
        media_type=media_type(data, name, file.content_type or ""),
        size=len(data),
        sha256=digest,
    )
    kept.file.save(f"{digest[:32]}.bin", ContentFile(data), save=False)
    kept.save()
    return kept


def media_type(data: bytes, name: str, said: str = "") -> str:
    """What the file is: its content, the ending of its name and the browser agree, or it is refused."""
    found = ENDINGS.get(ending(name), "")
    said = said.partition(";")[0].strip().lower()
    agrees = said in SAYS_NOTHING or said == found or said in ALSO_SAID.get(found, ())
    if not (found and agrees and looks_like(data, found)):
        raise UploadRefused(
            _("This kind of file is not accepted. Choose a PDF, a picture, DOCX, XLSX, CSV or plain text.")
        )
    return found


def ending(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


def looks_like(data: bytes, kind: str) -> bool:
    """Whether the bytes are of the kind."""
    signs: dict[str, bool] = {
        "application/pdf": data.startswith(b"%PDF-"),
        "image/jpeg": data.startswith(b"\xff\xd8\xff"),
        "image/png": data.startswith(b"\x89PNG\r\n\x1a\n"),
        "image/webp": data.startswith(b"RIFF") and data[8:12] == b"WEBP",
        WORD: data.startswith(b"PK\x03\x04") and b"word/" in data,
        SHEET: data.startswith(b"PK\x03\x04") and b"xl/" in data,
    }
    return signs.get(kind, b"\x00" not in data)


def plain_name(name: str) -> str:
    """The name without folders and invisible signs, which would make its ending look like another."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign == ZWNJ or category(sign)[0] != "C")[-200:] or "file"


class Kept(Protocol):
    """A file that was taken in: evidence, a paper."""

    @property
    def file(self) -> Any: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...


def download_name(kept: Kept) -> str:
    """The name to save it under; its ending says what the file is."""
    name = plain_name(kept.name)
    if ENDINGS.get(ending(name)) == kept.media_type:
        return name
    right = next((one for one, kind in ENDINGS.items() if kind == kept.media_type), ".bin")
    return name + right


def sent(kept: Kept) -> FileResponse:
    """The file as a download that no browser runs, whatever is in it."""
    answer = FileResponse(kept.file.open(), as_attachment=True, filename=download_name(kept))
    answer.headers["Content-Type"] = kept.media_type
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def bounded(file: UploadedFile[Any]) -> bytes:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if (file.size or 0) > limit:
        raise UploadRefused(_("The file is too large."))
    data = file.read(limit + 1)
    if not data:
        raise UploadRefused(_("The file is empty."))
    return bytes(data)
