"""What a form, an API client or an imported page says an item should contain."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Annotated, Any

from annotated_types import MaxLen

from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Profile, Version

HEADLINE_LIMIT, ABSTRACT_LIMIT = 300, 1200  # characters
Line = Annotated[str, MaxLen(200)]


@dataclass(frozen=True, kw_only=True)
class Content:
    """The content of one version, before it is stored. Field names are those of `Version`."""

    profile: str = Profile.NEWS
    language: str = "fa"
    kicker: Line = ""
    headline: Annotated[str, MaxLen(HEADLINE_LIMIT)] = ""
    abstract: str = ""
    body: str = ""
    byline: Line = ""
    dateline: Line = ""
    place: Annotated[str, MaxLen(120)] = ""
    source: Line = ""
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
    return plain_text(value) if name == "body" else value
