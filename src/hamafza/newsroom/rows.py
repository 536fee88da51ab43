"""The rows of pictures and evidence of the form, between what is stored and what is typed."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Attachment, Picture, Version
from hamafza.newsroom.uploads import UploadRefused, save_attachment, save_picture


def initial_pictures(version: Version | None) -> list[dict[str, Any]]:
    return [
        {"picture": one["picture"], "caption": one.get("caption", ""), "alt": one.get("alt", "")}
        for one in (version.pictures if version else [])
    ]


def initial_evidence(version: Version | None) -> list[dict[str, Any]]:
    return [
        {
            **{name: one.get(name, "") for name in ("kind", "label", "url", "figure", "source")},
            "attachment": one.get("file"),
        }
        for one in (version.evidence if version else [])
    ]


def pictures_of(
    rows: Any, actor: Standing, unit: Unit, before: Version | None = None
) -> list[dict[str, Any]]:
    """The list a version keeps; new files are drawn and stored. A refused file becomes the row's error.

    `before` is the version that is being changed: what it shows may stay, whoever brought it.
    """
    found: list[dict[str, Any]] = []
    allowed = known_pictures(rows, unit, before)
    for row in rows:
        data = getattr(row, "cleaned_data", {})
        if not data or data.get("DELETE"):
            continue
        kept = allowed.get(data.get("picture") or 0)
        file: UploadedFile[Any] | None = data.get("file")
        if file is not None:
            try:
                kept = facts(save_picture(actor=actor, unit=unit, file=file))
            except UploadRefused as refusal:
                row.add_error("file", str(refusal.message))
                continue
        if kept is not None:
            found.append({**kept, "caption": data["caption"], "alt": data["alt"]})
    return found


def facts(picture: Picture) -> dict[str, Any]:
    """What a version needs to know of a picture to show it without another query."""
    return {
        "picture": picture.pk,
        "folder": picture.folder,
        "widths": picture.widths,
        "width": picture.width,
        "height": picture.height,
    }


def known_pictures(rows: Any, unit: Unit, before: Version | None) -> dict[int, dict[str, Any]]:
    """Pictures the rows name, if the unit or the item has them: nobody borrows by guessing numbers."""
    named = [row.cleaned_data.get("picture") for row in rows if getattr(row, "cleaned_data", None)]
    there = [one["picture"] for one in (before.pictures if before else [])]
    usable = Picture.objects.filter(Q(unit=unit) | Q(pk__in=there), pk__in=[pk for pk in named if pk])
    return {picture.pk: facts(picture) for picture in usable}


def evidence_of(
    rows: Any, actor: Standing, unit: Unit, before: Version | None = None
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    there = [one["file"] for one in (before.evidence if before else []) if one.get("file")]
    for row in rows:
        data = getattr(row, "cleaned_data", {})
        if not data or data.get("DELETE") or not data.get("kind"):
            continue
        piece = {"kind": data["kind"], "label": data["label"], "source": data["source"]}
        try:
            piece |= detail(data, actor, unit, there)
        except UploadRefused as refusal:
            row.add_error("file", str(refusal.message))
            continue
        found.append(piece)
    return found


def detail(data: dict[str, Any], actor: Standing, unit: Unit, there: list[int]) -> dict[str, Any]:
    if data["kind"] == "link":
        return {"url": data["url"]}
    if data["kind"] == "figure":
        return {"figure": data["figure"]}
    if data.get("file") is not None:
        kept = save_attachment(actor=actor, unit=unit, file=data["file"])
    else:
        usable = Attachment.objects.filter(Q(unit=unit) | Q(pk__in=there))
        found = usable.filter(pk=data["attachment"]).first()
        if found is None:
            raise UploadRefused(_("This file is not there any more. Choose it again."))
        kept = found
    return {"file": kept.pk, "name": kept.name, "sha256": kept.sha256, "size": kept.size}
