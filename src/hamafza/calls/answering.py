"""What the asked side does: see, accept, decline, finish, give to a colleague, hand over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.calls import access, states
from hamafza.calls.errors import Owed
from hamafza.calls.models import Answer, DeclineReason, Needs
from hamafza.calls.moves import ANSWERS
from hamafza.network.access import WRITERS, Standing
from hamafza.network.models import Membership, Person, Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Attachment, Item, ItemState
from hamafza.pages.refusals import Invalid, NotAllowed, WrongState

FIGURE_LIMIT, NOTE_LIMIT = 200, 2000  # characters


def see(*, actor: Standing, answer: Answer, now: datetime | None = None) -> Answer:
    """Somebody of the unit who may answer has opened it. A later opening changes nothing."""
    if answer.state != states.PENDING or not access.may_answer(actor, answer.unit_id):
        return answer
    try:
        with ANSWERS.take("see", actor, answer, now=now) as step:
            return step.row
    except (NotAllowed, WrongState):  # answered or ended meanwhile, or still held
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
    with ANSWERS.take("accept", actor, answer, now=now) as step:
        answer = step.row
        # A note of the refusal before is about nothing any more; what was given as done stays.
        said = {name: value for name, value in given.items() if value or answer.state == states.DECLINED}
        if answer.state == states.ACCEPTED and all(getattr(answer, name) == said[name] for name in said):
            return step.nothing()
        step.set(reason="", **said)
    return answer


def decline(
    *, actor: Standing, answer: Answer, reason: str = "", note: str = "", now: datetime | None = None
) -> Answer:
    """Not us. Free of charge: a reason helps the asker, none is demanded."""
    if reason not in DeclineReason.values:
        raise Invalid(_("This is not one of the choices."), field="reason")
    if answer.call.owed:
        raise Owed
    with ANSWERS.take("decline", actor, answer, now=now) as step:
        step.set(reason=reason, note=note.strip()[:NOTE_LIMIT])
        return step.row


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
    with ANSWERS.take("done", actor, answer, now=now) as step:
        answer = step.row
        enough(answer, item, file, figure)
        said = {"item": item, "file": file, "figure": figure, "note": note}
        if answer.state == states.DONE and all(getattr(answer, name) == said[name] for name in said):
            return step.nothing()
        step.set(reason="", returned="", **said)
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
    if item is not None:
        usable(item, answer.unit_id)
    if file is not None and file.unit_id != answer.unit_id:
        raise Invalid(_("This file does not belong to your unit."), field="file")


def usable(item: Item, unit: int) -> None:
    """Whether readers see the item, and see it as the unit's."""
    if not public_items().filter(pk=item.pk, unit=unit).exists():
        raise Invalid(_("This is not a published item of your unit."), field="item")
    if item.state != ItemState.PUBLISHED:
        raise Invalid(_("This item was withdrawn. Choose one that readers can read."), field="item")


def reopen(*, actor: Standing, answer: Answer, now: datetime | None = None) -> Answer:
    """It was said to be done too early: the unit is still on it."""
    with ANSWERS.take("reopen", actor, answer, now=now) as step:
        return step.row


def delegate(*, actor: Standing, answer: Answer, person: Person, now: datetime | None = None) -> Answer:
    """Give it to one person of the unit. The unit still answers; others may too."""
    with ANSWERS.take("delegate", actor, answer, now=now) as step:
        belongs(step.row.unit, person)
        if step.row.delegated_to_id == person.pk:
            return step.nothing()
        step.set(delegated_to=person, handed_over=False)
        step.said["person"] = person.pk
        return step.row


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
        # Whoever is away hands over as well, whether they may answer today or not.
        steps = [
            ANSWERS.permitted("hand_over", actor, answer, now=now, roles=states.ASKED)
            for answer in open_.order_by("call_id")
        ]
        for step in steps:
            step.set(delegated_to=deputy, handed_over=True)
            step.said["person"] = deputy.pk
            ANSWERS.move(step)
        for step in steps:
            ANSWERS.announce(step)
        return [step.row for step in steps]


def belongs(unit: Unit, person: Person) -> None:
    """Work is given to those who may answer for the unit."""
    roles = Membership.objects.filter(unit=unit, person=person, role__in=WRITERS)
    if not roles.filter(person__is_active=True).exists():
        raise Invalid(_("This person cannot answer for the unit."), field="person")
