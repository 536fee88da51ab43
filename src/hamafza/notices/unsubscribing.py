"""The signed link that ends letters without log-in."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from hamafza.network.models import Person

SALT = "notices.unsubscribe"


def link(person: int, groups: tuple[str, ...]) -> str:
    """Valid for ever: a letter may be old, and ending letters harms nobody."""
    token = signing.dumps([person, *groups], salt=SALT)
    return settings.BASE_URL + reverse("notice-unsubscribe", args=[token])


def read(token: str) -> tuple[Person, tuple[str, ...]] | None:
    """Whose letters of which groups; None for a link we did not sign, or of somebody who is not here."""
    try:
        pk, *groups = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=pk).first()
    return (person, tuple(groups)) if person else None
