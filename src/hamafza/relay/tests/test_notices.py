"""What the events of relays mean to people: who is told, and who is not."""

from __future__ import annotations

from datetime import timedelta

from tests.world import World

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.notices.consumers import make_notices
from hamafza.notices.models import Notice
from hamafza.relay import actions
from hamafza.relay.clocks import tell_overdue_check
from hamafza.relay.consumers import follow_origin
from hamafza.relay.models import RelayKind
from hamafza.wire.models import Event


def published(world: World) -> Item:
    content = Content(headline="گشایش درمانگاه", abstract="لید خبر", topics=["work"])
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    return newsroom.publish(actor=world.as_("trusted"), item=item)


def told(kind: str) -> set[str]:
    """Handle the newest event of the kind; the user names of those it told."""
    event = Event.objects.filter(kind=kind).latest("pos")
    make_notices(event)
    return set(Notice.objects.filter(event=event.pk).values_list("person__username", flat=True))


def test_the_unit_whose_item_is_relayed_is_told(world: World) -> None:
    actions.relay(actor=world.as_("head"), unit=world.units["centre"], item=published(world))
    assert told("relay.relay.made") == {"trusted"}


def test_an_introduction_is_told_to_those_who_may_check_it_and_never_to_its_author(world: World) -> None:
    unit, item = world.units["province"], published(world)
    actions.relay(actor=world.as_("officer"), unit=unit, item=item, kind=RelayKind.INTRODUCTION, text="مقدمه")
    assert told("relay.relay.submitted") == {"colleague", "editor"}


def test_a_late_check_is_told_once_to_those_above_too(world: World) -> None:
    unit, item = world.units["province"], published(world)
    relay = actions.relay(
        actor=world.as_("officer"), unit=unit, item=item, kind=RelayKind.INTRODUCTION, text="مقدمه"
    )
    tell_overdue_check(relay.pk, relay.made + timedelta(hours=1))
    assert not Event.objects.filter(kind="relay.relay.overdue").exists()
    for _twice in range(2):
        tell_overdue_check(relay.pk, relay.made + timedelta(hours=3))
    assert Event.objects.filter(kind="relay.relay.overdue").count() == 1
    assert told("relay.relay.overdue") == {"colleague", "editor", "head"}


def test_taking_a_correction_over_answers_the_notice_of_it(world: World) -> None:
    item = published(world)
    relay = actions.relay(actor=world.as_("officer"), unit=world.units["province"], item=item)
    content = Content(headline="گشایش دو درمانگاه", abstract="لید خبر", topics=["work"])
    newsroom.correct(actor=world.as_("trusted"), item=item, content=content, base_number=1, note="درست شد.")
    follow_origin(Event.objects.filter(kind="newsroom.item.corrected").latest("pos"))
    told("relay.origin.changed")
    actions.take_over(actor=world.as_("officer"), relay=relay)
    answered = Notice.objects.filter(kind="relay.origin.changed", acted__isnull=False)
    assert set(answered.values_list("person__username", flat=True)) == {"officer"}


def test_units_that_relay_are_told_when_the_origin_is_corrected_or_withdrawn(world: World) -> None:
    item, province = published(world), world.units["province"]
    actions.relay(actor=world.as_("officer"), unit=province, item=item)
    corrected = newsroom.correct(
        actor=world.as_("trusted"),
        item=item,
        content=Content(headline="گشایش دو درمانگاه", abstract="لید خبر", topics=["work"]),
        base_number=1,
        note="شمار درست شد.",
    )
    follow_origin(Event.objects.filter(kind="newsroom.item.corrected").latest("pos"))
    assert told("relay.origin.changed") == {"officer", "colleague"}
    newsroom.withdraw(actor=world.as_("trusted"), item=corrected, reason="نادرست بود")
    follow_origin(Event.objects.filter(kind="newsroom.item.withdrawn").latest("pos"))
    assert told("relay.origin.changed") == {"officer", "colleague"}
