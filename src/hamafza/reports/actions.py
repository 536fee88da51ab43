"""All writes to reports: words, handing in, sending back. Rounds and books have their own modules.

Numbers are never written by anybody: they are counted from what the rooms have recorded, and frozen when the report is
handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls import answering
from hamafza.calls.actions import return_
from hamafza.calls.models import Answer, CallState
from hamafza.calls.states import FULFILLED
from hamafza.flow.steps import ROOM
from hamafza.flow.transitions import Taken, once
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.pages.refusals import Invalid, NotAllowed, ReasonMissing, Refused, WrongState
from hamafza.pages.shown import NOTHING, nobody_else_wrote
from hamafza.reports import access, frozen
from hamafza.reports.lines import ZONE, Period, sources
from hamafza.reports.models import WORDS_LIMIT, ReportRound, ReportVersion, UnitReport
from hamafza.reports.moves import REPORTS

ASKS = "asks"  # words that stand beside no number: what the unit asks for
ANOTHER_ROOM = frozenset({ROOM})


def groups() -> list[str]:
    """Where words may stand."""
    return [*(source.name for source in sources()), ASKS]


def report_of(actor: Standing, unit: Unit, period: Period, now: datetime) -> UnitReport:
    """The unit's report of the period, begun if there is none yet."""
    if not access.may_write(actor, unit):
        raise NotAllowed
    known = UnitReport.objects.select_related("unit").filter(
        unit=unit, since=period.since, until=period.until
    )

    def anew() -> UnitReport:
        report = UnitReport(unit=unit, since=period.since, until=period.until, changed=now)
        report.save()
        REPORTS.announce(REPORTS.made("begin", actor, report, now))
        return report

    return once(known.first, anew)


def write_words(
    *,
    actor: Standing,
    unit: Unit,
    period: Period,
    group: str,
    text: str,
    seen: Mapping[str, str] = NOTHING,
    now: datetime | None = None,
) -> UnitReport:
    """Words beside a group of numbers, in place of those that were `seen`; they change no number."""
    if group not in groups():
        raise Invalid(_("This is not one of the choices."), field="group")
    if len(text) > WORDS_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="text")
    now = now or timezone.now()
    with transaction.atomic():
        report = report_of(actor, unit, period, now)
        with REPORTS.take("say", actor, report, now=now) as step:
            there = step.row.words.get(group, "")
            nobody_else_wrote("text", there, seen, text.strip())
            if there == text.strip():
                return step.nothing()
            step.set(words={**step.row.words, group: text.strip()})
            return step.row


def hand_in(
    *, actor: Standing, unit: Unit, period: Period, note: str = "", now: datetime | None = None
) -> UnitReport:
    """Freeze the report and answer the rounds that asked for it. Handed in again, it becomes another version.

    `note` says what is different then. What says the same as the last version is not handed in again.
    """
    now = now or timezone.now()
    if period.until > now.astimezone(ZONE).date():
        raise Invalid(_("This period is not over yet. Hand the report in on its last day or later."))
    with transaction.atomic():
        report = report_of(actor, unit, period, now)
        with REPORTS.take("hand-in", actor, report, now=now, reason=note) as step:
            version = frozen_now(step)
            if version is None:
                return step.nothing()
            answer_rounds(step, version)
            step.said["sha256"] = version.sha256
            step.set(number=version.number, handed_in=now)
            return step.row


def frozen_now(step: Taken[UnitReport]) -> ReportVersion | None:
    """The next version; None if it would say what the last one says."""
    report, last = step.row, step.row.versions.last()
    content = frozen.content_of(report.unit, report.period, report.words)
    if last is not None and frozen.same(last.content, content) and not answers_wait(report):
        return None
    if last is not None and not says_something(step.reason):
        raise ReasonMissing(_("Say what is different from the version before."), field="note")
    number = last.number + 1 if last else 1
    content["version"] = number
    assert step.actor is not None
    return ReportVersion.objects.create(
        report=report,
        number=number,
        by=step.actor.person,
        at=step.now,
        note=step.reason,
        content=content,
        sha256=frozen.digest(content),
    )


def rounds_of(report: UnitReport) -> list[int]:
    """Calls that ask for it and are open."""
    asking = ReportRound.objects.filter(since=report.since, until=report.until, call__state=CallState.OPEN)
    asking = asking.filter(call__delivered__isnull=False)
    return [call for call in asking.values_list("call", flat=True) if call]


def answers_of(report: UnitReport) -> list[Answer]:
    calls = rounds_of(report)
    return list(Answer.objects.filter(call__in=calls, unit=report.unit_id).select_related("unit", "call"))


def answers_wait(report: UnitReport) -> bool:
    """Whether a round asks for it that it has not answered, or was sent back."""
    return any(answer.state not in FULFILLED for answer in answers_of(report))


def answer_rounds(step: Taken[UnitReport], version: ReportVersion) -> None:
    """Handing in is the answer: its note is the version and the beginning of its hash."""
    assert step.actor is not None
    note = f"{version.number}: {version.sha256[:16]}"
    for answer in answers_of(step.row):
        answering.done(actor=step.actor, answer=answer, note=note, now=step.now)


def send_back(*, actor: Standing, report: UnitReport, reason: str, now: datetime | None = None) -> UnitReport:
    """Those who asked miss something; the unit hands another version in."""
    with REPORTS.take("send-back", actor, report, now=now, reason=reason) as step:
        for answer in answers_of(step.row):
            if answer.state in FULFILLED:
                return_(actor=actor, answer=answer, reason=step.reason, now=step.now, roles=ANOTHER_ROOM)
        return step.row


def follow(taken: Taken[Answer]) -> None:
    """A unit answers a round by handing its report in, and in no other way."""
    if taken.step.name != "done":
        return
    asking = ReportRound.objects.filter(call=taken.row.call_id).first()
    if asking is None:
        raise WrongState
    handed = ReportVersion.objects.filter(
        report__unit=taken.row.unit_id, report__since=asking.since, report__until=asking.until
    )
    if not handed.exists():
        raise Refused(_("Hand the report in on its own page: that answers this request."))
