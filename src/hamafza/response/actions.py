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

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.links import is_web_address
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Topic, Unit
from hamafza.newsroom.models import Attachment
from hamafza.pages.refusals import Invalid, NotAllowed, WrongState
from hamafza.response import access, events, limits, states, ticking
from hamafza.response.helping import end_calls
from hamafza.response.models import CLAIM_LIMIT, Incident, Review
from hamafza.response.moving import announce, clock_time, clocks, locked, move, note, permitted, record
from hamafza.response.publishing import void
from hamafza.response.words import Class, Severity


@dataclass(frozen=True, kw_only=True)
class Report:
    """A claim as it is said. `touches` are codes of units whose facts it concerns."""

    claim: str
    where: str = ""
    link: str = ""
    capture: Attachment | None = None
    since: datetime | None = None
    touches: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    exercise: bool = False


def report(
    *, actor: Standing, unit: Unit, report: Report, retry_key: str = "", now: datetime | None = None
) -> Incident:
    """Enter a claim. The same retry key returns the incident made before, unchanged.

    Raises `NotAllowed` for observers and strangers, `Invalid` for a claim without words or place.
    """
    now = clock_time(now)
    if not access.may_report(actor, unit):
        raise NotAllowed
    sound(report, unit, now)
    try:
        with transaction.atomic():
            if known := reported_before(actor, retry_key):
                return known
            return reported_anew(actor, unit, report, retry_key, now)
    except IntegrityError:
        # Two taps at once: the second waited for the first one's key.
        if known := reported_before(actor, retry_key):
            return known
        raise


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


def reported_anew(actor: Standing, unit: Unit, report: Report, key: str, now: datetime) -> Incident:
    names = ("where", "link", "capture", "since", "exercise")
    incident = Incident.objects.create(
        claim=report.claim.strip(),
        unit=unit,
        reported_by=actor.person,
        reported=now,
        changed=now,
        retry_key=key,
        **{name: getattr(report, name) for name in names},
    )
    touch(incident, report.touches)
    incident.topics.set(Topic.objects.filter(code__in=report.topics))
    record(incident, actor, "report", "", now, marks=clocks(incident, "report", now))
    announce(events.IncidentReported, incident, actor, "report")
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
    now = clock_time(now)
    with transaction.atomic():
        incident, _roles = permitted(actor, incident, "acknowledge")
        if incident.acknowledged is None:
            move(incident, actor, "acknowledge", now, acknowledged=now)
            announce(events.IncidentMoved, incident, actor, "acknowledge")
        return incident


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
        step = "triage" if first else "retriage"
        incident, _roles = permitted(actor, incident, step)
        touch(incident, touches)
        if topics is not None:
            incident.topics.set(Topic.objects.filter(code__in=topics))
        said = {"severity": severity, "kind": kind}
        if first:
            said["acknowledged"] = incident.acknowledged or now
        if not first and kind not in states.REBUTTABLE and incident.state == states.AMPLIFYING:
            raise WrongState(
                _("Volunteers have already relayed the response. Withdraw the response instead.")
            )
        move(incident, actor, step, now, reason=reason, **said)
        if kind == states.OPINION:
            ticking.running_of(incident).filter(name=limits.HOLDING).update(
                stopped=now, dropped=True, next_due=None
            )
        if not first:
            ticking.weigh_anew(incident, now)
        announce(events.IncidentTriaged, incident, actor, step)
        return incident


def claim(*, actor: Standing, incident: Incident, unit: Unit, now: datetime | None = None) -> Incident:
    """A unit says: the facts are ours, we answer. Touched units may, and the centre for itself."""
    now = clock_time(now)
    with transaction.atomic():
        incident, roles = permitted(actor, incident, "claim")
        if not (actor.is_administrator or unit.pk in actor.writes_for):
            raise NotAllowed
        touched = incident.touches.filter(pk=unit.pk).exists() or incident.owner_id == unit.pk
        if not touched and states.DUTY not in roles:
            raise NotAllowed
        move(incident, actor, "claim", now, owner=unit)
        announce(events.IncidentMoved, incident, actor, "claim")
        return incident


