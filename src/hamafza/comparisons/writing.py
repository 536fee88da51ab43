"""A result as an item of the newsroom: its sentences are the body, and an author may add words around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from hamafza.comparisons.models import ComparisonResult, DeclaredComparison
from hamafza.comparisons.sentences import told
from hamafza.figures.wording import language_now
from hamafza.network.access import Standing
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import ABSTRACT_LIMIT, Content
from hamafza.newsroom.markup import paragraphs, plain_text
from hamafza.newsroom.models import Item, ItemState, Profile, Version

MOST_EVIDENCE = 10


def item_of(actor: Standing, comparison: DeclaredComparison, result: ComparisonResult) -> Item:
    """The item with this result: new, a version of its draft, or a correction of what readers saw."""
    item = comparison.item
    if item is None or item.discarded is not None:
        return newsroom.create(actor=actor, unit=comparison.unit, content=first(comparison, result.content))
    before = item.current
    assert before is not None
    content = again(before, comparison, result.content)
    if item.state != ItemState.PUBLISHED:
        return newsroom.edit(actor=actor, item=item, content=content, base_number=before.number)
    note = _("The figures were counted anew.")
    return newsroom.correct(actor=actor, item=item, content=content, base_number=before.number, note=note)


def first(comparison: DeclaredComparison, content: dict[str, Any]) -> Content:
    language = language_now()
    return Content(
        profile=Profile.REPORT,
        language=language,
        kicker=_("Comparative report"),
        headline=comparison.title,
        abstract=content["summary"][language][:ABSTRACT_LIMIT],
        body=body_of(content, language),
        evidence=list(evidence(content)),
    )


def evidence(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The documents of the baselines, each once."""
    links = {row["baseline"]["link"]: told(row, "source") for row in reversed(content["rows"])}
    for link, source in list(reversed(links.items()))[:MOST_EVIDENCE]:
        if link:
            label = _("Document of the baseline")
            yield {"kind": "link", "label": label, "url": link, "source": source}


def body_of(content: dict[str, Any], language: str) -> str:
    return paragraphs(lines(content, language))


def lines(content: dict[str, Any], language: str) -> list[str]:
    return [row["sentence"][language] for row in content["rows"]]


def again(before: Version, comparison: DeclaredComparison, content: dict[str, Any]) -> Content:
    """The new sentences with the words that the author had added."""
    known = comparison.results.last()
    added = own_words(before, known.content) if known else ""
    body = "\n".join(
        part for part in (body_of(content, before.language), paragraphs(added.splitlines())) if part
    )
    return replace(
        Content.of(before), body=body, abstract=content["summary"][before.language][:ABSTRACT_LIMIT]
    )


def own_words(version: Version, content: dict[str, Any]) -> str:
    """What the author added to the body: all lines that no figure wrote."""
    written = set(lines(content, version.language))
    return "\n".join(line for line in plain_text(version.body).splitlines() if line not in written)
