"""Whatever is tapped in whatever order, versions are numbered in their order and each one keeps its hash."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World

from hamafza.calls.models import Answer
from hamafza.pages.refusals import Refused
from hamafza.reports import actions, frozen
from hamafza.reports.models import UnitReport
from hamafza.reports.states import CHANGED, DRAFT, HANDED
from hamafza.reports.tests.cast import asked, period

TAPS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(["", "یک دوربین.", "دو دوربین."])),
    st.tuples(st.just("hand_in"), st.sampled_from(["", "خواسته افزوده شد."])),
    st.tuples(st.just("send_back"), st.sampled_from(["", "کارها نیامده است."])),
)


def tap(world: World, name: str, text: str) -> None:
    own: dict[str, Any] = {
        "actor": world.as_("officer"),
        "unit": world.units["province"],
        "period": period(),
    }
    if name == "say":
        actions.write_words(**own, group="asks", text=text)
    elif name == "hand_in":
        actions.hand_in(**own, note=text)
    elif report := UnitReport.objects.select_related("unit").first():
        actions.send_back(actor=world.as_("head"), report=report, reason=text)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example is rolled back
@given(taps=st.lists(TAPS, max_size=7))
def test_every_sequence_of_taps_leaves_a_sound_report(world: World, taps: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        call = asked(world).call_id
        for name, text in taps:
            try:
                tap(world, name, text)
            except Refused:
                continue
        if report := UnitReport.objects.first():
            sound(report, Answer.objects.get(call=call, unit=world.units["province"]))
        transaction.set_rollback(True)


def sound(report: UnitReport, answer: Answer) -> None:
    versions = list(report.versions.all())
    assert [one.number for one in versions] == list(range(1, report.number + 1))
    assert all(one.sha256 == frozen.digest(one.content) for one in versions)
    assert (report.state == DRAFT) == (not versions)
    assert (report.handed_in is None) == (not versions)
    steps = list(report.steps.all())
    assert steps[-1].to_state == report.state
    assert (answer.state in {"done", "returned"}) == bool(versions)
    if report.state == HANDED:
        assert answer.state == "done"
        assert versions[-1].content["words"].get("asks", "") == report.words.get("asks", "")
    assert answer.state != "returned" or report.state == CHANGED