def verify(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    return simple(actor, incident, "verify", clock_time(now))


def monitor(*, actor: Standing, incident: Incident, now: datetime | None = None) -> Incident:
    return simple(actor, incident, "monitor", clock_time(now))


def simple(actor: Standing, incident: Incident, step: str, now: datetime) -> Incident:
    with transaction.atomic():
        incident, _roles = permitted(actor, incident, step)
        move(incident, actor, step, now)
        announce(events.IncidentMoved, incident, actor, step)
        return incident


def close(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """Few mentions are left, or the owner declares it over. An opinion may be let be unanswered."""
    now = clock_time(now)
    if not says_something(reason):
        raise Invalid(_("Say why it is closed."), field="reason")
    with transaction.atomic():
        step = "close" if locked(incident.pk).state in states.ANSWERED else "let_be"
        incident, _roles = permitted(actor, incident, step)
        move(incident, actor, step, now, reason=reason, ended=now)
        waiting = end_calls(incident, actor, now)
        announce(events.IncidentEnded, incident, actor, step, unconfirmed=waiting)
        return incident


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
    now = clock_time(now)
    for field, text in (("true", true), ("lessons", lessons)):
        if not says_something(text):
            raise Invalid(field=field)
    with transaction.atomic():
        incident, _roles = permitted(actor, incident, "review")
        said = {"true": true.strip(), "lessons": lessons.strip(), "worked": worked.strip()}
        Review.objects.update_or_create(incident=incident, defaults={**said, "by": actor.person, "at": now})
        move(incident, actor, "review", now)
        announce(events.IncidentMoved, incident, actor, "review")
        return incident


def reject(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """Not about the bodies' work, not a claim, not to be answered: with the reason."""
    now = clock_time(now)
    if not says_something(reason):
        raise Invalid(_("Say why it is rejected."), field="reason")
    with transaction.atomic():
        incident, _roles = permitted(actor, incident, "reject")
        move(incident, actor, "reject", now, reason=reason, ended=now)
        waiting = end_calls(incident, actor, now)
        announce(events.IncidentEnded, incident, actor, "reject", unconfirmed=waiting)
        return incident


def merge(*, actor: Standing, incident: Incident, into: Incident, now: datetime | None = None) -> Incident:
    """The same claim was reported twice: this report goes into the other incident, which keeps both."""
    now = clock_time(now)
    if incident.pk == into.pk:
        raise Invalid(_("Choose another incident."), field="into")
    with transaction.atomic():
        for pk in sorted((incident.pk, into.pk)):
            locked(pk)  # always in the same order, so that two merges never wait for each other
        incident, _roles = permitted(actor, incident, "merge")
        kept = locked(into.pk)
        if not kept.burns or not access.visible(actor).filter(pk=kept.pk).exists():
            raise Invalid(_("This incident is not open."), field="into")
        if kept.exercise != incident.exercise:
            raise Invalid(_("An exercise and a real incident cannot be merged."), field="into")
        move(incident, actor, "merge", now, merged_into=kept, ended=now)
        kept.touches.add(incident.unit, *incident.touches.all())
        note(kept, actor, "absorb", now, reason=incident.claim[:200])
        said = {"into": kept.pk, "unconfirmed": end_calls(incident, actor, now)}
        announce(events.IncidentMerged, incident, actor, "merge", units=[kept.unit_id], **said)
        return incident


def escalate(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """Tell the centre by hand: the unit cannot carry it alone. The clock does so by itself."""
    now = clock_time(now)
    if not says_something(reason):
        raise Invalid(_("Say why the centre is needed."), field="reason")
    with transaction.atomic():
        incident, _roles = permitted(actor, incident, "escalate")
        level = max(limits.CENTRE, incident.escalated)
        move(incident, actor, "escalate", now, reason=reason, escalated=level)
        announce(events.IncidentEscalated, incident, actor, "escalate", level=limits.CENTRE)
        return incident


def reopen(*, actor: Standing, incident: Incident, reason: str, now: datetime | None = None) -> Incident:
    """It is said again, or the answer was not right. It is owned and answered anew; nothing is lost."""
    now = clock_time(now)
    if not says_something(reason):
        raise Invalid(_("Say why it is reopened."), field="reason")
    with transaction.atomic():
        incident, _roles = permitted(actor, incident, "reopen")
        if incident.severity is None:
            raise WrongState(_("It was rejected before it was assessed. Report it again."))
        void(incident)
        move(incident, actor, "reopen", now, reason=reason, ended=None, reopened=incident.reopened + 1)
        announce(events.IncidentMoved, incident, actor, "reopen")
        return incident
