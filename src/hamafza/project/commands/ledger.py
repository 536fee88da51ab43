"""`hamafza wire`: looking at the ledger and those who follow it."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator

from hamafza.project.commands.people import ready
from hamafza.project.failures import Unusable
from hamafza.project.words import gettext as _
from hamafza.wire.models import Cursor, Event, Parked
from hamafza.wire.queries import head, head_pos

PAUSE = 0.5  # seconds between two looks at the ledger
BATCH = 500


def run(arguments: argparse.Namespace) -> int:
    place = ready(head)
    if arguments.what == "tail":
        return tail(place.epoch, arguments.count, follow=arguments.follow)
    if arguments.what == "consumers":
        return consumers()
    return parked() if arguments.what == "parked" else retry(arguments.id)


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
    at = head_pos()
    print(_("head: %(pos)s") % {"pos": at})
    for cursor in Cursor.objects.order_by("consumer"):
        print(f"{cursor.consumer}\t{cursor.pos}\t-{max(at - cursor.pos, 0)}")
    return 0


def parked() -> int:
    for row in Parked.objects.select_related("event").order_by("pk"):
        reason = row.error.strip().splitlines()[-1] if row.error.strip() else ""
        print(f"{row.pk}\t{row.consumer}\t{row.event.kind}\t{row.event.subject}\t{reason}")
    return 0


def retry(numbers: list[int]) -> int:
    """Let the worker try parked events again."""
    from hamafza.wire.actions import unpark

    found = Parked.objects.filter(pk__in=numbers) if numbers else Parked.objects.all()
    missing = set(numbers) - set(found.values_list("pk", flat=True))
    if missing:
        raise Unusable(_("There is no parked event %(id)s.") % {"id": min(missing)})
    print(unpark(found))
    return 0
