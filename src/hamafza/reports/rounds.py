"""Asking many units for their reports, by one call with a deadline."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamafza.calls.access import may_ask
from hamafza.calls.actions import owe
from hamafza.calls.errors import NobodyAsked
from hamafza.calls.models import Answer, CallKind
from hamafza.calls.question import TITLE_LIMIT, Question
from hamafza.flow.transitions import once
from hamafza.network.access import Standing, subtree
from hamafza.network.models import Unit
from hamafza.pages.refusals import Invalid, NotAllowed
from hamafza.reports.events import ASKED, RoundFacts
from hamafza.reports.lines import LONGEST, Period
from hamafza.reports.models import ReportRound
from hamafza.wire.actions import append
from hamafza.wire.facts import Happened

SUBJECT = "report-round"


def ask(
    *,
    actor: Standing,
    unit: Unit,
    title: str,
    period: Period,
    deadline: datetime,
    kinds: tuple[str, ...] = (),
    retry_key: str = "",
    now: datetime | None = None,
) -> ReportRound:
    """Ask all active units below this one, or those of some kinds. The same retry key finds the round made before."""
    now = now or timezone.now()
    if not may_ask(actor, unit):
        raise NotAllowed
    sound(title, period, deadline)
    asked = below(unit, kinds)
    if not asked:
        raise NobodyAsked(field="kinds")

    def before() -> ReportRound | None:
        known = ReportRound.objects.select_related("unit", "call").filter(by=actor.person)
        return known.filter(retry_key=retry_key).first() if retry_key else None

    def anew() -> ReportRound:
        made = ReportRound(unit=unit, title=title.strip(), by=actor.person, made=now, retry_key=retry_key)
        made.since, made.until = period.since, period.until
        made.save()
        question = Question(
            kind=CallKind.REPORT,
            title=made.title,
            text=_("The numbers are counted already. Read them, add words where they help, and hand it in."),
            deadline=deadline,
            subject_kind=SUBJECT,
            subject_id=str(made.pk),
        )
        made.call = owe(actor=actor, unit=unit, question=question, units=asked, now=now)
        made.save(update_fields=["call"])
        announce(actor, made, len(asked))
        return made

    said = (unit.pk, title.strip(), period, deadline, {one.pk for one in asked})
    with transaction.atomic():
        return once(before, anew, lambda made: asked_so(made) == said)


def asked_so(made: ReportRound) -> tuple[int, str, Period, datetime | None, set[int]]:
    """Who asked for what, until when, and of which units."""
    units = set(Answer.objects.filter(call=made.call_id).values_list("unit", flat=True))
    return made.unit_id, made.title, made.period, made.call.deadline if made.call else None, units


def sound(title: str, period: Period, deadline: datetime) -> None:
    if not title.strip():
        raise Invalid(gettext_lazy("Say in one line what you ask for."), field="title")
    if len(title) > TITLE_LIMIT:
        raise Invalid(gettext_lazy("This is too long for one line."), field="title")
    days = (period.until - period.since).days
    if days < 0:
        raise Invalid(gettext_lazy("The last day lies before the first."), field="until")
    if days > LONGEST:
        raise Invalid(gettext_lazy("A report spans thirteen months at most."), field="until")
    if deadline < period.ended:
        raise Invalid(
            gettext_lazy("The deadline must lie after the last day of the period."), field="deadline"
        )


def below(unit: Unit, kinds: tuple[str, ...]) -> list[Unit]:
    found = Unit.objects.filter(pk__in=subtree([unit.pk]), active=True).exclude(pk=unit.pk)
    return list(found.filter(kind__in=kinds) if kinds else found)


def announce(actor: Standing, made: ReportRound, units: int) -> None:
    facts = RoundFacts(
        round=made.pk,
        unit=made.unit_id,
        since=made.since.isoformat(),
        until=made.until.isoformat(),
        units=units,
        by=actor.person.pk,
    )
    hearers = (f"unit:{made.unit_id}",)
    append(Happened(kind=ASKED, subject=f"{SUBJECT}:{made.pk}", audiences=hearers, facts=facts))
