"""What may happen to a problem, whose step it is, and that no order of steps breaks it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World

from hamafza.pages.refusals import Invalid, NotAllowed, ReasonMissing, Refused, WrongState
from hamafza.problems import actions
from hamafza.problems.actions import UnitWords
from hamafza.problems.models import Problem, WordMark
from hamafza.problems.states import PROBLEM, SHARED_BY, UNFINISHED
from hamafza.problems.tests.cast import join, reported, shared
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db
STEPS = sorted(actions.BY_NAME | {"join"})


def act(world: World, who: str, problem: Problem, step: str, reason: str = "نامه نوشته شد") -> Problem:
    return actions.act(
        actor=world.as_(who), problem=problem, step=step, reason=reason, authority="سازمان برنامه"
    )


def test_a_problem_is_taken_up_and_solved_by_somebody_above(world: World) -> None:
    problem = act(world, "editor", reported(world), "take-up")
    assert problem.state == "taken-up"
    problem = act(world, "head", problem, "solve", "مجوز یک‌ساله صادر شد.")
    assert (problem.state, problem.ended is not None) == ("solved", True)
    assert [step.step for step in problem.steps.all()] == ["report", "take-up", "solve"]


@pytest.mark.parametrize("who", ["officer", "colleague", "trusted", "secretary"])
@pytest.mark.parametrize("step", ["take-up", "pass-on", "refuse"])
def test_the_units_themselves_decide_nothing(world: World, who: str, step: str) -> None:
    with pytest.raises(NotAllowed):
        act(world, who, reported(world), step)


def test_only_a_head_above_all_units_that_have_it_ends_it(world: World) -> None:
    problem = act(world, "editor", reported(world), "take-up")
    with pytest.raises(NotAllowed):
        act(world, "editor", problem, "solve")
    join(world, problem, "trusted", "trusted")
    assert act(world, "head", problem, "solve").state == "solved"


def test_a_unit_on_top_of_the_network_is_its_own_judge(world: World) -> None:
    problem = act(world, "head", reported(world, "head", "centre"), "take-up")
    assert act(world, "head", problem, "solve").state == "solved"


def test_what_needs_another_authority_names_it(world: World) -> None:
    problem = reported(world)
    with pytest.raises(Invalid) as refused:
        actions.pass_on(actor=world.as_("head"), problem=problem, authority=" ", reason="بودجه می‌خواهد")
    assert refused.value.field == "authority"
    problem = act(world, "head", problem, "pass-on")
    assert (problem.state, problem.authority) == ("elsewhere", "سازمان برنامه")


@pytest.mark.parametrize("step", ["refuse", "pass-on"])
def test_a_decision_against_has_its_reason(world: World, step: str) -> None:
    with pytest.raises(ReasonMissing):
        act(world, "head", reported(world), step, " . ")


def test_a_unit_where_it_is_not_solved_reopens_it(world: World) -> None:
    problem = act(world, "head", act(world, "head", reported(world), "take-up"), "solve")
    with pytest.raises(NotAllowed):
        act(world, "trusted", problem, "reopen")
    problem = act(world, "officer", problem, "reopen", "مجوز به شهرستان‌ها نرسیده است.")
    assert (problem.state, problem.ended) == ("open", None)
    assert WordMark.objects.filter(problem=problem).exists()


def test_nobody_joins_what_is_finished(world: World) -> None:
    problem = act(world, "head", reported(world), "refuse")
    with pytest.raises(WrongState):
        join(world, problem, "trusted", "trusted")


def test_the_third_unit_makes_it_a_problem_of_the_network_and_that_is_told_once(world: World) -> None:
    problem = shared(world)
    join(world, problem, "head", "centre")
    assert problem.steps.filter(step="share").count() == 1
    events = Event.objects.filter(subject=f"problem:{problem.pk}").order_by("pk")
    assert [event.kind.rpartition(".")[2] for event in events] == ["reported", "joined", "shared", "joined"]
    problem.refresh_from_db()
    assert (problem.units, problem.shared is not None) == (4, True)


def test_a_unit_joins_once(world: World) -> None:
    problem = reported(world)
    for _tap in range(2):
        join(world, problem, "trusted", "trusted")
    problem.refresh_from_db()
    assert (problem.units, problem.voices.count()) == (2, 2)


def test_own_words_can_be_changed_and_the_earlier_ones_are_kept(world: World) -> None:
    problem = reported(world, said=UnitWords(cost="دو روز", words="در سه کارگاه"))
    said = {"actor": world.as_("officer"), "unit": world.units["province"]}
    for _tap in range(2):
        actions.tell(problem=problem, said=UnitWords(cost="سه روز"), **said)
    assert problem.voices.get().cost == "سه روز"
    assert [step.words for step in problem.steps.filter(step="tell")] == ["در سه کارگاه\nدو روز"]


CHOICES = st.lists(
    st.tuples(st.sampled_from(["officer", "editor", "trusted", "head"]), st.sampled_from(STEPS))
)
HOME = {"officer": "province", "editor": "body", "trusted": "trusted", "head": "centre"}


@given(taken=CHOICES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_the_table_holds(world: World, taken: list[tuple[str, str]]) -> None:
    """A refused step changes nothing; shared is told exactly once; only what is unfinished is found by its words."""
    problem = reported(world, title=f"مشکل {Problem.objects.count()}")
    for who, step in taken:
        before = Problem.objects.get(pk=problem.pk)
        try:
            if step == "join":
                join(world, problem, who, HOME[who])
            else:
                act(world, who, problem, step)
        except Refused:
            assert Problem.objects.filter(pk=problem.pk, state=before.state, units=before.units).exists()
        problem.refresh_from_db()
        assert problem.state == before.state or problem.state in {
            step.moves.get(before.state) for step in PROBLEM.table
        }
    assert problem.units == problem.voices.count()
    told = Event.objects.filter(kind="problems.problem.shared", subject=f"problem:{problem.pk}").count()
    assert told == (1 if problem.units >= SHARED_BY else 0)
    assert problem.marks.exists() == (problem.state in UNFINISHED)
