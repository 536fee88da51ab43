"""What decisions learn from the councils: a point, a session or a series may become confidential, or open again."""

from __future__ import annotations

import json

from django.db.models import QuerySet

from hamafza.calls.models import Call
from hamafza.decisions import access
from hamafza.decisions.actions import SUBJECT, question
from hamafza.decisions.models import Decision
from hamafza.wire.consumers import consumer
from hamafza.wire.models import Event


@consumer("decisions.hidden", "council.point.changed", "council.session.changed", "council.series.changed")
def hidden_now(event: Event) -> None:
    """The calls of its decisions are as confidential as it is."""
    for row in concerned(event).select_related("session__series", "point__series"):
        hidden = access.hidden(row.point, row.session)
        asked = question(row, hidden=hidden)
        known = Call.objects.filter(subject_kind=SUBJECT, subject_id=str(row.pk)).exclude(private=hidden)
        known.update(private=hidden, title=asked.title, text=asked.text)


def concerned(event: Event) -> QuerySet[Decision]:
    said = json.loads(event.payload)
    field = {"point": "point", "session": "session", "series": "session__series"}[
        event.subject.partition(":")[0]
    ]
    return Decision.objects.filter(**{field: said[field.rpartition("_")[2]]})
