"""Browsers that take pushes: subscribing, leaving, and the two files they install."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from hamafza.network.access import standing_of
from hamafza.network.events import session_name
from hamafza.network.queries import the_network
from hamafza.notices import actions
from hamafza.pages.characters import read_json
from hamafza.pages.refusals import Refused

WORKER = Path(__file__).parent / "static/notices/worker.js"
LARGEST = 4096
ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any maskable"))


def said(request: HttpRequest) -> dict[str, Any] | None:
    """The subscription in the body, as browsers write it; None for anything else."""
    if len(request.body) > LARGEST:
        return None
    try:
        found = read_json(request)
        keys = found["keys"]
        fields = {"endpoint": found["endpoint"], "p256dh": keys["p256dh"], "auth": keys["auth"]}
    except (ValueError, KeyError, TypeError):
        return None
    return fields if all(isinstance(value, str) for value in fields.values()) else None


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Subscribe this browser: 204, 400 for what is no subscription, 422 with the reason if refused."""
    fields = said(request)
    if fields is None:
        return HttpResponse(status=400)
    session = session_name(request.session.session_key or "")
    label = device_label(request.headers.get("User-Agent", ""))
    try:
        actions.add_device(actor=standing_of(request), session=session, label=label, **fields)
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=422)
    return HttpResponse(status=204)


def device_label(agent: str) -> str:
    """«Chrome · Android»: enough for a person to know their own devices again."""
    browsers = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {
        "Android": "Android",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Windows": "Windows",
        "Mac OS": "macOS",
    }
    found = [
        next((name for mark, name in marks.items() if mark in agent), "") for marks in (browsers, systems)
    ]
    return " · ".join(name for name in [found[0], found[1] or ("Linux" if "Linux" in agent else "")] if name)


@login_required
@require_POST
def off(request: HttpRequest) -> HttpResponse:
    """This browser has left; said by its script, so the address is in the body."""
    fields = said(request)
    if fields is None:
        return HttpResponse(status=400)
    actions.drop_device(actor=standing_of(request), endpoint=fields["endpoint"])
    return HttpResponse(status=204)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the person's other devices, from the list in the settings."""
    if not actions.drop_device(actor=standing_of(request), pk=pk):
        raise Http404
    messages.success(request, _("That device no longer gets notifications."))
    return redirect("notice-settings")


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: from an address whose scope is the desk, and always the newest."""
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = "/desk/"
    return answer


@require_GET
@cache_control(private=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the desk an app on a home screen, which iOS wants before it lets pages notify."""
    language = get_language() or "fa"
    said = {
        "id": "/desk/",
        "name": str(the_network()),
        "short_name": str(_("Hamafza")),
        "start_url": "/desk/",
        "scope": "/",
        "display": "standalone",
        "lang": language,
        "dir": "rtl" if language == "fa" else "ltr",
        "background_color": "#fbfaf7",
        "theme_color": "#0b5c5a",
        "icons": [
            {"src": static(f"notices/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }
    return JsonResponse(
        said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
