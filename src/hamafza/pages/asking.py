"""Acts that reach far or cannot be undone ask first: what it is, whom it touches, what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

YES = "confirmed"


@dataclass(frozen=True)
class Question:
    """`title` names the act and what it is done to, `button` is the act, `back` the page it was asked on."""

    title: str
    effects: Sequence[str]
    button: str
    back: str


def sure(request: HttpRequest) -> bool:
    return request.POST.get(YES) == "1"


def ask_first(request: HttpRequest, question: Question) -> HttpResponse:
    """A page with one form that sends the same once more; needs no script and changes nothing."""
    left_out = {"csrfmiddlewaretoken", YES}
    kept = [
        (name, value) for name, values in request.POST.lists() if name not in left_out for value in values
    ]
    return render(request, "pages/sure.html", {"question": question, "kept": kept, "yes": YES})
