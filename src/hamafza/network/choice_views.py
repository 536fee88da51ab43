"""What opens under a chooser while a name is typed: the nearest ones, before all that one chose lately."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hamafza.network.access import Standing, for_members
from hamafza.network.choosers import PERSON, UNIT
from hamafza.pages.choosers import LONGEST, OFFERED, Choosable

LATELY = 8


@for_members("GET")
def unit(request: HttpRequest, actor: Standing) -> HttpResponse:
    return choices(request, UNIT, actor)


@for_members("GET")
def person(request: HttpRequest, actor: Standing) -> HttpResponse:
    return choices(request, PERSON, actor)


def choices(request: HttpRequest, kind: Choosable[Any], actor: Standing) -> HttpResponse:
    among = request.GET.get("among", "")
    if among not in kind.among:
        raise Http404
    rows = kind.rows(among, actor)
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    lately = kind.keyed(request.GET.get("lately", "").split(",")[:LATELY], rows)
    found = kind.find(words, rows) if words else list(rows[:OFFERED])
    first = [row for row in lately if not words or kind.near(row, words) is not None]
    shown = [*first, *(row for row in found if row not in first)][:OFFERED]
    context = {"choices": kind.choices(shown, words), "nobody": kind.nobody, "lately": len(first)}
    return render(request, "pages/_choices.html", context)
