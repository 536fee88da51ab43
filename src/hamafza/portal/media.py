"""Files below the media root that readers may have: sizes of pictures, and evidence of an item."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest

from hamafza.lib.text.digits import row_number
from hamafza.network.access import standing_of
from hamafza.newsroom.models import Attachment, Picture
from hamafza.portal.stories import ItemStory

SIZE_FILE = re.compile(r"^(?P<folder>[\w-]+(?:/[\w-]+)*)/(?P<width>\d{1,5})\.webp$", re.ASCII)


def named(path: str) -> tuple[str, int]:
    """Folder and width of a picture's file; 404 for any other name."""
    match = SIZE_FILE.match(path)
    if match is None:
        raise Http404
    return match["folder"], int(match["width"])


def picture_file(picture: Picture, width: int) -> Path:
    """The file of one size; 404 for a size that was not made."""
    if width not in picture.widths:
        raise Http404
    return inside(f"{picture.folder}/{width}.webp")


def inside(name: str) -> Path:
    """A file that exists and lies below the media root."""
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise Http404
    return path


def may_preview(request: HttpRequest, pictures: list[Picture]) -> bool:
    """Whether the person works on a unit that brought the picture: asked only while readers may not see it."""
    if not request.user.is_authenticated:
        return False
    standing = standing_of(request)
    return standing.is_administrator or any(one.unit_id in standing.sees for one in pictures)


def evidence_file(story: ItemStory, number: int) -> tuple[Attachment, Path]:
    """The file of an item's `number`-th piece of evidence (from 1)."""
    pieces = story.version.evidence
    if not 1 <= number <= len(pieces):
        raise Http404
    attachment = Attachment.objects.filter(pk=row_number(pieces[number - 1].get("file")) or 0).first()
    if attachment is None or not attachment.file.name:
        raise Http404
    return attachment, inside(attachment.file.name)
