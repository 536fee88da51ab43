"""The lists of units and people are narrowed by their address and taken along as tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.world import World

from hamafza.network.models import Membership, Person, Region, Role, Unit

UNITS, PEOPLE = "/desk/units/", "/desk/people/"


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    client.force_login(world.people["observer"])
    return client


def shown(client: Client, address: str, kind: str) -> set[str]:
    page = client.get(address).content.decode()
    return set(re.findall(rf'id="{kind}-(\d+)"', page))


def rows(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))[1:]


def keys(*units: Unit) -> set[str]:
    return {str(one.pk) for one in units}


def test_units_stand_as_a_tree_until_something_narrows_them(world: World, client: Client) -> None:
    assert 'class="unit-tree"' in client.get(UNITS).content.decode()
    assert shown(client, f"{UNITS}?as=table", "unit") == keys(*Unit.objects.all())


def test_units_are_found_by_name_body_region_and_kind(world: World, client: Client) -> None:
    province, body = world.units["province"], world.units["body"]
    province.region = Region.objects.get(code="alborz")
    province.save()
    assert shown(client, f"{UNITS}?q=روابط عمومي البرز", "unit") == keys(province)
    assert shown(client, f"{UNITS}?region=alborz", "unit") == keys(province)
    assert shown(client, f"{UNITS}?kind=province&q=البرز", "unit") == keys(province)
    assert shown(client, f"{UNITS}?below={body.code}", "unit") == keys(*Unit.objects.filter(parent=body))
    assert shown(client, f"{UNITS}?q=نیست", "unit") == set()
    assert shown(client, f"{UNITS}?region=nowhere&as=table", "unit") == keys(*Unit.objects.all())


def test_people_are_found_by_role_and_unit(world: World, client: Client) -> None:
    heads = {str(one) for one in Membership.objects.filter(role=Role.HEAD).values_list("person", flat=True)}
    assert shown(client, f"{PEOPLE}?role=head", "person") == heads
    of = Membership.objects.filter(unit=world.units["province"]).values_list("person", flat=True)
    assert shown(client, f"{PEOPLE}?unit=province", "person") == {str(one) for one in of}


def test_the_table_of_people_has_names_and_roles_in_order_and_nothing_private(
    world: World, client: Client
) -> None:
    world.people["officer"].phone = "0912"
    world.people["officer"].save()
    table = rows(client.post(f"{PEOPLE}?role=officer", {"do": "csv"}))
    assert table
    assert all(len(row) == 3 for row in table)
    assert not any("@" in cell or "0912" in cell for row in table for cell in row)


def test_the_table_of_units_has_the_chosen_ones(world: World, client: Client) -> None:
    table = rows(client.post(UNITS, {"do": "csv", "pick": [world.units["province"].pk]}))
    assert [row[1] for row in table] == ["province"]
    assert table[0][5] == str(
        Person.objects.filter(memberships__unit=world.units["province"]).distinct().count()
    )


@pytest.mark.parametrize("address", [f"{UNITS}?as=table", f"{UNITS}?q=رابط", f"{PEOPLE}?role=officer"])
def test_six_hundred_units_take_no_more_queries(
    world: World, client: Client, address: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Unit.objects.bulk_create(
        Unit(code=f"m{n}", name=f"رابط {n}", parent=world.units["centre"]) for n in range(600)
    )
    with django_assert_max_num_queries(13):
        assert client.get(address).status_code == 200
