"""What a caller names in a request: a unit by its code, a person by the user name, an item by its news code."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from hamafza.interchange.problems import ApiProblem
from hamafza.network.models import Person, Topic, Unit
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item

M = TypeVar("M", bound=Model)


def the_one(rows: QuerySet[M], field: str, value: object, unknown: str) -> M:
    """The row that is meant. 422 with the field if there is none."""
    row = rows.first()
    if row is None:
        raise ApiProblem(422, unknown, errors=[{"field": field, "message": str(value)}])
    return row


def unit_named(code: str, field: str = "unit") -> Unit:
    return the_one(Unit.objects.filter(code=code), field, code, _("Unknown unit."))


def known_unit(code: str, field: str = "unit") -> str:
    """The code a list is narrowed to, if one is given."""
    return unit_named(code, field).code if code else ""


def known_topic(code: str) -> str:
    found = Topic.objects.filter(code=code)
    return the_one(found, "topic", code, _("Unknown topic.")).code if code else ""


def person_named(username: str, field: str = "person") -> Person:
    return the_one(Person.objects.filter(username=username), field, username, _("Unknown person."))


def item_named(code: int) -> Item:
    """An item that readers see."""
    return the_one(public_items().filter(code=code), "item", code, _("Unknown item."))
