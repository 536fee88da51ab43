"""A flow as a table: its states, and every step there is between them. Pure data.

What is not in the table does not happen. `transitions` takes the steps, `drawing` draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from hamafza.lib.text.reasons import says_something
from hamafza.pages.refusals import ReasonMissing, WrongState

CLOCK = "clock"  # whose step it is when no person takes it
ROOM = "room"  # another room: what this is about has moved there
# Whose it is in a thing of a unit: who writes for the unit, and who checks for it what others wrote
WRITER, CHECKER = frozenset({"writer"}), frozenset({"checker"})

Twice = Literal["refused", "nothing", "again"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: from which states to which, whose it is, and what it brings with it.

    `within` names the states the whole must be in that this is a part of, or the classes it may be of (empty:
    any). `twice` says what happens where the step leads already: it is refused, nothing happens, or it is taken
    again with something new. `why` is what a person without a reason is told. A step from "" makes the row.

    `says` are the words for it once it was taken: in the history, in the audit trail, to who pressed its button.

    `stops` and `begins` are deadlines, `ends` drops all that run, and the clock takes the step when `rings` does.
    """

    name: str
    moves: Mapping[str, str]
    who: frozenset[str]
    event: str = ""
    says: str | Promise = ""
    within: frozenset[str] = frozenset()
    twice: Twice = "refused"
    why: str | Promise = ""
    stops: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: bool = False
    rings: str = ""
    records: bool = True  # a row of the history is written
    acts: bool = True  # whoever takes it has acted on what they were told

    @property
    def targets(self) -> frozenset[str]:
        return frozenset(self.moves.values())

    def leads(self, state: str, within: str = "") -> str | None:
        """The state after the step; None if it does not exist from here."""
        if self.within and within not in self.within:
            return None
        if state in self.moves:
            return self.moves[state]
        return state if self.twice != "refused" and state in self.targets else None

    def reasoned(self, reason: str) -> str:
        if self.why and not says_something(reason):
            raise ReasonMissing(self.why, field="reason")
        return reason.strip()


@dataclass(frozen=True)
class Flow:
    """All steps of one kind of thing. It is made in the state `begins`, or by its steps from nothing.

    The states may come with the words that people read for them. `events` is how the events of steps begin that name
    none themselves; they end with the state that the step leads to.
    """

    name: str
    states: tuple[str, ...] | Mapping[str, Promise]
    table: tuple[Step, ...]
    begins: str = ""
    events: str = ""
    steps: dict[str, Step] = field(init=False)

    def __post_init__(self) -> None:
        if self.events:
            object.__setattr__(self, "table", tuple(self.with_event(step) for step in self.table))
        object.__setattr__(self, "steps", {step.name: step for step in self.table})
        named = {state for step in self.table for pair in step.moves.items() for state in pair}
        if len(self.steps) != len(self.table) or not named | {self.begins} <= {"", *self.states}:
            raise ValueError(f"The table of {self.name} names a step twice, or a state that is none.")
        registry[self.name] = self

    def with_event(self, step: Step) -> Step:
        return step if step.event else replace(step, event=f"{self.events}.{min(step.targets)}")

    @property
    def choices(self) -> list[tuple[str, Promise]]:
        """The states with their words, for a field."""
        return list(self.states.items()) if isinstance(self.states, Mapping) else []

    @property
    def kinds(self) -> tuple[str, ...]:
        """Its events, each once."""
        return tuple(dict.fromkeys(step.event for step in self.table if step.event))

    @property
    def deeds(self) -> dict[str, str | Promise]:
        """The words for its events, for `rooms.Deeds`."""
        return {step.event: step.says for step in self.table if step.event and step.says}

    def after(self, step: str, state: str, within: str = "") -> str:
        """The state after the step. Raises `WrongState`, also for unknown steps and states."""
        rule = self.steps.get(step)
        there = rule.leads(state, within) if rule else None
        if there is None:
            raise WrongState
        return there

    def possible(self, state: str, roles: Iterable[str], within: str = "") -> frozenset[str]:
        """The steps that somebody with these roles can take now and that lead somewhere."""
        mine = frozenset(roles)
        return frozenset(
            step.name
            for step in self.table
            if step.who & mine and state in step.moves and step.leads(state, within) is not None
        )


registry: dict[str, Flow] = {}


def all_flows() -> dict[str, Flow]:
    """The flows of every room, whether somebody has used them yet or not."""
    autodiscover_modules("states")
    return registry


def to(target: str, *before: str) -> dict[str, str]:
    """From each of these states to the target."""
    return dict.fromkeys(before, target)


def stays(*states: str) -> dict[str, str]:
    """In each of these states it is taken without leaving it."""
    return {state: state for state in states}
