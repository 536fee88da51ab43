"""What is done with campaigns: proposed, organised, given objectives, days and themes, and led through their states."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.campaigns import access, events, states
from hamafza.campaigns.models import LONGEST, Campaign, CampaignDay, CampaignTheme, Objective, Organiser
from hamafza.campaigns.moves import CAMPAIGNS, RINGS, campaign_told
from hamafza.campaigns.words import OrganiserRole
from hamafza.figures.models import LARGEST, LockedBaseline
from hamafza.flow.deadlines import rings, running
from hamafza.flow.transitions import Taken, once
from hamafza.network.access import Standing
from hamafza.network.models import Person
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, WrongState
from hamafza.pages.shown import NOTHING, nobody_else
from hamafza.wire.actions import append

Roles = frozenset[str] | None


def propose(*, actor: Standing, now: datetime | None = None, **said: Any) -> Campaign:
    """A campaign with its days, its proposer as secretary. The same code and name are proposed once."""
    now = now or timezone.now()
    campaign = Campaign(proposed_by=actor.person, proposed=now, changed=now, **said)
    if not access.proposes_for(actor).filter(pk=campaign.unit_id).exists():
        raise NotAllowed
    right(campaign)
    known = Campaign.objects.filter(code=campaign.code)

    def make() -> Campaign:
        if known.exists() and not known.filter(proposed_by=actor.person, name=campaign.name).exists():
            raise Invalid(_("There is a campaign with this code."), field="code")
        if row := known.first():
            return row
        campaign.save()
        lay_days(campaign)
        campaign.organisers.create(person=actor.person, role=OrganiserRole.SECRETARY)
        CAMPAIGNS.announce(CAMPAIGNS.made("propose", actor, campaign, now))
        return campaign

    return once(known.filter(proposed_by=actor.person, name=campaign.name).first, make)


def right(campaign: Campaign) -> None:
    """What does not fit together, at the field where it is put right."""
    if campaign.last < campaign.first:
        raise Invalid(_("The last day lies before the first."), field="last")
    if len(campaign.dates) > LONGEST:
        raise Invalid(_("A campaign has at most 60 days."), field="last")
    if not campaign.plan_at < campaign.pulse_at < campaign.second_pulse_at < campaign.close_at:
        raise Invalid(_("First the plan, then both pulses, then the close."), field="close_at")


def lay_days(campaign: Campaign) -> None:
    """A row for each day, none for others. Raises `Refused` if a day that would go has slots."""
    gone = campaign.days.exclude(date__in=campaign.dates)
    if gone.filter(slots__isnull=False).exists():
        raise Refused(_("A day that would be left out has slots. Move them first."))
    gone.delete()
    known = set(campaign.days.values_list("date", flat=True))
    CampaignDay.objects.bulk_create(
        CampaignDay(campaign=campaign, date=day) for day in campaign.dates if day not in known
    )


def change_campaign(
    *, actor: Standing, campaign: Campaign, seen: Mapping[str, str] = NOTHING, **said: Any
) -> Campaign:
    """What is said of it is another thing from now on; `seen` is what the fields showed. Days are moved by `move_days`."""
    with CAMPAIGNS.take("change", actor, campaign) as step:
        nobody_else(step.row, seen, said)
        if step.row.public and step.row.state in states.SHOWN and not said.get("public", True):
            raise Invalid(_("Readers see its programme already."), field="public")
        for name, value in said.items():
            setattr(step.row, name, value)
        right(step.row)
        step.set(**said)
        return step.row


def move_days(*, actor: Standing, campaign: Campaign, first: date, last: date, reason: str) -> Campaign:
    """Other days; all deadlines are counted anew."""
    with CAMPAIGNS.take("move", actor, campaign, reason=reason) as step:
        step.row.first, step.row.last = first, last
        right(step.row)
        lay_days(step.row)
        step.set(first=first, last=last)
        return step.row


@contextmanager
def headed(actor: Standing, campaign: Campaign, kind: str, among: Iterable[str]) -> Iterator[Campaign]:
    """The locked row for those who head it, in one of these states; told as the last statement."""
    with transaction.atomic():
        row = CAMPAIGNS.lock(campaign)
        if not access.heads_campaign(actor, row):
            raise NotAllowed
        if row.state not in among:
            raise WrongState
        yield row
        append(campaign_told(kind, row, by=actor.person.pk))


# Who organises it


def appoint(
    *,
    actor: Standing,
    campaign: Campaign,
    person: Person,
    role: str,
    themes: Sequence[CampaignTheme] = (),
) -> Organiser:
    """Give a person a part. Raises `Invalid` where an evaluator would have another one."""
    with headed(actor, campaign, events.ORGANISERS, (*states.AHEAD, *states.RUNNING)) as row:
        others = row.organisers.filter(person=person).exclude(role=role)
        if others.exists() and (
            role == OrganiserRole.EVALUATOR or others.filter(role=OrganiserRole.EVALUATOR).exists()
        ):
            raise Invalid(_("Nobody evaluates a campaign in which they have a part."), field="person")
        single = role in (OrganiserRole.LEAD, OrganiserRole.EVALUATOR)
        if single and row.organisers.filter(role=role).exclude(person=person).exists():
            raise Invalid(_("Somebody has this part already. End it first."), field="role")
        part, _made = row.organisers.get_or_create(person=person, role=role)
        part.themes.set([one for one in themes if one.campaign_id == row.pk])
        return part


def dismiss(*, actor: Standing, organiser: Organiser) -> None:
    """End a part. Somebody stays the secretary."""
    among = (*states.AHEAD, *states.RUNNING)
    with headed(actor, organiser.campaign, events.ORGANISERS, among) as row:
        secretaries = row.organisers.filter(role=OrganiserRole.SECRETARY).exclude(pk=organiser.pk)
        if organiser.role == OrganiserRole.SECRETARY and not secretaries.exists():
            raise Refused(_("Somebody must be its secretary. Name another one first."))
        row.organisers.filter(pk=organiser.pk).delete()


# What it is for


def aim(*, actor: Standing, campaign: Campaign, baseline: LockedBaseline, target: int) -> Objective:
    """An objective: where an indicator stood in a locked window, and where it is to stand. Until they are locked.

    `target` is whole, in the smallest unit of the definition.
    """
    with headed(actor, campaign, events.OBJECTIVES, [states.PROPOSED]) as row:
        if abs(target) > LARGEST:
            raise Invalid(_("This number is too large."), field="target")
        known, _made = row.objectives.update_or_create(baseline=baseline, defaults={"target": target})
        return known


def drop_aim(*, actor: Standing, objective: Objective) -> None:
    with headed(actor, objective.campaign, events.OBJECTIVES, [states.PROPOSED]) as row:
        row.objectives.filter(pk=objective.pk).delete()


def lock_objectives(
    *, actor: Standing, campaign: Campaign, unmeasured: str = "", now: datetime | None = None
) -> Campaign:
    """Lock the objectives, by hash and moment; or say why there are none that can be measured. Before the first day."""
    with CAMPAIGNS.take("set-objectives", actor, campaign, now=now) as step:
        row = step.row
        some = row.objectives.exists()
        if not some and not unmeasured.strip():
            raise Invalid(_("Give an objective, or say why none can be measured."), field="unmeasured")
        if timezone.localdate(step.now) >= row.first:
            raise Refused(_("Objectives are locked before the first day."))
        said = "" if some else unmeasured.strip()
        step.set(unmeasured=said, objectives_locked=step.now, objectives_sha256=sealed(row, said))
        return row


def sealed(campaign: Campaign, unmeasured: str = "") -> str:
    """The digest of all objectives as they stand: what it was locked with, or not."""
    rows = campaign.objectives.select_related("baseline__definition__indicator").order_by("pk")
    aims = [
        {
            "indicator": one.baseline.definition.indicator.code,
            "definition": one.baseline.definition.number,
            "months": [one.baseline.first, one.baseline.last],
            "baseline": one.baseline.sha256,
            "target": one.target,
        }
        for one in rows
    ]
    whole = {"campaign": campaign.code, "objectives": aims, "unmeasured": unmeasured}
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def set_audiences(
    *, actor: Standing, campaign: Campaign, audiences: str, now: datetime | None = None
) -> Campaign:
    with CAMPAIGNS.take("set-audiences", actor, campaign, now=now) as step:
        if not audiences.strip():
            raise Invalid(_("Say whom the campaign addresses."), field="audiences")
        step.set(audiences=audiences.strip())
        return step.row


# Days and themes


def add_theme(
    *, actor: Standing, campaign: Campaign, name: str, name_en: str = "", days: Sequence[CampaignDay] = ()
) -> CampaignTheme:
    """A theme, on these days. The same name is one theme: it gets the days too."""
    with headed(actor, campaign, events.GRID, (*states.AHEAD, *states.RUNNING)) as row:
        if not name.strip():
            raise Invalid(_("Give the theme a name."), field="name")
        made = {"name_en": name_en.strip(), "position": row.themes.count()}
        theme, _made = row.themes.get_or_create(name=name.strip(), defaults=made)
        theme.days.add(*[one for one in days if one.campaign_id == row.pk])
        return theme


def set_themes(*, actor: Standing, campaign: Campaign, now: datetime | None = None) -> Campaign:
    """All days have a theme now. Raises `Refused` while one has none."""
    with CAMPAIGNS.take("set-themes", actor, campaign, now=now) as step:
        if step.row.days.filter(themes=None).exists():
            raise Refused(_("A day has no theme yet."))
        return step.row


# The days go by


def lead_on(
    *, actor: Standing, campaign: Campaign, step: str, reason: str = "", now: datetime | None = None
) -> Campaign:
    """A step in which there is nothing special, such as `open-grid`, `lock-grid` and `call-off`."""
    with CAMPAIGNS.take(step, actor, campaign, reason=reason, now=now) as taken:
        return taken.row


@contextmanager
def next_day(taken: Taken[Campaign], until: date | None, none_left: str | Promise) -> Iterator[CampaignDay]:
    """The first day that is not closed, perhaps none behind `until`; it is told with the step."""
    days = taken.row.days.filter(closed=None)
    day = (days.filter(date__lte=until) if until else days).first()
    if day is None:
        raise Refused(none_left)
    yield day
    taken.said = {"day": day.date.isoformat()}


def close_day(
    *, actor: Standing | None, campaign: Campaign, now: datetime | None = None, roles: Roles = None
) -> Campaign:
    """Close the first day that is open and not ahead."""
    with CAMPAIGNS.take("close-day", actor, campaign, now=now, roles=roles) as step:
        with next_day(step, timezone.localdate(step.now), _("Every day until today is closed.")) as day:
            CampaignDay.objects.filter(pk=day.pk).update(closed=step.now)
        return step.row


def begin_day(
    *, actor: Standing | None, campaign: Campaign, now: datetime | None = None, roles: Roles = None
) -> Campaign:
    with (
        CAMPAIGNS.take("begin-day", actor, campaign, now=now, roles=roles) as step,
        next_day(step, None, _("All days are closed.")),
    ):
        return step.row


def report_finally(*, actor: Standing, campaign: Campaign, now: datetime | None = None) -> Campaign:
    """The final report is given, once every day is closed."""
    with CAMPAIGNS.take("report", actor, campaign, now=now) as step:
        if step.row.days.filter(closed=None).exists():
            raise Refused(_("A day is not closed yet."))
        return step.row


# The clock


def ring_campaign(clock: str, pk: int, now: datetime) -> None:
    """What is due by the clock; what the campaign is past already is dropped in silence."""
    campaign, step = Campaign.objects.get(pk=pk), RINGS[clock]
    if campaign.state not in step.moves:
        drop_clock(pk, clock, now)
        return
    with CAMPAIGNS.ring(step.name, campaign, now) as taken:
        if taken and step.event == "campaigns.campaign.late":
            taken.said = {"late": clock}


def drop_clock(pk: int, clock: str, now: datetime) -> None:
    running(states.CAMPAIGN.name, pk).filter(name=clock).update(stopped=now, dropped=True, rings=None)


for _clock in RINGS:
    rings(states.CAMPAIGN.name, _clock)(partial(ring_campaign, _clock))
