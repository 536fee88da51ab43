"""Acts that reach far or cannot be undone ask first: what it is, whom it touches, what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

YES, BACK = "confirmed", "back"


@dataclass(frozen=True)
class Confirmation:
    """`title` names the act and what it is done to, `button` is the act, `back` the page it was asked on."""

    title: str
    effects: Sequence[str]
    button: str
    back: str


def sure(request: HttpRequest) -> bool:
    return request.POST.get(YES) == "1"


def went_back(request: HttpRequest) -> bool:
    """Whether the person said no: the form is then shown again as it was filled in."""
    return request.POST.get(BACK) == "1"


def ask_first(request: HttpRequest, question: Confirmation, *, typed: bool = False) -> HttpResponse:
    """A page with one form that sends the same once more; needs no script and changes nothing.

    `typed`: the person had filled in a form at this address, so that no leads to it with all they typed.
    """
    left_out = {"csrfmiddlewaretoken", YES, BACK}
    kept = [
        (name, value) for name, values in request.POST.lists() if name not in left_out for value in values
    ]
    names = {"yes": YES, "back": BACK if typed else ""}
    return render(request, "pages/sure.html", {"question": question, "kept": kept, **names})
