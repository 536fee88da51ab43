"""A room that nobody has heard of before brings its own part of the API."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest
from ninja import Schema

from hamafza.interchange.routes import Routes
from hamafza.interchange.urls import collected
from hamafza.pages import rooms


class Garden(Schema):
    trees: int


@pytest.fixture
def gardening() -> Iterator[None]:
    module: Any = ModuleType("gardening_api")
    module.router = Routes(tags=["gardens"])

    @module.router.acts("/gardens", Garden, "Lay out a garden", made="/gardens/{trees}")
    def lay_out(request: HttpRequest) -> dict[str, int]:
        """With three trees."""
        return {"trees": 3}

    sys.modules[module.__name__] = module
    rooms.register("gardening", rooms.Api(module.__name__))
    yield
    rooms.leave("gardening")
    del sys.modules[module.__name__]


@pytest.mark.usefixtures("gardening")
def test_its_operations_are_described_like_all_others() -> None:
    paths = collected().document["paths"]
    described = paths["/api/v1/gardens"]["post"]
    assert (described["operationId"], described["summary"]) == ("gardens_lay_out", "Lay out a garden")
    assert "Location" in described["responses"]["201"]["headers"]
    assert "Idempotency-Key" in [one["name"] for one in described["parameters"]]
    assert "/api/v1/items" in paths


def test_without_the_room_there_is_nothing_of_it() -> None:
    assert "/api/v1/gardens" not in collected().document["paths"]
