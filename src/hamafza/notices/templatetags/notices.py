"""What pages of the desk show of notices."""

from __future__ import annotations

from typing import Any

from django import template

from hamafza.network.access import Standing
from hamafza.notices import queries

register = template.Library()


@register.inclusion_tag("notices/_count.html")
def notice_count(standing: Standing, unseen: int | None = None) -> dict[str, Any]:
    """The bell with the number of what the person has not seen: one query, if it is not known yet."""
    return {"unseen": queries.unseen(standing) if unseen is None else unseen}


@register.inclusion_tag("notices/_script.html")
def notice_script(standing: Standing) -> dict[str, Any]:
    from hamafza.notices import vapid  # its library is large, and readers' pages load every tag

    return {"person": standing.person.pk, "key": vapid.public_key()}


@register.inclusion_tag("notices/_receipts.html")
def receipts(noun: str, pk: int) -> dict[str, Any]:
    """Per unit, who was told of this thing and what came of it; for pages that know who may see that."""
    return {"receipts": queries.receipts(f"{noun}:{pk}")}
