"""How an item will look to readers. The room that draws public pages registers its way when it starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse

from hamafza.network.models import Unit
from hamafza.newsroom.content import Content

Draw = Callable[[HttpRequest, Unit, Content, datetime], HttpResponse]
registry: list[Draw] = []


def register(draw: Draw) -> None:
    registry[:] = [draw]


def render(request: HttpRequest, unit: Unit, content: Content, at: datetime) -> HttpResponse:
    """The page as published `at` that moment; 404 where no room draws public pages."""
    if not registry:
        raise Http404
    return registry[0](request, unit, content, at)
