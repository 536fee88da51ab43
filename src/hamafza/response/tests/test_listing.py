"""The list of incidents is narrowed by its address, acted on, and taken along."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.world import World

from hamafza.calls.tests.cast import client_of
from hamafza.response.models import Incident
from hamafza.response.tests.cast import reported

LIST = "/desk/incidents/"


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world, "head")


def shown(client: Client, address: str) -> set[str]:
    return set(re.findall(r'id="incident-(\d+)"', client.get(address).content.decode()))


def rows(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))[1:]


def test_incidents_are_found_by_claim_severity_unit_and_day(world: World, client: Client) -> None:
    grave, other = reported(world, claim="آب شهر آلوده است"), reported(world, claim="حقوق‌ها قطع شد")
    Incident.objects.filter(pk=grave.pk).update(
        severity=4, kind="false", state="claimed", owner=world.units["province"]
    )
    assert shown(client, f"{LIST}?q=آب شهر") == {str(grave.pk)}
    assert shown(client, f"{LIST}?severity=4") == {str(grave.pk)}
    assert shown(client, f"{LIST}?unit=province") == {str(grave.pk)}
    assert shown(client, f"{LIST}?unit-typed=البرز&state=claimed") == {str(grave.pk)}
    assert shown(client, f"{LIST}?since=2019-01-01&until=2020-01-01") == set()
    assert shown(client, LIST) == {str(grave.pk), str(other.pk)}


def test_the_table_holds_what_the_filters_leave(world: World, client: Client) -> None:
    reported(world, claim="آب شهر آلوده است")
    reported(world, claim="=1+1 حقوق‌ها قطع شد")
    assert len(rows(client.post(LIST, {"do": "csv"}))) == 2
    table = rows(client.post(f"{LIST}?q=حقوق", {"do": "csv"}))
    assert [row[0] for row in table] == ["'=1+1 حقوق‌ها قطع شد"]


def test_those_on_duty_mark_several_as_seen_and_nobody_else(world: World, client: Client) -> None:
    made = [reported(world, claim=f"ادعای شمارهٔ {at}") for at in range(3)]
    picks = {"do": "acknowledge", "pick": [one.pk for one in made[:2]]}
    client_of(world, "officer").post(LIST, picks)
    assert not Incident.objects.exclude(acknowledged=None).exists()
    client.post(LIST, picks)
    assert set(Incident.objects.exclude(acknowledged=None)) == set(made[:2])


def test_a_long_list_takes_few_queries(
    world: World, client: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for at in range(40):
        reported(world, claim=f"ادعای شمارهٔ {at}")
    client.get(LIST)
    with django_assert_max_num_queries(20):
        client.get(LIST)
