"""The executor of flows: the locked row, permitted, moved, recorded, announced as the last statement.

A room writes a table (`steps`) and one `Moves` for it: how its row is locked, who has which role, what the
history row and the event say. An action is then the body of a `with`: what is special to it, nothing else.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from hamafza.flow import deadlines
from hamafza.flow.deadlines import Span
from hamafza.flow.steps import CHECKER, CLOCK, WRITER, Flow, Step
from hamafza.network.access import Standing, ancestors
from hamafza.notices.actions import acted
from hamafza.pages.refusals import NotAllowed, SentBefore
from hamafza.wire.actions import Announcement, append
from hamafza.wire.facts import Facts, Happened

Row = TypeVar("Row", bound=models.Model)
Made = TypeVar("Made")


@dataclass
class Taken(Generic[Row]):
    """One step being taken. The action may add to it; nothing is written before its body has ended.

    `changes` are fields of the row, `given` is kept with the history row, `said` goes with the event, `hearers`
    are units that hear of it in place of those who always do, `marks` the deadlines it stopped, kept or broken.
    """

    step: Step
    row: Row
    actor: Standing | None
    now: datetime
    before: str
    after: str
    roles: frozenset[str]
    flow: Flow
    reason: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    hearers: list[int] | None = None
    marks: dict[str, str] = field(default_factory=dict)
    happens: bool = True

    @property
    def by(self) -> int | None:
        return self.actor.person.pk if self.actor else None

    @property
    def history(self) -> dict[str, Any]:
        """What every row of a history says, see `models.History`."""
        return {
            "step": self.step.name,
            "from_state": self.before,
            "to_state": self.after,
            "by": self.actor.person if self.actor else None,
            "at": self.now,
            "reason": self.reason,
        }

    def set(self, **changes: Any) -> None:
        self.changes.update(changes)

    def instead(self, name: str) -> None:
        """It turned out to be this step of the same table."""
        self.step, self.after = self.flow.steps[name], self.flow.after(name, self.before)

    def nothing(self) -> Row:
        """There is nothing to do: nothing is written and nobody hears of it."""
        self.happens = False
        return self.row


class Moves(ABC, Generic[Row]):
    """How the rows of one flow are moved. A room fills in what is its own."""

    flow: Flow
    state = "state"
    related: ClassVar[tuple[str, ...]] = ()  # what is read together with the row

    def lock(self, row: Row) -> Row:
        """The row as it is now, nobody else's until the end of the transaction."""
        rows = type(row)._default_manager.select_for_update(of=("self",))
        return rows.select_related(*(self.related or [None])).get(pk=row.pk)

    @abstractmethod
    def roles(self, actor: Standing, row: Row) -> frozenset[str]:
        """What the person is to the row, in the words of the table."""

    def possible(self, actor: Standing, row: Row) -> frozenset[str]:
        """The steps that the person can take with the row now."""
        return self.flow.possible(getattr(row, self.state), self.roles(actor, row), self.within(row))

    def within(self, row: Row) -> str:
        """The state of the whole, or the class, that `Step.within` asks for."""
        return ""

    def stamped(self, taken: Taken[Row]) -> dict[str, Any]:
        """Fields that every step sets."""
        return {}

    def spans(self, taken: Taken[Row]) -> Iterable[Span]:
        """From when to when the deadlines run that the step begins."""
        return ()

    def record(self, taken: Taken[Row]) -> None:
        """Write the history row: usually one of `row.steps`, a `models.History`."""
        steps: Any = getattr(taken.row, "steps")  # noqa: B009 - the relation is the room's
        steps.create(**taken.history)

    @abstractmethod
    def event(self, taken: Taken[Row]) -> Announcement | Happened | None:
        """What others hear."""

    @contextmanager
    def take(
        self,
        name: str,
        actor: Standing | None,
        row: Row,
        *,
        now: datetime | None = None,
        reason: str = "",
        roles: frozenset[str] | None = None,
    ) -> Iterator[Taken[Row]]:
        """Take a step in one transaction. Raises `NotAllowed`, `WrongState`, `Invalid`; then nothing was changed."""
        with transaction.atomic():
            taken = self.permitted(name, actor, row, now=now, reason=reason, roles=roles)
            yield taken
            self.finish(taken)

    def act(self, name: str, actor: Standing | None, row: Row, reason: str = "") -> Row:
        """Take a step in which there is nothing special."""
        with self.take(name, actor, row, reason=reason) as taken:
            return taken.row

    @contextmanager
    def ring(self, name: str, row: Row, now: datetime) -> Iterator[Taken[Row] | None]:
        """The clock's step, if its deadline rings now; else None. The same moment comes once."""
        with transaction.atomic():
            locked = self.lock(row)
            if deadlines.take(self.flow.name, row.pk, self.flow.steps[name].rings, now) is None:
                yield None
                return
            taken = self.ready(name, None, locked, now, "", frozenset({CLOCK}))
            yield taken
            self.finish(taken)

    def made(
        self, name: str, actor: Standing | None, row: Row, now: datetime, *, reason: str = ""
    ) -> Taken[Row]:
        """The step that made the row: its deadlines and the row of what happened. The caller announces it last."""
        step = self.flow.steps[name]
        taken = Taken(step, row, actor, now, "", self.flow.after(name, ""), frozenset(), self.flow, reason)
        self.clock(taken)
        self.record(taken)
        return taken

    def make(self, name: str, actor: Standing, row: Row) -> Row:
        """Save a new row by its first step, in which there is nothing special."""
        if not self.flow.steps[name].who & self.roles(actor, row):
            raise NotAllowed
        with transaction.atomic():
            row.save()
            self.announce(self.made(name, actor, row, timezone.now()))
            return row

    def permitted(
        self,
        name: str,
        actor: Standing | None,
        row: Row,
        *,
        now: datetime | None = None,
        reason: str = "",
        roles: frozenset[str] | None = None,
    ) -> Taken[Row]:
        """The locked row before its step, if the step exists from here and is the person's."""
        locked = self.lock(row)
        if roles is None:
            roles = self.roles(actor, locked) if actor else frozenset({CLOCK})
        return self.ready(name, actor, locked, now or timezone.now(), reason, roles)

    def ready(
        self,
        name: str,
        actor: Standing | None,
        row: Row,
        now: datetime,
        reason: str,
        roles: frozenset[str],
    ) -> Taken[Row]:
        step = self.flow.steps[name]
        if not step.who & roles:
            raise NotAllowed
        before = getattr(row, self.state)
        after = self.flow.after(name, before, self.within(row))
        quiet = step.twice == "nothing" and before not in step.moves
        why = reason if quiet else step.reasoned(reason)
        return Taken(step, row, actor, now, before, after, roles, self.flow, why, happens=not quiet)

    def finish(self, taken: Taken[Row]) -> None:
        """Write what the body of the step has left to write, unless nothing happens."""
        if taken.happens:
            self.move(taken)
            self.announce(taken)

    def move(self, taken: Taken[Row]) -> None:
        """The fields of the row, and the row of what happened."""
        changes = {self.state: taken.after, **taken.changes}
        for name, value in changes.items():
            setattr(taken.row, name, value)
        stamps = self.stamped(taken)
        for name, value in stamps.items():
            setattr(taken.row, name, value)
        taken.row.save(update_fields=[*{**changes, **stamps}])
        self.clock(taken)
        if taken.step.records:
            self.record(taken)

    def clock(self, taken: Taken[Row]) -> None:
        """What the step does to the deadlines of the row."""
        step, name, row = taken.step, self.flow.name, taken.row.pk
        if step.stops:
            taken.marks = deadlines.stop(name, row, step.stops, taken.now)
        if step.ends:
            deadlines.drop_deadlines(name, row, taken.now)
        if step.begins:
            deadlines.begin(name, row, self.spans(taken))

    def announce(self, taken: Taken[Row]) -> None:
        """The last statement of the transaction."""
        event = self.event(taken)
        if event is None:
            return
        if taken.actor and taken.step.acts:
            acted(actor=taken.actor, subject=event.subject)
        append(event)


