"""What the newsroom does when something happened."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from hamafza.network.access import CHECKERS, ancestors
from hamafza.network.models import Person
from hamafza.newsroom.models import Item, State
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event

LARGEST_ROUND = 50


@consumer("newsroom.mail-checkers", "newsroom.item.submitted")
def mail_checkers(event: Event) -> None:
    """Write to those who may check the item. Nothing is sent for what was checked meanwhile.

    All letters of an event go out over one connection; if it breaks, the event is tried again, and
    a mail server may then deliver one twice: each carries the same Message-ID.
    """
    facts = json.loads(event.payload)
    item = Item.objects.select_related("unit", "current").get(pk=facts["item"])
    if item.check_due is None or item.state == State.RETIRED or item.current is None:
        return
    people = (
        Person.objects.filter(
            is_active=True, memberships__role__in=CHECKERS, memberships__unit__in=ancestors(item.unit)[:2]
        )
        .exclude(email="")
        .exclude(pk=facts["by"])
        .distinct()[:LARGEST_ROUND]
    )
    letters = [letter(person, item, event) for person in people]
    if letters:
        get_connection().send_messages(letters)


def letter(person: Person, item: Item, event: Event) -> EmailMessage:
    assert item.current is not None
    with translation.override(person.language):
        return EmailMessage(
            subject=_("A check is waiting: %(headline)s") % {"headline": item.current.headline[:120]},
            body=_("%(unit)s asks for a check. Open the item:\n%(url)s")
            % {"unit": item.unit, "url": f"{settings.BASE_URL}/desk/items/{item.pk}/"},
            to=[person.email],
            headers={"Message-ID": f"<{event.pk}.{person.pk}@hamafza>"},
        )
