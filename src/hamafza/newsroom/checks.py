"""What is wrong with an item: one list, shown softly while writing and hard at publishing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.newsroom.content import ABSTRACT_LIMIT, HEADLINE_LIMIT, Content
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Profile

MESSAGES: dict[str, Promise] = {
    "headline-missing": _("Write the headline."),
    "headline-long": _("The headline is over %(limit)s characters. Shorten it."),
    "text-missing": _("Write the lead or the text."),
    "abstract-long": _("The lead is over %(limit)s characters. Shorten it."),
    "alt-missing": _("Say what picture %(number)s shows, for readers who cannot see it."),
    "evidence-missing": _(
        "An achievement without evidence is marked “without evidence” wherever it appears."
    ),
    "response-unfounded": _("Add evidence to the response."),
    "source-missing": _("Add the source of the figure."),
    "topic-missing": _("Choose a topic, so that readers can find it."),
}


@dataclass(frozen=True)
class Issue:
    """One finding: which field, which message, and whether it stops the publication."""

    field: str
    key: str
    hard: bool = True
    context: dict[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return str(MESSAGES[self.key]) % self.context


def issues(content: Content) -> list[Issue]:
    """Everything wrong with the content, hard findings first."""
    found = [*texts(content), *pictures(content), *evidence(content)]
    if not content.topics:
        found.append(Issue("topics", "topic-missing", hard=False))
    return sorted(found, key=lambda issue: not issue.hard)


def texts(content: Content) -> Iterator[Issue]:
    if not content.headline.strip():
        yield Issue("headline", "headline-missing")
    elif len(content.headline) > HEADLINE_LIMIT:
        yield Issue("headline", "headline-long", context={"limit": HEADLINE_LIMIT})
    if not content.abstract.strip() and not plain_text(content.body):
        yield Issue("body", "text-missing")
    if len(content.abstract) > ABSTRACT_LIMIT:
        yield Issue("abstract", "abstract-long", context={"limit": ABSTRACT_LIMIT})


def pictures(content: Content) -> Iterator[Issue]:
    for number, picture in enumerate(content.pictures, 1):
        if not str(picture.get("alt", "")).strip():
            yield Issue("pictures", "alt-missing", context={"number": number})


def evidence(content: Content) -> Iterator[Issue]:
    if content.profile == Profile.ACHIEVEMENT and not content.evidence:
        yield Issue("evidence", "evidence-missing", hard=False)
    if content.profile == Profile.RESPONSE and not content.evidence:
        yield Issue("evidence", "response-unfounded")
    for piece in content.evidence:
        if piece.get("kind") == "figure" and not str(piece.get("source", "")).strip():
            yield Issue("evidence", "source-missing")


def hard(content: Content) -> list[Issue]:
    return [issue for issue in issues(content) if issue.hard]
