"""What comes after the publication: the check it still owed, given in the newsroom, and taking the response back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.models import State as ItemState
from hamafza.pages.refusals import Invalid, WrongState
from hamafza.response import events
from hamafza.response.helping import end_calls
from hamafza.response.models import Incident
from hamafza.response.moving import announce, clock_time, locked, move, note, permitted
from hamafza.response.publishing import cleared_by, void, wrote


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
    now = clock_time(now)
    if not says_something(reason):
        raise Invalid(_("Say why it is withdrawn."), field="reason")
    with transaction.atomic():
        incident, _roles = permitted(actor, incident, "withdraw")
        if incident.text is None:
            raise WrongState
        if incident.item is not None and incident.item.state == ItemState.PUBLISHED:
            newsroom.withdraw(actor=actor, item=incident.item, reason=reason)
        return taken_back(actor, incident, reason, now)


def withdrawn(*, actor: Standing, incident: Incident, reason: str, now: datetime) -> None:
    """It was withdrawn in the newsroom. Heard twice, or after the room did it itself, it is once."""
    with transaction.atomic():
        incident = locked(incident.pk)
        if incident.text is not None:
            taken_back(actor, incident, reason, now)


def taken_back(actor: Standing, incident: Incident, reason: str, now: datetime) -> Incident:
    """The claim stands unanswered again; what was over stays over until somebody reopens it."""
    void(incident)
    gone = {"withdrawn": now, "answered": None, "text": None, "emergency": False}
    move(incident, actor, "withdraw", now, reason=reason, **gone)
    end_calls(incident, actor, now, packs=True)
    announce(events.IncidentMoved, incident, actor, "withdraw")
    return incident
