"""Asking: who is asked, and what keeps it from becoming noise."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from tests.world import World

from hamafza.calls import actions, addressing, queries
from hamafza.calls.addressing import Address
from hamafza.calls.errors import NobodyAsked, OverCeiling
from hamafza.calls.models import Answer, Call
from hamafza.calls.tests.cast import NOON, asked, client_of, question
from hamafza.flow.models import Rules
from hamafza.flow.quiet import rules as network_rules
from hamafza.pages.refusals import Invalid, NotAllowed
from hamafza.wire.models import Event

NIGHT = NOON + timedelta(hours=14)  # 01:30 in Tehran


def codes(world: World, address: Address, asker: str = "centre") -> set[str]:
    return {unit.code for unit in addressing.resolve(world.units[asker], address)}


def test_three_units_get_one_row_each_and_the_ledger_one_event(world: World) -> None:
    call = asked(world)
    assert {row.unit.code for row in call.answers.select_related("unit")} == {"body", "province", "trusted"}
    event = Event.objects.get(kind="calls.call.asked")
    wanted = {f"unit:{world.units[code].pk}" for code in ("centre", "body", "province", "trusted")}
    assert set(event.audiences.split()) == wanted
    assert Event.objects.filter(subject=f"call:{call.pk}").count() == 1


def test_filters_narrow_and_names_add(world: World) -> None:
    assert codes(world, Address(below=("body",))) == {"body", "province"}
    assert codes(world, Address(below=("body",), regions=("alborz",))) == {"province"}
    assert codes(world, Address(regions=("alborz",), units=("trusted",))) == {"province", "trusted"}
    assert codes(world, Address(kinds=("office",))) == {"body", "trusted"}
    assert codes(world, Address()) == set()


def test_topics_name_those_who_cover_them(world: World) -> None:
    world.units["trusted"].topics.set(world.units["trusted"].topics.model.objects.all())
    assert codes(world, Address(topics=("work", "welfare"))) == {"trusted"}


def test_the_asker_and_closed_units_are_never_asked(world: World) -> None:
    world.units["trusted"].active = False
    world.units["trusted"].save()
    assert codes(world, Address(everyone=True)) == {"body", "province"}
    assert codes(world, Address(everyone=True), asker="body") == {"centre", "province"}


def test_nobody_asked_is_refused(world: World) -> None:
    with pytest.raises(NobodyAsked):
        asked(world, units=())
    with pytest.raises(Invalid, match="nowhere"):
        asked(world, units=("nowhere",))
    assert not Call.objects.exists()


def test_who_does_not_write_for_a_unit_does_not_ask_for_it(world: World) -> None:
    for name in ("observer", "officer", "outsider"):
        with pytest.raises(NotAllowed):
            actions.ask(
                actor=world.as_(name),
                unit=world.units["centre"],
                question=question(),
                address=Address(everyone=True),
                now=NOON,
            )


def test_the_same_key_asks_once(world: World) -> None:
    calls = [
        actions.ask(
            actor=world.as_("head"),
            unit=world.units["centre"],
            question=question(),
            address=Address(units=("body",)),
            retry_key="tap",
            now=NOON,
        )
        for _tap in range(2)
    ]
    assert calls[0] == calls[1]
    assert Answer.objects.count() == 1


def test_the_ceiling_is_a_day_s_and_an_override_is_counted(world: World) -> None:
    Rules.objects.create(ceiling=2)
    for _call in range(2):
        asked(world, units=("body",))
    with pytest.raises(OverCeiling) as refusal:
        asked(world)
    assert refusal.value.units == {world.units["body"].pk}
    call = actions.ask(
        actor=world.as_("head"),
        unit=world.units["centre"],
        question=question(),
        address=Address(units=("body", "trusted")),
        override="سیل",
        now=NOON,
    )
    assert [row.unit.code for row in call.answers.filter(over_ceiling=True)] == ["body"]
    assert call.override == "سیل"
    assert asked(world, units=("body",), now=NOON + timedelta(days=1)).asked == 1


def test_a_call_cancelled_after_it_was_heard_of_counts_against_the_ceiling(world: World) -> None:
    Rules.objects.create(ceiling=1)
    actions.cancel(actor=world.as_("head"), call=asked(world), reason="اشتباه", now=NOON)
    with pytest.raises(OverCeiling):
        asked(world)


def test_one_cancelled_before_anybody_heard_of_it_does_not(world: World) -> None:
    Rules.objects.create(ceiling=1)
    evening = NOON + timedelta(hours=9.5)  # 21:00 in Tehran
    held = asked(world, now=evening, deadline=evening + timedelta(days=2))
    actions.cancel(actor=world.as_("head"), call=held, reason="اشتباه", now=evening)
    morning = held.deliver + timedelta(hours=1)
    assert asked(world, now=morning, deadline=morning + timedelta(days=2)).asked == 3


def test_a_held_call_counts_on_the_day_on_which_it_is_heard(world: World) -> None:
    Rules.objects.create(ceiling=1)
    evening = NOON + timedelta(hours=9.5)  # 21:00 in Tehran
    asked(world, units=("body",))
    held = asked(world, units=("body",), now=evening, deadline=evening + timedelta(days=2))
    assert held.held
    for now in (evening, held.deliver + timedelta(hours=1)):
        with pytest.raises(OverCeiling):
            asked(world, units=("body",), now=now, deadline=now + timedelta(days=2))
    assert asked(world, units=("trusted",), now=evening, urgent=True).delivered == evening


def test_a_drill_takes_nobody_s_share_and_is_no_override(world: World) -> None:
    Rules.objects.create(ceiling=1)
    asked(world, units=("body",), exercise=True)
    asked(world, units=("body",))
    actions.ask(
        actor=world.as_("head"),
        unit=world.units["centre"],
        question=question(exercise=True),
        address=Address(units=("body",)),
        override="تمرین",
        now=NOON,
    )
    assert queries.overrides() == []


def test_at_night_a_call_waits_for_the_morning_unless_it_is_urgent(world: World) -> None:
    held = asked(world, now=NIGHT)
    assert held.held
    assert held.deliver.astimezone(addressing.ZONE).hour == 7
    event = Event.objects.get(subject=f"call:{held.pk}")
    assert (event.kind, event.audiences) == ("calls.call.held", f"unit:{world.units['centre'].pk}")
    assert not asked(world, now=NIGHT, urgent=True).held


def test_a_deadline_within_the_quiet_hours_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(world, now=NIGHT, deadline=NIGHT + timedelta(hours=2))
    assert refusal.value.field == "deadline"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"text": "x" * 5001}, "text"),
        ({"deadline": NOON}, "deadline"),
        ({"kind": "relay"}, "item"),
        ({"kind": "order"}, "kind"),
        ({"needs": "gold"}, "needs"),
    ],
)
def test_what_cannot_be_asked_names_its_field(world: World, said: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(world, **said)
    assert refusal.value.field == field


def test_only_administrators_change_the_rules_and_everybody_reads_them(world: World) -> None:
    rules = {"ceiling": 3, "quiet_from": time(21), "quiet_until": time(6), "remind_hours": 12}
    with pytest.raises(NotAllowed):
        actions.change_rules(actor=world.as_("head"), **rules)
    with pytest.raises(Invalid):
        actions.change_rules(actor=world.as_("admin"), **{**rules, "ceiling": 0})
    actions.change_rules(actor=world.as_("admin"), **rules)
    assert network_rules().ceiling == 3
    assert Event.objects.latest("pos").kind == "calls.rules.changed"
    page = client_of(world, "observer").get("/desk/calls/rules/").content.decode()
    assert "۲۱:۰۰" in page


def test_the_page_of_the_rules_counts_who_asked_beyond_the_ceiling(world: World) -> None:
    Rules.objects.create(ceiling=1)
    asked(world, units=("body",))
    actions.ask(
        actor=world.as_("head"),
        unit=world.units["centre"],
        question=question(),
        address=Address(units=("body", "trusted")),
        override="سیل",
        now=NOON,
    )
    (row,) = queries.overrides()
    assert (row.unit.code, row.calls, row.answers) == ("centre", 1, 1)


def test_an_administrator_changes_the_rules_on_their_page(world: World) -> None:
    form = {"ceiling": "4", "quiet_from": "22:00", "quiet_until": "06:30", "remind_hours": "10"}
    client = client_of(world, "admin")
    assert client.post("/desk/calls/rules/", {**form, "ceiling": "0"}).status_code == 422
    assert client.post("/desk/calls/rules/", form).status_code == 302
    assert (network_rules().ceiling, network_rules().quiet_until) == (4, time(6, 30))


def test_the_form_asks_and_says_what_is_wrong_beside_its_field(world: World) -> None:
    client = client_of(world, "head")
    form = {"unit": "centre", "kind": "cover", "title": "پوشش", "within": "24", "needs": "nothing"}
    form |= {"escalation": "deadline", "urgent": "on", "retry_key": "k"}
    nobody = client.post("/desk/calls/new/", form)
    assert nobody.status_code == 422
    assert "id_title" in nobody.content.decode()
    for _tap in range(2):
        done = client.post("/desk/calls/new/", {**form, "units": ["body"], "regions": ["alborz"]})
    call = Call.objects.get()
    assert done.headers["Location"] == f"/desk/calls/{call.pk}/"
    assert sorted(call.answers.values_list("unit__code", flat=True)) == ["body", "province"]
    assert call.address == {"units": ["body"], "regions": ["alborz"]}


def test_a_relay_call_needs_its_item_in_the_form_too(world: World) -> None:
    client = client_of(world, "head")
    form = {"unit": "centre", "kind": "relay", "title": "بازنشر", "within": "24", "needs": "nothing"}
    refused = client.post(
        "/desk/calls/new/", {**form, "escalation": "never", "everyone": "on", "urgent": "on"}
    )
    assert refused.status_code == 422
    assert "id_item_error" in refused.content.decode()
