"""One gate for the characters of all text: what comes in with a request, and what goes into the database.

The first is for the forms and checks, which see what will be stored; the second for every other door: imports, the
command line, programs of the network. See `lib.text.characters`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError

from hamafza.lib.text.characters import allowed, throughout

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Parameters, fields of forms and names of files; JSON is read with `read_json`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.GET = query(request.GET)
        if request.method == "POST" and request.content_type in FORMS:
            form(request)
        return get_response(request)

    return middleware


def form(request: HttpRequest) -> None:
    try:
        request.POST = query(request.POST)
    except UnreadablePostError:  # the line broke; the form is empty then, and refused for it
        return
    for _field, files in request.FILES.lists():
        for file in files:
            file.name = allowed(file.name or "")


def query(given: QueryDict) -> Any:
    """The same, or a clean copy."""
    lists = dict(given.lists())
    if (clean := throughout(lists)) == lists:
        return given
    made = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in clean.items():
        made.setlist(name, [*made.getlist(name), *values])
    made._mutable = False
    return made


def read_json(request: HttpRequest) -> Any:
    """The body of a request as JSON, its text put right; what no database can keep is none. Raises ValueError."""
    return throughout(parse_json(request.body, finite))


def parse_json(body: bytes, number: Callable[[str], float] = float) -> Any:
    """JSON as its standard has it, without NaN. Raises ValueError."""
    try:
        return json.loads(body, parse_constant=finite, parse_float=number)
    except RecursionError:
        raise ValueError("nested too deep") from None


def finite(number: str) -> float:
    if math.isfinite(value := float(number)):
        return value
    raise ValueError(number)


# The database


def watch(connection: BaseDatabaseWrapper, **_of_signal: Any) -> None:
    """Every statement of this connection goes through the gate."""
    if keep not in connection.execute_wrappers:
        connection.execute_wrappers.append(keep)


def keep(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not params:
        return execute(sql, params, many, context)
    clean = [parameters(row) for row in params] if many else parameters(params)
    return execute(sql, clean, many, context)


def parameters(given: Any) -> Any:
    if isinstance(given, dict):
        return {name: parameter(value) for name, value in given.items()}
    return tuple(parameter(value) for value in given)


def parameter(value: Any) -> Any:
    """Text and arrays of text; what PostgreSQL gets as JSON is still an object here."""
    if hasattr(value, "obj") and hasattr(value, "dumps"):
        return type(value)(throughout(value.obj), value.dumps)
    return throughout(value)
