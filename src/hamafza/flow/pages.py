"""The desk's pages of things that flow, for a room in which they are like anywhere: a list, a form, one thing and its buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.functional import Promise

from hamafza.flow.transitions import Moves
from hamafza.network.access import Standing, for_members
from hamafza.network.fields import OwnUnitForm
from hamafza.pages.lists import Act, Filters, Listing
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sheets import Column

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class FlowPages(Generic[Row]):
    """`name` is one thing in the context of its template and in its address, `several` the list; both name their templates.

    `make` is the action that the form calls, with what was typed. `at_once` are steps, with the words on their
    buttons, that the person may take with all that they choose in the list.
    """

    moves: Moves[Row]
    seen: Callable[[Standing], QuerySet[Row]]
    name: str
    several: str
    columns: Sequence[Column[Row]]
    filters: type[Filters]
    form: type[OwnUnitForm]
    make: Callable[..., Row]
    may_make: Callable[[Standing], bool]
    at_once: Callable[[Standing], Mapping[str, str | Promise]] = lambda _actor: {}

    @property
    def urls(self) -> list[URLPattern]:
        """The list, the form, one thing, a button of it."""
        at, name = f"{self.several}/", self.name
        both = for_members("GET", "POST")
        return [
            path(at, both(self.index), name=self.several),
            path(f"{at}new/", both(self.new), name=f"{name}-new"),
            path(f"{at}<int:pk>/", for_members("GET")(self.one), name=name),
            path(f"{at}<int:pk>/<slug:what>/", for_members("POST")(self.act), name=f"{name}-act"),
        ]

    def index(self, request: HttpRequest, actor: Standing) -> HttpResponseBase:
        filters = self.filters(request)
        acts = [self.act_at_once(actor, step, words) for step, words in self.at_once(actor).items()]
        rows = Listing(request, filters.narrow(self.seen(actor)), self.several, [*self.columns], acts)
        return rows.show(f"{self.several}/list.html", filters, may_make=self.may_make(actor))

    def act_at_once(self, actor: Standing, step: str, words: str | Promise) -> Act[Row]:
        return Act(step, words, lambda row: self.moves.act(step, actor, row))

    def new(self, request: HttpRequest, actor: Standing) -> HttpResponse:
        if not self.may_make(actor):
            raise Http404
        form = self.form(request.POST if request.method == "POST" else None, actor=actor)
        if form.is_valid() and (made := attempt(form, lambda: self.make(actor=actor, **form.cleaned_data))):
            return redirect(self.name, pk=made.pk)
        return render(request, f"{self.several}/new.html", {"form": form}, status=422 if form.errors else 200)

    def one(self, request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
        row: Any = get_object_or_404(self.seen(actor), pk=pk)
        context = {self.name: row, "may": self.moves.possible(actor, row)}
        return render(
            request,
            f"{self.several}/{self.name}.html",
            {**context, "steps": row.steps.select_related("by")},
        )

    def act(self, request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
        row, reason = get_object_or_404(self.seen(actor), pk=pk), request.POST.get("reason", "")
        if what not in self.moves.flow.steps:
            raise Http404
        say(request, lambda: self.moves.act(what, actor, row, reason), self.moves.flow.steps[what].says)
        return redirect(self.name, pk=pk)
