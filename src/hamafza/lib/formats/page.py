"""What a news page says, once its furniture is cleared away."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class PageError(Exception):
    """A page that cannot be read; `key` names the reason for programs, the message tells it to people.

    Keys: ``empty``, ``binary``, ``too-large``, ``no-article``.
    """

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key
        self.message = message


@dataclass(frozen=True, slots=True)
class Typed:
    """Fields as they were typed, before letters and half-spaces were put right."""

    headline: str | None = None
    abstract: str | None = None
    body: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsPage:
    """One news page. Texts are as displayed; what the page does not say is None, never a guess."""

    news_code: str | None
    """The page's own number, Latin digits."""
    site: str | None
    """Name of the site, as its title line gives it."""
    network: str | None
    """Short name of the news network («شارا»)."""
    kicker: str | None
    headline: str | None
    abstract: str | None
    """The lead."""
    body: tuple[str, ...]
    """Paragraphs after the lead; a repeated lead is not among them."""
    dateline: str | None
    """Place or network name that opens the text, as in «تهران - ایرنا -»."""
    source: str | None
    """The agency or office that the page credits («به گزارش …»)."""
    byline: str | None
    published_at: datetime | None
    """Aware; local time of the page's zone."""
    weekday_mismatch: bool
    original_url: str | None
    tags: tuple[str, ...] = ()
    salutation: tuple[str, ...] = ()
    """Opening lines of a letter to the editor."""
    signature: tuple[str, ...] = ()
    """Closing lines: who signed, in what office."""
    as_typed: Typed = field(default_factory=Typed)
    warnings: tuple[str, ...] = ()
    """Keys of what was missing or doubtful: ``no-code``, ``no-date``, ``no-headline``, ``weekday-mismatch`` …"""

    def as_json(self) -> dict[str, Any]:
        """Fields ready for `json.dumps`; `published_at` is ISO 8601 with its zone."""
        return {
            "news_code": self.news_code,
            "site": self.site,
            "network": self.network,
            "kicker": self.kicker,
            "headline": self.headline,
            "abstract": self.abstract,
            "body": list(self.body),
            "dateline": self.dateline,
            "source": self.source,
            "byline": self.byline,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "weekday_mismatch": self.weekday_mismatch,
            "original_url": self.original_url,
            "tags": list(self.tags),
            "salutation": list(self.salutation),
            "signature": list(self.signature),
            "as_typed": {
                "headline": self.as_typed.headline,
                "abstract": self.as_typed.abstract,
                "body": list(self.as_typed.body),
            },
            "warnings": list(self.warnings),
        }
