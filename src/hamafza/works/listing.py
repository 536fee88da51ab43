"""The list of works: its table, and what is done with several at once."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from hamafza.network.access import Standing, writes
from hamafza.pages.lists import Act, Listing
from hamafza.pages.sheets import Column, columns_of
from hamafza.works import access, actions
from hamafza.works.forms import WorkFilters
from hamafza.works.models import Work

COLUMNS: list[Column[Work]] = [
    *columns_of(Work, "title", "whom", "unit", "state", "share", "promised", "ended"),
    Column(_("Days late"), lambda work: work.days_late),
    *columns_of(Work, "place", "topic", "stopped_for", "entered", "changed"),
]


def acts(actor: Standing, reason: str) -> list[Act[Work]]:
    if not writes(actor):
        return []
    return [
        Act(
            "finish",
            pgettext_lazy("act", "Finished today"),
            lambda work: actions.finish(actor=actor, work=work),
            ngettext_lazy("%(number)s work was finished.", "%(number)s works were finished.", "number"),
            kind="soft",
        ),
        Act(
            "stop",
            pgettext_lazy("act", "Stop"),
            lambda work: actions.stop(actor=actor, work=work, reason=reason),
            ngettext_lazy("%(number)s work was stopped.", "%(number)s works were stopped.", "number"),
            reason=_("Why do they stop?"),
        ),
    ]


def of(request: HttpRequest, actor: Standing, filters: WorkFilters) -> Listing[Work]:
    found = filters.narrow(access.visible(actor))
    return Listing(request, found, "works", COLUMNS, acts(actor, request.POST.get("reason", "")))
