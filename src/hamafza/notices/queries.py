"""Reading notices: a person's own, and who has seen what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull
from django.http import Http404

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.notices import kinds
from hamafza.notices.kinds import NoticeGroup
from hamafza.notices.models import Device, Habit, Notice, QuietHours

PAGE = 50


def mine(actor: Standing) -> QuerySet[Notice]:
    """The person's notices: nobody else's, whatever their role."""
    return Notice.objects.filter(person=actor.person)


def get_notice(actor: Standing, pk: int) -> Notice:
    found = mine(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def listing(actor: Standing, number: int) -> Page[Notice]:
    """A page of them, those not seen yet first, the newest on top."""
    ordered = (
        mine(actor).select_related("unit", "by").order_by(IsNull(F("seen"), True).desc(), "-made", "-pk")
    )
    return Paginator(ordered, PAGE).get_page(number)


def not_seen(actor: Standing) -> QuerySet[Notice]:
    return mine(actor).filter(seen__isnull=True)


def unseen(actor: Standing) -> int:
    return not_seen(actor).count()


def who_was_told(subject: str, *of: str) -> set[int]:
    """Ids of people who got a notice of these kinds about the subject, for rooms above."""
    return set(Notice.objects.filter(subject=subject, kind__in=of).values_list("person", flat=True))


@dataclass
class Receipt:
    """How a unit's people took what they were told of one subject."""

    unit: Unit | None
    told: int = 0
    delivered: int = 0
    seen: int = 0
    acted: int = 0
    people: list[Notice] = field(default_factory=list)


def receipts(subject: str, of: Iterable[str] = ()) -> list[Receipt]:
    """Per unit, for those who may see the subject's work: one query. `of` narrows it to kinds of events."""
    notices = Notice.objects.filter(subject=subject).select_related("unit", "person")
    if of:
        notices = notices.filter(kind__in=list(of))
    found: dict[int | None, Receipt] = {}
    for notice in notices.order_by("unit__sort_key", "unit", "person", "-pk"):
        receipt = found.setdefault(notice.unit_id, Receipt(notice.unit))
        receipt.told += 1
        receipt.delivered += notice.delivered is not None
        receipt.seen += notice.seen is not None
        receipt.acted += notice.acted is not None
        receipt.people.append(notice)
    return list(found.values())


@dataclass(frozen=True)
class GroupChoice:
    """A group with what holds for the person now."""

    group: NoticeGroup
    push: bool
    mail: str


def choices(actor: Standing) -> list[GroupChoice]:
    kinds.discover()
    said = {habit.group: habit for habit in Habit.objects.filter(person=actor.person)}
    return [
        GroupChoice(
            group, *((said[code].push, said[code].mail) if code in said else (group.push, group.mail))
        )
        for code, group in kinds.groups.items()
    ]


def quiet_hours(actor: Standing) -> QuietHours | None:
    return QuietHours.objects.filter(person=actor.person).first()


def devices(actor: Standing) -> QuerySet[Device]:
    return Device.objects.filter(person=actor.person).order_by("-created")
