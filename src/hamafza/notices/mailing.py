"""Letters: one for a notice that is wanted at once, one digest for what was gathered."""

from __future__ import annotations

import logging
import smtplib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, override

from hamafza.lib.text.bidi import isolate_plain
from hamafza.lib.text.characters import allowed
from hamafza.lib.text.digits import to_persian
from hamafza.network.models import Person
from hamafza.notices.hours import awake, zone_of
from hamafza.notices.kinds import enclosure_of
from hamafza.notices.models import Notice, NoticeSet, QuietHours, Rhythm
from hamafza.notices.unsubscribing import link

log = logging.getLogger(__name__)
ROUND = 50  # people in one round
CLAIMED = timedelta(seconds=60)  # a round that died is taken up again after so long
ENDS = 40  # seconds after which a round begins no further letter: well before its claim is over
PAUSES = (60, 300, 900, 3600, 4 * 3600)  # seconds before another try; after the last one it is given up
ALONE = 3  # more notices at once for one person go into one letter
LISTED = 50  # notices named in a digest


class ServerAway(Exception):
    """The mail server cannot be talked to: nothing more is sent in this round."""


@dataclass(frozen=True)
class Letter:
    """One e-mail to one person about one or more of their notices, the newest last."""

    person: Person
    notices: tuple[Notice, ...]

    @property
    def identity(self) -> str:
        """The same again for the same event and person, so that a double can be recognised."""
        last = self.notices[-1]
        digest = ".digest" if len(self.notices) > 1 else ""
        host = urlsplit(settings.BASE_URL).hostname or "localhost"
        return f"<{last.event}.{self.person.pk}.{int(last.made.timestamp())}{digest}@{host}>"


def letters_due(now: datetime | None = None) -> NoticeSet:
    return Notice.objects.filter(mail_due__lte=now or timezone.now())


def write_due() -> int:
    """Rounds until nothing is due, or the server is away; how many letters were sent.

    A letter is marked as sent after the server has taken it: a crash in between sends this one letter
    twice at most, with the same Message-ID.
    """
    total = 0
    while claimed := claim():
        sent, away = one_round(list(gathered(claimed)))
        total += sent
        if away:
            break
    return total


def one_round(letters: list[Letter]) -> tuple[int, bool]:
    """Send over one connection; how many were sent, and whether the server went away."""
    connection: BaseEmailBackend = get_connection()
    ends, sent = time.monotonic() + ENDS, 0
    try:
        for at, letter in enumerate(letters):
            if time.monotonic() > ends:
                break
            try:
                sent += post(connection, letter)
            except ServerAway:
                try_later(letters[at:])
                return sent, True
    finally:
        hang_up(connection)
    return sent, False


def claim() -> list[Notice]:
    """Due notices put aside from other rounds, whole persons together."""
    now = timezone.now()
    with transaction.atomic():
        letters_due().of_nobody().update(mail_due=None)
        letters_due().filter(person__email="").update(mail_due=None)
        some = letters_due().order_by("person").values_list("person", flat=True).distinct()[:ROUND]
        due = letters_due().filter(person__in=list(some)).select_related("person", "unit")
        found = list(due.order_by("person", "made", "pk"))
        Notice.objects.filter(pk__in=[one.pk for one in found]).update(mail_due=now + CLAIMED)
    return found


def gathered(notices: list[Notice]) -> Iterator[Letter]:
    """Letters: alone what is wanted at once, unless it is many; together what was to be gathered."""
    for person in {notice.person_id: notice.person for notice in notices}.values():
        mine = [notice for notice in notices if notice.person_id == person.pk]
        at_once = [notice for notice in mine if notice.rhythm == Rhythm.NOW]
        if len(at_once) > ALONE:
            at_once = []
        yield from (Letter(person, (notice,)) for notice in at_once)
        if together := tuple(notice for notice in mine if notice not in at_once):
            yield Letter(person, together)


