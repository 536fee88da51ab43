"""Which versions show which pictures and files, as rows: asked by the file, they are found by its key.

A version says itself what it shows and in which order, and stays whole whatever happens to other rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from hamafza.newsroom.models import AttachmentUse, PictureUse, Version
from hamafza.newsroom.usable import numbers


def keep_uses(versions: Iterable[Version]) -> None:
    """Write the rows of new versions, in the transaction that made them."""
    versions = list(versions)
    PictureUse.objects.bulk_create(
        PictureUse(version=version, picture_id=pk)
        for version in versions
        for pk in sorted(numbers(version.pictures, "picture"))
    )
    AttachmentUse.objects.bulk_create(
        AttachmentUse(version=version, attachment_id=pk)
        for version in versions
        for pk in sorted(numbers(version.evidence, "file"))
    )
