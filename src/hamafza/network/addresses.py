"""Somebody's e-mail address: it counts only once a letter to it was answered by its person.

Until then it waits in `new_email`, where nothing looks for it: roles, invitations, log-ins and letters go by
`email` alone. Both addresses are told of the change.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from hamafza.network import events, trail
from hamafza.network.access import Standing
from hamafza.network.errors import AddressTaken, LinkOver
from hamafza.network.models import Person
from hamafza.network.queries import the_network

SALT = "network.address"
LIFETIME = 3 * 24 * 3600  # seconds


def ask(*, actor: Standing, email: str) -> None:
    """The person wants another address; a link goes to it, and a warning to the old one. Empty: have none."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=actor.person.pk)
        old = person.email
        if email == old:
            person.new_email = ""
        elif email:
            person.new_email = email
            later("confirm_address", email, person, link=link_of(person))
            later("address_asked", old, person, address=email)
        else:
            person.email = person.new_email = ""
            later("address_changed", old, person, address="")
        person.save(update_fields=["email", "new_email"])
        trail.person(actor, person, "address.asked", words={"old": old, "new": email})
        events.tell(events.person_changed(person, person, everywhere=False))


def confirm(*, actor: Standing, key: str) -> Person:
    """The link was opened by the person who asked for it: from now on the address is theirs."""
    said = read(key)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=actor.person.pk)
        if said != (person.pk, person.new_email) or not person.new_email:
            raise LinkOver
        if Person.objects.filter(email__iexact=person.new_email).exclude(pk=person.pk).exists():
            raise AddressTaken
        old, person.email, person.new_email = person.email, person.new_email, ""
        person.save(update_fields=["email", "new_email"])
        trail.person(actor, person, "address.changed", words={"old": old, "new": person.email})
        for to in (old, person.email):
            later("address_changed", to, person, address=person.email)
        events.tell(events.person_changed(person, person, everywhere=False))
        return person


def link_of(person: Person) -> str:
    key = signing.dumps([person.pk, person.new_email], salt=SALT)
    return settings.BASE_URL + reverse("confirm-address", args=[key])


def read(key: str) -> tuple[int, str]:
    """Whose link it is, and for which address. Raises `LinkOver`."""
    try:
        pk, email = signing.loads(key, salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkOver from None
    return int(pk), str(email)


def later(letter: str, to: str, person: Person, **context: Any) -> None:
    """Send one of this room's letters once the change is kept."""
    if to:
        transaction.on_commit(lambda: send(letter, to, person, **context), robust=True)


def send(letter: str, to: str, person: Person, **context: Any) -> None:
    """In the person's language; also used for letters about passwords."""
    with translation.override(person.language):
        context |= {"person": person, "name": the_network(), "base": settings.BASE_URL}
        subject = " ".join(render_to_string(f"network/mail/{letter}_subject.txt", context).split())
        body = render_to_string(f"network/mail/{letter}.txt", context)
    EmailMessage(subject, body, to=[to]).send(fail_silently=False)
