"""Letters over a real SMTP server: who gets which, when, in which language, and what survives trouble."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from tests.world import World

from hamafza.notices import actions, mailing
from hamafza.notices.kinds import Message
from hamafza.notices.mailing import write_due
from hamafza.notices.models import Habit, Notice, NoticeUrgency, Rhythm
from hamafza.notices.tests import mail_server
from hamafza.notices.tests.conftest import Happen
from hamafza.notices.tests.mail_server import MailServer


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server.running(settings) as found:
        yield found


def message(world: World, *names: str, title: Any = "خبر", **more: Any) -> Message:
    people = [world.people[name].pk for name in names or ("officer",)]
    return Message(title=title, url="/desk/items/1/", people=people, **more)


def at_once() -> None:
    """Everything that waits is due now."""
    Notice.objects.filter(mail_due__isnull=False).update(mail_due=timezone.now())


def test_a_letter_is_written_in_the_language_of_its_person(
    world: World, server: MailServer, happen: Happen
) -> None:
    world.people["trusted"].language = "en"
    world.people["trusted"].save()
    title = format_lazy("{word} {name}", word=_("urgent"), name="<b>&")
    notices = happen(message(world, "officer", "trusted", title=title), mail=Rhythm.NOW)
    assert write_due() == 2
    [persian], [english] = server.to("officer@example.org"), server.to("trusted@example.org")
    assert (persian["Subject"], english["Subject"]) == ("فوری <b>&", "urgent <b>&")
    assert (persian["Content-Language"], english["Content-Language"]) == ("fa", "en")
    text, html = (english.get_body([kind]).get_content() for kind in ("plain", "html"))
    notice = next(one for one in notices if one.person == world.people["trusted"])
    assert f"{django_settings.BASE_URL}/desk/notices/{notice.pk}/" in text
    assert "<b>&" in text
    assert "&lt;b&gt;&amp;" in html
    assert 'dir="ltr"' in html
    assert 'dir="rtl"' in persian.get_body(["html"]).get_content()
    assert english["Message-ID"].startswith(f"<{notice.event}.{notice.person_id}.")
    assert english["Auto-Submitted"] == "auto-generated"
    assert server.connections == 1


def test_nothing_is_sent_twice(world: World, server: MailServer, happen: Happen) -> None:
    happen(message(world), mail=Rhythm.NOW)
    assert [write_due(), write_due()] == [1, 0]
    assert len(server.letters) == 1


def test_what_was_gathered_comes_in_one_letter(world: World, server: MailServer, happen: Happen) -> None:
    for number in range(3):
        happen(message(world, title=f"خبر {number}"), mail=Rhythm.DAILY, subject=f"item:{number}")
    assert write_due() == 0
    at_once()
    assert write_due() == 1
    [letter] = server.letters
    assert letter["Subject"] == "۳ اعلان"
    text = letter.get_body(["plain"]).get_content()
    assert [text.count(f"خبر {number}") for number in range(3)] == [1, 1, 1]


def test_many_at_once_are_not_as_many_letters(world: World, server: MailServer, happen: Happen) -> None:
    for number in range(8):
        happen(message(world), mail=Rhythm.NOW, subject=f"item:{number}")
    assert write_due() == 1


def test_a_long_digest_names_the_newest_and_counts_the_rest(
    world: World, server: MailServer, happen: Happen
) -> None:
    for number in range(mailing.LISTED + 2):
        happen(message(world, title=f"خبر {number:02}."), mail=Rhythm.DAILY)
    at_once()
    write_due()
    text = server.letters[0].get_body(["plain"]).get_content()
    assert "خبر 51." in text
    assert "خبر 01." not in text
    assert "و ۲ اعلان دیگر" in text


def test_what_was_seen_at_the_desk_is_not_written(world: World, server: MailServer, happen: Happen) -> None:
    happen(message(world), mail=Rhythm.DAILY)
    actions.see(actor=world.as_("officer"))
    assert not Notice.objects.filter(mail_due__isnull=False).exists()


def test_a_server_that_is_away_costs_time_and_no_letter(
    world: World, server: MailServer, happen: Happen, settings: Any
) -> None:
    happen(message(world, "officer", "trusted", "editor"), mail=Rhythm.NOW)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    assert write_due() == 0
    assert set(Notice.objects.values_list("mail_attempts", flat=True)) == {1}
    settings.EMAIL_PORT = port
    assert write_due() == 0  # its pause is not over
    at_once()
    assert (write_due(), len(server.letters)) == (3, 3)


def test_a_server_that_hangs_up_in_the_middle_gets_each_letter_once(
    world: World, server: MailServer, happen: Happen
) -> None:
    happen(message(world, "officer", "trusted", "editor", "head"), mail=Rhythm.NOW)
    server.hang_ups = 1
    rounds = 0
    while Notice.objects.filter(mailed=None).exists() and rounds < 5:
        at_once()
        write_due()
        rounds += 1
    identities = [letter["Message-ID"] for letter in server.letters]
    assert (len(identities), len(set(identities))) == (4, 4)


def test_one_refused_address_does_not_stop_the_others(
    world: World, server: MailServer, happen: Happen
) -> None:
    happen(message(world, "officer", "trusted"), mail=Rhythm.NOW)
    server.answers = ["550 no such user"]
    assert write_due() == 1
    assert not Notice.objects.filter(mail_due__isnull=False).exists()
    assert Notice.objects.filter(mailed=None).count() == 1


def test_an_address_that_is_busy_is_tried_again_and_given_up_in_the_end(
    world: World, server: MailServer, happen: Happen
) -> None:
    happen(message(world), mail=Rhythm.NOW)
    server.answers = ["450 later"] * 20
    tries = 0
    while Notice.objects.filter(mail_due__isnull=False).exists():
        at_once()
        write_due()
        tries += 1
    assert (tries, server.letters) == (len(mailing.PAUSES) + 1, [])


@pytest.mark.parametrize("away", [True, False])
def test_a_letter_that_is_tried_again_waits_for_the_morning_unless_it_is_urgent(
    world: World,
    server: MailServer,
    happen: Happen,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    away: bool,
) -> None:
    world.units["province"].time_zone = "Asia/Tokyo"
    world.units["province"].save()
    actions.keep_quiet(actor=world.as_("officer"), starts=time(22), ends=time(6), urgent_breaks=True)
    evening = datetime(2026, 11, 25, 21, 59, 50, tzinfo=ZoneInfo("Asia/Tokyo"))
    monkeypatch.setattr(mailing.timezone, "now", lambda: evening)
    for urgency in (NoticeUrgency.NORMAL, NoticeUrgency.HIGH):
        happen(message(world, urgency=urgency), mail=Rhythm.NOW)
    settings.EMAIL_PORT = 9 if away else settings.EMAIL_PORT
    server.answers = ["450 later"] * 2
    assert write_due() == 0
    morning = datetime(2026, 11, 26, 6, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    due = dict(Notice.objects.values_list("urgency", "mail_due"))
    assert due == {
        NoticeUrgency.NORMAL: morning,
        NoticeUrgency.HIGH: evening + timedelta(seconds=mailing.PAUSES[0]),
    }


def test_a_crash_after_sending_repeats_that_one_letter_at_most(
    world: World, server: MailServer, happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    happen(message(world, "officer", "trusted", "editor"), mail=Rhythm.NOW)
    marked, real = [], mailing.mark

    def dies_at_the_second(letter: mailing.Letter) -> None:
        if marked:
            raise KeyboardInterrupt
        marked.append(letter)
        real(letter)

    with monkeypatch.context() as broken:
        broken.setattr(mailing, "mark", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            write_due()
    assert write_due() == 0  # still put aside
    at_once()
    write_due()
    identities = [letter["Message-ID"] for letter in server.letters]
    assert (len(identities), len(set(identities))) == (4, 3)


def test_people_without_an_address_and_inactive_ones_get_none(
    world: World, server: MailServer, happen: Happen
) -> None:
    happen(message(world, "officer", "trusted"), mail=Rhythm.NOW)
    world.people["officer"].email = ""
    world.people["officer"].save()
    world.people["trusted"].is_active = False
    world.people["trusted"].save()
    assert (write_due(), server.letters) == (0, [])
    assert not Notice.objects.filter(mail_due__isnull=False).exists()


def test_a_headline_cannot_write_headers(world: World, server: MailServer, happen: Happen) -> None:
    happen(message(world, title="خبر\nBcc: all@example.org\r\n\r\nx"), mail=Rhythm.NOW)
    write_due()
    [letter] = server.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "خبر Bcc: \u2066all@example.org\u2069 x"


def test_a_number_in_a_subject_reads_from_left_to_right(
    world: World, server: MailServer, happen: Happen
) -> None:
    happen(message(world, title="تماس با 021-66401234"), mail=Rhythm.NOW)
    write_due()
    [letter] = server.letters
    assert letter["Subject"] == "تماس با \u2066021-66401234\u2069"


def test_the_links_of_a_letter_end_such_letters_without_log_in(
    world: World, server: MailServer, happen: Happen
) -> None:
    happen(message(world), mail=Rhythm.NOW)
    write_due()
    [letter] = server.letters
    address = letter["List-Unsubscribe"].strip().strip("<>").removeprefix(django_settings.BASE_URL)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    assert not Habit.objects.exists()  # programs open links by themselves
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "دیگر از این ایمیل‌ها نمی‌گیرید" in answer.content.decode()) == (200, True)
    assert client.post(address).status_code == 200
    assert Habit.objects.get().mail == Rhythm.NEVER
    happen(message(world), mail=Rhythm.NOW, subject="item:2")
    assert write_due() == 0


def test_a_link_that_was_not_signed_here_ends_nothing(world: World) -> None:
    assert Client().post("/desk/notices/unsubscribe/WzFd:forged:link/").status_code == 404
    assert not Habit.objects.exists()


def test_a_letter_that_is_taken_counts_as_delivered(world: World, server: MailServer, happen: Happen) -> None:
    happen(message(world), mail=Rhythm.NOW)
    write_due()
    notice = Notice.objects.get()
    assert notice.delivered == notice.mailed
    assert notice.mailed - notice.made < timedelta(seconds=10)
