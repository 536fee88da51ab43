"""Only the steps of a table exist. Random tables, random walks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.module_loading import autodiscover_modules
from hypothesis import given
from hypothesis import strategies as st

from hamafza.flow.drawing import page
from hamafza.flow.steps import Flow, Step, all_flows, registry
from hamafza.pages.refusals import Invalid, WrongState
from hamafza.wire.actions import Announcement
from hamafza.wire.facts import registry as facts

ROOT = Path(__file__).parents[4]
STATES = ("a", "b", "c", "d")
NAMES = ("go", "come", "stay", "turn")
ROLES = ("writer", "checker")
step = st.builds(
    Step,
    name=st.just("?"),
    moves=st.dictionaries(st.sampled_from(STATES), st.sampled_from(STATES), min_size=1),
    who=st.frozensets(st.sampled_from(ROLES), min_size=1),
    within=st.frozensets(st.sampled_from(("open", "closed"))),
    twice=st.sampled_from(("refused", "nothing", "again")),
)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    drawn = draw(st.lists(step, min_size=1, max_size=4))
    table = tuple(Step(**{**vars(one), "name": name}) for name, one in zip(NAMES, drawn, strict=False))
    made = Flow("random", STATES, table, begins="a")
    registry.pop("random")
    return made


@given(flows(), st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(("open", "closed"))), max_size=30))
def test_a_walk_takes_listed_steps_only(flow: Flow, walk: list[tuple[str, str]]) -> None:
    state = flow.begins
    for name, within in walk:
        before = state
        try:
            state = flow.after(name, before, within)
        except WrongState:
            continue
        rule = flow.steps[name]
        assert not rule.within or within in rule.within
        assert rule.moves.get(before) == state or (
            rule.twice != "refused" and before == state in rule.targets
        )


@given(
    flows(),
    st.sampled_from(STATES),
    st.frozensets(st.sampled_from(ROLES)),
    st.sampled_from(("open", "closed")),
)
def test_what_is_offered_can_be_taken_and_is_the_persons(
    flow: Flow, state: str, roles: frozenset[str], within: str
) -> None:
    for name in flow.possible(state, roles, within):
        assert flow.after(name, state, within) in STATES
        assert flow.steps[name].who & roles


@given(
    flows(),
    st.sampled_from(STATES),
    st.frozensets(st.sampled_from(ROLES)),
    st.sampled_from(("open", "closed")),
)
def test_what_leads_on_from_here_is_offered_to_whoever_may(
    flow: Flow, state: str, roles: frozenset[str], within: str
) -> None:
    leading = {one.name for one in flow.table if state in one.moves and within in (one.within or {within})}
    assert flow.possible(state, roles, within) == {name for name in leading if flow.steps[name].who & roles}


def test_a_table_names_each_step_once_and_only_its_own_states() -> None:
    one = Step(name="go", moves={"a": "b"}, who=frozenset(ROLES))
    for states, table in ((("a", "b"), (one, one)), (("a",), (one,))):
        with pytest.raises(ValueError, match="table"):
            Flow("wrong", states, table, begins="a")
    assert "wrong" not in registry


def test_a_step_that_needs_a_reason_takes_no_dots() -> None:
    asked = Step(name="go", moves={"a": "b"}, who=frozenset(ROLES), why="Say why.")
    assert asked.reasoned(" چون دیر است ") == "چون دیر است"
    with pytest.raises(Invalid, match="Say why") as refused:
        asked.reasoned(" ... ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_each_event_of_a_table_says_something_typed(name: str) -> None:
    autodiscover_modules("events")
    classes = {one.kind for one in Announcement.__subclasses__()}
    assert {step.event for step in registry[name].table if step.event} <= set(facts) | classes


@pytest.mark.parametrize("name", sorted(all_flows()))
def test_the_pictures_of_the_documentation_are_those_of_the_tables(name: str) -> None:
    kept = ROOT / "docs/flows" / f"{name}.md"
    assert kept.read_text() == page(registry[name]), "run: python -m hamafza.flow"


@pytest.mark.slow
def test_the_command_draws_every_flow(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hamafza.flow", str(tmp_path)], cwd=ROOT, check=True)
    assert {path.stem for path in tmp_path.glob("*.md")} == set(all_flows())
