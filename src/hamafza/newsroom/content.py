"""What a form, an API client or an imported page says an item should contain."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from hamafza.newsroom.markup import plain
from hamafza.newsroom.models import Profile, Version

HEADLINE_LIMIT, ABSTRACT_LIMIT = 300, 1200  # characters


@dataclass(frozen=True, kw_only=True)
class Content:
    """The content of one version, before it is stored. Field names are those of `Version`."""

    profile: str = Profile.NEWS
    language: str = "fa"
    kicker: str = ""
    headline: str = ""
    abstract: str = ""
    body: str = ""
    byline: str = ""
    dateline: str = ""
    place: str = ""
    source: str = ""
    source_url: str = ""
    ednote: str = ""
    urgency: int = 5
    topics: list[str] = field(default_factory=list)
    pictures: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, version: Version) -> Content:
        return cls(**{f.name: getattr(version, f.name) for f in fields(cls)})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def over(before: Version | None, **shown: Any) -> Content:
    """What a form shows over the version it was filled with: fields that it does not show stay as they are."""
    return replace(Content.of(before) if before else Content(), **shown)


def words(of: Version | Content, name: str) -> str:
    """One field as plain words, for comparing and showing differences."""
    value = str(getattr(of, name))
    return plain(value) if name == "body" else value
