"""How the installation is: for load balancers, for Prometheus, and for administrators as a page."""

from __future__ import annotations

import ipaddress
import shutil
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamafza import __version__
from hamafza.lib.text.digits import row_number
from hamafza.network import tokens
from hamafza.network.access import standing_of
from hamafza.project.environment import LOOPBACK
from hamafza.wire import operating
from hamafza.wire.errors import NothingWaits, UnknownConsumer
from hamafza.wire.models import Parked
from hamafza.wire.queries import head, lags
from hamafza.wire.stream.control import stat

QUICK = 0.25  # seconds; one of the bounds of `wire.stream.stats`


@require_GET
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; 503 else. Cheap, for everybody, says nothing of the content."""
    try:
        place = head()
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok", "version": __version__, "head": str(place)})


def report(request: HttpRequest) -> dict[str, Any]:
    """Everything there is to see of the running system; `carrier` only where there is to be one."""
    disk = shutil.disk_usage(settings.DATA)
    door = request.META.get("hamafza.door")
    facts = {
        "version": __version__,
        "head": str(head()),
        "lags": lags(),
        "stream": stat(settings.RUN_DIR),
        "worker": stat(settings.RUN_DIR, of="worker"),
        "door": door.stats() if door is not None else None,
        "free_mb": disk.free // 1_000_000,
        "free_percent": round(100 * disk.free / disk.total),
    }
    if settings.HAS_CARRIER:
        facts["carrier"] = stat(settings.RUN_DIR, of="carrier")
    return facts


@require_GET
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    if not standing_of(request).is_administrator:
        raise Http404
    failures = Parked.objects.select_related("event").order_by("-pk")[:100]
    facts = report(request)
    shown = {"report": facts, "parked": failures, "quick": quick(facts["stream"])}
    return render(request, "project/health.html", shown)


def quick(stream: dict[str, Any] | None) -> dict[str, int] | None:
    """How many of the events since the start of the stream were delivered within a quarter of a second."""
    total = sum(stream["lag"]["counts"]) if stream else 0
    if not stream or not total:
        return None
    within = stream["lag"]["bounds"].index(QUICK) + 1
    return {"percent": round(100 * sum(stream["lag"]["counts"][:within]) / total), "total": total}


@require_POST
def parked(request: HttpRequest) -> HttpResponse:
    """Let the worker try the marked events again, or forget them for good."""
    standing = standing_of(request)
    if not standing.is_administrator:
        raise Http404
    marked = Parked.objects.filter(
        pk__in=[pk for one in request.POST.getlist("parked") if (pk := row_number(one)) is not None]
    )
    if request.POST.get("what") == "drop":
        operating.drop_parked(actor=standing, parked=marked)
        messages.success(request, _("They were deleted."))
    else:
        operating.retry(actor=standing, parked=marked)
        messages.success(request, _("They will be tried again now."))
    return redirect("health")


@require_POST
def set_aside(request: HttpRequest) -> HttpResponse:
    """Let a consumer that hangs at an event go on with the next one."""
    standing = standing_of(request)
    if not standing.is_administrator:
        raise Http404
    try:
        operating.park(actor=standing, consumer=request.POST.get("consumer", ""))
    except UnknownConsumer:
        raise Http404 from None
    except NothingWaits:
        messages.error(request, _("Nothing is waiting there any more."))
    else:
        messages.success(request, _("The event was set aside; the consumer continues."))
    return redirect("health")


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text: for callers on this machine, and for administrators by session or key."""
    if not may_measure(request):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST  # large, and of use to few

    from hamafza.project.metrics import text

    return HttpResponse(text(report(request)), content_type=CONTENT_TYPE_LATEST)


def may_measure(request: HttpRequest) -> bool:
    if at_home(request):
        return True
    scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
    found = tokens.find_token(key) if scheme.lower() == "bearer" else None
    if found is not None:
        return found.person.is_administrator
    return request.user.is_authenticated and standing_of(request).is_administrator


def at_home(request: HttpRequest) -> bool:
    """A caller on this machine, asking an installation that is for this machine only, with nobody between.

    Where there is a public address a proxy may stand on this machine and speak for anybody: a key is needed then.
    """
    forwarded = request.META.get("hamafza.forwarded") or any(
        name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
    )
    private = (urlsplit(settings.BASE_URL).hostname or "") in LOOPBACK
    return private and not forwarded and local(request.META["REMOTE_ADDR"])


def local(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
