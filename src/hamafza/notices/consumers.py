"""What happened becomes what people are told."""

from __future__ import annotations

import json

from hamafza.notices import kinds
from hamafza.notices.making import make
from hamafza.notices.models import Device
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event

kinds.discover()


@consumer("notices.make", *sorted(kinds.kinds))
def make_notices(event: Event) -> None:
    """One notice per person; the worker may repeat it without harm."""
    make(event)


@consumer("notices.devices", "wire.revoke")
def forget_devices(event: Event) -> None:
    """A session that ended, or a person who was shut out, takes its devices along."""
    said = json.loads(event.payload)
    if session := said.get("session"):
        Device.objects.filter(session=session).delete()
    if person := said.get("person"):
        Device.objects.filter(person=person, person__is_active=False).delete()
