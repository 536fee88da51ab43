"""Reading calls. The first argument is always the person who asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from hamafza.calls import access, states
from hamafza.calls.models import Answer, Call, CallState, CallStep
from hamafza.network.access import WRITERS, Standing
from hamafza.network.models import Membership, Person, Region, Unit
from hamafza.newsroom.models import Item

PAGE, BOARD = 30, 50
EVERYBODY = "all"  # the share that is no share
NAMED = 12  # units named to those who only see who is on it

# What the tabs of lists and boards mean, in the order they are shown.
SHARES: dict[str, frozenset[str]] = {
    "waiting": states.UNANSWERED,
    "on-it": states.ON_IT,
    "to-confirm": frozenset({states.DONE}),
    "confirmed": frozenset({states.CONFIRMED}),
    "declined": frozenset({states.DECLINED}),
}


@dataclass(frozen=True)
class AnswerCounts:
    """How many answers of one call are in each state."""

    by_state: dict[str, int] = field(default_factory=dict)

    def share(self, name: str) -> int:
        return sum(self.by_state.get(state, 0) for state in SHARES[name])

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def waiting(self) -> int:
        return self.share("waiting")

    @property
    def on_it(self) -> int:
        return self.share("on-it")

    @property
    def to_confirm(self) -> int:
        return self.share("to-confirm")

    @property
    def done(self) -> int:
        return self.share("to-confirm") + self.share("confirmed")

    @property
    def declined(self) -> int:
        return self.share("declined")

    @property
    def pieces(self) -> list[tuple[str, int]]:
        """The bar, from the start: done, on it, not answered, declined."""
        return [
            ("done", self.done),
            ("on", self.on_it),
            ("late", self.waiting),
            ("off", self.declined),
        ]


def counts_of(calls: Iterable[Call]) -> dict[int, AnswerCounts]:
    """The counts of several calls in one query."""
    ids = [call.pk for call in calls]
    rows = Answer.objects.filter(call__in=ids).order_by().values_list("call", "state").annotate(Count("pk"))
    found: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    for call, state, count in rows:
        found[call][state] = count
    return {pk: AnswerCounts(by_state) for pk, by_state in found.items()}


def asked_of(actor: Standing) -> QuerySet[Answer]:
    """What the person's own units were asked, with all that a row shows."""
    mine = Answer.objects.filter(unit__in=actor.unit_ids, call__delivered__isnull=False)
    mine = mine.filter(Q(call__private=False) | Q(unit__in=actor.writes_for))
    return mine.select_related("unit", "call__unit", "delegated_to")


def to_answer(actor: Standing) -> QuerySet[Answer]:
    """What still waits for something from the person's units, the most pressing first."""
    waiting = asked_of(actor).filter(call__state=CallState.OPEN, state__in=states.OWED)
    return waiting.order_by("call__deadline", "pk")


def inbox(actor: Standing, *, over: bool, mine: bool) -> QuerySet[Answer]:
    """What was asked: still owed, or answered and over; `mine` only what was given to the person."""
    if over:
        found = asked_of(actor).exclude(call__state=CallState.OPEN, state__in=states.OWED)
        found = found.order_by("-moved", "-pk")
    else:
        found = to_answer(actor)
    if mine:
        found = found.filter(delegated_to=actor.person)
    return found


def asked_by(actor: Standing) -> QuerySet[Call]:
    """Calls of the person's own units; what is owed stands on the board of the room that laid it on others."""
    return Call.objects.filter(unit__in=actor.unit_ids, owed=False).select_related("unit")


def open_calls(actor: Standing) -> QuerySet[Call]:
    """What the person's units wait for, what ends first on top."""
    return asked_by(actor).filter(state=CallState.OPEN).order_by("deadline", "pk")


def outbox(actor: Standing, *, over: bool) -> QuerySet[Call]:
    """What the person's units asked."""
    if over:
        return asked_by(actor).exclude(state=CallState.OPEN).order_by("-ended", "-pk")
    return open_calls(actor)


def silent_below(actor: Standing, count: int = 50) -> list[Answer]:
    """Units right below the person's that have not answered what they were asked, told by the clock."""
    silent = Answer.objects.filter(
        unit__parent__in=actor.unit_ids,
        escalated__isnull=False,
        state__in=states.UNANSWERED,
        call__state=CallState.OPEN,
    )
    return list(silent.select_related("unit", "call__unit").order_by("call__deadline", "pk")[:count])


@dataclass(frozen=True)
class Board:
    """One call as its asker follows it: rows of one page, counts of all, and where nobody is on it."""

    page: Page[Answer]
    counts: AnswerCounts
    share: str
    gaps: list[Region]
    overdue: int


def board(actor: Standing, call: Call, counts: AnswerCounts, *, share: str, number: int) -> Board:
    """The board of a call in at most six queries, however many units were asked."""
    share = share if share == "overdue" or share in SHARES else EVERYBODY
    page = Paginator(board_rows(call, share), BOARD).get_page(number)
    overdue = call.answers.filter(overdue=True).count()
    return Board(page, counts, share, gaps(call), overdue)


