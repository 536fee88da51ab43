"""No sequence of taps, by anybody, brings a relay into a state that is not one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hamafza.flow.deadlines import running
from hamafza.newsroom.models import Item, ItemState
from hamafza.pages.refusals import Refused
from hamafza.relay import actions
from hamafza.relay.consumers import follow_origin
from hamafza.relay.models import Relay, RelayKind, RelayState
from hamafza.relay.tests.conftest import BODY, Desk
from hamafza.wire.models import Event

PEOPLE = ("officer", "colleague", "editor", "head", "trusted", "observer")
UNITS = ("province", "body", "centre", "trusted")
TEXTS = {RelayKind.WHOLE: "", RelayKind.QUOTATION: "متن نخست خبر", RelayKind.INTRODUCTION: "مقدمهٔ ما"}
RELAYING = st.tuples(
    st.just("relay"), st.sampled_from(PEOPLE), st.sampled_from(UNITS), st.sampled_from(list(RelayKind))
)
BUTTONS = st.tuples(
    st.sampled_from(["withdraw", "take_over", "follow", "unfollow", "clear", "give_back"]),
    st.sampled_from(PEOPLE),
    st.integers(0, 3),
    st.none(),
)
ORIGIN = st.tuples(
    st.sampled_from(["correct", "correct-away", "hear", "retire"]), st.none(), st.none(), st.none()
)
# The origin is withdrawn seldom: after that there is little left to do.
STEPS = st.lists(st.one_of(RELAYING, RELAYING, BUTTONS, BUTTONS, ORIGIN), min_size=1, max_size=14)
ALLOWED = {
    None: {RelayState.WAITING, RelayState.LIVE},
    RelayState.WAITING: {RelayState.LIVE, RelayState.WITHDRAWN, RelayState.SUPERSEDED},
    RelayState.LIVE: {RelayState.WITHDRAWN, RelayState.SUPERSEDED},
    RelayState.WITHDRAWN: set(),
    RelayState.SUPERSEDED: set(),
}


def act(desk: Desk, item: Item, step: tuple) -> None:
    what, who, where, kind = step
    if what == "relay":
        actor = desk.world.as_(who)
        actions.relay(actor=actor, unit=desk.world.units[where], item=item, kind=kind, text=TEXTS[kind])
    elif what == "hear":
        for event in Event.objects.filter(kind__in=["newsroom.item.corrected", "newsroom.item.withdrawn"]):
            follow_origin(event)
    elif what == "retire":
        desk.withdraw(item)
    elif what.startswith("correct"):
        body = "<p>متن دیگر.</p>" if what == "correct-away" else BODY
        desk.correct(item, body=body)
    else:
        press(desk, what, who, where)


def press(desk: Desk, what: str, who: str, number: int) -> None:
    relays = list(Relay.objects.order_by("pk"))
    if not relays:
        return
    actor, relay = desk.world.as_(who), relays[number % len(relays)]
    buttons: dict[str, Callable[[], Relay]] = {
        "withdraw": lambda: actions.withdraw(actor=actor, relay=relay),
        "take_over": lambda: actions.take_over(actor=actor, relay=relay),
        "follow": lambda: actions.set_follow(actor=actor, relay=relay, on=True),
        "unfollow": lambda: actions.set_follow(actor=actor, relay=relay, on=False),
        "clear": lambda: actions.clear(actor=actor, relay=relay),
        "give_back": lambda: actions.give_back(actor=actor, relay=relay, reason="نه"),
    }
    buttons[what]()


def states() -> dict[int, str]:
    return dict(Relay.objects.values_list("pk", "state"))


def check_rows(before: dict[int, str]) -> None:
    for pk, state in states().items():
        was = before.get(pk)
        assert state == was or state in ALLOWED[was], (was, state)
    for relay in Relay.objects.select_related("item", "unit"):
        assert relay.unit_id != relay.item.unit_id
        assert relay.version.item_id == relay.item_id
        assert running("relay", relay.pk).exists() == (relay.state == RelayState.WAITING)
        if relay.kind == RelayKind.INTRODUCTION and relay.shown and relay.unit.trust != "at-once":
            checks = relay.steps.filter(step="clear")
            assert checks.exists()
            assert not checks.filter(by=relay.by).exists()


def check_pages(item: Item) -> None:
    """What readers can open agrees with what is stored and with the origin, at every moment."""
    item.refresh_from_db()
    client = Client()
    for relay in Relay.objects.all():
        answer = client.get(f"/relays/{relay.pk}/")
        page = answer.content.decode()
        if relay.shown is None:
            assert answer.status_code == 404
        elif relay.state == RelayState.SUPERSEDED:
            assert answer.status_code == 302
        elif item.state == ItemState.RETIRED:
            assert "خبر نادرست بود" in page
            assert "لید" not in page
        elif relay.state == RelayState.WITHDRAWN:
            assert answer.status_code == 410
            assert "لید" not in page
        else:
            assert answer.status_code == 200
            assert "به نقل از" in page
            assert ("پس از این بازنشر اصلاح شده" in page) == (
                relay.version_id != item.published_id and not relay.follow
            )


@pytest.mark.slow
@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(steps=STEPS)
def test_no_sequence_reaches_an_undefined_state(desk: Desk, steps: list[tuple]) -> None:
    with transaction.atomic():
        item = desk.publish()
        for step in steps:
            before = states()
            try:
                with transaction.atomic():
                    act(desk, item, step)
            except Refused:
                assert states() == before
            check_rows(before)
        check_pages(item)
        transaction.set_rollback(True)
