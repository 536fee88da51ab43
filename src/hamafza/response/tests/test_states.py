"""No walk leaves the table, and no order of actions lets an author clear their own response."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.world import World, build

from hamafza.calls import answering
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer
from hamafza.pages.refusals import Refused, WrongState
from hamafza.response import actions, afterwards, clocks, helping, limits, publishing, states, working
from hamafza.response.models import Clock, Evidence, Incident, IncidentStep
from hamafza.response.tests import cast
from hamafza.response.tests.cast import minutes

STEP = st.sampled_from(sorted(states.STEPS))
KIND = st.sampled_from(states.CLASSES)


@given(st.lists(st.tuples(STEP, KIND), max_size=60))
def test_every_walk_stays_among_the_states(walk: list[tuple[str, str]]) -> None:
    state, seen = states.REPORTED, [states.REPORTED]
    for step, kind in walk:
        try:
            state = states.INCIDENT.after(step, state, kind)
        except WrongState:
            continue
        seen.append(state)
        assert state in states.STATES
        if step in {"publish"}:
            assert seen[-2] == states.CLEARED
    if states.MERGED in seen:
        assert seen[-1] == states.MERGED  # nothing comes back from there


@given(st.sampled_from(states.STATES), st.sets(st.sampled_from(states.ROLES)), KIND)
def test_what_is_offered_is_what_is_allowed(state: str, roles: set[str], kind: str) -> None:
    for step in states.INCIDENT.possible(state, frozenset(roles), kind):
        assert states.INCIDENT.after(step, state, kind) in states.STATES


@given(st.text(max_size=12), st.text(max_size=12))
def test_unknown_words_are_refused(step: str, state: str) -> None:
    with pytest.raises(WrongState):
        states.INCIDENT.after(step, state)


def test_every_state_is_reached_and_every_open_one_left() -> None:
    reached, queue = {states.REPORTED}, [states.REPORTED]
    while queue:
        state = queue.pop()
        for kind in states.CLASSES:
            found = {
                states.INCIDENT.after(s, state, kind)
                for s in states.INCIDENT.possible(state, frozenset(states.ROLES), kind)
            }
            queue += found - reached
            reached |= found
            assert found - {state} or state not in states.BURNING
    assert reached == set(states.STATES)


def test_only_true_criticism_and_its_like_leave_the_rebuttal_path() -> None:
    for kind in set(states.CLASSES) - states.REBUTTABLE:
        with pytest.raises(WrongState):
            states.INCIDENT.after("amplify", states.PUBLISHED, kind)


def test_every_role_has_something_to_do_and_every_clock_a_limit() -> None:
    idle = {role for role in states.ROLES if not any(role in rule.who for rule in states.STEPS.values())}
    assert idle == {"observer"}  # they see
    assert all(limits.DEFAULTS[clock] for clock in limits.CLOCKS)
    assert limits.limit("situation", 5, {("situation", 5): 0}) is None


def answer_to(incident: Incident) -> Answer:
    """The fund's answer to the latest call of the incident."""
    return Answer.objects.filter(call__in=helping.calls_of(incident), unit__code="trusted").latest("pk")


