"""What administrators do to the followers of the ledger, at the desk or on the command line.

Each writes down that it was done. `actor` is None for whoever may run commands on the machine.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from hamafza.network.access import Standing
from hamafza.pages.refusals import NotAllowed
from hamafza.wire.actions import append, poke
from hamafza.wire.consumers import Consumer, known
from hamafza.wire.errors import NothingWaits, OutOfLedger, UnknownConsumer
from hamafza.wire.events import Operated
from hamafza.wire.models import Cursor, Event, Parked
from hamafza.wire.queries import head_pos, pruned

BY_HAND = "Parked by hand."


def retry(*, actor: Standing | None, parked: QuerySet[Parked]) -> int:
    """Ask the worker to try these again; how many there are."""
    require(actor)
    with transaction.atomic():
        count = parked.update(wanted=True)
        if count:
            note(actor, "retry", count=count)
    poke()
    return count


def drop_parked(*, actor: Standing | None, parked: QuerySet[Parked]) -> int:
    """Forget these for good: the consumer never handles their events; how many there were."""
    require(actor)
    with transaction.atomic():
        count = parked.delete()[0]
        if count:
            note(actor, "drop", count=count)
    return count


def replay(*, actor: Standing | None, consumer: str, start: int) -> int:
    """Let a consumer handle everything again from position `start` on; how many positions that is.

    Handlers are idempotent, so what they did already is not done twice. Raises `UnknownConsumer`,
    and `OutOfLedger` for a position that is pruned or not given yet.
    """
    require(actor)
    one = consumer_named(consumer)
    with transaction.atomic():
        oldest, head = pruned() + 1, head_pos()
        if not oldest <= start <= head + 1:
            raise OutOfLedger(oldest, head)
        fresh = {"pos": start - 1, "attempts": 0, "retry_at": None}
        Cursor.objects.update_or_create(consumer=one.name, defaults=fresh)
        note(actor, "replay", consumer=one.name, start=start)
    return head - start + 1


def park(*, actor: Standing | None, consumer: str) -> Parked:
    """Set the event a consumer stands before aside, so that it goes on with the next.

    Raises `UnknownConsumer`, and `NothingWaits` if it has done everything.
    """
    require(actor)
    one = consumer_named(consumer)
    with transaction.atomic():
        cursor, _made = Cursor.objects.select_for_update().get_or_create(consumer=one.name)
        event = waiting(one, cursor)
        set_aside, _made = Parked.objects.update_or_create(
            consumer=one.name,
            event=event,
            defaults={"error": BY_HAND, "attempts": cursor.attempts, "wanted": False},
        )
        Cursor.objects.filter(pk=cursor.pk).update(pos=event.pos, attempts=0, retry_at=None)
        note(actor, "park", consumer=one.name)
    return set_aside


def waiting(one: Consumer, cursor: Cursor) -> Event:
    """The first event after the cursor that the consumer wants."""
    for event in Event.objects.filter(pos__gt=cursor.pos).order_by("pos").iterator(200):
        if one.wants(event.kind):
            return event
    raise NothingWaits


def consumer_named(name: str) -> Consumer:
    try:
        return known()[name]
    except KeyError:
        raise UnknownConsumer(name) from None


def require(actor: Standing | None) -> None:
    if actor is not None and not actor.is_administrator:
        raise NotAllowed


def note(actor: Standing | None, what: str, **facts: object) -> None:
    by = actor.person.pk if actor is not None else None
    append(Operated(subject="wire", audiences=("control",), payload={"what": what, "by": by, **facts}))
