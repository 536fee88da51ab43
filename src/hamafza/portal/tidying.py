"""Addresses as people pass them on: Persian digits, a comma at the end, an invisible mark; led to the right one."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from hamafza.lib.text.bidi import bare
from hamafza.lib.text.digits import to_latin

_CLOSING = re.compile(r"(/|(?<=[\w-]))[.,،؛;:!؟?»)\]}”\"'…*\s]+\Z")
_DAY = re.compile(r"(?<=/)([0-9])(?=/)")
_LONGEST = 300
_NOT_FOR_READERS = ("/api/", "/desk/", "/accounts/", "/media/", "/static/", "/wire/")


def right_address(request: HttpRequest) -> str:
    """Where the address leads when its digits, marks and last sign are put right; "" when nowhere else."""
    if request.method not in ("GET", "HEAD") or len(request.path) > _LONGEST:
        return ""
    if request.path.startswith(_NOT_FOR_READERS):
        return ""
    path = _CLOSING.sub(r"\1", to_latin(bare(request.path)))
    if "/archive/" in path:
        path = _DAY.sub(r"0\1", path)
    for wanted in (path, f"{path}/") if path != request.path else ():
        if _leads_somewhere(wanted):
            query = request.META.get("QUERY_STRING", "")
            return quote(wanted) + (f"?{query}" if query else "")
    return ""


def _leads_somewhere(path: str) -> bool:
    if path.startswith("//"):
        return False
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
