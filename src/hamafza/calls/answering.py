"""What the asked side does: see, accept, decline, finish, give to a colleague, hand over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls import access, events, states
from hamafza.calls.actions import announce_answer, locked_answer, move
from hamafza.calls.models import Answer, Needs, Reason
from hamafza.network.access import WRITERS, Standing
from hamafza.network.models import Membership, Person, Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Attachment, Item
from hamafza.pages.refusals import Invalid, NotAllowed

FIGURE_LIMIT, NOTE_LIMIT = 200, 2000  # characters


def see(*, actor: Standing, answer: Answer, now: datetime | None = None) -> Answer:
    """Somebody of the unit who may answer has opened it. A later opening changes nothing."""
    if answer.state != states.PENDING or not access.may_answer(actor, answer.unit_id):
        return answer
    with transaction.atomic():
        answer = locked_answer(answer)
        if "see" not in states.possible(answer.state, answer.call.state, states.ASKED):
            return answer
        move(answer, actor, "see", now or timezone.now())
        announce_answer(events.AnswerSeen, answer, actor)
        return answer


def accept(
    *,
    actor: Standing,
    answer: Answer,
    note: str = "",
    starts: datetime | None = None,
    now: datetime | None = None,
) -> Answer:
    """We are on it; perhaps with what the unit brings, and from when. Said again, it may add these.

    A second tap that adds nothing changes nothing.
    """
    given = {"note": note.strip()[:NOTE_LIMIT], "starts": starts}
    with transaction.atomic():
        answer = own(actor, answer)
        # A note of the refusal before is about nothing any more; what was given as done stays.
        said = {name: value for name, value in given.items() if value or answer.state == states.DECLINED}
        if answer.state == states.ACCEPTED and all(getattr(answer, name) == said[name] for name in said):
            return answer
        move(answer, actor, "accept", now or timezone.now(), reason="", **said)
        announce_answer(events.AnswerAccepted, answer, actor)
        return answer


def decline(
    *, actor: Standing, answer: Answer, reason: str = "", note: str = "", now: datetime | None = None
) -> Answer:
    """Not us. Free of charge: a reason helps the asker, none is demanded."""
    if reason not in Reason.values:
        raise Invalid(_("This is not one of the choices."), field="reason")
    with transaction.atomic():
        answer = own(actor, answer)
        if not states.repeats("decline", answer.state):
            move(
                answer, actor, "decline", now or timezone.now(), reason=reason, note=note.strip()[:NOTE_LIMIT]
            )
            announce_answer(events.AnswerDeclined, answer, actor)
        return answer


def done(
    *,
    actor: Standing,
    answer: Answer,
    item: Item | None = None,
    file: Attachment | None = None,
    figure: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Answer:
    """It is done, with what counts as done. Said again, it replaces what was given; steps keep both.

    Raises `Invalid` if what the call needs is missing, or the item is not published.
    """
    figure, note = figure.strip()[:FIGURE_LIMIT], note.strip()[:NOTE_LIMIT]
    with transaction.atomic():
        answer = own(actor, answer)
        enough(answer, item, file, figure)
        said = {"item": item, "file": file, "figure": figure, "note": note}
        if answer.state == states.DONE and all(getattr(answer, name) == said[name] for name in said):
            return answer
        move(answer, actor, "done", now or timezone.now(), reason="", returned="", **said)
        announce_answer(events.AnswerDone, answer, actor)
        return answer


def enough(answer: Answer, item: Item | None, file: Attachment | None, figure: str) -> None:
    """Whether what was given is what counts as done."""
    missing = {
        Needs.ITEM: (item is None, _("Enter the news code or address of the published item."), "item"),
        Needs.FILE: (file is None, _("Add the file."), "file"),
        Needs.FIGURE: (not figure, _("Enter the figure."), "figure"),
    }
    lacks, message, field = missing.get(Needs(answer.call.needs), (False, "", ""))
    if lacks:
        raise Invalid(message, field=field)
    if item is not None and not public_items().filter(pk=item.pk, unit=answer.unit_id).exists():
        raise Invalid(_("This is not a published item of your unit."), field="item")
    if file is not None and file.unit_id != answer.unit_id:
        raise Invalid(_("This file does not belong to your unit."), field="file")


def reopen(*, actor: Standing, answer: Answer, now: datetime | None = None) -> Answer:
    """It was said to be done too early: the unit is still on it."""
    with transaction.atomic():
        answer = own(actor, answer)
        if not states.repeats("reopen", answer.state):
            move(answer, actor, "reopen", now or timezone.now())
            announce_answer(events.AnswerReopened, answer, actor)
        return answer


def delegate(*, actor: Standing, answer: Answer, person: Person, now: datetime | None = None) -> Answer:
    """Give it to one person of the unit. The unit still answers; others may too."""
    with transaction.atomic():
        answer = own(actor, answer)
        belongs(answer.unit, person)
        if answer.delegated_to_id == person.pk:
            return answer
        move(answer, actor, "delegate", now or timezone.now(), delegated_to=person, handed_over=False)
        announce_answer(events.AnswerDelegated, answer, actor, person=person.pk)
        return answer


def hand_over(
    *, actor: Standing, unit: Unit, away: Person, deputy: Person, now: datetime | None = None
) -> list[Answer]:
    """Somebody is away: all they have open in the unit goes to a colleague."""
    if not access.may_hand_over(actor, unit, away.pk):
        raise NotAllowed
    if away.pk == deputy.pk:
        raise Invalid(_("Choose somebody else."), field="deputy")
    now = now or timezone.now()
    with transaction.atomic():
        belongs(unit, deputy)
        open_ = Answer.objects.filter(
            unit=unit, delegated_to=away, state__in=states.OWED, call__state=states.OPEN
        )
        moved = [locked_answer(answer) for answer in open_.order_by("call_id")]
        for answer in moved:
            move(answer, actor, "hand_over", now, delegated_to=deputy, handed_over=True)
        for answer in moved:
            announce_answer(events.AnswerHandedOver, answer, actor, person=deputy.pk)
        return moved


def own(actor: Standing, answer: Answer) -> Answer:
    """The locked answer, if the person speaks for its unit and the unit has heard of the call."""
    if not access.may_answer(actor, answer.unit_id):
        raise NotAllowed
    answer = locked_answer(answer)
    if answer.call.held and not actor.is_administrator:
        raise NotAllowed
    return answer


def belongs(unit: Unit, person: Person) -> None:
    """Work is given to those who may answer for the unit."""
    roles = Membership.objects.filter(unit=unit, person=person, role__in=WRITERS)
    if not roles.filter(person__is_active=True).exists():
        raise Invalid(_("This person cannot answer for the unit."), field="person")
