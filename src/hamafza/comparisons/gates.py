"""What stands between a report and its readers: no sentence of its figures is left out or changed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hamafza.comparisons.models import ComparisonResult, DeclaredComparison
from hamafza.comparisons.writing import lines
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Item, Version
from hamafza.pages.refusals import Objection


def before_publishing(item: Item, version: Version) -> None:
    comparison = DeclaredComparison.objects.filter(item=item).first()
    if comparison is None:
        return
    result = shown_with(comparison, version)
    if result is None:
        return
    said = plain_text(version.body).splitlines()
    wanted = lines(result.content, version.language)
    if [line for line in said if line in set(wanted)] != wanted:
        raise Objection(
            _(
                "The sentences of the figures stand in the text as they were counted, all and in their order. Add words around them, but leave none out."
            )
        )


def shown_with(comparison: DeclaredComparison, version: Version) -> ComparisonResult | None:
    """The result that a version of the item shows."""
    return comparison.results.filter(since_version__lte=version.number).order_by("number").last()
