"""Reading items for the desk. The first argument is always the person who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import and_

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from hamafza.lib.text.digits import row_number, to_latin
from hamafza.network.access import CHECKERS, Standing, ancestors
from hamafza.network.models import Person, Unit
from hamafza.newsroom.access import visible
from hamafza.newsroom.models import Draft, Item, ItemState, Transition, Version

SCHEDULED = "scheduled"  # published, and its hour is still to come: a filter, not a state of its own
WRITING_FOR = timedelta(minutes=2)  # autosave comes every few seconds while somebody types


def described(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("unit", "current", "published")


def latest(actor: Standing, count: int = 20) -> list[Item]:
    """What the network published last."""
    shown = Item.objects.filter(state=ItemState.PUBLISHED, firstpublished__isnull=False)
    return list(described(shown).order_by("-firstpublished", "-pk")[:count])


def waiting_checks(actor: Standing) -> QuerySet[Item]:
    """Items the person may check and has not written, the most pressing first."""
    waiting = Item.objects.filter(check_due__isnull=False).exclude(state=ItemState.RETIRED)
    if not actor.is_administrator:
        waiting = waiting.filter(unit__in=actor.checks_for)
    return described(waiting.exclude(pk__in=own_unseen(actor))).order_by("check_due")


def has_checker(item: Item) -> bool:
    """Whether somebody who did not write the item may check it: here, above, or an administrator."""
    wrote = item.versions.values("author")
    checks = Q(memberships__unit__in=ancestors(item.unit), memberships__role__in=CHECKERS)
    people = Person.objects.filter(checks | Q(is_administrator=True), is_active=True)
    return people.exclude(pk__in=wrote).exists()


def own_unseen(actor: Standing) -> QuerySet[Version, int]:
    """Ids of items whose check the person may not do: they wrote some of what is to be checked."""
    written = Version.objects.filter(author=actor.person)
    unseen = Q(item__published=None) | Q(number__gt=F("item__published__number"))
    return written.filter(unseen | Q(item__urgent=True, item__checked=None)).values_list("item", flat=True)


def returned_and_drafts(actor: Standing, count: int = 20) -> list[Item]:
    """The person's own unpublished items; `reason` on each that was returned."""
    mine = Item.objects.filter(
        versions__author=actor.person,
        state__in=[ItemState.DRAFT, ItemState.SUBMITTED],
        discarded__isnull=True,
    ).distinct()
    back = Transition.objects.filter(item=OuterRef("pk"), step=Transition.Step.RETURN).order_by("-pk")
    said = When(state=ItemState.DRAFT, then=Subquery(back.values("reason")[:1]))
    found: QuerySet[Item] = described(mine).annotate(reason=Case(said))
    return list(found.order_by("-versioncreated", "-pk")[:count])


def returned_because(item: Item) -> str:
    """Why a draft came back from its check; nothing if it was changed or sent again since."""
    last = item.transitions.order_by("-pk").first()
    is_back = item.state == ItemState.DRAFT and last is not None and last.step == Transition.Step.RETURN
    return last.reason if is_back and last else ""


def units_to_choose(actor: Standing) -> list[Unit]:
    """Units whose work the person sees, for the filter; all of them for administrators."""
    units = Unit.objects.all() if actor.is_administrator else Unit.objects.filter(pk__in=actor.sees)
    return list(units.only("code", "name", "name_en"))


def urgent(actor: Standing) -> QuerySet[Item]:
    """Published before their check; visible to the whole network."""
    return described(Item.objects.filter(urgent=True)).order_by("-versioncreated")


@dataclass(frozen=True)
class CheckShare:
    """How many of a unit's publications came before their check, and how many still wait for it."""

    unit: Unit
    published: int
    urgent: int
    unchecked: int

    @property
    def percent(self) -> int:
        return round(100 * self.urgent / self.published)


def urgent_share() -> list[CheckShare]:
    """Per unit that ever published urgently, the one with most first: two queries."""
    counted = (
        Item.objects.filter(code__isnull=False)
        .values("unit")
        .annotate(
            in_all=Count("pk"),
            before=Count("pk", filter=Q(urgent=True)),
            owed=Count("pk", filter=Q(urgent=True, checked__isnull=True, state=ItemState.PUBLISHED)),
        )
        .filter(before__gt=0)
        .order_by("-before", "unit")
    )
    rows = list(counted)
    units = Unit.objects.in_bulk([row["unit"] for row in rows])
    return [CheckShare(units[row["unit"]], row["in_all"], row["before"], row["owed"]) for row in rows]


def found(
    actor: Standing,
    *,
    scope: str,
    state: str = "",
    profile: str = "",
    unit: Unit | None = None,
    words: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Item]:
    """Items in one of the scopes `mine`, `unit`, `network`, narrowed by what is given; `until` is the end of the last day."""
    items = visible(actor).filter(discarded__isnull=True)
    if state == SCHEDULED:
        items, state = items.filter(firstpublished__isnull=True), ItemState.PUBLISHED
    elif state == ItemState.PUBLISHED:
        items = items.filter(firstpublished__isnull=False)
    if scope == "mine":
        items = items.filter(pk__in=Version.objects.filter(author=actor.person).values("item"))
    elif scope == "unit":
        items = items.filter(unit__in=actor.sees)
    wanted = {
        "state": state,
        "current__profile": profile,
        "unit": unit,
        "versioncreated__gte": since,
        "versioncreated__lt": until,
    }
    items = items.filter(**{name: value for name, value in wanted.items() if value})
    return described(items.filter(called(words)) if words else items)


def called(words: str) -> Q:
    """A news code in any digits, or all words of a headline."""
    code = to_latin(words).strip()
    if (number := row_number(code)) is not None:
        return Q(code=number)
    each = [
        Q(current__headline__icontains=word) | Q(published__headline__icontains=word)
        for word in words.split()
    ]
    return reduce(and_, each, Q())


@dataclass(frozen=True)
class ItemHistory:
    """Everything that happened to an item, newest first, and its versions by number."""

    steps: list[Transition]
    versions: list[Version]


def history(item: Item) -> ItemHistory:
    steps = list(item.transitions.select_related("by", "version").order_by("-pk"))
    versions = list(item.versions.select_related("author").order_by("number"))
    return ItemHistory(steps, versions)


def writing_now(actor: Standing, item: Item) -> list[Draft]:
    """Others who typed on the item within the last minutes."""
    since = timezone.now() - WRITING_FOR
    drafts = item.drafts.exclude(person=actor.person).filter(updated__gte=since).select_related("person")
    return list({draft.person_id: draft for draft in reversed(drafts[:20])}.values())
