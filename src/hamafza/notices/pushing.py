"""Pushes on their way: what is due is claimed, sent to many services at once, then settled."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

import aiohttp
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from hamafza.lib.text.characters import throughout
from hamafza.notices import vapid
from hamafza.notices.addresses import check, session_options
from hamafza.notices.encryption import encrypt
from hamafza.notices.errors import BadDevice
from hamafza.notices.hours import awake, zone_of
from hamafza.notices.kinds import tap_of
from hamafza.notices.models import Device, Notice, NoticeUrgency, Push, QuietHours

log = logging.getLogger(__name__)
ROUND = 1000  # pushes in one round
IN_FLIGHT = 32
PATIENCE = aiohttp.ClientTimeout(total=10)
CLAIMED = timedelta(seconds=60)  # a round that died is taken up again after so long
ENDS = 40  # seconds after which a round begins no further push: well before its claim is over
PAUSES = (30, 120, 600, 3600)  # seconds before another try; after the last one the push is given up
LONGEST_PAUSE = 6 * 3600
GIVES_UP = 3  # failures of one service in a round, after which the round spares it
WORTH = {
    NoticeUrgency.HIGH: 3600,
    NoticeUrgency.NORMAL: 86_400,
    NoticeUrgency.LOW: 86_400,
}  # seconds a service keeps it
WORDS = {NoticeUrgency.HIGH: "high", NoticeUrgency.NORMAL: "normal", NoticeUrgency.LOW: "low"}
TITLE = 110


@dataclass(frozen=True)
class Outcome:
    """What became of a push: the service's status, 0 without an answer; seconds it asked us to wait."""

    status: int
    pause: int | None = None

    @property
    def reached(self) -> bool:
        return 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """The browser has given its subscription up (or it never could be sent to)."""
        return self.status in {404, 410}

    @property
    def passing(self) -> bool:
        """Worth another try."""
        return self.status in {0, 408, 429} or self.status >= 500


def send_due() -> int:
    """One round; how many pushes were tried.

    What is sent is marked afterwards: after a crash a push goes out twice, and the device shows it
    once, since both carry the same tag.
    """
    claimed = claim()
    if claimed:
        settle(asyncio.run(send(claimed)))
    return len(claimed)


def claim() -> list[Push]:
    """The most urgent due pushes, put aside from other rounds. What nobody needs any more is dropped."""
    now = timezone.now()
    with transaction.atomic():
        due = Push.objects.filter(due__lte=now)
        old = now - timedelta(seconds=WORTH[NoticeUrgency.NORMAL])
        due.filter(notice__made__lt=old).delete()
        due.filter(notice__in=Notice.objects.filter(seen__isnull=True).of_nobody()).delete()
        chosen = due.select_related("notice__person", "notice__unit", "device").order_by(
            "-notice__urgency", "due", "pk"
        )
        found = list(chosen[:ROUND])
        Push.objects.filter(pk__in=[push.pk for push in found]).update(due=now + CLAIMED)
    return found


async def send(pushes: Iterable[Push]) -> list[tuple[Push, Outcome]]:
    """All of them, 32 at a time; a service that fails again and again is left for the next round."""
    connector = aiohttp.TCPConnector(limit=IN_FLIGHT, **session_options())
    async with aiohttp.ClientSession(connector=connector, timeout=PATIENCE) as session:
        sender = Sender(session)
        done = await asyncio.gather(*(sender.send(push) for push in pushes))
    return [(push, outcome) for push, outcome in done if outcome is not None]


class Sender:
    """One round's connections, and which services it has given up on."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session
        self.room = asyncio.Semaphore(IN_FLIGHT)
        self.failures: Counter[str] = Counter()
        self.ends = time.monotonic() + ENDS

    async def send(self, push: Push) -> tuple[Push, Outcome | None]:
        """What became of it; None if the round was over before its turn."""
        try:
            origin = check(push.device.endpoint)
        except BadDevice:
            return push, Outcome(410)
        async with self.room:
            if time.monotonic() > self.ends:
                return push, None
            if self.failures[origin] >= GIVES_UP:
                return push, Outcome(0)
            outcome = await self.post(push, origin)
        if outcome.passing:
            self.failures[origin] += 1
        return push, outcome

    async def post(self, push: Push, origin: str) -> Outcome:
        headers = {
            "Authorization": vapid.authorization(origin),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(WORTH[NoticeUrgency(push.notice.urgency)]),
            "Urgency": WORDS[NoticeUrgency(push.notice.urgency)],
            "Topic": topic(push.notice.subject),
        }
        body = encrypt(text(push.notice), push.device.p256dh, push.device.auth)
        try:
            async with self.session.post(
                push.device.endpoint, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return Outcome(answer.status, asked_pause(answer.headers.get("Retry-After", "")))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.info("push service %s: %r", origin, error)
            return Outcome(0)


def text(notice: Notice) -> bytes:
    """What the service worker shows. Nothing confidential: the text is fetched from here."""
    with override(notice.person.language):
        said = {"id": notice.pk, "title": str(notice)[:TITLE], "url": f"/desk/notices/{notice.pk}/"}
        if button := tap_of(notice):
            said["tap"] = str(button.label)
    return json.dumps(throughout(said), ensure_ascii=False, separators=(",", ":")).encode()


def topic(subject: str) -> str:
    """A device that was off gets only the newest push of a subject: 32 letters, as RFC 8030 asks."""
    return urlsafe_b64encode(sha256(subject.encode()).digest()[:24]).decode()


def asked_pause(header: str) -> int | None:
    """Retry-After in seconds, whichever of its two forms; None if it says nothing we understand."""
    if header.isascii() and header.isdigit():
        return min(int(header[:9]), LONGEST_PAUSE)
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    if when.tzinfo is None:
        return None
    return max(0, min(round((when - timezone.now()).total_seconds()), LONGEST_PAUSE))


def settle(done: list[tuple[Push, Outcome]]) -> None:
    """Mark what arrived, forget devices that are gone, and set the next try for the rest."""
    now = timezone.now()
    reached = [push for push, outcome in done if outcome.reached]
    gone = {push.device_id for push, outcome in done if outcome.gone}
    again = [(push, outcome) for push, outcome in done if tried_again(push, outcome)]
    quiet = QuietHours.objects.in_bulk({push.notice.person_id for push, _outcome in again})
    with transaction.atomic():
        notices = Notice.objects.filter(pk__in={push.notice_id for push in reached}, delivered=None)
        notices.update(delivered=now)
        Device.objects.filter(pk__in={push.device_id for push in reached}).update(reached=now)
        Device.objects.filter(pk__in=gone).delete()
        Push.objects.filter(
            pk__in=[push.pk for push, outcome in done if not tried_again(push, outcome)]
        ).delete()
        for push, outcome in again:
            due = next_try(push, outcome, now, quiet.get(push.notice.person_id))
            Push.objects.filter(pk=push.pk).update(due=due, attempts=push.attempts + 1)
    for push, outcome in done:
        if not (outcome.reached or outcome.gone or outcome.passing):
            log.warning("push service refused %s: %s", push.device_id, outcome.status)


def tried_again(push: Push, outcome: Outcome) -> bool:
    return outcome.passing and push.attempts < len(PAUSES)


def next_try(push: Push, outcome: Outcome, now: datetime, quiet: QuietHours | None) -> datetime:
    """After a pause; what meanwhile has become a matter for the night waits for its end."""
    pause = outcome.pause if outcome.pause is not None else PAUSES[push.attempts]
    due = now + timedelta(seconds=pause)
    return awake(due, quiet, push.notice.urgency, zone_of(push.notice.unit))
