"""Along the path of an incident: report, weigh, own, verify, close, learn; merge, reject, escalate, reopen.

What is written and published is in `publishing`, what is done in the room in `working` and `helping`.
Each action takes the acting person's standing, runs in one transaction, locks the incident first, writes a
transition with what it did to the clocks, and one event of the ledger last. Refusals are the exceptions of
`errors`; then nothing was changed. `now` is the clock, for tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated

from annotated_types import MaxLen
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hamafza.flow.transitions import once
from hamafza.lib.text.links import is_web_address
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.models import Attachment
from hamafza.pages.refusals import Invalid, NotAllowed, WrongState
from hamafza.response import access, limits, states
from hamafza.response.helping import end_calls
from hamafza.response.models import CLAIM_LIMIT, Incident, Review
from hamafza.response.publishing import revoke_clearances
from hamafza.response.transitions import INCIDENTS, clock_time, locked, note
from hamafza.response.words import Class, Severity

PLAIN = ("where", "link", "capture", "since", "exercise")
"""What an incident keeps of a report as it is."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """A claim as it is said. `touches` are codes of units whose facts it concerns."""

    claim: Annotated[str, MaxLen(CLAIM_LIMIT)]
    where: Annotated[str, MaxLen(300)] = ""
    link: str = ""
    capture: Attachment | None = None
    since: datetime | None = None
    touches: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    exercise: bool = False


def report(
    *, actor: Standing, unit: Unit, report: Report, retry_key: str = "", now: datetime | None = None
) -> Incident:
    """Enter a claim. The same retry key returns the incident made before, unchanged; `SentBefore` if that one
    says something else.

    Raises `NotAllowed` for observers and strangers, `Invalid` for a claim without words or place.
    """
    now = clock_time(now)
    if not access.may_report(actor, unit):
        raise NotAllowed
    sound(report, unit, now)
    anew = partial(reported_anew, actor, unit, report, retry_key, now)
    before = partial(reported_before, actor, retry_key)
    return once(before, anew, lambda known: reports_the_same(unit, report, known))


def sound(report: Report, unit: Unit, now: datetime) -> None:
    if not report.claim.strip():
        raise Invalid(_("Write the claim word for word."), field="claim")
    if len(report.claim) > CLAIM_LIMIT:
        raise Invalid(_("This is too long. The claim itself is enough."), field="claim")
    if not (report.where.strip() or report.link or report.capture):
        raise Invalid(_("Say where the claim was made: a place, a link or a picture of it."), field="where")
    if report.link and not is_web_address(report.link):
        raise Invalid(_("This is not an address on the web."), field="link")
    if report.capture is not None and report.capture.unit_id != unit.pk:
        raise Invalid(_("This file is not your unit's."), field="capture")
    if report.since is not None and report.since > now:
        raise Invalid(_("This time is in the future."), field="since")


def reported_before(actor: Standing, retry_key: str) -> Incident | None:
    if not retry_key:
        return None
    return Incident.objects.filter(reported_by=actor.person, retry_key=retry_key).first()


def reports_the_same(unit: Unit, report: Report, incident: Incident) -> bool:
    """Whether an incident was reported with these words, file and units."""
    known = [incident.unit, incident.claim, *(getattr(incident, name) for name in PLAIN)]
    if known != [unit, report.claim.strip(), *(getattr(report, name) for name in PLAIN)]:
        return False
    coded = {
        name: set(getattr(incident, name).values_list("code", flat=True)) for name in ("touches", "topics")
    }
    judged = incident.severity is not None  # and with that its units and topics
    return judged or coded == {name: set(getattr(report, name)) for name in coded}


def reported_anew(actor: Standing, unit: Unit, report: Report, key: str, now: datetime) -> Incident:
    incident = Incident.objects.create(
        claim=report.claim.strip(),
        unit=unit,
        reported_by=actor.person,
        reported=now,
        changed=now,
        retry_key=key,
        **{name: getattr(report, name) for name in PLAIN},
    )
    touch(incident, report.touches)
    incident.topics.set(Topic.objects.filter(code__in=report.topics))
    INCIDENTS.announce(INCIDENTS.made("report", actor, incident, now))
    return incident


def touch(incident: Incident, codes: Iterable[str]) -> None:
    """Add units whose facts it concerns. Raises `Invalid` for a code nobody has."""
    wanted = set(codes)
    units = list(Unit.objects.filter(code__in=wanted, active=True))
    if missing := wanted - {unit.code for unit in units}:
        raise Invalid(_("Unknown: %(codes)s") % {"codes": ", ".join(sorted(missing))}, field="touches")
    incident.touches.add(*units)


def acknowledge(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    """Somebody on duty has read it. A second tap changes nothing."""
    with INCIDENTS.take("acknowledge", actor, incident, now=now) as step:
        if step.row.acknowledged is not None:
            return step.nothing()
        step.set(acknowledged=step.now)
        return step.row


def triage(
    *,
    actor: Standing,
    incident: Incident,
    severity: int,
    kind: str,
    touches: Iterable[str] = (),
    topics: Iterable[str] | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> Incident:
    """Weigh it by spread, harm, source and vulnerability. Said again later, it is weighed anew.

    `topics` are the codes of all its topics from now on; by them explainers are offered. None leaves them.
    """
    now = clock_time(now)
    if severity not in Severity.values or kind not in Class.values:
        raise Invalid(_("This is not one of the choices."), field="severity")
    with transaction.atomic():
        first = locked(incident.pk).state == states.REPORTED
        name = "triage" if first else "retriage"
        with INCIDENTS.take(name, actor, incident, now=now, reason=reason) as step:
            incident = step.row
            touch(incident, touches)
            if topics is not None:
                incident.topics.set(Topic.objects.filter(code__in=topics))
            if not first and kind not in states.REBUTTABLE and incident.state == states.AMPLIFYING:
                raise WrongState(
                    _("Volunteers have already relayed the response. Withdraw the response instead.")
                )
            step.set(severity=severity, kind=kind)
            if first:
                step.set(acknowledged=incident.acknowledged or now)
        return incident


def claim(*, actor: Standing, incident: Incident, unit: Unit, now: datetime | None = None) -> Incident:
    """A unit says: the facts are ours, we answer. Touched units may, and the centre for itself."""
    with INCIDENTS.take("claim", actor, incident, now=now) as step:
        incident = step.row
        if not (actor.is_administrator or unit.pk in actor.writes_for):
            raise NotAllowed
        touched = incident.touches.filter(pk=unit.pk).exists() or incident.owner_id == unit.pk
        if not touched and states.DUTY not in step.roles:
            raise NotAllowed
        step.set(owner=unit)
    return incident


def verify(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    with INCIDENTS.take("verify", actor, incident, now=now) as step:
        return step.row


def monitor(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    with INCIDENTS.take("monitor", actor, incident, now=now) as step:
        return step.row


def close(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """Few mentions are left, or the owner declares it over. An opinion may be let be unanswered."""
    with transaction.atomic():
        name = "close" if locked(incident.pk).state in states.ANSWERED else "let_be"
        return ended(name, actor, incident, reason, now)


def ended(name: str, actor: Standing, incident: Incident, reason: str, now: datetime | None) -> Incident:
    """It is over, and so are the calls about it."""
    with INCIDENTS.take(name, actor, incident, now=now, reason=reason) as step:
        step.set(ended=step.now)
        step.said["unconfirmed"] = end_calls(step.row, actor, step.now)
        return step.row


def review(
    *,
    actor: Standing,
    incident: Incident,
    true: str,
    lessons: str,
    worked: str = "",
    now: datetime | None = None,
) -> Incident:
    """What was true and what is learnt, within seven days of the end."""
    for field, text in (("true", true), ("lessons", lessons)):
        if not says_something(text):
            raise Invalid(field=field)
    with INCIDENTS.take("review", actor, incident, now=now) as step:
        said = {"true": true.strip(), "lessons": lessons.strip(), "worked": worked.strip()}
        Review.objects.update_or_create(
            incident=step.row, defaults={**said, "by": actor.person, "at": step.now}
        )
        return step.row


def reject(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """Not about the bodies' work, not a claim, not to be answered: with the reason."""
    return ended("reject", actor, incident, reason, now)


