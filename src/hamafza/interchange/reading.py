"""How requests are read: only JSON where JSON is due, only text that can be kept, only fields that are known."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.operation import Operation
from ninja.params.models import QueryModel
from ninja.parser import Parser

from hamafza.interchange.problems import ApiProblem
from hamafza.lib.text.characters import throughout
from hamafza.pages.characters import parse_json


class BodyParser(Parser):
    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        said = request.content_type or ""
        if said != "application/json" and not said.endswith("+json"):
            raise ApiProblem(415, _("Send the body as JSON, with Content-Type: application/json."))
        data = parse_json(request.body)
        pairs = data.items() if isinstance(data, dict) else [("", data)]
        refuse(str(name) for name, value in pairs if not can_be_kept([name, value]))
        return throughout(data)

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        refuse(name for name, values in data.lists() if not can_be_kept([name, values]))
        return super().parse_querydict(data, list_fields, request)


def can_be_kept(value: object) -> bool:
    """No text in it, however deep, has a NUL or half of a character: no database keeps those."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and ("\0" in one or any("\ud800" <= sign <= "\udfff" for sign in one)):
            return False
    return True


def refuse(names: Iterable[str], message: str = "") -> None:
    """Refuse the fields named, if there are any."""
    said = message or _("This text has characters that cannot be kept.")
    errors = [{"field": printable(name), "message": said} for name in names]
    if errors:
        raise ApiProblem(422, key="invalid-request", errors=errors)


def printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode().replace("\0", "?")[:100]


def only_known(view: Callable[..., Any]) -> Callable[..., Any]:
    """The operation, which refuses parameters it does not know: a misspelled filter would filter nothing."""
    known = parameters(view._ninja_operation)  # type: ignore[attr-defined]

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        refuse(sorted(set(request.GET) - known), _("There is no such field here."))
        return view(request, *args, **kwargs)

    return wrapper


def parameters(operation: Operation) -> frozenset[str]:
    """Names of the parameters that may stand in the address."""
    models = [model for model in operation.models if issubclass(model, QueryModel)]
    return frozenset(
        name
        for model in models
        for name in (getattr(model, "__ninja_flatten_map__", None) or model.model_fields)
    )
