"""Units and people in choosers: among whom one chooses, and what tells two of one name apart."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from hamafza.network.access import Standing, member_of
from hamafza.network.models import Membership, Person, Unit
from hamafza.network.queries import called
from hamafza.pages.choosers import Choosable, ChooserField
from hamafza.pages.lists import Filters, SearchWords

ROLES = Prefetch("memberships", Membership.objects.select_related("unit").order_by("pk"))


def active_units() -> QuerySet[Unit]:
    return Unit.objects.filter(active=True)


def active_people() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True)


def own(actor: Standing) -> QuerySet[Unit]:
    """In whose name the person may write."""
    return active_units() if actor.is_administrator else active_units().filter(pk__in=actor.writes_for)


def managed(actor: Standing) -> QuerySet[Unit]:
    """Whose people they may invite."""
    return active_units() if actor.is_administrator else active_units().filter(pk__in=actor.manages)


def seen(actor: Standing) -> QuerySet[Unit]:
    """Whose unpublished work they see."""
    return Unit.objects.all() if actor.is_administrator else Unit.objects.filter(pk__in=actor.sees)


def heading(actor: Standing) -> QuerySet[Unit]:
    """Units that have others below them."""
    return active_units().filter(pk__in=active_units().exclude(parent=None).values("parent"))


def colleagues(actor: Standing) -> QuerySet[Person]:
    """Those with a role in a unit of the person."""
    return active_people().filter(pk__in=Membership.objects.filter(unit__in=actor.unit_ids).values("person"))


def place(unit: Unit) -> str:
    """The body it belongs to, and its code."""
    return " · ".join(str(one) for one in (unit.parent, unit.code) if one)


def work(person: Person) -> str:
    return " · ".join(f"{one.get_role_display()}, {one.unit}" for one in list(person.memberships.all())[:2])


UNIT: Choosable[Unit] = Choosable(
    key="code",
    names=("name", "name_en", "code"),
    address="choose-unit",
    beside=place,
    nobody=_("No unit has this name."),
    whole=lambda rows: rows.select_related("parent"),
    among={
        "all": lambda actor: Unit.objects.all(),
        "active": lambda actor: active_units(),
        "own": own,
        "managed": managed,
        "heading": heading,
        "seen": seen,
    },
)
PERSON: Choosable[Person] = Choosable(
    key="pk",
    names=("name", "name_en", "username"),
    address="choose-person",
    beside=work,
    nobody=_("Nobody has this name."),
    whole=lambda rows: rows.prefetch_related(ROLES),
    among={"active": lambda actor: active_people(), "colleagues": colleagues},
)


class UnitField(ChooserField[Unit]):
    """A unit by its code or name; `several=True` for any number of them."""

    kind, model = UNIT, Unit


class PersonField(ChooserField[Person]):
    """A person by their name or user name; `several=True` for any number of them."""

    kind, model = PERSON, Person


class ChoosingForm(forms.Form):
    """A form whose choosers offer what this person may choose."""

    def __init__(self, *args: Any, actor: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        choosing_as(actor, self)


class ChoosingFilters(Filters):
    """Filters whose choosers offer what this person may choose."""

    def offer(self) -> None:
        choosing_as(member_of(self.request), self)


def choosing_as(actor: Standing, form: forms.BaseForm) -> None:
    for field in form.fields.values():
        if isinstance(field, ChooserField):
            field.of(actor)


class CalledUnits(Filters):
    """Rows of units, found by words of the unit's name or by its code."""

    q = SearchWords(label=_("Unit"))

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        words = self.said("q")
        return super().narrow(found.filter(unit__in=called(words)) if words else found)
