"""Books are made by the worker, one after the other."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from hamafza.reports.books import make
from hamafza.reports.models import BookState, ReportBook
from hamafza.wire.clock import every


def waiting(_now: datetime) -> QuerySet[ReportBook]:
    return ReportBook.objects.filter(state=BookState.WAITING)


@every(2, "reports.books", due=waiting)
def make_next() -> None:
    book = waiting(timezone.now()).select_related("round__unit").order_by("pk").first()
    if book is not None:
        make(book=book)
