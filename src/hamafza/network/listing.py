"""The lists of units and of people: what they are narrowed by, and their tables."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hamafza.network import queries
from hamafza.network.access import subtree
from hamafza.network.choosers import ChoosingFilters, UnitField
from hamafza.network.models import Membership, Person, Region, Role, Unit
from hamafza.pages.lists import ChoiceFilter, Listing, SearchWords, Sorts
from hamafza.pages.sheets import Column

ACTIVE = [("1", _("active")), ("0", _("not active"))]


class UnitFilters(ChoosingFilters):
    sorts: ClassVar[Sorts] = {
        "name": (pgettext_lazy("sort", "by name"), ("sort_key", "code")),
        "parent": (pgettext_lazy("sort", "by body"), ("parent__sort_key", "sort_key", "code")),
        "region": (pgettext_lazy("sort", "by region"), ("region__name", "sort_key", "code")),
    }

    q = SearchWords(label=_("Name or code"))
    below = UnitField(label=_("Below"), among="heading", required=False, empty=_("all"))
    region = forms.ModelChoiceField(
        Region.objects.all(), label=_("Region"), to_field_name="code", required=False, empty_label=_("all")
    )
    kind = ChoiceFilter(Unit.Kind.choices, label=_("Kind"))
    active = ChoiceFilter(ACTIVE, label=_("State"))

    @property
    def narrows(self) -> bool:
        """Whether a table is wanted: without any filter the units stand as a tree."""
        return bool(self.chips) or self.asked.get("as") == "table" or bool(self.said("sort"))


def active(said: str | None) -> dict[str, bool]:
    return {} if said is None else {"active": said == "1"}


def units(request: HttpRequest, form: UnitFilters) -> Listing[Unit]:
    found = Unit.objects.select_related("parent", "region").filter(**active(form.said("active")))
    if words := form.said("q"):
        found = found.filter(pk__in=queries.called(words))
    if above := form.said("below"):
        found = found.filter(pk__in=subtree([above.pk]) - {above.pk})
    wanted = {"region": form.said("region"), "kind": form.said("kind")}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return Listing(request, found.order_by(*form.order), "units", unit_columns())


def unit_columns() -> list[Column[Unit]]:
    people: dict[int, int] = {}

    def staff(unit: Unit) -> int:
        if not people:
            people.update(queries.people_per_unit() or {0: 0})
        return people.get(unit.pk, 0)

    return [
        Column(_("Unit"), lambda unit: unit),
        Column(_("Code"), lambda unit: unit.code),
        Column(_("belongs to"), lambda unit: unit.parent or ""),
        Column(_("Kind"), lambda unit: unit.get_kind_display()),
        Column(_("Region"), lambda unit: unit.region or ""),
        Column(_("People"), staff),
        Column(_("State"), lambda unit: _("active") if unit.active else _("not active")),
    ]


class PeopleFilters(ChoosingFilters):
    q = SearchWords(label=_("Name, user name or e-mail"))
    role = ChoiceFilter(Role.choices, label=_("Role"))
    unit = UnitField(label=_("Unit"), among="all", required=False, empty=_("all"))
    active = ChoiceFilter(ACTIVE, label=_("State"))


def people(request: HttpRequest, form: PeopleFilters) -> tuple[Listing[Person], list[int]]:
    """The people, and their keys in Persian dictionary order: no database sorts as readers do."""
    state = active(form.said("active"))
    found = Person.objects.filter(**{f"is_{name}": value for name, value in state.items()})
    wanted = {"memberships__role": form.said("role"), "memberships__unit": form.said("unit")}
    held = {name: value for name, value in wanted.items() if value}
    keys = queries.people_in_order(form.said("q") or "", found.filter(**held) if held else found)
    listing = Listing(
        request, Person.objects.filter(pk__in=keys), "people", PERSON, rows=lambda rows: in_order(rows, keys)
    )
    return listing, keys


def in_order(rows: QuerySet[Person], keys: list[int]) -> list[Person]:
    roles = Prefetch("memberships", Membership.objects.select_related("unit").order_by("pk"))
    known = {one.pk: one for one in rows.prefetch_related(roles)}
    return [known[key] for key in keys if key in known]


def roles_of(person: Person) -> str:
    return " · ".join(f"{one.get_role_display()}, {one.unit}" for one in person.memberships.all())


# No address and no telephone: a list of names goes further than one thinks.
PERSON: list[Column[Person]] = [
    Column(_("Name"), lambda person: person),
    Column(_("Roles"), roles_of),
    Column(_("State"), lambda person: _("active") if person.is_active else _("not active")),
]
