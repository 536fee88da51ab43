"""What a session decided is recorded once, by whoever leads it, until its minutes are signed; with numbers without gaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.world import World

from hamafza.council.models import Point, Session
from hamafza.council.tests import cast as council
from hamafza.decisions import actions
from hamafza.decisions.models import Decision
from hamafza.decisions.tests.cast import DUE, FAR, NOON, decided, held
from hamafza.pages.refusals import Conflict, NotAllowed, WrongState
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")


@pytest.mark.parametrize("who", ["officer", "editor", "trusted", "observer"])
def test_only_chair_and_secretary_record_what_was_decided(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        decided(world, who=who)
    assert not Decision.objects.exists()


SIGNED = ["minutes_approved", "sent", "tracking", "closed"]


@pytest.mark.parametrize("state", ["scheduled", "agenda_locked", "cancelled", *SIGNED])
def test_nothing_is_decided_before_a_session_or_after_its_minutes_are_signed(
    world: World, state: str
) -> None:
    with pytest.raises(NotAllowed):
        decided(world, held(world, state=state))


@pytest.mark.parametrize("state", ["in_session", "minutes_draft", "comment"])
def test_what_was_decided_is_recorded_until_the_minutes_are_signed(world: World, state: str) -> None:
    assert decided(world, held(world, state=state)).number == 1


def test_nothing_is_decided_while_the_minutes_are_signed_by_somebody_else(world: World) -> None:
    session, point = held(world, state="comment")
    Session.objects.filter(pk=session.pk).update(state="minutes_approved")  # meanwhile
    with pytest.raises(WrongState):
        decided(world, (session, point))
    assert not Decision.objects.exists()


def other_point(session: Session) -> Point:
    point = council.point(session.series, "نکتهٔ دیگر")
    council.hearing(session, point, 2)
    return point


def test_a_second_tap_decides_nothing_again_and_another_text_is_told(world: World) -> None:
    where = held(world)
    first = decided(world, where, retry_key="k")
    assert decided(world, where, retry_key="k") == first
    others: list[dict[str, Any]] = [
        {"text": "تصمیم دیگر"},
        {"owner": "body"},
        {"due": DUE + timedelta(days=1)},
        {"done_when": "نامه"},
        {"helpers": ("body",)},
        {"helpers": ()},
        {"where": (where[0], other_point(where[0]))},
    ]
    for said in others:
        with pytest.raises(Conflict):
            decided(world, **{"where": where, "retry_key": "k", **said})
    actions.postpone(
        actor=world.as_("secretary"), decision=first, due=date(2026, 12, 20), reason="نامه دیر رسید", now=NOON
    )
    assert decided(world, where, retry_key="k") == first
    assert Event.objects.filter(kind="decisions.decision.made").count() == 1


def test_who_does_not_see_a_confidential_decision_sees_no_gap_where_it_is(world: World) -> None:
    session, point = held(world)
    secret = council.point(session.series, "بودجهٔ محرمانه", confidential=True)
    council.hearing(session, secret, 2)
    rows = [decided(world, (session, at), text=f"تصمیم {at}", due=FAR) for at in (point, secret, point)]
    assert [str(row.mark) for row in rows] == ["۱", "محرمانهٔ ۱", "۲"]
    page = world.client("observer").get(f"/desk/decisions/{rows[2].pk}/").content.decode()
    assert "تصمیم ۲" in page
    assert "تصمیم محرمانهٔ ۱" in world.client("head").get(f"/desk/decisions/{rows[1].pk}/").content.decode()


def test_whoever_records_a_decision_is_told_that_it_was_recorded(world: World) -> None:
    session, point = held(world)
    said = {"point": point.pk, "text": "نامه فرستاده شود", "owner": "province", "due": FAR.isoformat()}
    client = world.client("secretary")
    answer = client.post(f"/desk/decisions/new/{session.pk}/", said, follow=True)
    assert "تصمیم گرفته شد" in answer.content.decode()
