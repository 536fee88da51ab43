"""What is asked: the content of a call, before anybody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import MaxLen
from django.utils.translation import gettext_lazy as _

from hamafza.calls.models import CallKind, Escalation, Needs
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Invalid

TITLE_LIMIT, TEXT_LIMIT = 200, 5000  # characters


@dataclass(frozen=True, kw_only=True)
class Question:
    """`subject_kind` and `subject_id` are for rooms above: what of theirs the call is about."""

    kind: str
    title: Annotated[str, MaxLen(TITLE_LIMIT)]
    deadline: datetime
    text: Annotated[str, MaxLen(TEXT_LIMIT)] = ""
    needs: str = Needs.NOTHING
    urgent: bool = False
    escalation: str = Escalation.DEADLINE
    item: Item | None = None
    subject_kind: str = ""
    subject_id: str = ""
    exercise: bool = False


def hard(question: Question, now: datetime) -> None:
    """Raise `Invalid` for what cannot be asked like this."""
    if not question.title.strip():
        raise Invalid(_("Say in one line what you ask for."), field="title")
    if len(question.title) > TITLE_LIMIT:
        raise Invalid(_("This is too long for one line."), field="title")
    if len(question.text) > TEXT_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="text")
    if question.deadline <= now:
        raise Invalid(_("This deadline is in the past."), field="deadline")
    if question.kind == CallKind.RELAY and question.item is None:
        raise Invalid(_("Say which item to relay."), field="item")
    for value, choices, field in (
        (question.kind, CallKind, "kind"),
        (question.needs, Needs, "needs"),
        (question.escalation, Escalation, "escalation"),
    ):
        if value not in choices.values:
            raise Invalid(_("This is not one of the choices."), field=field)
