"""The list of items: what it is narrowed by, its table, and what is done with several at once."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from hamafza.network.access import Standing
from hamafza.network.choosers import ChoosingFilters, UnitField
from hamafza.newsroom import access, actions, queries, unseen
from hamafza.newsroom.models import Item, ItemState, Profile
from hamafza.pages.lists import Act, ChoiceFilter, DayField, LastDayField, Listing, SearchWords, Sorts
from hamafza.pages.sheets import Column

SCOPES = (("mine", _("mine")), ("unit", _("my units")), ("network", _("the network")))


def states() -> list[tuple[str, Any]]:
    """The states one may filter by; "scheduled" stands before "published"."""
    found: list[tuple[str, Any]] = list(ItemState.choices)
    place = [value for value, _label in found].index(ItemState.PUBLISHED)
    return [*found[:place], (queries.SCHEDULED, _("scheduled")), *found[place:]]


class ItemFilters(ChoosingFilters):
    sorts: ClassVar[Sorts] = {
        "new": (pgettext_lazy("sort", "newest first"), ("-versioncreated", "-pk")),
        "old": (pgettext_lazy("sort", "oldest first"), ("versioncreated", "pk")),
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "-versioncreated", "-pk")),
    }

    q = SearchWords(label=_("Headline or code"))
    scope = forms.ChoiceField(label=_("By"), choices=SCOPES, required=False)
    state = ChoiceFilter(states(), label=_("State"))
    profile = ChoiceFilter(Profile.choices, label=_("profile"))
    unit = UnitField(label=_("Unit"), among="seen", required=False, empty=_("all"))
    since = DayField(label=_("From"))
    until = LastDayField(label=_("Until"))

    def __init__(self, request: HttpRequest, actor: Standing) -> None:
        self.default = "unit" if actor.unit_ids else "network"
        super().__init__(request, defaults={"scope": self.default})

    def offer(self) -> None:
        super().offer()
        few = self.fields["unit"].few  # type: ignore[attr-defined]
        if few is not None and len(few) < 2:
            del self.fields["unit"]

    @property
    def scope_now(self) -> str:
        return self.said("scope") or self.default


def headline(item: Item) -> str:
    version = item.published or item.current
    return version.headline if version else ""


def state_of(item: Item) -> str:
    """A scheduled item is published for the database, and for nobody else."""
    return str(_("scheduled") if item.is_scheduled else item.get_state_display())


class CheckFilters(ChoosingFilters):
    lookups: ClassVar = {
        "profile": "current__profile",
        "unit": "unit",
        "since": "versioncreated__gte",
        "until": "versioncreated__lt",
    }
    sorts: ClassVar[Sorts] = {
        "due": (pgettext_lazy("sort", "most pressing first"), ("check_due", "pk")),
        "new": (pgettext_lazy("sort", "newest first"), ("-versioncreated", "-pk")),
        "unit": (pgettext_lazy("sort", "by unit"), ("unit__sort_key", "check_due", "pk")),
    }

    q = SearchWords(label=_("Headline or code"))
    profile = ChoiceFilter(Profile.choices, label=_("profile"))
    unit = UnitField(label=_("Unit"), among="seen", required=False, empty=_("all"))
    since = DayField(label=_("From"))
    until = LastDayField(label=_("Until"))


COLUMNS: list[Column[Item]] = [
    Column(_("News code"), lambda item: item.code),
    Column(_("Headline"), headline),
    Column(_("Unit"), lambda item: item.unit),
    Column(_("State"), state_of),
    Column(_("Scheduled for"), lambda item: item.embargoed if item.is_scheduled else None),
    Column(_("profile"), lambda item: item.current.get_profile_display() if item.current else ""),
    Column(_("First published"), lambda item: item.firstpublished),
    Column(_("Last changed"), lambda item: item.versioncreated),
]


DUE: Column[Item] = Column(_("Check until"), lambda item: item.check_due)


def acts(actor: Standing) -> list[Act[Item]]:
    if not (actor.is_administrator or actor.writes_for):
        return []
    return [
        Act(
            "submit",
            _("Send for a check"),
            lambda item: actions.submit(actor=actor, item=item),
            ngettext_lazy(
                "%(number)s item was sent for a check.", "%(number)s items were sent for a check.", "number"
            ),
            fits=is_draft,
        ),
        Act(
            "discard",
            _("Delete drafts"),
            lambda item: unseen.discard(actor=actor, item=item),
            ngettext_lazy("%(number)s draft was deleted.", "%(number)s drafts were deleted.", "number"),
            effects=[_("The drafts leave the lists of all who write for your unit.")],
            kind="danger",
            fits=lambda item: access.may_discard(actor, item),
            undo=Act(
                "restore",
                _("Bring the deleted drafts back"),
                lambda item: unseen.restore(actor=actor, item=item),
                ngettext_lazy("%(number)s draft is back.", "%(number)s drafts are back.", "number"),
            ),
            gone=access.visible(actor).filter(discarded__isnull=False),
        ),
    ]


def is_draft(item: Item) -> bool:
    return item.state == ItemState.DRAFT


def listing(request: HttpRequest, actor: Standing, form: ItemFilters) -> Listing[Item]:
    found: QuerySet[Item] = queries.found(
        actor,
        scope=form.scope_now,
        state=form.said("state") or "",
        profile=form.said("profile") or "",
        unit=form.said("unit"),
        words=form.said("q") or "",
        since=form.said("since"),
        until=form.said("until"),
    )
    return Listing(request, found.order_by(*form.order), "items", COLUMNS, acts(actor))


def waiting(request: HttpRequest, actor: Standing, form: CheckFilters) -> Listing[Item]:
    """What waits for a check. One note goes back to several authors; publishing stays one by one, since each is read."""
    found = form.narrow(queries.waiting_checks(actor))
    if words := form.said("q"):
        found = found.filter(queries.called(words))
    send_back: Act[Item] = Act(
        "return",
        _("Send back the chosen ones"),
        lambda item: actions.return_to_author(actor=actor, item=item, reason=request.POST.get("reason", "")),
        ngettext_lazy("%(number)s item was sent back.", "%(number)s items were sent back.", "number"),
        effects=[_("Each author reads your note beside the text.")],
        reason=_("What is missing"),
    )
    return Listing(request, found, "checks", [*COLUMNS, DUE], [send_back])
