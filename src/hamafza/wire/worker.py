"""The worker process: brings every consumer up to the head of the ledger, again and again."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import resource
import select
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from hamafza.wire import clock, machines, trace
from hamafza.wire.bell import Listener
from hamafza.wire.consumers import Consumer, known, registry
from hamafza.wire.events import Operated
from hamafza.wire.models import Cursor, Event, Parked
from hamafza.wire.queries import head_pos
from hamafza.wire.stream.config import control_socket
from hamafza.wire.stream.control import serve_control
from hamafza.wire.tally import WorkerTally

log = logging.getLogger(__name__)
LOOK = 1.0  # seconds after which the worker looks at the ledger and the clocks, whether a bell rang or not
ROUND = 5.0  # seconds after which every cursor is looked at though nothing asks for it
BATCH = 200
TURN = 1.0  # seconds after which a consumer with a backlog lets the others and the clocks have theirs
PAUSES = (1, 5, 30, 120, 600)  # seconds before a failed event is tried again; then it is parked
# Asked at every ring of the bell: composing it anew would cost more than running it.
KINDS = "SELECT pos, kind FROM wire_event WHERE pos > %s ORDER BY pos LIMIT %s"
LEADER = 7246921  # PostgreSQL's advisory lock that one worker holds
tally = WorkerTally()


def discover() -> None:
    """Load the `consumers` and `clocks` of every room."""
    known()
    autodiscover_modules("clocks")


def run(stop: threading.Event, *, growth: int = 0) -> None:
    """Follow the ledger until `stop` is set. Of several workers one works, the others wait for its end.

    With `growth`, it also ends when it is idle and holds so many bytes more than at its start: word lists
    and caches of a burst of work are not kept for ever, and whoever supervises it starts a slim one.
    """
    discover()
    slim = resident()
    run_dir = Path(settings.RUN_DIR)
    threading.Thread(target=tell, args=(run_dir,), name="control", daemon=True).start()
    with Listener(run_dir, "worker") as bell:
        while not stop.is_set():
            try:
                with leadership(run_dir, stop) as leads:
                    tally.leads = leads
                    glance, held = Glance(), connection.connection
                    while leads and not stop.is_set():
                        left = glance.finds_work() and not work()
                        if left:
                            glance.look_again()
                        clock.run_due()
                        if connection.connection is not held:
                            break  # Django has a new connection, and the lock was the old one's
                        rung, _writable, _broken = select.select([bell], [], [], 0 if left else LOOK)
                        bell.hush()
                        if growth and not rung and resident() - slim > growth and not beside():
                            return
            except (OperationalError, InterfaceError):
                # The lock may have gone with the connection: lead again before working again.
                log.exception("the database is away")
                tally.leads = False
                connection.close()
                stop.wait(1)


def resident() -> int:
    """Bytes of memory this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def beside() -> bool:
    """Whether something runs in a thread of its own (see `notices.lanes`), the control thread aside."""
    return threading.active_count() > 2


def tell(run_dir: Path) -> None:
    """Answer whoever asks how the worker is, beside its work."""

    async def serve() -> None:
        server = await serve_control(control_socket(run_dir, "worker"), tally.report)
        await server.serve_forever()

    asyncio.run(serve())


class Glance:
    """Tells from one small query whether a round is worth it: most events are wanted by no consumer.

    Tries that are due are no news in the ledger: as long as some wait, a round is due every `LOOK` seconds.
    """

    def __init__(self) -> None:
        self.seen = 0
        self.due = 0.0

    def finds_work(self) -> bool:
        now = time.monotonic()
        after = kinds_after(self.seen)
        wanted = len(after) == BATCH or any(self.asks_for_a_round(kind) for _pos, kind in after)
        if not wanted and now < self.due:
            self.seen = after[-1][0] if after else self.seen
            return False
        soon = wanted or tries_wait()  # what is handled now may fail
        self.seen, self.due = head_pos(), now + (LOOK if soon else ROUND)
        return True

    def asks_for_a_round(self, kind: str) -> bool:
        return kind == Operated.kind or any(one.wants(kind) for one in registry.values())

    def look_again(self) -> None:
        """The round left something undone."""
        self.due = 0.0


def kinds_after(pos: int) -> list[tuple[int, str]]:
    """The first of what happened after a position."""
    with connection.cursor() as cursor:
        cursor.execute(KINDS, [pos, BATCH])
        return list(cursor.fetchall())


def asked_for() -> QuerySet[Parked]:
    return Parked.objects.filter(wanted=True)


def tries_wait() -> bool:
    """Whether something failed that is to be tried again, or was parked and is asked for."""
    return Cursor.objects.filter(retry_at__isnull=False).exists() or asked_for().exists()


def work() -> bool:
    """One round: every consumer as far as it can in its turn. Whether all is done that can be.

    Most consumers want nothing of most events. Those are moved on together, so that an event costs
    a few statements and one commit, however many consumers there are.
    """
    head = head_pos()
    places = dict(Cursor.objects.values_list("consumer", "pos"))
    wanted = set(asked_for().values_list("consumer", flat=True))
    idle: defaultdict[int, list[str]] = defaultdict(list)
    kinds: dict[int, set[str]] = {}
    done = True
    for one in tuple(registry.values()):
        place = places.get(one.name)
        if place is not None and wants_nothing(one, place, head, kinds):
            idle[place].append(one.name)
        else:
            done &= advance(one)
        if one.name in wanted:
            done &= try_parked(one)
    for pos, names in idle.items():
        if pos < head:
            here = Cursor.objects.filter(consumer__in=names, pos=pos)
            here.update(pos=head, attempts=0, retry_at=None, updated=timezone.now())
    tally.rounds += 1
    return done


