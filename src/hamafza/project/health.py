"""How the installation is: for probes, for Prometheus."""

from __future__ import annotations

import shutil
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hamafza import __version__
from hamafza.wire.models import Cursor, Epoch, Parked
from hamafza.wire.queries import head, head_pos
from hamafza.wire.stream.control import stat


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, with the ledger's head; else 503."""
    try:
        place = str(head())
    except (DatabaseError, Epoch.DoesNotExist):
        return JsonResponse({"status": "database unreachable", "version": __version__}, status=503)
    return JsonResponse({"status": "ok", "head": place, "version": __version__})


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for this machine itself and for administrators; 404 for everybody else."""
    if not (from_this_machine(request) or getattr(request.user, "is_administrator", False)):
        raise Http404
    return HttpResponse("".join(f"{line}\n" for line in measured()), content_type="text/plain; version=0.0.4")


def measured() -> list[str]:
    at = head_pos()
    lines = [f"hamafza_ledger_head {at}", f"hamafza_parked {Parked.objects.count()}"]
    for cursor in Cursor.objects.order_by("consumer"):
        lines.append(f'hamafza_consumer_lag{{consumer="{cursor.consumer}"}} {max(at - cursor.pos, 0)}')
    lines.append(f"hamafza_disk_free_bytes {shutil.disk_usage(settings.DATA).free}")
    stream = stat(settings.RUN_DIR)
    lines.append(f"hamafza_stream_up {int(stream is not None)}")
    for name in ("connections", "delivered", "accepted", "refused", "slow", "dead", "resets"):
        if stream is not None and name in stream:
            lines.append(f"hamafza_stream_{name} {stream[name]}")
    return lines


def from_this_machine(request: HttpRequest) -> bool:
    """Asked over loopback, and not by a proxy for somebody else."""
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    try:
        return not forwarded and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