@dataclass(frozen=True, kw_only=True)
class MovedFacts(Facts):
    """Which thing of which unit was moved, to which state, and by whom: None is the clock."""

    row: int
    unit: int
    state: str
    by: int | None


class UnitMoves(Moves[Row]):
    """Of things that belong to a `unit`: it hears of them, and so do the units above it.

    `author` is the field with the person who made one: nobody checks their own.
    """

    facts: type[MovedFacts]
    author: str

    def roles(self, actor: Standing, row: Row) -> frozenset[str]:
        unit, by = getattr(row, "unit_id"), getattr(row, f"{self.author}_id")  # noqa: B009 - the fields are the room's
        writes = actor.is_administrator or unit in actor.writes_for
        checks = actor.is_administrator or unit in actor.checks_for
        second = checks and by != actor.person.pk
        return (WRITER if writes else frozenset()) | (CHECKER if second else frozenset())

    def event(self, taken: Taken[Row]) -> Happened:
        row: Any = taken.row
        return Happened(
            kind=taken.step.event,
            subject=f"{self.flow.name}:{row.pk}",
            audiences=tuple(f"unit:{pk}" for pk in ancestors(row.unit)),
            facts=self.facts(row=row.pk, unit=row.unit_id, state=taken.after, by=taken.by),
        )


def once(
    find: Callable[[], Made | None],
    make: Callable[[], Made],
    same: Callable[[Made], bool] = lambda _known: True,
) -> Made:
    """Make what the retry key names, or find what was made under it before: a second tap makes no second one.

    Raises `SentBefore` if what was made before is not the `same`: as when one goes back and writes something else.
    """
    try:
        with transaction.atomic():
            known = find()
            if known is None:
                return make()
    except IntegrityError:
        # Two taps at once: the second waited for the first one's key.
        known = find()
        if known is None:
            raise
    if not same(known):
        raise SentBefore
    return known