def wants_nothing(one: Consumer, pos: int, head: int, kinds: dict[int, set[str]]) -> bool:
    """Whether none of the events after `pos` is for the consumer; `kinds` remembers what was read."""
    if head - pos > BATCH:
        return False
    if pos not in kinds:
        kinds[pos] = {kind for at, kind in kinds_after(pos) if at <= head} if pos < head else set()
    return not any(one.wants(kind) for kind in kinds[pos])


def advance(one: Consumer) -> bool:
    """Handle what is after the consumer's cursor, in order, until the head or the first failure.

    False if its turn was over before that.
    """
    cursor, _made = Cursor.objects.get_or_create(consumer=one.name, defaults={"pos": 0})
    if cursor.retry_at is not None and cursor.retry_at > timezone.now():
        return True
    head, end = head_pos(), time.monotonic() + TURN
    while cursor.pos < head:
        events = list(Event.objects.filter(pos__gt=cursor.pos, pos__lte=head).order_by("pos")[:BATCH])
        if not events:
            return True
        for event in events:
            if one.wants(event.kind) and not handled(one, cursor, event):
                return True
            if time.monotonic() > end and event is not events[-1]:
                move(cursor, event)
                return False
        if not move(cursor, events[-1]):
            return True
        if time.monotonic() > end:
            return cursor.pos >= head
    return True


def move(cursor: Cursor, event: Event) -> bool:
    """Put the cursor behind the event; False if somebody else has moved it meanwhile (see `replay`)."""
    here = Cursor.objects.filter(pk=cursor.pk, pos=cursor.pos)
    moved = here.update(pos=event.pos, attempts=0, retry_at=None, updated=timezone.now())
    cursor.pos, cursor.attempts = event.pos or cursor.pos, 0
    return bool(moved)


def handled(one: Consumer, cursor: Cursor, event: Event) -> bool:
    """Do, then mark. False: wait before the next try. Parked counts as handled.

    No transaction is open while the handler works: it may talk to the network, and nobody else may
    wait for that. What it writes it writes in a transaction of its own.
    """
    counts, began = tally.consumers[one.name], time.perf_counter()
    try:
        with traced(one, event):
            one.handle(event)
    except Exception as error:
        if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
            raise
        counts.failed += 1
        return after_failure(one, cursor, event, error)
    counts.handled += 1
    counts.seconds += time.perf_counter() - began
    return move(cursor, event)


def traced(one: Consumer, event: Event) -> AbstractContextManager[Any]:
    """The consumer's work is a step of the trace of the request that made the event."""
    return trace.span(one.name, event.trace, {"kind": event.kind})


def after_failure(one: Consumer, cursor: Cursor, event: Event, error: Exception) -> bool:
    log.warning("%s failed at %s: %r", one.name, event.pos, error)
    cursor.attempts += 1
    if cursor.attempts <= len(PAUSES):
        retry_at = timezone.now() + timedelta(seconds=PAUSES[cursor.attempts - 1])
        here = Cursor.objects.filter(pk=cursor.pk, pos=cursor.pos)
        here.update(attempts=cursor.attempts, retry_at=retry_at)
        return False
    with transaction.atomic():
        Parked.objects.update_or_create(
            consumer=one.name,
            event=event,
            defaults={"error": described(error), "attempts": cursor.attempts, "wanted": False},
        )
        return move(cursor, event)


def try_parked(one: Consumer) -> bool:
    """Another try for parked events that somebody asked for. False if its turn was over before the last."""
    end = time.monotonic() + TURN
    for parked in Parked.objects.filter(consumer=one.name, wanted=True).select_related("event"):
        try:
            with traced(one, parked.event):
                one.handle(parked.event)
        except Exception as error:
            if isinstance(error, OperationalError | InterfaceError) and not connection.is_usable():
                raise
            parked.error, parked.wanted = described(error), False
            parked.attempts += 1
            parked.save(update_fields=["error", "wanted", "attempts"])
        else:
            parked.delete()
        if time.monotonic() > end:
            return False
    return True


def described(error: Exception) -> str:
    return "".join(traceback.format_exception(error))[-4000:]


@contextmanager
def leadership(run_dir: Path, stop: threading.Event) -> Iterator[bool]:
    """Hold the one lock of all workers of this database; False if stopped while waiting for it."""
    if connection.vendor == "postgresql":
        yield from lead_by_advisory_lock(run_dir, stop)
        return
    with open(run_dir / "worker.lock", "w") as file:
        while not stop.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(LOOK)
        yield not stop.is_set()


def lead_by_advisory_lock(run_dir: Path, stop: threading.Event) -> Iterator[bool]:
    """The lock belongs to the connection, so it goes when the worker dies or loses its database.

    Whoever waits for it tells the one who leads, on another machine, who is at the screens of this one.
    """
    due = 0.0
    while not stop.is_set():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LEADER])
            if cursor.fetchone()[0]:
                break
        if time.monotonic() >= due:
            machines.tell(run_dir)
            due = time.monotonic() + machines.EVERY
        stop.wait(1)
    yield not stop.is_set()
