"""Pages that are not there, or not open, for somebody who is logged in: within the desk, with its ways out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hamafza.desk.frame import Nav
from hamafza.network.access import standing_of
from hamafza.portal import errors


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("There is no page at this address, or it cannot be shown.")
    return lost(request, 404, _("Page not found"), text) or errors.not_found(request, exception)


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Your role does not open this page. The head of your unit or an administrator can.")
    return lost(request, 403, _("You cannot open this page"), text) or errors.no_permission(
        request, exception
    )


def lost(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse | None:
    """The page within the desk; nothing for readers, whose pages touch no session."""
    if not request.path.startswith(reverse("desk-now")) or not request.user.is_authenticated:
        return None
    nav = Nav(standing_of(request), request.path)
    nav.counts = {}  # what waits is not counted for a page that is not there
    context = {"title": title, "text": text, "icon": "lock" if status == 403 else "search", "nav": nav}
    answer = render(request, "desk/lost.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
