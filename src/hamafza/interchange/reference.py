"""The API for people to read: one page made from the description for machines, so that it cannot fall behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from hamafza.interchange.examples import PLAIN, Shape, example, resolved
from hamafza.network.queries import the_network

BASE = "/api/v1"
DEEPEST = 3  # fields within fields
LIMITS = (("minLength", "≥"), ("minimum", "≥"), ("maxLength", "≤"), ("maximum", "≤"))
KEY = "hmz_…"


@dataclass(frozen=True)
class ReferenceField:
    """A parameter, or a field of a body. `place` is query, path, header or empty."""

    name: str
    place: str
    required: bool
    shape: str
    said: str
    example: str


@dataclass(frozen=True)
class Operation:
    """One request, with what it takes and what it answers."""

    name: str
    method: str
    path: str
    summary: str
    said: str
    parameters: list[ReferenceField]
    body: list[ReferenceField]
    call: str
    answer: str
    statuses: list[tuple[str, str]]


@require_safe
@cache_control(public=True, max_age=300)
def page(request: HttpRequest) -> HttpResponse:
    context = {
        "network": the_network(),
        "groups": groups(),
        "machine": f"{BASE}/openapi.json",
        "first": curl("get", f"{BASE}/me", [], "", None),
    }
    return render(request, "interchange/reference.html", context)


@cache
def groups() -> list[tuple[str, list[Operation]]]:
    """The operations by their tag, in the order of the description; no mapping, since a tag is "items"."""
    from hamafza.interchange.urls import api  # it imports every room of the API

    found: dict[str, list[Operation]] = {}
    shapes = api.document["components"]["schemas"]
    for path, methods in api.document["paths"].items():
        for method, one in methods.items():
            found.setdefault(one["tags"][0], []).append(operation(method, path, one, shapes))
    return list(found.items())


def operation(method: str, path: str, one: dict[str, Any], shapes: dict[str, Shape]) -> Operation:
    kind, body = content(one.get("requestBody", {}))
    _kind, answer = content(next(said for status, said in one["responses"].items() if status < "300"))
    return Operation(
        name=one["operationId"],
        method=method.upper(),
        path=path.removeprefix(BASE),
        summary=one["summary"],
        said=" ".join(one.get("description", "").split()),
        parameters=[parameter(said, shapes) for said in one["parameters"]],
        body=list(fields(body.get("schema", {}), shapes)),
        call=curl(method, path, one["parameters"], kind, body.get("example")),
        answer=pretty(answer.get("example")),
        statuses=[(status, said["description"]) for status, said in one["responses"].items()],
    )


def content(said: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The media type of a body and what is said of it."""
    return next(iter(said.get("content", {}).items()), ("", {}))


def parameter(said: dict[str, Any], shapes: dict[str, Shape]) -> ReferenceField:
    kind, told = shape_of(said["schema"], shapes), said.get("description", "")
    return ReferenceField(
        said["name"], said["in"], bool(said.get("required")), kind, told, in_short(said["example"])
    )


def in_short(value: Any) -> str:
    """An example that says something in a line."""
    return "" if value in ("", None, PLAIN["string"]) or isinstance(value, dict | list | bool) else str(value)


def fields(
    shape: Shape, shapes: dict[str, Shape], within: str = "", depth: int = 1
) -> Iterator[ReferenceField]:
    """The fields of a body; those of a field follow it, with its name before theirs."""
    shape = resolved(shape, shapes)
    needed = shape.get("required", ())
    for name, one in shape.get("properties", {}).items():
        inner = resolved(one, shapes)
        told = " ".join((one.get("description") or inner.get("description", "")).split())
        shown = in_short(example(one, shapes, name)) if inner.get("type") == "string" else ""
        yield ReferenceField(f"{within}{name}", "", name in needed, shape_of(one, shapes), told, shown)
        many = inner.get("type") == "array"
        if depth < DEEPEST:
            part = inner.get("items", {}) if many else inner
            yield from fields(part, shapes, f"{within}{name}{'[]' if many else ''}.", depth + 1)


def shape_of(shape: Shape, shapes: dict[str, Shape]) -> str:
    """What a value looks like, in few words."""
    nothing = any(one.get("type") == "null" for one in shape.get("anyOf", ()))
    shape = resolved(shape, shapes)
    if "enum" in shape:
        said = " | ".join(str(one) or '""' for one in shape["enum"])
    elif shape.get("type") == "array":
        said = f"{shape_of(shape.get('items', {}), shapes)}[]"
    else:
        said = " ".join(filter(None, (shape.get("type", "any"), shape.get("format"))))
        said += "".join(
            f" {sign} {shape[limit]}" for limit, sign in LIMITS if 0 < shape.get(limit, 0) < 2**53
        )
    return f"{said} | null" if nothing else said


def curl(method: str, path: str, parameters: list[dict[str, Any]], kind: str, body: Any) -> str:
    """The request as one types it, with the examples of the description."""
    for one in parameters:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
    lines = [f"curl {settings.BASE_URL}{path}", f'-H "Authorization: Bearer {KEY}"']
    if method != "get":
        lines[0] += f" -X {method.upper()}"
    if kind.startswith("multipart/"):
        lines += [f"-F {name}={'@picture.jpg' if name == 'file' else value}" for name, value in body.items()]
    elif kind:
        lines += [f'-H "Content-Type: {kind}"', f"-d '{pretty(body)}'"]
    return " \\\n     ".join(lines)


def pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) if value is not None else ""
