"""The rows of pictures and evidence of the form, between what is stored and what is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.models import Attachment, Picture, Version

EVIDENCE_FIELDS = ("kind", "label", "url", "figure", "source")


def initial_pictures(version: Version | None) -> list[dict[str, Any]]:
    """A caption that is the alternative text as well is shown once."""
    return [
        {
            "picture": one["picture"],
            "caption": one.get("caption", "") or one.get("alt", ""),
            "alt": one.get("alt", "") if one.get("caption") not in ("", one.get("alt")) else "",
        }
        for one in (version.pictures if version else [])
    ]


def initial_evidence(version: Version | None) -> list[dict[str, Any]]:
    return [
        {**{name: one.get(name, "") for name in EVIDENCE_FIELDS}, "attachment": one.get("file")}
        for one in (version.evidence if version else [])
    ]


def drafted(content: Mapping[str, Any], prefix: str) -> list[dict[str, Any]]:
    """The rows of a kept draft, whose fields are named as the form names them; empty ones are left out."""
    rows: dict[int, dict[str, Any]] = {}
    for name, value in content.items():
        if found := re.fullmatch(rf"{prefix}-(\d+)-(\w+)", name):
            rows.setdefault(int(found[1]), {})[found[2]] = value
    kept = [row for _number, row in sorted(rows.items()) if not row.get("DELETE")]
    kept.sort(key=lambda row: row_number(row.get("ORDER")) or 0)
    told = ("picture",) if prefix == "pictures" else (*EVIDENCE_FIELDS[1:], "attachment")
    blank = dict.fromkeys((*EVIDENCE_FIELDS, "attachment", "picture"), "")
    return [blank | row for row in kept if any(row.get(name) for name in told)]


def pictures_of(
    rows: Any, actor: Standing, unit: Unit, before: Version | None = None
) -> list[dict[str, Any]]:
    """The list a version keeps, in the order of the form.

    `before` is the version that is being changed: what it shows may stay, whoever brought it.
    """
    known = known_pictures(rows, actor, unit, before)
    return [
        {**facts(picture), "caption": data["caption"], "alt": data["alt"] or data["caption"]}
        for data in typed(rows)
        if (picture := known.get(data.get("picture") or 0))
    ]


def typed(rows: Any) -> list[dict[str, Any]]:
    """What stays of the rows, in the order the person gave them."""
    forms = rows.ordered_forms if rows.can_order else rows.forms
    data = [getattr(row, "cleaned_data", {}) for row in forms]
    return [one for one in data if one and not one.get("DELETE")]


def facts(picture: Picture) -> dict[str, Any]:
    """What a version needs to know of a picture to show it without another query."""
    return {
        "picture": picture.pk,
        "folder": picture.folder,
        "widths": picture.widths,
        "width": picture.width,
        "height": picture.height,
    }


def known_pictures(rows: Any, actor: Standing, unit: Unit, before: Version | None) -> dict[int, Picture]:
    """Pictures the rows name, if the unit, the person or the item has them: nobody borrows by guessing."""
    named = [row["picture"].value() for row in rows]
    there = [one["picture"] for one in (before.pictures if before else [])]
    usable = Picture.objects.filter(Q(unit=unit) | Q(uploaded_by=actor.person) | Q(pk__in=there))
    return usable.in_bulk([pk for one in named if (pk := row_number(one)) is not None])


def known_attachments(
    rows: Any, actor: Standing, unit: Unit, before: Version | None
) -> dict[int, Attachment]:
    """Files of evidence the rows name, by the same rule."""
    named = [row["attachment"].value() for row in rows]
    there = [one["file"] for one in (before.evidence if before else []) if one.get("file")]
    usable = Attachment.objects.filter(Q(unit=unit) | Q(uploaded_by=actor.person) | Q(pk__in=there))
    return usable.in_bulk([pk for one in named if (pk := row_number(one)) is not None])


def evidence_of(
    rows: Any, actor: Standing, unit: Unit, before: Version | None = None
) -> list[dict[str, Any]]:
    """The pieces a version keeps. A file that cannot be used becomes the row's error."""
    known = known_attachments(rows, actor, unit, before)
    found: list[dict[str, Any]] = []
    for row in rows:
        data = {} if row.errors else row.cleaned_data
        if not data or data.get("DELETE") or not data.get("kind"):
            continue
        kept = known.get(data.get("attachment") or 0)
        if data["kind"] == "file" and kept is None:
            row.add_error("file", _("This file is no longer available. Choose it again."))
            continue
        piece = {"kind": data["kind"], "label": data["label"], "source": data["source"]}
        found.append(piece | detail(data, kept))
    return found


def detail(data: dict[str, Any], kept: Attachment | None) -> dict[str, Any]:
    if data["kind"] == "link":
        return {"url": data["url"]}
    if data["kind"] == "figure":
        return {"figure": data["figure"]}
    assert kept is not None
    return {"file": kept.pk, "name": kept.name, "sha256": kept.sha256, "size": kept.size}
