"""What a version may show: files, pictures and addresses, checked once for the form, the API and imports.

A piece of evidence or a picture names a row by its number. Only rows of the item's own unit count, those
the person brought, those the item shows already, and those a room above vouches for (`lent`: the evidence of an incident). What is
stored of them is what the row says, never what the caller says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.digits import row_number
from hamafza.lib.text.links import is_web_address
from hamafza.network.access import Standing
from hamafza.newsroom.content import Content
from hamafza.newsroom.errors import Unusable
from hamafza.newsroom.models import Attachment, Item, Picture
from hamafza.newsroom.rows import facts

Piece = dict[str, Any]


def usable(content: Content, item: Item, actor: Standing, lent: Collection[int] = ()) -> Content:
    """The content as it may be stored. Raises `Unusable` for what the item's unit may not show."""
    if content.source_url and not is_web_address(content.source_url):
        raise Unusable(_("This is not an address on the web."), field="source_url")
    return replace(
        content,
        pictures=pictures(content.pictures, item, actor),
        evidence=evidence(content.evidence, item, actor, lent),
    )


def own(item: Item, actor: Standing) -> Q:
    """Rows of the item's unit, and what the person brought themselves for a unit whose work they still see."""
    brought = Q(uploaded_by=actor.person)
    return Q(unit=item.unit_id) | (brought if actor.is_administrator else brought & Q(unit__in=actor.sees))


def shown_so_far(item: Item, name: str) -> list[Piece]:
    return [
        piece for version in (item.current, item.published) if version for piece in getattr(version, name)
    ]


def pictures(pieces: list[Piece], item: Item, actor: Standing) -> list[Piece]:
    so_far = shown_so_far(item, "pictures")
    named = Picture.objects.filter(pk__in=numbers(pieces, "picture"))
    there = numbers(so_far, "picture")
    known = {one.pk: one for one in named.filter(own(item, actor) | Q(pk__in=there))} if pieces else {}
    return [piece if piece in so_far else picture(piece, known) for piece in pieces]


def picture(piece: Piece, known: dict[int, Picture]) -> Piece:
    found = known.get(row_number(piece.get("picture")) or 0)
    if found is None:
        raise Unusable(_("This picture is not your unit's."), field="pictures")
    return {**facts(found), "caption": text(piece, "caption"), "alt": text(piece, "alt")}


def evidence(pieces: list[Piece], item: Item, actor: Standing, lent: Collection[int]) -> list[Piece]:
    so_far = shown_so_far(item, "evidence")
    wanted = numbers(pieces, "file")
    there = {*numbers(so_far, "file"), *lent}
    named = Attachment.objects.filter(own(item, actor) | Q(pk__in=there), pk__in=wanted)
    known = {one.pk: one for one in named} if wanted else {}
    return [piece if piece in so_far else one_piece(piece, known) for piece in pieces]


def one_piece(piece: Piece, known: dict[int, Attachment]) -> Piece:
    said = {"kind": text(piece, "kind"), "label": text(piece, "label"), "source": text(piece, "source")}
    if said["kind"] == "file":
        return said | file_facts(known.get(row_number(piece.get("file")) or 0))
    if said["kind"] == "link":
        return said | {"url": web_address(text(piece, "url"))}
    if said["kind"] == "figure" and text(piece, "figure").strip():
        return said | {"figure": text(piece, "figure")}
    raise Unusable(_("Give the link, the file or the figure itself."), field="evidence")


def file_facts(kept: Attachment | None) -> Piece:
    if kept is None:
        raise Unusable(_("This file is not your unit's."), field="evidence")
    return {"file": kept.pk, "name": kept.name, "sha256": kept.sha256, "size": kept.size}


def web_address(url: str) -> str:
    if not is_web_address(url):
        raise Unusable(_("This is not an address on the web."), field="evidence")
    return url


def text(piece: Piece, name: str) -> str:
    value = piece.get(name)
    return value if isinstance(value, str) else ""


def numbers(pieces: list[Piece], name: str) -> set[int]:
    return {found for piece in pieces if (found := row_number(piece.get(name)))}
