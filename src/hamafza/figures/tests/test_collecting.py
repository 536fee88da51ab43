"""Asking units for a value of one period; entering it answers the call."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.calls.answering import done
from hamafza.calls.errors import NobodyAsked
from hamafza.calls.models import Answer, Call
from hamafza.figures.collecting import collect
from hamafza.figures.models import FiguresCall, Indicator, Reporting
from hamafza.figures.tests.cast import indicator, measured, year
from hamafza.pages.refusals import NotAllowed, Refused, SentBefore


def below(world: World) -> Indicator:
    """An indicator of the body that every unit below it measures."""
    return indicator(world, "offices", unit="body", who="editor", reporting=Reporting.BELOW)


def asked(world: World, of: Indicator, who: str = "editor", **said: Any) -> FiguresCall:
    assert of.current is not None
    options = {"period": year("1404"), "deadline": timezone.now() + timedelta(days=3)} | said
    return collect(actor=world.as_(who), definition=of.current, **options)


def answers(call: FiguresCall) -> dict[str, str]:
    return dict(Answer.objects.filter(call=call.call_id).values_list("unit__code", "state"))


def test_all_who_measure_are_asked_and_a_value_answers(world: World) -> None:
    of = below(world)
    call = asked(world, of)
    assert set(answers(call).values()) == {"pending"}
    assert "province" in answers(call)
    measured(world, of, "1404", 600, who="officer", unit="province")
    found = Answer.objects.get(call=call.call_id, unit__code="province")
    assert (found.state, found.figure) == ("done", "۶۰۰")


def test_not_measured_with_a_reason_is_an_answer(world: World) -> None:
    of = below(world)
    call = asked(world, of)
    measured(world, of, "1404", who="officer", unit="province", reason="سامانه قطع بود")
    assert answers(call)["province"] == "done"
    assert "سامانه قطع بود" in Answer.objects.get(call=call.call_id, unit__code="province").figure


def test_another_period_is_no_answer(world: World) -> None:
    of = below(world)
    call = asked(world, of)
    measured(world, of, "1403", 600, who="officer", unit="province")
    assert answers(call)["province"] == "pending"


def test_saying_done_without_a_value_is_refused(world: World) -> None:
    call = asked(world, below(world))
    with pytest.raises(Refused, match="مقدار را در صفحهٔ خودش وارد کنید"):
        done(actor=world.as_("officer"), answer=Answer.objects.get(call=call.call_id), note="شد")


def test_who_has_said_it_already_is_not_asked(world: World) -> None:
    of = below(world)
    measured(world, of, "1404", 600, who="officer", unit="province")
    with pytest.raises(NobodyAsked):
        asked(world, of)


def test_only_the_owner_asks_and_the_same_key_asks_once(world: World) -> None:
    of = below(world)
    with pytest.raises(NotAllowed):
        asked(world, of, who="officer")
    when = timezone.now() + timedelta(days=3)
    first = asked(world, of, retry_key="k", deadline=when)
    assert asked(world, of, retry_key="k", deadline=when) == first
    assert Call.objects.filter(kind="figures").count() == 1
    with pytest.raises(SentBefore):
        asked(world, of, retry_key="k", deadline=when, period=year("1403"))


def test_the_request_leads_the_officer_to_the_form_with_its_period_and_others_to_the_board(
    world: World,
) -> None:
    of = below(world)
    call = asked(world, of)
    address = f"/desk/figures/calls/{call.pk}/"
    led = world.client("officer").get(address)
    assert f"period={year('1404')}" in led["Location"]
    form = world.client("officer").get(led["Location"]).content.decode()
    assert f'<option value="{year("1404")}" selected>' in form
    board = world.client("editor").get(address).content.decode()
    assert "چیزی وارد نشده" in board
    measured(world, of, "1404", 600, who="officer", unit="province")
    measured(world, of, "1404", 600, who="officer", unit="province")
    board = world.client("editor").get(address + "?state=said").content.decode()
    assert "۶۰۰" in board


def test_the_board_goes_along_as_a_table(world: World) -> None:
    of = below(world)
    call = asked(world, of)
    measured(world, of, "1404", 600, who="officer", unit="province")
    sheet = world.client("editor").post(f"/desk/figures/calls/{call.pk}/", {"do": "csv", "all": "1"})
    assert b"600" in b"".join(sheet.streaming_content)
