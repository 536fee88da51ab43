"""The demo's campaigns: last year's Government Week, closed, and this year's in preparation, with gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hamafza.campaigns import actions, filling
from hamafza.campaigns.filling import Proven
from hamafza.campaigns.models import Campaign, CampaignDay, GridSlot
from hamafza.campaigns.moves import ZONE
from hamafza.network.access import WRITERS, Standing, standing
from hamafza.network.models import Membership, Person, Unit
from hamafza.newsroom.models import Item, ItemState

LENGTH = 7  # days
THEMES = (
    ("مهارت برای همه", "Skills for all"),
    ("کار برای زنان", "Work for women"),
    ("کارگاه ایمن", "Safe workshops"),
    ("آب و راه روستا", "Water and roads for villages"),
    ("پرسش مردم", "Questions of the people"),
)
PROGRAMME = (
    ("opening", "افتتاح کارگاه سیار مهارت", "A mobile workshop opens", "10:00"),
    ("service-report", "ده دقیقه گزارش خدمت", "Ten minutes of service", "11:30"),
    ("explainer", "سه کارگاه خانگی چگونه بیمه شد؟", "How were three home workshops insured?", "16:00"),
    ("visit", "بازدید مردم از کارگاه قالی", "People visit the carpet workshop", "14:00"),
)
STATUSES = (
    Proven("planned"),
    Proven("under-way", share=60),
    Proven("ready"),
    Proven("operational", proof="صورت‌جلسهٔ تحویل", proof_url="https://example.org/handover"),
)
FIRST_TIME = "نخستین هفته با این شیوه است و پایهٔ سنجیده‌ای برای آن نیست."
FULL = 9  # of last year's slots


def build(people: dict[str, Person]) -> None:
    head, secretary = standing(people["head"]), standing(people["secretary"])
    before = last_year(head, secretary)
    in_preparation(head, secretary, before)


def proposed(actor: Standing, code: str, first: date, previous: Campaign | None, now: datetime) -> Campaign:
    return actions.propose(
        actor=actor,
        now=now,
        unit=Unit.objects.get(parent=None, kind=Unit.Kind.CENTRE),
        code=code,
        name="هفتهٔ دولت",
        name_en="Government Week",
        first=first,
        last=first + timedelta(days=LENGTH - 1),
        slogan="ببینید در شهر شما چه شده است",
        slogan_en="See what was done in your town",
        rules="آنچه هنوز به بهره‌برداری نرسیده، دستاورد خوانده نمی‌شود.",
        previous=previous,
        is_demo=True,
    )


def themed(actor: Standing, campaign: Campaign, now: datetime) -> Campaign:
    """Led on until the grid is open."""
    campaign = actions.lock_objectives(actor=actor, campaign=campaign, unmeasured=FIRST_TIME, now=now)
    campaign = actions.set_audiences(
        actor=actor, campaign=campaign, audiences="کارگران و خانواده‌هایشان؛ روستاییان"
    )
    days = list(campaign.days.all())
    for number, (name, name_en) in enumerate(THEMES):
        some = days[number : number + 2] or days
        actions.add_theme(
            actor=actor, campaign=campaign, name=name, name_en=name_en, days=[*some, days[-1 - number]]
        )
    campaign = actions.set_themes(actor=actor, campaign=campaign)
    return actions.lead_on(actor=actor, campaign=campaign, step="open-grid", now=now)


def planned(actor: Standing, day: CampaignDay, campaign: Campaign) -> Iterator[GridSlot]:
    for theme in day.themes.all():
        for kind, title, title_en, starts in PROGRAMME:
            yield filling.plan_slot(
                actor=actor,
                campaign=campaign,
                day=day,
                theme=theme,
                kind=kind,
                title=title,
                title_en=title_en,
                starts=time.fromisoformat(starts),
                is_demo=True,
            )


def tellers(count: int) -> Iterator[tuple[Standing, Item]]:
    """Published items of as many units, each with somebody who writes for its unit."""
    found = Item.objects.filter(state=ItemState.PUBLISHED, published__isnull=False).select_related("unit")
    seen: set[int] = set()
    for item in found.order_by("pk")[: count * 20]:
        part = Membership.objects.filter(unit=item.unit_id, role__in=WRITERS, person__is_active=True).first()
        if item.unit_id not in seen and part is not None and len(seen) < count:
            seen.add(item.unit_id)
            yield standing(part.person), item


def last_year(head: Standing, secretary: Standing) -> Campaign:
    first = timezone.localdate() - timedelta(days=330)
    early = datetime.combine(first - timedelta(days=40), time(9), ZONE)
    campaign = themed(secretary, proposed(secretary, "government-week-last", first, None, early), early)
    actions.appoint(actor=secretary, campaign=campaign, person=head.person, role="lead")
    slots = [slot for day in campaign.days.all() for slot in planned(secretary, day, campaign)]
    for slot, (actor, item) in zip(slots, tellers(FULL), strict=False):
        filling.take_slot(actor=actor, slot=slot, unit=item.unit)
        filling.fill_slot(actor=actor, slot=slot, item=item)
    campaign = actions.lead_on(actor=secretary, campaign=campaign, step="begin", now=at(first, 8))
    for number, day in enumerate(campaign.dates):
        if number:
            campaign = actions.begin_day(actor=secretary, campaign=campaign, now=at(day, 8))
        campaign = actions.close_day(actor=secretary, campaign=campaign, now=at(day, 21))
    after = at(campaign.last + timedelta(days=7), 10)
    campaign = actions.report_finally(actor=secretary, campaign=campaign, now=after)
    return actions.lead_on(actor=secretary, campaign=campaign, step="file-lessons", now=after)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def in_preparation(head: Standing, secretary: Standing, before: Campaign) -> None:
    """This year's: its grid is open, some slots are taken, and how far things are stands beside them."""
    now = timezone.now()
    first = timezone.localdate() + timedelta(days=12)
    campaign = themed(secretary, proposed(secretary, "government-week", first, before, now), now)
    actions.appoint(actor=secretary, campaign=campaign, person=head.person, role="lead")
    slots = [slot for day in campaign.days.all() for slot in planned(secretary, day, campaign)]
    for number, (slot, (actor, item)) in enumerate(zip(slots, tellers(FULL), strict=False)):
        filling.take_slot(actor=actor, slot=slot, unit=item.unit)
        filling.prove_slot(actor=actor, slot=slot, proven=STATUSES[number % len(STATUSES)])