def board_rows(call: Call, share: str) -> QuerySet[Answer]:
    """The answers of a share, all of them for none that is known."""
    rows = call.answers.select_related("unit", "call", "delegated_to", "item__published", "file")
    if share == "overdue":
        rows = rows.filter(overdue=True)
    elif share in SHARES:
        rows = rows.filter(state__in=SHARES[share])
    return rows.order_by("unit__sort_key", "unit__code")


def gaps(call: Call) -> list[Region]:
    """Regions with asked units where nobody is on it or done: two queries."""
    on_it = Q(state__in=states.ON_IT | states.FULFILLED)
    asked = call.answers.filter(unit__region__isnull=False).order_by().values("unit__region")
    empty = asked.annotate(n=Count("pk", filter=on_it)).filter(n=0)
    return list(Region.objects.filter(pk__in=[row["unit__region"] for row in empty]))


def own_answers(actor: Standing, call: Call) -> list[Answer]:
    """The rows of the person's own units in a call they have heard of."""
    if call.held:
        return []
    rows = call.answers.filter(unit__in=actor.unit_ids)
    return list(rows.select_related("unit", "call", "delegated_to", "item__published", "file"))


def own_answers_of(actor: Standing, calls: Iterable[Call]) -> dict[int, list[Answer]]:
    """The same for several calls, in one query."""
    heard = [call.pk for call in calls if not call.held]
    rows = Answer.objects.filter(call__in=heard, unit__in=actor.unit_ids)
    found: dict[int, list[Answer]] = {}
    for row in rows.select_related("unit", "delegated_to", "item", "file").order_by("pk"):
        found.setdefault(row.call_id, []).append(row)
    return found


def in_scope(actor: Standing, scope: str) -> QuerySet[Call]:
    """Calls the person may see; `asked-of-us` and `we-asked` narrow them to the person's own units."""
    seen = access.visible(actor)
    if scope == "asked-of-us":
        mine = Answer.objects.filter(unit__in=actor.unit_ids).values("call")
        return seen.filter(pk__in=mine, delivered__isnull=False)
    return seen.filter(unit__in=actor.unit_ids) if scope == "we-asked" else seen


def on_it(call: Call) -> list[Unit]:
    """The first units that said yes or are done, for those who see no more than who is on it."""
    rows = call.answers.filter(state__in=states.ON_IT | states.FULFILLED).order_by("moved", "pk")
    return [row.unit for row in rows.select_related("unit")[:NAMED]]


def answerers(units: Iterable[int]) -> QuerySet[Person]:
    """Active people who may answer for one of the units."""
    roles = Membership.objects.filter(unit__in=list(units), role__in=WRITERS)
    return Person.objects.filter(is_active=True, pk__in=roles.values("person"))


def colleagues(units: Iterable[int]) -> dict[int, list[Person]]:
    """Active people who may answer for the units, each once, for giving work to one of them."""
    found: dict[int, dict[int, Person]] = {}
    rows = Membership.objects.filter(unit__in=list(units), person__is_active=True, role__in=WRITERS)
    rows = rows.select_related("person")
    for row in rows.order_by("person__name"):
        found.setdefault(row.unit_id, {})[row.person_id] = row.person
    return {unit: list(people.values()) for unit, people in found.items()}


def recent_items(units: Iterable[int], count: int = 8) -> list[Item]:
    """What the units published last, to be given as done with one choice."""
    shown = Item.objects.filter(unit__in=list(units), state="published", firstpublished__isnull=False)
    return list(shown.select_related("published").order_by("-firstpublished", "-pk")[:count])


def history(actor: Standing, call: Call) -> list[CallStep]:
    """What happened: all of it for the asking side; for others the call's own steps and their units'."""
    steps = call.steps.select_related("by", "answer__unit")
    if not access.sees_board(actor, call):
        steps = steps.filter(Q(answer__isnull=True) | Q(answer__unit__in=actor.sees))
    return list(steps.exclude(step="see").order_by("-pk")[:50])


def units_to_ask_for(actor: Standing) -> QuerySet[Unit]:
    units = Unit.objects.filter(active=True)
    return units if actor.is_administrator else units.filter(pk__in=access.asks_for(actor))


@dataclass(frozen=True)
class Override:
    """How often a unit asked beyond the ceiling, and how many answers that cost others."""

    unit: Unit
    calls: int
    answers: int


def overrides() -> list[Override]:
    """Units that asked beyond the day's ceiling, most often first, drills left out: two queries."""
    counted = (
        Answer.objects.filter(over_ceiling=True, call__exercise=False)
        .values("call__unit")
        .order_by()
        .annotate(calls=Count("call", distinct=True), answers=Count("pk"))
    )
    rows = sorted(counted, key=lambda row: (-row["calls"], -row["answers"], row["call__unit"]))
    units = Unit.objects.in_bulk([row["call__unit"] for row in rows])
    return [Override(units[row["call__unit"]], row["calls"], row["answers"]) for row in rows]
