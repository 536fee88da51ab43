"""The API, version 1."""

from __future__ import annotations

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja.throttling import AuthRateThrottle

from hamafza.interchange import (
    calls,
    directory,
    incidents,
    items,
    problems,
    relays,
    rules,
    search,
    verify,
    wire,
)
from hamafza.interchange.auth import AUTH
from hamafza.interchange.characters import Reader, Renderer
from hamafza.interchange.describing import DescribedAPI


class Throttle(AuthRateThrottle):
    """Generous; counted in this process's memory, since a count in the database would cost more than the request."""

    cache = caches["memory"]


api = DescribedAPI(
    title="Hamafza",
    version="1",
    description="Items, units and the wire of a federation of public-relations offices.",
    docs_url=None,
    auth=AUTH,
    throttle=[Throttle("6000/m")],
    parser=Reader(),
    renderer=Renderer(),
)
for module in (items, search, verify, relays, rules, calls, incidents, wire, directory):
    api.add_router("", module.router)
problems.install(api)


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [path("", api.urls), re_path(r"", nothing)]
