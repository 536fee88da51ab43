"""Lists of many rows: filtered by what stands in the address, chosen, acted on together, taken along as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from hamafza.lib.text.digits import row_number
from hamafza.lib.text.reasons import says_something
from hamafza.pages.asking import Confirmation, ask_first, sure, went_back
from hamafza.pages.choosers import TYPED
from hamafza.pages.choosing import Choice, keep, kept
from hamafza.pages.fields import Line, MomentField
from hamafza.pages.moments import DayInput
from hamafza.pages.paging import page_number
from hamafza.pages.refusals import ReasonMissing, Refused
from hamafza.pages.sheets import ENDINGS, Column, sheet
from hamafza.pages.templatetags.hamafza import digits

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

M = TypeVar("M", bound=Model)
Sorts = Mapping[str, tuple[Promise, tuple[str | OrderBy, ...]]]
PICK, ALL, DO = "pick", "all", "do"
DONE = ngettext_lazy("Done with %(number)s row.", "Done with %(number)s rows.", "number")
ASKED_FROM = 10  # rows, from which on an act asks first
DAY = timedelta(days=1)


class DayField(MomentField):
    """A day that a list begins or ends with."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", DayInput(attrs={"placeholder": gettext_lazy("like 2026-12-01")}))
        super().__init__(required=False, **options)


class LastDayField(DayField):
    """The last day of a list, to its end: rows lie before what this gives."""

    def to_python(self, value: Any) -> datetime | None:  # type: ignore[override]
        begins = super().to_python(value)
        return begins + DAY if begins else None


class ChoiceFilter(forms.ChoiceField):
    """One of some choices, or all of them."""

    def __init__(self, choices: Sequence[tuple[Any, Any]] = (), **options: Any) -> None:
        super().__init__(choices=[("", gettext_lazy("all")), *choices], required=False, **options)


@dataclass(frozen=True)
class Chip:
    """One filter that is on, and the address without it."""

    name: str
    value: str
    address: str


class Filters(forms.Form):
    """What a list may be narrowed by. Nothing is required, and what is not understood narrows nothing.

    `sorts` says by what the list may be sorted: its words, and the fields of the database. `lookups` says what of
    the database a filter is compared with; what is not so simple, a list does itself.
    """

    lookups: ClassVar[dict[str, str]] = {}

    sorts: ClassVar[Sorts] = {}

    def __init__(self, request: HttpRequest, *, defaults: dict[str, str] | None = None) -> None:
        self.request, self.asked = request, request.GET
        said = request.GET.copy()
        for name, value in (defaults or {}).items():
            said[name] = said.get(name) or value
        super().__init__(said, auto_id="filter-%s")
        if self.sorts:
            choices = [(name, words) for name, (words, _order) in self.sorts.items()]
            self.fields["sort"] = forms.ChoiceField(
                label=gettext_lazy("Sort"), choices=choices, required=False
            )
        self.offer()
        self.is_valid()

    def offer(self) -> None:
        """What depends on the person: the choices of some fields."""

    def said(self, name: str) -> Any:
        """What the filter is set to; nothing if it is off or was not understood."""
        return getattr(self, "cleaned_data", {}).get(name) or None

    def narrow(self, found: QuerySet[M]) -> QuerySet[M]:
        """The rows that are left, in the order that was chosen."""
        wanted = {lookup: self.said(name) for name, lookup in self.lookups.items()}
        return found.filter(**{name: value for name, value in wanted.items() if value}).order_by(*self.order)

    @property
    def order(self) -> tuple[str | OrderBy, ...]:
        first = next(iter(self.sorts.values()))
        return self.sorts.get(self.said("sort"), first)[1]

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(str(capfirst(str(one.label))), self.words(one), self.without(one.name))
            for one in self.visible_fields()
            if one.name not in {"sort", "scope"} and self.said(one.name)
        ]

    def words(self, one: forms.BoundField) -> str:
        said = self.said(one.name)
        if isinstance(said, Model):
            return str(said)
        choices = dict(getattr(one.field, "choices", ()))
        value = self.asked.get(one.name, "")
        return str(choices.get(value) or value)

    def without(self, name: str) -> str:
        kept = self.asked.copy()
        for gone in (name, name + TYPED, "page"):
            kept.pop(gone, None)
        return f"?{kept.urlencode()}"