PEOPLE = ("head", "editor", "officer", "colleague", "trusted", "secretary", "observer", "admin")
ACTS: dict[str, Any] = {
    "acknowledge": lambda who, inc, now: actions.acknowledge(actor=who, incident=inc, now=now),
    "triage": lambda who, inc, now: actions.triage(
        actor=who, incident=inc, severity=now.minute % 5 + 1, kind=states.CLASSES[now.minute % 3], now=now
    ),
    "claim": lambda who, inc, now: actions.claim(
        actor=who, incident=inc, unit=who.memberships[0].unit if who.memberships else inc.unit, now=now
    ),
    "verify": lambda who, inc, now: actions.verify(actor=who, incident=inc, now=now),
    "evidence": lambda who, inc, now: working.add_evidence(
        actor=who, incident=inc, piece=cast.piece(), now=now
    ),
    "check": lambda who, inc, now: working.check_evidence(
        actor=who, evidence=Evidence.objects.filter(incident=inc).latest("pk"), now=now
    ),
    "write": lambda who, inc, now: publishing.write(
        actor=who, incident=inc, words=cast.words(stance="wrong" if inc.rebuts else "right"), now=now
    ),
    "ready": lambda who, inc, now: publishing.ready(actor=who, incident=inc, now=now),
    "return": lambda who, inc, now: publishing.return_(actor=who, incident=inc, reason="دلیل روشن", now=now),
    "clear": lambda who, inc, now: publishing.clear(actor=who, incident=inc, now=now),
    "publish": lambda who, inc, now: publishing.publish(actor=who, incident=inc, now=now),
    "emergency": lambda who, inc, now: publishing.publish_emergency(
        actor=who, incident=inc, reason="دلیل روشن", now=now
    ),
    "hold": lambda who, inc, now: publishing.hold(actor=who, incident=inc, text="می‌گوییم", now=now),
    "monitor": lambda who, inc, now: actions.monitor(actor=who, incident=inc, now=now),
    "close": lambda who, inc, now: actions.close(actor=who, incident=inc, reason="دلیل روشن", now=now),
    "review": lambda who, inc, now: actions.review(actor=who, incident=inc, true="t", lessons="l", now=now),
    "reject": lambda who, inc, now: actions.reject(actor=who, incident=inc, reason="دلیل روشن", now=now),
    "escalate": lambda who, inc, now: actions.escalate(actor=who, incident=inc, reason="دلیل روشن", now=now),
    "facts": lambda who, inc, now: working.edit_facts(
        actor=who, incident=inc, section="facts", text=str(now), base=inc.facts.count(), now=now
    ),
    "help": lambda who, inc, now: helping.ask_help(
        actor=who,
        incident=inc,
        wanted=helping.Wanted(title="کسی", kind="expert", deadline=now + timedelta(hours=6)),
        address=Address(units=("trusted",)),
        now=now,
    ),
    "offer": lambda who, inc, now: answering.accept(actor=who, answer=answer_to(inc), now=now),
    "take": lambda who, inc, now: helping.take_help(actor=who, incident=inc, answer=answer_to(inc), now=now),
    "release": lambda who, inc, now: helping.release(actor=who, help_=inc.helps.latest("pk"), now=now),
    "amplify": lambda who, inc, now: helping.make_pack(
        actor=who,
        incident=inc,
        sentences="نتیجه منتشر شد.",
        address=Address(units=("trusted", "body")),
        now=now,
    ),
    "merge": lambda who, inc, now: actions.merge(
        actor=who, incident=inc, into=Incident.objects.exclude(pk=inc.pk).get(), now=now
    ),
    "withdraw": lambda who, inc, now: afterwards.withdraw(
        actor=who, incident=inc, reason="دلیل روشن", now=now
    ),
    "reopen": lambda who, inc, now: actions.reopen(actor=who, incident=inc, reason="دلیل روشن", now=now),
    "clock": lambda who, inc, now: clocks.run(now),
}
ORDER = ["triage", "claim", "verify", "evidence", "check", "write", "ready", "clear", "publish"]
# What comes beside the path and after it, by the people whose it is.
LATER = [
    ("help", "officer"), ("offer", "trusted"), ("take", "officer"), ("facts", "trusted"),
    ("amplify", "officer"), ("withdraw", "colleague"), ("release", "officer"), ("merge", "head"),
]  # fmt: skip
ANY = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(PEOPLE))
# Most of a walk goes forward, else nothing far along is ever reached.
FORWARD = st.permutations(PEOPLE).map(lambda people: list(zip(ORDER, [*people, "colleague"], strict=True)))
LIKELY = st.just(list(zip(ORDER, ["head", "officer", *["officer"] * 2, "colleague", "officer", "officer",
                                  "colleague", "officer"], strict=True)))  # fmt: skip


@pytest.mark.slow
class Walks(TestCase):
    """Real actions by real people in any order, on a real database."""

    world: World

    def setUp(self) -> None:
        self.world = build()

    @settings(max_examples=40, deadline=None)
    @given(
        st.one_of(FORWARD, LIKELY),
        st.lists(st.tuples(st.integers(0, 9), ANY), max_size=12),
        st.lists(st.sampled_from(LATER), max_size=6, unique=True),
        st.booleans(),
    )
    def test_no_order_of_actions_breaks_a_rule(
        self,
        path: list[tuple[str, str]],
        more: list[tuple[int, tuple[str, str]]],
        later: list[tuple[str, str]],
        exercise: bool,
    ) -> None:
        cast.triaged(self.world, claim="ادعای دیگر", exercise=exercise)  # to be merged into
        incident = cast.reported(self.world, exercise=exercise)
        walk = [*path, *later]
        for place, act in more:
            walk.insert(place, act)
        for number, (name, person) in enumerate(walk):
            with suppress(Refused, ObjectDoesNotExist):
                ACTS[name](self.world.as_(person), self.current(incident), minutes(3 * number))
            self.sound(self.current(incident))

    def current(self, incident: Incident) -> Incident:
        return Incident.objects.select_related("unit", "owner").get(pk=incident.pk)

    def sound(self, incident: Incident) -> None:
        assert incident.state in states.STATES
        for text in incident.texts.all():
            authors = set(incident.texts.values_list("author", flat=True))
            assert not authors & set(text.clearances.values_list("by", flat=True))
        for piece in incident.evidence.all():
            assert piece.checked_by_id != piece.added_by_id
        assert (incident.answered is None) == (incident.text is None)
        assert not (incident.answered and incident.withdrawn)
        assert (incident.state == "merged") == (incident.merged_into is not None)
        if not incident.burns:
            assert not helping.calls_of(incident).filter(state="open").exists()
        numbers = list(incident.facts.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        if incident.exercise:
            assert incident.item is None
        elif incident.answered:
            assert incident.item is not None
            assert incident.evidence.filter(checked__isnull=False).exists()
            last = incident.transitions.filter(step__in=["publish", "publish_emergency"]).last()
            assert last is not None
        running = list(Clock.objects.filter(incident=incident, stopped=None).values_list("name", flat=True))
        assert len(running) == len(set(running))
        if not incident.burns and incident.state != "closed":
            assert set(running) <= {"emergency"}
        steps = list(IncidentStep.objects.filter(incident=incident).order_by("pk"))
        assert all(a.to_state == b.from_state for a, b in zip(steps, steps[1:], strict=False))
