"""Error pages in the language of the address, without touching the session."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext

from hamafza.portal.frame import frame
from hamafza.portal.serving import render
from hamafza.portal.tidying import right_address

SOON = "5"  # seconds


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing one may see. An address that was only passed on badly is put right."""
    if address := right_address(request):
        return HttpResponsePermanentRedirect(address)
    context = frame("home", title=gettext("Page not found")) | {"here": "", "no_index": True}
    response = HttpResponse(render("portal/404.html", context), status=404)
    response["Cache-Control"] = "no-store"
    return response


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person's role does not open the page."""
    context = frame("home", title=gettext("You cannot open this page")) | {"here": "", "no_index": True}
    response = HttpResponse(render("portal/403.html", context), status=403)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 if the database is away: rendered without it."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = HttpResponse(render("portal/503.html", {}), status=503, headers={"Retry-After": SOON})
    else:
        response = HttpResponse(render("portal/500.html", {}), status=500)
    response["Cache-Control"] = "no-store"
    return response