class SearchWords(Line):
    """The field one types into to find something."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "search", "dir": "auto", **options.pop("attrs", {})})
        super().__init__(required=False, max_length=120, widget=widget, **options)


@dataclass(frozen=True)
class Act(Generic[M]):
    """What can be done with many rows at once; `do` does it with one, and raises `Refused` if it cannot.

    `done` says how many it was done with (`number`). From `ASKED_FROM` rows on that it `fits` the person is asked first;
    `effects` are the sentences that say what comes of it. `undo` is the act that takes it back, of rows `gone` from the list.
    """

    value: str
    label: str | Promise
    do: Callable[[M], Any]
    done: _StrPromise = DONE
    effects: Sequence[str | Promise] = ()
    kind: str = "quiet"
    reason: str | Promise = ""  # the label of a note that is asked for with it
    fits: Callable[[M], bool] = lambda _row: True
    undo: Act[M] | None = None
    gone: QuerySet[M] | None = None


@dataclass(frozen=True)
class Listing(Generic[M]):
    """All rows that the filters leave, and what can be done with those that are chosen."""

    request: HttpRequest
    found: QuerySet[M]
    name: str
    columns: Sequence[Column[M]] = ()
    acts: Sequence[Act[M]] = field(default_factory=tuple)
    rows: Callable[[QuerySet[M]], Iterable[M]] | None = None  # as the table needs them

    @property
    def chosen(self) -> QuerySet[M]:
        """The rows with a tick, or all of them; only such as the list itself shows."""
        if self.request.POST.get(ALL) == "1":
            return self.found
        return self.picked(self.found)

    def picked(self, among: QuerySet[M]) -> QuerySet[M]:
        picks = [row_number(one) for one in self.request.POST.getlist(PICK)]
        return among.filter(pk__in=[pk for pk in picks if pk is not None])

    def show(self, template: str, filters: Filters, size: int = 30, **more: Any) -> HttpResponseBase:
        """The whole view of a list: a page of it, or the answer to what was sent from the bar below."""
        if self.request.method == "POST":
            return self.answer()
        page = Paginator(self.found, size).get_page(page_number(self.request))
        return render(self.request, template, {"page": page, "filters": filters, "listing": self, **more})

    def answer(self) -> HttpResponseBase:
        """To the bar below the list: a table, or an act. Whatever it was, one comes back to the same list."""
        wish = self.request.POST.get(DO, "")
        if wish in ENDINGS and self.columns:
            nothing = not self.request.POST.getlist(PICK)
            rows = self.found if nothing else self.chosen
            return sheet(self.name, self.columns, self.rows(rows) if self.rows else rows, wish)
        if act := next((one for one in self.acts if one.value == wish), None):
            return self.wished(act, list(self.chosen))
        if act := next((one for one in self.acts if one.undo and one.undo.value == wish), None):
            assert act.undo is not None
            assert act.gone is not None
            self.carry_out(act.undo, list(self.picked(act.gone)))
        return redirect(self.request.get_full_path())

    def wished(self, act: Act[M], chosen: list[M]) -> HttpResponseBase:
        """Do it, or keep what was chosen and written until it can be done."""
        lacks = "" if chosen else _("Choose rows first: tick them in the list.")
        if not lacks and act.reason and not says_something(self.note):
            lacks = str(ReasonMissing.message)
        if lacks or went_back(self.request):
            self.keep(act, chosen)
        elif (number := sum(map(act.fits, chosen))) >= ASKED_FROM and not sure(self.request):
            return ask_first(self.request, self.question(act, number, len(chosen) - number), typed=True)
        else:
            self.carry_out(act, chosen)
        if lacks and not went_back(self.request):
            messages.warning(self.request, lacks)
        return redirect(self.request.get_full_path())

    def question(self, act: Act[M], number: int, others: int) -> Confirmation:
        effects = [str(sentence) for sentence in act.effects]
        if others:
            left = ngettext(
                "%(number)s of the chosen rows is not meant by this and stays as it is.",
                "%(number)s of the chosen rows are not meant by this and stay as they are.",
                others,
            )
            effects.append(digits(left % {"number": others}))
        title = f"{act.label}: {digits(number)}"
        return Confirmation(title, effects, str(act.label), self.request.get_full_path())

    def carry_out(self, act: Act[M], chosen: list[M]) -> None:
        done, refused = list[M](), list[tuple[M, str]]()
        for row in chosen:
            try:
                act.do(row)
                done.append(row)
            except Refused as refusal:
                refused.append((row, str(refusal)))
        self.say(act, len(done), [sentence for _row, sentence in refused])
        if refused and act.reason:
            self.keep(act, [row for row, _sentence in refused])
        elif done and act.undo:
            keep(self.request, Choice(act.undo.value, [row.pk for row in done]))

    @property
    def note(self) -> str:
        return self.request.POST.get("reason", "")

    def keep(self, act: Act[M], chosen: list[M]) -> None:
        whole = self.request.POST.get(ALL) == "1"
        keep(self.request, Choice(act.value, [] if whole else [row.pk for row in chosen], whole, self.note))

    @property
    def taken_back(self) -> dict[str, Any] | None:
        """The act that takes back what was done just now, and the rows it is about."""
        choice = kept(self.request)
        undo = next((one.undo for one in self.acts if one.undo and one.undo.value == choice.act), None)
        return {"act": undo, "picks": choice.picks} if undo else None

    def say(self, act: Act[M], done: int, refusals: list[str]) -> None:
        if done:
            messages.success(self.request, digits(act.done % {"number": done}))
        for sentence in dict.fromkeys(refusals):
            times = refusals.count(sentence)
            messages.warning(self.request, sentence if times == 1 else f"{sentence} (× {digits(times)})")
