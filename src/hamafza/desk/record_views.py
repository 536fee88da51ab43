"""The audit trail for administrators: searched, read page by page, exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamafza.desk import deeds
from hamafza.lib.calendar.parse import parse_dates
from hamafza.lib.documents.csv import BOM, guarded, line
from hamafza.lib.text.digits import row_number, to_latin
from hamafza.lib.text.reasons import says_something
from hamafza.network.access import Standing, member_of
from hamafza.network.models import Person, Unit
from hamafza.pages.asking import Confirmation, ask_first, sure, went_back
from hamafza.pages.paging import page_number
from hamafza.pages.templatetags.hamafza import digits
from hamafza.record import queries
from hamafza.record.actions import LONGEST, erase, write_entry
from hamafza.record.models import Entry
from hamafza.record.queries import Search

PAGE, MOST = 50, 50_000
HEADINGS = (
    "entry", "at", "person", "name", "administrator", "act", "kind", "subject", "unit", "outcome", "details",
    "origin", "words", "words_hash",
)  # fmt: skip


class PeriodField(forms.CharField):
    """A day or moment in either calendar and any digits."""

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]
        text = super().to_python(value)
        found = parse_dates(text) if text else []
        if text and not found:
            raise forms.ValidationError(_("Write a day, like 2026-12-01."))
        return found[0].when if found else None


class TrailSearchForm(forms.Form):
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


class EraseForm(forms.Form):
    """Whose words, and why."""

    whose = forms.CharField(
        label=_("Whose words (user name or number)"), max_length=60, widget=forms.TextInput({"dir": "auto"})
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST, widget=forms.Textarea({"rows": 2, "dir": "auto"})
    )

    def clean_whose(self) -> Person:
        person = Person.objects.filter(pk=person_of(self.cleaned_data["whose"]) or 0).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has this name or number."))
        return person

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not says_something(reason):
            raise forms.ValidationError(_("Give a reason in words."))
        return reason


def person_of(who: str) -> int | None:
    """The person's number; 0, which nobody has, for somebody unknown."""
    who = to_latin(who.strip())
    if not who:
        return None
    if (number := row_number(who)) is not None:
        return number
    found = Person.objects.filter(Q(username__iexact=who) | Q(email__iexact=who)).first()
    return found.pk if found else 0


@login_required
@never_cache
@require_GET
def record(request: HttpRequest) -> HttpResponse:
    administrator(request)
    return trail(request, EraseForm())


@login_required
@require_POST
def erase_words(request: HttpRequest) -> HttpResponse:
    """Take somebody's names, addresses and free text out of the trail, once the administrator is sure."""
    who = administrator(request)
    form = EraseForm(request.POST)
    if not form.is_valid() or went_back(request):
        return trail(request, form, status=422 if form.errors else 200)
    person: Person = form.cleaned_data["whose"]
    typed = [person.username, person.email, person.new_email]
    if not sure(request):
        return ask_first(request, erasing(person, queries.words_about(person.pk, typed).count()), typed=True)
    gone = erase(by=who.person.pk, person=person.pk, typed=typed, reason=form.cleaned_data["reason"])
    told = {"count": digits(gone), "person": person}
    messages.success(request, gettext("The words of %(count)s entries about %(person)s were erased.") % told)
    return redirect("record")


def erasing(person: Person, count: int) -> Confirmation:
    effects = [
        gettext("%(count)s entries lose names, addresses and free text.") % {"count": digits(count)},
        gettext("Who did what, to what and when stays. Nobody can bring the words back."),
    ]
    title = gettext("Erase the words about %(person)s in the audit trail?") % {"person": person}
    return Confirmation(title, effects, gettext("Erase words"), reverse("record"))


def trail(request: HttpRequest, erasing: EraseForm, status: int = 200) -> HttpResponse:
    """The page of the trail, with its search and the form that erases."""
    form = TrailSearchForm(request.GET)
    entries = queries.matching_entries(form.search()) if form.is_valid() else Entry.objects.none()
    page = Paginator(entries, PAGE).get_page(page_number(request))
    context = {
        "form": form,
        "erasing": erasing,
        "page": page,
        "rows": list(rows(list(page.object_list))),
        "acts": deeds.acts(queries.acts()),
    }
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(request, "desk/record.html", {**context, "asked": asked.urlencode()}, status=status)


@login_required
@never_cache
@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What was searched for as CSV, newest first. That it was taken out is an entry, too."""
    who = administrator(request)
    form = TrailSearchForm(request.GET)
    entries = queries.matching_entries(form.search()) if form.is_valid() else Entry.objects.none()
    write_entry("record.exported", actor=who.person.pk, kind="record", search=request.GET.urlencode()[:200])
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
    words, subjects = queries.entry_words(entries), deeds.subjects(entries)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={entry.unit for entry in entries})}
    for entry in entries:
        details = " · ".join(f"{name}: {plain(value)}" for name, value in entry.details.items())
        yield {
            "entry": entry,
            "person": people.get(entry.actor or 0),
            "act": deeds.name_of(entry.act),
            "kind": deeds.kind_of(entry),
            "unit": units.get(entry.unit, entry.unit),
            "subject": subjects.get((entry.kind, entry.subject)),
            "words": " · ".join(words.get(entry.pk, {}).values()),
            "details": details,
        }


def plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def lines(entries: Any) -> Iterator[str]:
    yield BOM + line(HEADINGS)
    batch: list[Entry] = []
    for entry in entries.iterator(chunk_size=500):
        batch.append(entry)
        if len(batch) == 500:
            yield from written(batch)
            batch = []
    yield from written(batch)


def written(entries: list[Entry]) -> Iterator[str]:
    for row in rows(entries):
        one: Entry = row["entry"]
        cells = (
            one.pk, timezone.localtime(one.at).isoformat(timespec="seconds"), one.actor or "", row["person"] or "", one.powers, one.act, one.kind,
            one.subject, one.unit, one.outcome, row["details"], one.origin, row["words"], one.words_hash,
        )  # fmt: skip
        yield line(guarded(str(cell)) for cell in cells)
