"""After the publication: the check it owed comes in a day or is missed; the response may be taken back."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Invalid, WrongState
from hamafza.response import actions, clocks, consumers, publishing
from hamafza.response.models import Clock, Incident
from hamafza.response.tests import cast
from hamafza.response.tests.cast import client_of, minutes
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db

DAY = 24 * 60


def out(world: World, **said: object) -> Incident:
    """Published before its clearance, at minute 35."""
    incident = cast.ready(world, severity=said.pop("severity", 4), **said)
    return publishing.publish_emergency(
        actor=world.as_("officer"), incident=incident, reason="مردم آب نمی‌خورند", now=minutes(35)
    )


def item_of(incident: Incident) -> Item:
    incident.refresh_from_db()
    assert incident.item is not None
    return incident.item


def heard(kind: str) -> None:
    """The worker hears of it, and hears it again."""
    event = Event.objects.filter(kind=kind).latest("pk")
    for handle in (consumers.checked, consumers.withdrawn):
        if kind.endswith(handle.__name__):
            handle(event)
            handle(event)


def test_a_day_without_a_check_breaks_the_clock(world: World) -> None:
    incident = out(world)
    clocks.run(minutes(35 + DAY - 1))
    clock = Clock.objects.get(incident=incident, name="emergency")
    assert not clock.broken
    clocks.run(minutes(35 + DAY + 1))
    clock.refresh_from_db()
    assert clock.broken
    incident = publishing.clear(actor=world.as_("colleague"), incident=incident, now=minutes(36 + DAY))
    assert incident.transitions.last().clocks == {"emergency": "broken"}


def test_a_check_in_the_newsroom_is_the_clearance_the_room_waited_for(world: World) -> None:
    incident = out(world)
    newsroom.check_afterwards(actor=world.as_("colleague"), item=item_of(incident))
    heard("newsroom.item.checked")
    last = incident.transitions.last()
    assert (last.step, last.by) == ("clear_afterwards", world.people["colleague"])
    assert incident.text is not None
    assert [row.by for row in incident.text.clearances.all()] == [world.people["colleague"]]
    assert Clock.objects.get(incident=incident, name="emergency").stopped is not None
    assert incident.transitions.filter(step="clear_afterwards").count() == 1


def test_at_the_highest_level_a_check_in_the_newsroom_is_one_of_two(world: World) -> None:
    incident = out(world, severity=5)
    newsroom.check_afterwards(actor=world.as_("colleague"), item=item_of(incident))
    heard("newsroom.item.checked")
    assert Clock.objects.get(incident=incident, name="emergency").stopped is None
    publishing.clear(actor=world.as_("head"), incident=incident, now=minutes(60))
    assert Clock.objects.get(incident=incident, name="emergency").stopped == minutes(60)


def test_the_rooms_own_clearance_is_not_counted_again_when_the_newsroom_tells_of_it(world: World) -> None:
    incident = publishing.clear(actor=world.as_("colleague"), incident=out(world), now=minutes(60))
    before = incident.transitions.count()
    heard("newsroom.item.checked")
    assert incident.transitions.count() == before


@pytest.mark.slow
def test_a_review_may_say_no_and_the_response_is_taken_back(world: World) -> None:
    incident = out(world)
    page = client_of(world, "colleague").get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert f"/desk/incidents/{incident.pk}/form/withdraw/" in page
    sent = client_of(world, "colleague").post(
        f"/desk/incidents/{incident.pk}/form/withdraw/", {"reason": "نمونه‌ها از شهر دیگری بود"}
    )
    assert sent.status_code == 302
    item = item_of(incident)
    assert (item.state, item.withdrawal) == ("retired", "نمونه‌ها از شهر دیگری بود")
    assert (incident.state, incident.answered, incident.emergency) == ("verifying", None, False)
    assert incident.withdrawn is not None
    assert Clock.objects.get(incident=incident, name="emergency").stopped is not None
    page = client_of(world, "colleague").get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert "form/withdraw/" not in page
    before = incident.transitions.count()
    heard("newsroom.item.withdrawn")
    assert incident.transitions.count() == before


def test_a_response_withdrawn_in_the_newsroom_stands_no_more_as_answered(world: World) -> None:
    incident = cast.published(world)
    newsroom.withdraw(actor=world.as_("colleague"), item=item_of(incident), reason="نادرست بود")
    heard("newsroom.item.withdrawn")
    incident.refresh_from_db()
    assert (incident.state, incident.answered, incident.text) == ("verifying", None, None)
    last = incident.transitions.last()
    assert (last.step, last.reason) == ("withdraw", "نادرست بود")
    assert incident.transitions.filter(step="withdraw").count() == 1


def test_a_withdrawn_response_is_answered_anew_as_another_item_and_cleared_anew(world: World) -> None:
    incident = cast.published(world)
    first = item_of(incident)
    newsroom.withdraw(actor=world.as_("colleague"), item=first, reason="نادرست بود")
    heard("newsroom.item.withdrawn")
    publishing.ready(actor=world.as_("officer"), incident=incident)
    incident = publishing.clear(actor=world.as_("colleague"), incident=incident)
    incident = publishing.publish(actor=world.as_("officer"), incident=incident)
    assert (incident.state, incident.withdrawn) == ("published", None)
    assert item_of(incident) != first
    assert first.pk == Item.objects.get(state="retired").pk


def test_what_was_over_stays_over_when_its_response_is_withdrawn(world: World) -> None:
    incident = actions.close(actor=world.as_("officer"), incident=cast.published(world), reason="تمام")
    newsroom.withdraw(actor=world.as_("colleague"), item=item_of(incident), reason="نادرست بود")
    heard("newsroom.item.withdrawn")
    incident.refresh_from_db()
    assert (incident.state, incident.answered) == ("closed", None)
    assert incident.withdrawn is not None


def test_the_withdrawal_of_another_item_changes_nothing(world: World) -> None:
    incident = cast.claimed(world)
    holding = publishing.hold(actor=world.as_("officer"), incident=incident, text="می‌گوییم")
    assert holding.item is not None
    newsroom.withdraw(actor=world.as_("colleague"), item=holding.item, reason="کهنه")
    heard("newsroom.item.withdrawn")
    incident.refresh_from_db()
    assert incident.withdrawn is None


def test_an_exercise_is_taken_back_in_its_room(world: World) -> None:
    from hamafza.response import afterwards

    incident = out(world, exercise=True)
    with pytest.raises(Invalid):
        afterwards.withdraw(actor=world.as_("colleague"), incident=incident, reason=" ")
    incident = afterwards.withdraw(actor=world.as_("colleague"), incident=incident, reason="تمرین")
    assert incident.state == "verifying"
    with pytest.raises(WrongState):
        afterwards.withdraw(actor=world.as_("colleague"), incident=incident, reason="تمرین")


def test_a_returned_text_is_cleared_anew_though_it_did_not_change(world: World) -> None:
    incident = cast.cleared(world)
    publishing.return_(actor=world.as_("colleague"), incident=incident, reason="یک عدد کم است")
    publishing.ready(actor=world.as_("officer"), incident=incident)
    assert publishing.clear(actor=world.as_("colleague"), incident=incident).state == "cleared"


def test_a_reopened_claim_is_cleared_anew_though_its_text_did_not_change(world: World) -> None:
    incident = actions.close(actor=world.as_("officer"), incident=cast.published(world), reason="تمام")
    actions.reopen(actor=world.as_("head"), incident=incident, reason="دوباره")
    actions.claim(actor=world.as_("officer"), incident=incident, unit=world.units["province"])
    actions.verify(actor=world.as_("officer"), incident=incident)
    publishing.ready(actor=world.as_("officer"), incident=incident)
    assert publishing.clear(actor=world.as_("colleague"), incident=incident).state == "cleared"


def test_whose_clearance_is_enough_at_a_lower_level_clears_with_another_tap(world: World) -> None:
    incident = publishing.clear(actor=world.as_("colleague"), incident=cast.ready(world, severity=5))
    incident = actions.triage(actor=world.as_("head"), incident=incident, severity=3, kind="false")
    assert publishing.clear(actor=world.as_("colleague"), incident=incident).state == "cleared"
