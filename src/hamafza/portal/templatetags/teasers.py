"""`{% teaser one %}`: an item in a list. Drawn once for all lists and pages that show it alike."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from django import template
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hamafza.portal.serving import render
from hamafza.portal.teasers import Teaser

register = template.Library()
KEPT = 600  # seconds


@register.simple_tag
def teaser(one: Teaser, template: str = "portal/_story.html", **look: Any) -> SafeString:
    """The item's card. Everything it shows is part of the key, so nothing needs to be dropped.

    `level` is that of its headline, `brief` leaves kicker and summary out, `plain` the picture, `without_unit` the
    unit; `hour` puts the clock before it; `loading` and `sizes` are the picture's, `claim` is what it answers.
    """
    said = repr((template, look, get_language(), one.batch.each_pictures, one.said))
    key = f"teaser:{blake2b(said.encode(), digest_size=16).hexdigest()}"
    kept = caches["memory"].get(key)
    if kept is None:
        kept = render(template, {**look, "story": one.story, "relays": one.relays})
        caches["memory"].set(key, kept, KEPT)
    return mark_safe(str(kept))  # noqa: S308 - drawn by our own template
