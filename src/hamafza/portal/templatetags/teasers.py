"""`{% teaser one %}`: an item in a list. Drawn once for all lists and pages that show it alike."""

from __future__ import annotations

from hashlib import blake2b

from django import template
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hamafza.portal.serving import render
from hamafza.portal.teasers import Teaser

register = template.Library()
KEPT = 600  # seconds


@register.simple_tag
def teaser(
    one: Teaser,
    level: int = 3,
    brief: bool = False,
    without_unit: bool = False,
    loading: str = "lazy",
    sizes: str = "",
) -> SafeString:
    """The item's card. Everything it shows is part of the key, so nothing needs to be dropped."""
    look = (level, bool(brief), bool(without_unit), loading, len(sizes), get_language())
    said = repr((look, one.batch.each_pictures, one.said))
    key = f"teaser:{blake2b(said.encode(), digest_size=16).hexdigest()}"
    kept = caches["memory"].get(key)
    if kept is None:
        context = {
            "story": one.story,
            "relays": one.relays,
            "level": level,
            "brief": brief,
            "without_unit": without_unit,
            "loading": loading,
            "sizes": sizes,
        }
        kept = render("portal/_story.html", context)
        caches["memory"].set(key, kept, KEPT)
    return mark_safe(str(kept))  # noqa: S308 - drawn by our own template