def merge(*, actor: Standing, incident: Incident, into: Incident, now: datetime | None = None) -> Incident:
    """The same claim was reported twice: this report goes into the other incident, which keeps both."""
    if incident.pk == into.pk:
        raise Invalid(_("Choose another incident."), field="into")
    with transaction.atomic():
        for pk in sorted((incident.pk, into.pk)):
            locked(pk)  # always in the same order, so that two merges never wait for each other
        with INCIDENTS.take("merge", actor, incident, now=now) as step:
            incident, kept = step.row, locked(into.pk)
            if not kept.burns or not access.visible(actor).filter(pk=kept.pk).exists():
                raise Invalid(_("This incident is not open."), field="into")
            if kept.exercise != incident.exercise:
                raise Invalid(_("An exercise and a real incident cannot be merged."), field="into")
            step.set(merged_into=kept, ended=step.now)
            kept.touches.add(incident.unit, *incident.touches.all())
            note(kept, actor, "absorb", step.now, reason=incident.claim[:200])
            step.hearers = [kept.unit_id]
            step.said = {"into": kept.pk, "unconfirmed": end_calls(incident, actor, step.now)}
        return incident


def escalate(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """Tell the centre by hand: the unit cannot carry it alone. The clock does so by itself."""
    with INCIDENTS.take("escalate", actor, incident, now=now, reason=reason) as step:
        step.set(escalated=max(limits.CENTRE, step.row.escalated))
        step.said["level"] = limits.CENTRE
        return step.row


def reopen(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """It is said again, or the answer was not right. It is owned and answered anew; nothing is lost."""
    with INCIDENTS.take("reopen", actor, incident, now=now, reason=reason) as step:
        if step.row.severity is None:
            raise WrongState(_("It was rejected before it was assessed. Report it again."))
        revoke_clearances(step.row)
        step.set(ended=None, reopened=step.row.reopened + 1)
        return step.row
