"""The description of the API: what the framework cannot know of the operations is said in one place.

Said at each operation instead, the framework would build models for every status of each, which it never
uses, since problems are made by `problems.answer`; they took 8 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.utils import translation
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from hamafza.interchange.examples import example, resolved
from hamafza.interchange.fields import LABELS
from hamafza.interchange.problems import CONTENT_TYPE, TITLES
from hamafza.interchange.schemas import FieldProblem, ProblemOut

ALWAYS = (400, 401, 403, 404, 422, 429, 503)
WITH_A_BODY = (409, 413, 415)
REF = "#/components/schemas/"
RATE = {
    "RateLimit-Limit": "requests in a minute",
    "RateLimit-Remaining": "requests that are left in this minute",
    "RateLimit-Reset": "seconds until the next minute",
}


class DescribedAPI(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Short: clients are generated from it, and name their functions so."""
        name, room = operation.view_func.__name__.strip("_"), (operation.tags or [""])[0]
        return f"{room}_{name}"

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        return self.document

    @cached_property
    def document(self) -> OpenAPISchema:
        document = super().get_openapi_schema(path_prefix="api/v1/")
        schemas = document["components"]["schemas"]
        for model in (ProblemOut, FieldProblem):
            schemas[model.__name__] = model.model_json_schema(ref_template=REF + "{model}")
        schemas[ProblemOut.__name__].pop("$defs", None)
        once = {self.get_openapi_operation_id(one) for one in self.operations() if is_idempotent(one)}
        for methods in document["paths"].values():
            for method, operation in methods.items():
                request_headers(operation, once, schemas)
                with translation.override("en"):
                    answers(method, operation)
                show(operation, schemas)
        explain(document)
        return document

    def operations(self) -> Iterator[Operation]:
        for bound in self._get_bound_routers():
            for view in bound.path_operations.values():
                yield from view.operations


def is_idempotent(operation: Operation) -> bool:
    return hasattr(operation.view_func, "idempotent")


def request_headers(operation: dict[str, Any], once: set[str], schemas: dict[str, Any]) -> None:
    """The headers a caller may send, which operations read by themselves."""
    if operation["operationId"] in once:
        said = "A name of this request, up to 80 characters. Sent again it has no second effect and gets the same answer."
        parameter(operation, "Idempotency-Key", said, maxLength=80)
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    if "base_version" in resolved(body, schemas).get("properties", {}):
        said = "The ETag of the item that was read, in place of `base_version`."
        parameter(operation, "If-Match", said)
        for status in (412, 428):
            operation["responses"][status] = {}


def parameter(operation: dict[str, Any], name: str, said: str, **more: Any) -> None:
    schema = {"type": "string", **more}
    shown = {"Idempotency-Key": "6f1c2d4e", "If-Match": '"3-9f86d081884c7d65"'}[name]
    operation["parameters"].append(
        {
            "in": "header",
            "name": name,
            "required": False,
            "description": said,
            "schema": schema,
            "example": shown,
        }
    )


def answers(method: str, operation: dict[str, Any]) -> None:
    """Every status the operation may answer with, and the headers."""
    body = "requestBody" in operation
    for status in (*ALWAYS, *(WITH_A_BODY if body else (409,) if method != "get" else (304,))):
        operation["responses"].setdefault(status, {})
    said = sorted(operation["responses"].items())
    operation["responses"] = {str(status): answer(int(status), response) for status, response in said}


def answer(status: int, response: dict[str, Any]) -> dict[str, Any]:
    names = {**RATE, **({"Location": "address of what was made"} if status == 201 else {})}
    headers = {name: {"description": said, "schema": {"type": "string"}} for name, said in names.items()}
    title = str(TITLES.get(status) or HTTPStatus(status).phrase)
    described = {"description": title, **response, "headers": headers}
    if status >= 400:
        kind = HTTPStatus(status).phrase.lower().replace(" ", "-")
        shown = {"type": f"urn:hamafza:problem:{kind}", "title": title, "status": status}
        shown |= {"detail": title, "instance": "/api/v1/items"}
        described["content"] = {
            CONTENT_TYPE: {"schema": {"$ref": REF + ProblemOut.__name__}, "example": shown}
        }
    return described


def show(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """An example of each parameter, of the body and of a good answer."""
    for one in operation["parameters"]:
        one.setdefault("example", example(one["schema"], schemas, one["name"]))
    good = [response for status, response in operation["responses"].items() if status < "300"]
    for said in (operation.get("requestBody", {}), *good):
        for content in said.get("content", {}).values():
            if several := content["schema"].get(
                "allOf"
            ):  # a reference with a default, which clients cannot read
                content["schema"] = several[0]
            content["example"] = example(content["schema"], schemas)


def explain(said: Any) -> None:
    """Beside each list of choices, what they mean."""
    if isinstance(said, dict) and (labels := said.pop(LABELS, None)):
        told = "; ".join(f"`{value}`: {label.rstrip('.')}" for value, label in labels.items())
        said["description"] = " - ".join(filter(None, (said.get("description"), told)))
    if isinstance(said, dict | list):
        for part in said.values() if isinstance(said, dict) else said:
            explain(part)
