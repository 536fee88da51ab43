"""Issuing tickets for streams to persons and programs."""

from __future__ import annotations

import time
from datetime import datetime

from django.conf import settings

from hamafza.network.access import Standing
from hamafza.network.events import session_name
from hamafza.wire import ticket as tickets

TICKET_SECONDS = 12 * 3600


def issue(
    standing: Standing,
    session: str,
    as_of: str,
    audiences: tuple[str, ...] | None = None,
    *,
    until: datetime | None = None,
) -> str:
    """A ticket for all or some of what the person hears, for 12 hours or `until` then.

    It is bound to what was logged in with: `session` is the session's key or an API key's digest.
    `as_of` is the ledger's place from before `standing` was read: a later revocation voids the ticket.
    """
    expires = time.time() + TICKET_SECONDS
    return tickets.issue(
        settings.TICKET_KEY,
        person=standing.person.pk,
        session=session_name(session),
        audiences=standing.audiences if audiences is None else audiences,
        as_of=as_of,
        expires=int(expires if until is None else min(expires, until.timestamp())),
    )
