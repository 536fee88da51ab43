"""Taking in a table of units and people over HTTP: upload, look, confirm. For administrators."""

from __future__ import annotations

import secrets
import zlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamafza.lib.documents.sheet_cells import MEDIA_TYPE
from hamafza.network import importing, samples
from hamafza.network.forms import TableForm
from hamafza.network.sheet import MAX_BYTES
from hamafza.network.term_views import administrator
from hamafza.pages.refusals import Refused

KEEP_SECONDS = 3600
PROBLEMS_SHOWN = 200

SAMPLES = {
    f"{language}.{ending}": (language, make, kind)
    for language in ("fa", "en")
    for ending, make, kind in (
        ("csv", samples.as_csv, "text/csv; charset=utf-8"),
        ("xlsx", samples.as_xlsx, MEDIA_TYPE),
    )
}


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read the table and show what it would do; nothing is changed yet."""
    who = administrator(request)
    form = TableForm(request.POST or None, request.FILES or None)
    context = {"form": form, "samples": sorted(SAMPLES), "shown": PROBLEMS_SHOWN}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read(MAX_BYTES + 1)
        try:
            context["plan"] = plan = importing.read(data, file.name)
        except importing.TableError as error:
            form.add_error("file", str(error))
        else:
            if plan.is_good:
                context["key"] = keep(who.person.pk, data)
    status = 422 if form.errors else 200
    return render(request, "network/import.html", context, status=status)


@login_required
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """The table that was looked at, read again: the network may have changed meanwhile."""
    who = administrator(request)
    place = place_of(who.person.pk, request.POST.get("key", ""))
    kept = cache.get(place)
    if kept is None:
        messages.error(request, _("The table is no longer stored. Upload it again."))
        return redirect("network-import")
    try:
        plan = importing.read(zlib.decompress(kept))
        importing.apply(who, plan)
    except (importing.TableError, Refused) as refusal:
        messages.error(request, str(refusal))
        return redirect("network-import")
    cache.delete(place)
    told = {"units": len(plan.units), "people": plan.new_people}
    messages.success(request, _("Imported: %(units)s units, %(people)s people invited.") % told)
    return redirect("units")


@login_required
@require_GET
def sample(request: HttpRequest, ending: str) -> HttpResponse:
    administrator(request)
    if ending not in SAMPLES:
        raise Http404
    language, make, kind = SAMPLES[ending]
    name = f"network-{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(language), content_type=kind, headers=headers)


def keep(person: int, data: bytes) -> str:
    """Put the uploaded table aside for an hour, for this person only."""
    key = secrets.token_urlsafe(12)
    cache.set(place_of(person, key), zlib.compress(data), KEEP_SECONDS)
    return key


def place_of(person: int, key: str) -> str:
    return f"network.import:{person}:{key[:40]}"
