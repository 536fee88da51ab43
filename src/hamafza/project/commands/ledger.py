"""`hamafza wire`: looking at the ledger and those who follow it."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator

from django.db.models import QuerySet

from hamafza.project.commands.people import ready
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.words import gettext as _
from hamafza.wire import operating
from hamafza.wire.actions import new_epoch
from hamafza.wire.errors import NothingWaits, OutOfLedger, UnknownConsumer
from hamafza.wire.models import Event, Parked
from hamafza.wire.queries import head, head_pos, lags

PAUSE = 0.5  # seconds between two looks at the ledger
BATCH = 500


def run(arguments: argparse.Namespace) -> int:
    place = ready(head)
    if arguments.what == "tail":
        return tail(place.epoch, arguments.count, follow=arguments.follow)
    if arguments.what == "retry":
        return retry(arguments.id)
    if arguments.what == "drop":
        return drop(arguments.id)
    if arguments.what == "replay":
        return replay(arguments.consumer, arguments.start)
    if arguments.what == "park":
        return park(arguments.consumer)
    if arguments.what == "new-epoch":
        print(new_epoch())
        return 0
    return consumers() if arguments.what == "consumers" else parked()


def tail(epoch: str, count: int, *, follow: bool) -> int:
    """Print the last events, then, with `follow`, those that come."""
    at = head_pos()
    latest = Event.objects.filter(pos__lte=at).order_by("-pos")[: max(count, 0)]
    show(epoch, reversed(list(latest)))
    while follow:
        time.sleep(PAUSE)
        news = list(Event.objects.filter(pos__gt=at).order_by("pos")[:BATCH])
        show(epoch, iter(news))
        at = news[-1].pos or at if news else at
    return 0


def show(epoch: str, events: Iterator[Event]) -> None:
    for event in events:
        line = {
            "id": f"{epoch}-{event.pos}",
            "kind": event.kind,
            "subject": event.subject,
            "at": event.at.isoformat(timespec="milliseconds"),
            "audiences": event.audiences.split(),
            "payload": json.loads(event.payload),
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)


def consumers() -> int:
    print(_("latest event: %(pos)s") % {"pos": head_pos()})
    for lag in lags():
        print(f"{lag.consumer}\t{lag.pos}\t-{lag.behind}")
    return 0


def parked() -> int:
    for row in Parked.objects.select_related("event").order_by("pk"):
        reason = row.error.strip().splitlines()[-1] if row.error.strip() else ""
        print(f"{row.pk}\t{row.consumer}\t{row.event.kind}\t{row.event.subject}\t{reason}")
    return 0


def retry(numbers: list[int]) -> int:
    """Let the worker try parked events again: those of these numbers, or all."""
    print(operating.retry(actor=None, parked=named(numbers) if numbers else Parked.objects.all()))
    return 0


def drop(numbers: list[int]) -> int:
    """Forget parked events for good."""
    print(operating.drop_parked(actor=None, parked=named(numbers)))
    return 0


def named(numbers: list[int]) -> QuerySet[Parked]:
    found = Parked.objects.filter(pk__in=numbers)
    missing = set(numbers) - set(found.values_list("pk", flat=True))
    if missing:
        raise UnusableInput(_("There is no parked event %(id)s.") % {"id": min(missing)})
    return found


def replay(consumer: str, start: str) -> int:
    """Let a consumer handle everything again from a position on: `120` or `<epoch>-120`."""
    number = start.rpartition("-")[2]
    if not number.isdigit():
        raise UnusableInput(_("“%(text)s” is not an event number.") % {"text": start})
    try:
        print(operating.replay(actor=None, consumer=consumer, start=int(number)))
    except UnknownConsumer:
        raise unknown(consumer) from None
    except OutOfLedger as ends:
        kept = {"oldest": ends.oldest, "head": ends.head}
        raise UnusableInput(_("The ledger holds events %(oldest)s to %(head)s.") % kept) from None
    return 0


def park(consumer: str) -> int:
    """Set the event a consumer hangs at aside; prints its number among the parked ones."""
    try:
        print(operating.park(actor=None, consumer=consumer).pk)
    except UnknownConsumer:
        raise unknown(consumer) from None
    except NothingWaits:
        raise Failure(_("%(name)s has handled all events.") % {"name": consumer}) from None
    return 0


def unknown(consumer: str) -> UnusableInput:
    return UnusableInput(_("There is no consumer %(name)s.") % {"name": consumer})
