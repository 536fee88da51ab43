"""Programs do with visits what people do at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from examples.visits.tests.cast import announced
from hamafza.interchange.tests.test_items import Caller

pytestmark = pytest.mark.usefixtures("positions")


def new(**said: object) -> dict[str, object]:
    begins = (timezone.now() + timedelta(days=2)).isoformat()
    return {"unit": "province", "subject": "درمانگاه", "begins": begins, "guests": 5, **said}


def test_a_program_announces_reads_and_confirms(world: World) -> None:
    made = Caller(world, "officer").post("/visits", new())
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1/visits/{made.json()['id']}"
    path = f"/visits/{made.json()['id']}"
    assert Caller(world, "head").post(f"{path}/step", {"do": "confirm"}).json()["state"] == "confirmed"
    assert Caller(world, "officer").get(path).json()["state"] == "confirmed"


def test_refusals_are_those_of_the_desk(world: World) -> None:
    path = f"/visits/{announced(world).pk}/step"
    assert Caller(world, "officer").post(path, {"do": "confirm"}).status_code == 403
    assert Caller(world, "trusted").post(path, {"do": "confirm"}).status_code == 404
    said = Caller(world, "officer").post(path, {"do": "call-off"})
    assert (said.status_code, said.json()["errors"][0]["field"]) == (422, "reason")
    assert Caller(world, "trusted").post("/visits", new()).status_code == 403
    assert Caller(world, "officer").post("/visits", new(guests=0)).status_code == 422


def test_the_list_has_pages(world: World) -> None:
    for number in range(3):
        announced(world, subject=f"بازدید {number}")
    caller = Caller(world, "officer")
    first = caller.get("/visits?limit=2&state=announced").json()
    assert [visit["subject"] for visit in first["visits"]] == ["بازدید 2", "بازدید 1"]
    rest = caller.get("/visits?" + first["next"].partition("?")[2]).json()
    assert [visit["subject"] for visit in rest["visits"]] == ["بازدید 0"]
    assert rest["next"] is None


def test_the_description_of_the_api_has_it(world: World) -> None:
    paths = Caller(world, "officer").get("/openapi.json").json()["paths"]
    assert {"/api/v1/visits", "/api/v1/visits/{pk}", "/api/v1/visits/{pk}/step"} <= set(paths)
