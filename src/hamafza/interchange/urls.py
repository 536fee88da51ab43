"""The API, version 1."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from hamafza.interchange import problems
from hamafza.interchange.auth import AUTH
from hamafza.interchange.describing import DescribedAPI
from hamafza.interchange.headers import Throttle
from hamafza.interchange.reading import BodyParser, only_known
from hamafza.interchange.written import Utf8
from hamafza.pages import rooms


def collected() -> DescribedAPI:
    """The operations that the rooms bring."""
    api = DescribedAPI(
        title="Hamafza",
        version="1",
        description="Items, units and the wire of a federation of public-relations offices.",
        docs_url=None,
        auth=AUTH,
        throttle=[Throttle()],
        parser=BodyParser(),
        renderer=Utf8(),
    )
    api.add_decorator(only_known)
    for one in rooms.brought(rooms.Api):
        api.add_router("", import_string(f"{one.module}.router"))
    problems.install(api)
    return api


api = collected()


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [path("", api.urls), re_path(r"", nothing)]
