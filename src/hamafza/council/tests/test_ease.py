"""What the pages of councils spare those who use them: a session too early, a point gone elsewhere, forty forms."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.world import World

from hamafza.council import inviting, planning
from hamafza.council.errors import TooEarly
from hamafza.council.models import Point, Series, Session, SessionInvitation
from hamafza.council.tests import cast
from hamafza.network.models import Person, Unit
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")
POINT = {"kind": "report", "title": "کمبود رابط", "minutes": "10"}


@pytest.fixture
def council(world: World) -> Series:
    return cast.series(world)


def planned(world: World, council: Series, days: float, **said: Any) -> Session:
    return planning.plan(actor=world.as_("secretary"), series=council, starts=cast.soon(days), **said)


def page(client: Client, path: str) -> str:
    return unescape(client.get(path).content.decode())


# A session begins


def locked(world: World, council: Series, hours: float) -> Session:
    session = planned(world, council, hours / 24)
    return planning.take(actor=world.as_("secretary"), session=session, name="lock")


def test_a_session_that_is_hours_away_begins_after_a_question(world: World, council: Series) -> None:
    session, head = locked(world, council, 30), world.client("head")
    step = f"/desk/council/sessions/{session.pk}/step/begin/"
    asked = unescape(head.post(step).content.decode())
    assert "نشست از اکنون آغاز شود؟" in asked
    session.refresh_from_db()
    assert session.state == "agenda_locked"
    head.post(step, {"confirmed": "1"})
    session.refresh_from_db()
    assert session.state == "in_session"


def test_a_session_begins_at_its_time_with_one_tap(world: World, council: Series) -> None:
    session = locked(world, council, 0.5)
    world.client("head").post(f"/desk/council/sessions/{session.pk}/step/begin/")
    session.refresh_from_db()
    assert session.state == "in_session"


def test_nobody_begins_it_early_past_the_page(world: World, council: Series) -> None:
    with pytest.raises(TooEarly):
        planning.begin(actor=world.as_("head"), session=locked(world, council, 30))


# A point is handed in for the session that one looks at


def test_a_point_goes_to_the_session_from_which_it_was_handed_in(world: World, council: Series) -> None:
    nearest, later = planned(world, council, 10), planned(world, council, 40)
    officer, new = world.client("officer"), f"/desk/council/{council.pk}/points/new/"
    assert f"{new}?session={later.pk}" in page(officer, f"/desk/council/sessions/{later.pk}/")
    form = page(officer, f"{new}?session={later.pk}")
    assert f'<option value="{later.pk}" selected>' in form
    officer.post(new, {**POINT, "session": str(later.pk)})
    assert later.hearings.filter(point__title=POINT["title"]).exists()
    assert not nearest.hearings.filter(point__title=POINT["title"]).exists()


def test_without_a_choice_it_goes_to_the_nearest_and_the_form_says_so(world: World, council: Series) -> None:
    nearest = planned(world, council, 10)
    planned(world, council, 40)
    officer, new = world.client("officer"), f"/desk/council/{council.pk}/points/new/"
    assert f'<option value="{nearest.pk}" selected>' in page(officer, new)
    officer.post(new, POINT)
    assert nearest.hearings.filter(point__title=POINT["title"]).exists()


def test_an_agenda_that_was_locked_meanwhile_takes_no_point(world: World, council: Series) -> None:
    session, _other = planned(world, council, 10), planned(world, council, 40)
    planning.take(actor=world.as_("secretary"), session=session, name="lock")
    answer = world.client("officer").post(
        f"/desk/council/{council.pk}/points/new/", {**POINT, "session": str(session.pk)}
    )
    assert answer.status_code == 422
    assert "دستور این نشست بسته شده است" in unescape(answer.content.decode())
    assert not Point.objects.filter(title=POINT["title"]).exists()


def test_the_form_says_that_a_point_waits_where_no_session_takes_it(world: World, council: Series) -> None:
    assert "منتظر می‌ماند" in page(world.client("officer"), f"/desk/council/{council.pk}/points/new/")


# Who comes instead


def invitation(session: Session, unit: str) -> SessionInvitation:
    return session.invitations.get(member__unit__code=unit, member__person=None)


def test_whoever_sends_a_substitute_says_whom(world: World, council: Series) -> None:
    session = planned(world, council, 10)
    row, officer = invitation(session, "province"), world.client("officer")
    path, shown = (
        reverse("council-substitute", args=[session.pk, row.pk]),
        f"/desk/council/sessions/{session.pk}/",
    )
    assert path in page(officer, shown)
    officer.post(path, {"person": str(world.people["trusted"].pk), "name": ""})
    row.refresh_from_db()
    assert (row.reply, row.substitute) == ("substitute", world.people["trusted"])
    assert "کارشناس صندوق" in page(world.client("secretary"), shown)
    officer.post(path, {"person": "", "name": "خانم رضایی"})
    row.refresh_from_db()
    assert (row.substitute, row.note) == (None, "خانم رضایی")
    assert "خانم رضایی" in page(world.client("secretary"), shown)


def test_nobody_names_a_substitute_for_a_seat_of_others(world: World, council: Series) -> None:
    session = planned(world, council, 10)
    path = reverse("council-substitute", args=[session.pk, invitation(session, "province").pk])
    assert world.client("editor").get(path).status_code == 404


def test_the_link_of_a_letter_asks_whom_too(world: World, council: Series) -> None:
    session = planned(world, council, 10)
    row = invitation(session, "province")
    key = inviting.link_key(row, world.people["officer"])
    path, client = reverse("council-answer", args=[key]), Client()
    assert 'name="note"' in page(client, path)
    client.post(path, {"reply": "substitute", "note": "خانم رضایی"})
    row.refresh_from_db()
    assert (row.reply, row.note) == ("substitute", "خانم رضایی")
    client.post(path, {"reply": "come", "note": "خانم رضایی"})
    row.refresh_from_db()
    assert (row.reply, row.note) == ("come", "")


# Many members at once

PASTED = "body\nروابط عمومي صندوق، مرکز روابط‌عمومي\nالبرز\nاداره‌ای که نیست\nروابط"


def test_a_pasted_list_is_read_before_anybody_gets_a_seat(world: World, council: Series) -> None:
    secretary, path = world.client("secretary"), f"/desk/council/{council.pk}/seats/many/"
    assert path in page(secretary, f"/desk/council/{council.pk}/seats/")
    before = council.members.count()
    answer = secretary.post(path, {"pasted": PASTED, "role": "member", "do": "look"})
    read = answer.context["read"]
    assert {unit.code for unit in read.found} == {"body", "trusted", "centre"}
    assert {unit.code for unit in read.seated} == {"province"}
    assert (read.unknown, read.doubtful) == (["اداره‌ای که نیست"], ["روابط"])
    assert council.members.count() == before
    assert "اداره‌ای که نیست" in unescape(answer.content.decode())


def test_what_was_understood_gets_seats_and_invitations_at_once(world: World, council: Series) -> None:
    session = planned(world, council, 10)
    units = [Unit(code=f"u-{at}", name=f"واحد {at}", parent=world.units["centre"]) for at in range(40)]
    Unit.objects.bulk_create(units)
    pasted = "\n".join(unit.code for unit in units)
    answer = world.client("secretary").post(
        f"/desk/council/{council.pk}/seats/many/",
        {"units": ["trusted"], "pasted": pasted, "role": "member", "do": "add"},
        follow=True,
    )
    assert "۴۱ عضو افزوده شدند." in unescape(answer.content.decode())
    seats = council.members.filter(unit__code__startswith="u-", role="member")
    assert seats.count() == session.invitations.filter(member__in=seats).count() == 40
    assert Event.objects.filter(kind="council.invitation.sent").count() == 1
    assert Event.objects.filter(kind="council.seats.changed").count() == 1


def test_an_empty_list_is_told_at_the_form(world: World, council: Series) -> None:
    answer = world.client("secretary").post(
        f"/desk/council/{council.pk}/seats/many/", {"pasted": " ", "role": "member"}
    )
    assert answer.status_code == 422


# The invitation stands where one looks


def test_an_invitation_stands_among_what_waits_the_nearest_first(world: World, council: Series) -> None:
    later, nearest = planned(world, council, 30), planned(world, council, 3)
    shown = page(world.client("officer"), "/desk/")
    beside = shown.index('id="now-council"')
    first, second = (
        shown.index(f'id="now-invitation-{invitation(one, "province").pk}"') for one in (nearest, later)
    )
    assert first < second < beside
    world.client("officer").post(
        reverse("council-reply", args=[nearest.pk, invitation(nearest, "province").pk]), {"reply": "come"}
    )
    assert f'id="now-invitation-{invitation(nearest, "province").pk}"' not in page(
        world.client("officer"), "/desk/"
    )


@pytest.mark.parametrize(
    ("language", "said"), [("fa", "سومین روز کاری هر ماه"), ("en", "the third working day of each month")]
)
def test_the_rhythm_is_said_as_people_say_it(world: World, language: str, said: str) -> None:
    council = cast.series(world, rhythm="monthly", nth=3)
    client = world.client("secretary")
    Person.objects.filter(username="secretary").update(language=language)
    assert said in page(client, f"/desk/council/{council.pk}/")


def test_the_quorum_says_what_it_counts(world: World, council: Series) -> None:
    session = planned(world, council, 10)
    assert "هر واحد یک رأی دارد" in page(world.client("secretary"), f"/desk/council/sessions/{session.pk}/")
    assert session.starts > timezone.now() + timedelta(days=9)
