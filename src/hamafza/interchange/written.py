"""Answers as they are written: JSON in UTF-8, a Persian letter in two bytes, not six."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from hamafza.lib.text.characters import throughout

JSON = "application/json; charset=utf-8"


def written(data: Any) -> str:
    return json.dumps(throughout(data), cls=NinjaJSONEncoder, ensure_ascii=False)


class Utf8(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return written(data).encode("utf-8", "replace")
