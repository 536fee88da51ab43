"""An item as readers see it: its published version, its pictures, its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from hamafza.lib.text.digits import row_number
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Item, ItemState, Picture, Profile, Version
from hamafza.portal.addresses import local

SUMMARY_LIMIT = 280  # characters
LONG_HEADLINE = 110  # characters; some twenty words


@dataclass(frozen=True)
class ShownPicture:
    """A picture with the words that go with it."""

    picture: Picture
    caption: str
    alt: str

    def src(self, width: int) -> str:
        """Path of the smallest size that is at least `width` pixels wide (else of the largest)."""
        return f"/media/{self.picture.folder}/{self.size(width)}.webp"

    def size(self, width: int) -> int:
        widths: list[int] = self.picture.widths or [self.picture.width]
        return next((size for size in widths if size >= width), widths[-1])

    @property
    def small(self) -> str:
        return self.src(480)

    @property
    def large(self) -> str:
        return self.src(1200)

    @property
    def srcset(self) -> str:
        return ", ".join(f"/media/{self.picture.folder}/{w}.webp {w}w" for w in self.picture.widths)


@dataclass(frozen=True)
class ItemStory:
    """What templates get for one item."""

    item: Item
    version: Version
    pictures: tuple[ShownPicture, ...] = ()

    @property
    def picture(self) -> ShownPicture | None:
        return self.pictures[0] if self.pictures else None

    @property
    def code(self) -> int:
        return self.item.code or 0

    @cached_property
    def url(self) -> str:
        return local("item", code=self.code)

    @property
    def lang(self) -> str:
        return self.version.language

    @property
    def dir(self) -> str:
        return "ltr" if self.version.language == "en" else "rtl"

    @property
    def is_withdrawn(self) -> bool:
        return self.item.state == ItemState.RETIRED

    @property
    def is_unchecked(self) -> bool:
        """Published urgently, its check still owed."""
        return self.item.urgent and self.item.checked is None and not self.is_withdrawn

    @property
    def lacks_evidence(self) -> bool:
        return self.version.profile == Profile.ACHIEVEMENT and not self.version.evidence

    @property
    def is_long(self) -> bool:
        """Whether the headline would fill a page in the largest type."""
        return len(self.version.headline) > LONG_HEADLINE

    @property
    def sources(self) -> int:
        """How many pieces of evidence it has."""
        return len(self.version.evidence)

    @property
    def profile_mark(self) -> str:
        """The kind of item, where it is not plain news."""
        return "" if self.version.profile == Profile.NEWS else str(self.version.get_profile_display())

    @cached_property
    def paragraphs(self) -> list[str]:
        """Lead and body as plain lines; a body that repeats the lead does not repeat it here."""
        lines = [line for line in plain_text(self.version.body).split("\n") if line]
        lead = self.version.abstract.strip()
        return [lead, *(line for line in lines if line != lead)] if lead else lines

    @cached_property
    def summary(self) -> str:
        """One plain paragraph for cards, feeds and previews."""
        text = " ".join((self.paragraphs or [""])[0].split())
        return text if len(text) <= SUMMARY_LIMIT else f"{text[:SUMMARY_LIMIT].rsplit(' ', 1)[0]}…"


def picture_ids(versions: list[Version], *, each: int | None = None) -> set[int]:
    """The pictures that versions name; only the first `each` of every one."""
    return {
        pk
        for version in versions
        for entry in version.pictures[:each]
        if (pk := row_number(entry.get("picture"))) is not None
    }


def told(items: list[Item], *, each_pictures: int | None = 1) -> list[ItemStory]:
    """Stories of items whose `published` is loaded: one query for the pictures of all."""
    versions = [item.published for item in items if item.published is not None]
    ids = picture_ids(versions, each=each_pictures)
    known = Picture.objects.in_bulk(ids) if ids else {}
    return [
        ItemStory(item, item.published, shown(item.published.pictures[:each_pictures], known))
        for item in items
        if item.published is not None
    ]


def shown(entries: list[dict[str, Any]], known: dict[int, Picture]) -> tuple[ShownPicture, ...]:
    return tuple(
        ShownPicture(picture, str(entry.get("caption", "")), str(entry.get("alt", "")))
        for entry in entries
        if (picture := known.get(row_number(entry.get("picture")) or 0))
    )
