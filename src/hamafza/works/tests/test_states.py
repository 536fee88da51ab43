"""Whatever people tap in whatever order, a work is in a state of its table, and its history tells how it came there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World

from hamafza.flow.models import Deadline
from hamafza.pages.refusals import Refused
from hamafza.works import actions
from hamafza.works.models import Work
from hamafza.works.states import EVERY, OPEN, WORK
from hamafza.works.tests.cast import entered

DAYS = st.integers(-3, 9).map(lambda days: timezone.localdate() + timedelta(days=days))
TAPS = st.one_of(
    st.tuples(st.just("progress"), st.fixed_dictionaries({"share": st.integers(-5, 120)})),
    st.tuples(
        st.just("promise"), st.fixed_dictionaries({"day": DAYS, "reason": st.sampled_from(["", "باران"])})
    ),
    st.tuples(st.just("finish"), st.fixed_dictionaries({"day": st.none() | DAYS})),
    st.tuples(
        st.sampled_from(["stop", "reopen"]), st.fixed_dictionaries({"reason": st.sampled_from(["", "باران"])})
    ),
    st.tuples(st.just("resume"), st.just({})),
)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example is rolled back
@given(taps=st.lists(TAPS, max_size=8))
def test_every_sequence_of_taps_leaves_a_sound_work(
    world: World, taps: list[tuple[str, dict[str, Any]]]
) -> None:
    with transaction.atomic():
        officer, work = (
            world.as_("officer"),
            entered(world, promised=timezone.localdate() + timedelta(days=2)),
        )
        for name, said in taps:
            try:
                getattr(actions, name)(actor=officer, work=work, **said)
            except Refused:
                continue
        sound(Work.objects.get(pk=work.pk))
        transaction.set_rollback(True)


def sound(work: Work) -> None:
    assert work.state in EVERY
    assert (work.ended is None) == (work.state in OPEN)
    assert bool(work.stopped_for) == (work.state == "stopped")
    assert work.state != "done" or work.share == 100
    steps = list(work.steps.all())
    assert [one.from_state for one in steps[1:]] == [one.to_state for one in steps[:-1]]
    assert steps[-1].to_state == work.state
    assert work.promises.last().day == work.promised
    running = Deadline.objects.filter(flow="work", row=work.pk, stopped=None)
    assert running.count() <= 1
    assert work.is_open or not running.exists()


def test_a_step_that_is_not_in_the_table_does_not_happen() -> None:
    for state in EVERY:
        may = WORK.possible(state, {"writer"})
        assert ("finish" in may) == (state in OPEN)
        assert ("resume" in may) == (state == "stopped")
