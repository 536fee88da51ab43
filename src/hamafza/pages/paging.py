"""Which page of a list is wanted."""

from __future__ import annotations

from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """The `page` of the address; the first for nonsense, since people come back to lists by old links."""
    wanted = request.GET.get("page", "1")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
