"""The description of the API: valid, with choices, statuses and examples, and no two shapes of one name."""

from __future__ import annotations

import inspect
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pydantic import BaseModel

from hamafza.interchange.urls import api

Described = dict[str, Any]


@pytest.fixture(scope="module")
def document(django_db_blocker: Any) -> Described:
    with django_db_blocker.unblock():
        return Client().get("/api/v1/openapi.json").json()


def operations(document: Described) -> Iterator[tuple[str, Described]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


@pytest.mark.slow
def test_it_is_valid_openapi(document: Described) -> None:
    validate(document)


def test_no_two_shapes_have_one_name() -> None:
    found: set[type[BaseModel]] = set()
    for operation in api.operations():
        for model in (*operation.models, *operation.response_models.values()):
            for field in getattr(model, "model_fields", {}).values():
                collect(field.annotation, found)
    names = Counter(shape.__name__ for shape in found)
    assert names["EvidenceRow"] == 1
    assert [name for name, count in names.items() if count > 1] == []


def collect(kind: Any, found: set[type[BaseModel]]) -> None:
    """All shapes that a type names, however deep."""
    if inspect.isclass(kind) and issubclass(kind, BaseModel) and kind not in found:
        found.add(kind)
        for field in kind.model_fields.values():
            collect(field.annotation, found)
    for part in get_args(kind):
        collect(part, found)


def test_names_of_operations_are_short_and_once(document: Described) -> None:
    names = Counter(operation["operationId"] for _name, operation in operations(document))
    assert names["items_publish"] == 1
    assert [name for name, count in names.items() if count > 1] == []


def test_every_operation_says_what_it_does_with_an_example_of_the_request_and_of_the_answer(
    document: Described,
) -> None:
    without = {name: list(missing(one)) for name, one in operations(document)}
    assert {name: left for name, left in without.items() if left} == {}


def missing(operation: Described) -> Iterator[str]:
    yield from (name for name in ("summary", "description") if not operation.get(name))
    good = [said for status, said in operation["responses"].items() if status < "300"]
    assert good
    for said in (operation.get("requestBody", {}), *good):
        yield from (
            f"example of {kind}" for kind, one in said.get("content", {}).items() if "example" not in one
        )
    yield from (f"example of {one['name']}" for one in operation["parameters"] if "example" not in one)


def test_every_choice_says_what_it_means(document: Described) -> None:
    assert list(unsaid(document, "")) == []


def unsaid(said: Any, path: str) -> Iterator[str]:
    if isinstance(said, dict) and isinstance(said.get("enum"), list) and not said.get("description"):
        yield path
    parts = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for name, part in parts:
        yield from unsaid(part, f"{path}/{name}")


def test_a_choice_is_described_in_english_by_the_words_of_the_desk(document: Described) -> None:
    profile = document["components"]["schemas"]["NewItem"]["properties"]["profile"]
    assert "`response`: evidenced response" in profile["description"]


def test_every_refusal_that_can_come_is_listed_as_a_problem(document: Described) -> None:
    for name, operation in operations(document):
        responses = operation["responses"]
        assert {"400", "401", "403", "404", "422", "429"} <= set(responses), name
        assert ("415" in responses) == ("requestBody" in operation), name
        for status, response in responses.items():
            assert "RateLimit-Remaining" in response["headers"], name
            assert (list(response.get("content", ())) == ["application/problem+json"]) == (status >= "400"), (
                name
            )
    assert {"412", "428"} <= set(document["paths"]["/api/v1/items/{pk}"]["patch"]["responses"])


def test_every_body_parameter_and_answer_has_an_example_that_fits_its_shape(document: Described) -> None:
    for name, operation in operations(document):
        said = [*operation["parameters"], *contents(operation)]
        for one in said:
            assert "example" in one, (name, one)
            shape = {**one["schema"], "components": document["components"]}
            Draft202012Validator(shape).validate(one["example"])


def contents(operation: Described) -> Iterator[Described]:
    for said in (operation.get("requestBody", {}), *operation["responses"].values()):
        for kind, content in said.get("content", {}).items():
            if kind in ("application/json", "application/problem+json"):
                yield content


def test_choices_are_listed(document: Described) -> None:
    shapes = document["components"]["schemas"]
    assert shapes["NewItem"]["properties"]["profile"]["enum"][:2] == ["news", "achievement"]
    assert "accept" in shapes["AnswerIn"]["properties"]["do"]["enum"]
    filters = {one["name"]: one["schema"] for one in document["paths"]["/api/v1/items"]["get"]["parameters"]}
    assert "published" in filters["state"]["anyOf"][0]["enum"]


def test_bodies_are_optional_where_nothing_must_be_said(document: Described) -> None:
    optional = {
        name.removeprefix("POST /api/v1")
        for name, operation in operations(document)
        if operation.get("requestBody", {}).get("required") is False
    }
    assert optional == {
        "/items/{pk}/publish",
        "/relays/{pk}/withdraw",
        "/incidents/{pk}/helps/{code}/release",
    }


def test_evidence_and_pictures_are_typed_rows(document: Described) -> None:
    shapes = document["components"]["schemas"]
    for name in ("NewItem", "Correction"):
        said = json.dumps(shapes[name]["properties"])
        assert "/EvidenceRow" in said
        assert "/PictureRow" in said
    assert shapes["ItemOut"]["properties"]["evidence"]["items"]["$ref"].endswith("EvidenceShown")
