"""The audit trail for administrators: searched, read page by page, exported."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamafza.desk import deeds
from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.text.digits import to_latin
from hamafza.network.access import Standing, member_of
from hamafza.network.models import Person, Unit
from hamafza.pages.paging import page_number
from hamafza.record import queries
from hamafza.record.actions import write
from hamafza.record.models import Entry
from hamafza.record.queries import Search

PAGE, MOST = 50, 50_000
HEADINGS = (
    "entry", "at", "person", "name", "administrator", "act", "kind", "subject", "unit", "outcome", "details",
    "origin", "words", "words_hash",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class PeriodField(forms.CharField):
    """A day or moment in either calendar and any digits."""

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]
        text = super().to_python(value)
        found = parse_dates(text) if text else []
        if text and not found:
            raise forms.ValidationError(_("Write a day, like 1405/09/10."))
        return found[0].when if found else None


class SearchForm(forms.Form):
    who = forms.CharField(label=_("Who (user name or number)"), max_length=60, required=False)
    act = forms.CharField(
        label=_("What"), max_length=60, required=False, widget=forms.TextInput({"dir": "ltr"})
    )
    subject = forms.CharField(
        label=_("On what (like unit:12)"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    since = PeriodField(label=_("From"), required=False)
    until = PeriodField(label=_("Until"), required=False)

    def search(self) -> Search:
        said = self.cleaned_data
        return Search(
            actor=person_of(said["who"]),
            act=deeds.code_of(said["act"]),
            subject=to_latin(said["subject"].strip()),
            since=said["since"],
            until=said["until"],
        )


def person_of(who: str) -> int | None:
    """The person's number; 0, which nobody has, for somebody unknown."""
    who = to_latin(who.strip())
    if not who or who.isdigit():
        return int(who) if who else None
    found = Person.objects.filter(Q(username__iexact=who) | Q(email__iexact=who)).first()
    return found.pk if found else 0


@login_required
@never_cache
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    administrator(request)
    form = SearchForm(request.GET)
    entries = queries.found(form.search()) if form.is_valid() else Entry.objects.none()
    page = Paginator(entries, PAGE).get_page(page_number(request))
    context = {
        "form": form,
        "page": page,
        "rows": list(rows(list(page.object_list))),
        "acts": deeds.acts(queries.acts()),
    }
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(request, "desk/record.html", {**context, "asked": asked.urlencode()})


@login_required
@never_cache
@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What was searched for as CSV, newest first. That it was taken out is an entry, too."""
    who = administrator(request)
    form = SearchForm(request.GET)
    entries = queries.found(form.search()) if form.is_valid() else Entry.objects.none()
    write("record.exported", actor=who.person.pk, kind="record", search=request.GET.urlencode()[:200])
    answer = StreamingHttpResponse(lines(entries[:MOST]), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="trail-{timezone.localdate()}.csv"'
    return answer


def administrator(request: HttpRequest) -> Standing:
    who = member_of(request)
    if not who.is_administrator:
        raise PermissionDenied
    return who


def rows(entries: list[Entry]) -> Iterator[dict[str, Any]]:
    """Each entry with the name of its person as it is now, and its words if they are still there."""
    people = Person.objects.in_bulk([entry.actor for entry in entries if entry.actor])
    words, subjects = queries.words_of(entries), deeds.subjects(entries)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={entry.unit for entry in entries})}
    for entry in entries:
        details = " · ".join(f"{name}: {plain(value)}" for name, value in entry.details.items())
        yield {
            "entry": entry,
            "person": people.get(entry.actor or 0),
            "act": deeds.ACTS.get(entry.act, ""),
            "kind": deeds.kind_of(entry),
            "unit": units.get(entry.unit, entry.unit),
            "subject": subjects.get((entry.kind, entry.subject)),
            "words": " · ".join(words.get(entry.pk, {}).values()),
            "details": details,
        }


def plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Echo:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        return text


def lines(entries: Any) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)
    batch: list[Entry] = []
    for entry in entries.iterator(chunk_size=500):
        batch.append(entry)
        if len(batch) == 500:
            yield from written(writer, batch)
            batch = []
    yield from written(writer, batch)


def written(writer: Any, entries: list[Entry]) -> Iterator[str]:
    for row in rows(entries):
        one: Entry = row["entry"]
        cells = (
            one.pk, one.at.isoformat(), one.actor or "", row["person"] or "", one.powers, one.act, one.kind,
            one.subject, one.unit, one.outcome, row["details"], one.origin, row["words"], one.words_hash,
        )  # fmt: skip
        yield writer.writerow([harmless(str(cell)) for cell in cells])


def harmless(cell: str) -> str:
    """No spreadsheet takes the cell for a formula."""
    return f"'{cell}" if cell.lstrip(" \u200b\u200e\u200f").startswith(FORMULA) else cell
