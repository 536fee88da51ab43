"""What comes after the publication: the check it still owed, given in the newsroom, and taking the response back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hamafza.flow.steps import ROOM
from hamafza.flow.transitions import Taken
from hamafza.network.access import Standing
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.models import ItemState as ItemState
from hamafza.pages.refusals import WrongState
from hamafza.response import events
from hamafza.response.helping import end_calls
from hamafza.response.models import Incident
from hamafza.response.publishing import cleared_by, revoke_clearances, wrote
from hamafza.response.transitions import INCIDENTS, announce, locked, note

NEWSROOM = frozenset({ROOM})


def checked(*, actor: Standing, incident: Incident, now: datetime) -> None:
    """A check in the newsroom is the clearance that the room waited for. Heard twice, it is once."""
    with transaction.atomic():
        incident = locked(incident.pk)
        if not incident.emergency or incident.text is None or wrote(incident, actor):
            return
        new, enough = cleared_by(incident, incident.text, actor, now, afterwards=True)
        if new:
            step = "clear_afterwards" if enough else "clear_one"
            note(incident, actor, step, now)
            announce(events.IncidentMoved, incident, actor, step)


def withdraw(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """It was wrong, or does not stand its review: readers see that it was taken back, and why."""
    with INCIDENTS.take("withdraw", actor, incident, now=now, reason=reason) as step:
        incident = step.row
        if incident.text is None:
            raise WrongState
        if incident.item is not None and incident.item.state == ItemState.PUBLISHED:
            newsroom.withdraw(actor=actor, item=incident.item, reason=reason)
        taken_back(step)
    return incident


def withdrawn(*, actor: Standing, incident: Incident, reason: str, now: datetime) -> None:
    """It was withdrawn in the newsroom. Heard twice, or after the room did it itself, it is once."""
    with transaction.atomic():
        if locked(incident.pk).text is None:
            return
        with INCIDENTS.take("withdraw", actor, incident, now=now, reason=reason, roles=NEWSROOM) as step:
            taken_back(step)


def taken_back(step: Taken[Incident]) -> None:
    """The claim stands unanswered again; what was over stays over until somebody reopens it."""
    revoke_clearances(step.row)
    step.set(withdrawn=step.now, answered=None, text=None, emergency=False)
    assert step.actor is not None
    end_calls(step.row, step.actor, step.now, packs=True)
