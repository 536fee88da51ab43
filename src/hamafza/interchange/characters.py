"""The gate of all text at the API: what its bodies bring in, what its answers give out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from hamafza.lib.text.characters import throughout
from hamafza.pages.characters import read_json


class Reader(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        return read_json(request)


class Renderer(JSONRenderer):
    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return super().render(request, throughout(data), response_status=response_status)