def post(connection: BaseEmailBackend, letter: Letter) -> bool:
    """Send and mark. False if the server did not take this one; raises `ServerAway` if it takes none."""
    try:
        connection.open()  # once for the round: later letters find it open
        connection.send_messages([composed(letter)])
    except smtplib.SMTPRecipientsRefused as error:
        refused(letter, min(code for code, _why in error.recipients.values()))
        return False
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        refused(letter, error.smtp_code)
        return False
    except (smtplib.SMTPException, OSError) as error:
        log.warning("mail server: %r", error)
        raise ServerAway from error
    mark(letter)
    return True


def mark(letter: Letter) -> None:
    now, ids = timezone.now(), [notice.pk for notice in letter.notices]
    with transaction.atomic():
        Notice.objects.filter(pk__in=ids).update(mailed=now, mail_due=None)
        Notice.objects.filter(pk__in=ids, delivered__isnull=True).update(delivered=now)


def refused(letter: Letter, code: int) -> None:
    """5xx is final; 4xx is tried again."""
    log.warning("mail server refused a letter to person %s: %s", letter.person.pk, code)
    if code >= 500:
        Notice.objects.filter(pk__in=[one.pk for one in letter.notices]).update(mail_due=None)
    else:
        try_later([letter])


def try_later(letters: list[Letter]) -> None:
    """The next try of the notices that are still wanted; the person may have seen them meanwhile."""
    now = timezone.now()
    quiet = QuietHours.objects.in_bulk({letter.person.pk for letter in letters})
    for notice in (notice for letter in letters for notice in letter.notices):
        waiting = Notice.objects.filter(pk=notice.pk, mail_due__isnull=False)
        waiting.update(
            mail_due=pause(notice, now, quiet.get(notice.person_id)), mail_attempts=F("mail_attempts") + 1
        )


def pause(notice: Notice, now: datetime, quiet: QuietHours | None) -> datetime | None:
    """When it is tried again, outside the person's quiet hours; None if it is given up."""
    if notice.mail_attempts >= len(PAUSES):
        return None
    due = now + timedelta(seconds=PAUSES[notice.mail_attempts])
    return awake(due, quiet, notice.urgency, zone_of(notice.unit))


def hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError) as error:
        log.info("mail server: %r", error)


def composed(letter: Letter) -> EmailMultiAlternatives:
    """The letter in its person's language, as text and as HTML, with a way out of such letters (RFC 8058)."""
    groups = tuple(sorted({notice.group for notice in letter.notices}))
    out = link(letter.person.pk, groups)
    with override(letter.person.language):
        context = {
            "person": letter.person,
            "notices": letter.notices[::-1][:LISTED],
            "more": max(0, len(letter.notices) - LISTED),
            "base": settings.BASE_URL,
            "settings_url": settings.BASE_URL + reverse("notice-settings"),
            "unsubscribe_url": out,
            "lang": letter.person.language,
            "dir": "rtl" if letter.person.language == "fa" else "ltr",
        }
        message = EmailMultiAlternatives(
            subject=subject(letter),
            body=allowed(render_to_string("notices/mail/letter.txt", context)),
            to=[letter.person.email],
            headers={
                "Message-ID": letter.identity,
                "Auto-Submitted": "auto-generated",
                "Content-Language": letter.person.language,
                "List-Unsubscribe": f"<{out}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        message.attach_alternative(
            allowed(render_to_string("notices/mail/letter.html", context)), "text/html"
        )
    enclose(message, letter)
    return message


def enclose(message: EmailMultiAlternatives, letter: Letter) -> None:
    """The files of its notices. What comes alone is another form of the letter itself: so calendars offer to take an invitation."""
    for notice in letter.notices[-LISTED:]:
        if file := enclosure_of(notice):
            said = "".join(f"; {name}={value}" for name, value in file.parameters)
            content, kind = file.content.replace("\r\n", "\n"), file.media_type + said
            if len(letter.notices) == 1:
                message.attach_alternative(content, kind)
            else:
                message.attach(file.name, content, kind)


def subject(letter: Letter) -> str:
    count = len(letter.notices)
    if count == 1:
        return isolate_plain(" ".join(allowed(str(letter.notices[0])).split()))
    number = to_persian(str(count)) if letter.person.language == "fa" else str(count)
    return ngettext("%(count)s notice", "%(count)s notices", count) % {"count": number}
