"""The lists of calls: what they are narrowed by, their tables, and what is done with several at once."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hamafza.calls import actions, answering, queries, states
from hamafza.calls.models import Answer, Call, CallKind
from hamafza.network.access import Standing
from hamafza.newsroom.models import ItemState
from hamafza.pages.lists import Act, ChoiceFilter, Filters, LastDayField, Listing, SearchWords, Sorts
from hamafza.pages.sheets import Column


class CallFilters(Filters):
    """Both lists: which calls, of which kind, due when."""

    q = SearchWords(label=_("What is asked"))
    kind = ChoiceFilter(CallKind.choices, label=_("Kind"))
    until = LastDayField(label=_("Due until"))
    over = forms.CharField(required=False, widget=forms.HiddenInput)
    mine = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def is_over(self) -> bool:
        return bool(self.said("over") == "1")

    @property
    def is_mine(self) -> bool:
        return bool(self.said("mine") == "1")

    def narrowed(self, found: QuerySet[Any], to_call: str = "") -> QuerySet[Any]:
        wanted = {
            "title__icontains": self.said("q"),
            "kind": self.said("kind"),
            "deadline__lt": self.said("until"),
        }
        return found.filter(**{to_call + name: value for name, value in wanted.items() if value})


class InboxFilters(CallFilters):
    sorts: ClassVar[Sorts] = {
        "due": (pgettext_lazy("sort", "most pressing first"), ("call__deadline", "pk")),
        "new": (pgettext_lazy("sort", "newest first"), ("-moved", "-pk")),
        "unit": (pgettext_lazy("sort", "by unit"), ("call__unit__sort_key", "call__deadline", "pk")),
    }


class OutboxFilters(CallFilters):
    sorts: ClassVar[Sorts] = {
        "due": (pgettext_lazy("sort", "most pressing first"), ("deadline", "pk")),
        "new": (pgettext_lazy("sort", "newest first"), ("-pk",)),
    }


ASKED: list[Column[Answer]] = [
    Column(_("What is asked"), lambda row: row.call.title),
    Column(_("Kind"), lambda row: row.call.get_kind_display()),
    Column(_("Asked by"), lambda row: row.call.unit),
    Column(_("Unit"), lambda row: row.unit),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Deadline"), lambda row: row.call.deadline),
    Column(_("Assigned to"), lambda row: row.delegated_to or ""),
]
OURS: list[Column[Call]] = [
    Column(_("What is asked"), lambda call: call.title),
    Column(_("Kind"), lambda call: call.get_kind_display()),
    Column(_("Unit"), lambda call: call.unit),
    Column(_("State"), lambda call: call.get_state_display()),
    Column(_("Deadline"), lambda call: call.deadline),
]


def item_of(row: Answer) -> str:
    """The item that was given, and that readers no longer have it."""
    if row.item is None or row.item.published is None:
        return ""
    headline = row.item.published.headline
    withdrawn = row.item.state == ItemState.RETIRED
    return gettext("%(headline)s (withdrawn)") % {"headline": headline} if withdrawn else headline


ANSWERS: list[Column[Answer]] = [
    Column(_("Unit"), lambda row: row.unit),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Last changed"), lambda row: row.moved),
    Column(_("Assigned to"), lambda row: row.delegated_to or ""),
    Column(_("Item"), item_of),
    Column(_("Figure"), lambda row: row.figure),
    Column(_("Note"), lambda row: row.note),
]


def inbox(request: HttpRequest, actor: Standing, form: CallFilters) -> Listing[Answer]:
    found = form.narrowed(queries.inbox(actor, over=form.is_over, mine=form.is_mine), "call__")
    if form.said("sort") or not form.is_over:
        found = found.order_by(*form.order)
    accept: Act[Answer] = Act(
        "accept",
        _("Take on the chosen ones"),
        lambda row: answering.accept(actor=actor, answer=row),
        ngettext_lazy(
            "Your unit is on %(number)s request.", "Your unit is on %(number)s requests.", "number"
        ),
        kind="soft",
        fits=lambda row: "accept" in states.ANSWER.possible(row.state, states.ASKED, row.call.state),
    )
    may = bool(actor.writes_for) and not form.is_over
    return Listing(request, found, "requests-to-us", ASKED, [accept] if may else [])


def outbox(request: HttpRequest, actor: Standing, form: CallFilters) -> Listing[Call]:
    found = form.narrowed(queries.outbox(actor, over=form.is_over))
    if form.said("sort") or not form.is_over:
        found = found.order_by(*form.order)
    remind: Act[Call] = Act(
        "remind",
        _("Remind"),
        lambda call: actions.remind(actor=actor, call=call),
        ngettext_lazy("Reminded for %(number)s request.", "Reminded for %(number)s requests.", "number"),
        effects=[_("Every unit that has not answered gets a reminder now.")],
        fits=lambda call: call.state == states.OPEN and not call.held,
    )
    return Listing(request, found, "our-requests", OURS, [] if form.is_over else [remind])


def waits_for(call: Call, step: str, row: Answer) -> bool:
    return step in states.ANSWER.possible(row.state, states.ASKER, call.state)


def answers(request: HttpRequest, actor: Standing, call: Call, share: str, *, may: bool) -> Listing[Answer]:
    """The rows of one call's board."""
    reason = request.POST.get("reason", "")
    confirm: Act[Answer] = Act(
        "confirm",
        _("Confirm the chosen ones"),
        lambda row: actions.confirm(actor=actor, answer=row),
        ngettext_lazy("%(number)s answer was confirmed.", "%(number)s answers were confirmed.", "number"),
        effects=[_("The units read that their work is accepted. A confirmed answer stays confirmed.")],
        kind="soft",
        fits=partial(waits_for, call, "confirm"),
    )
    send_back: Act[Answer] = Act(
        "return",
        _("Send the chosen ones back"),
        lambda row: actions.return_(actor=actor, answer=row, reason=reason),
        ngettext_lazy("%(number)s answer was sent back.", "%(number)s answers were sent back.", "number"),
        effects=[_("Each of these units gets its work back, with the same note.")],
        reason=_("What is missing?"),
        fits=partial(waits_for, call, "return"),
    )
    acts = [confirm, send_back] if may and share in {queries.EVERYBODY, "to-confirm"} else []
    return Listing(request, queries.board_rows(call, share), f"call-{call.pk}", ANSWERS, acts)
