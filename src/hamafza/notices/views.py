"""A person's own notices over HTTP: the list, the count, the way to what they are about, the settings."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamafza.network.access import standing_of
from hamafza.notices import actions, kinds, queries, unsubscribing
from hamafza.notices.bundling import bundled
from hamafza.notices.forms import QuietForm, chosen, rows
from hamafza.pages.characters import read_json
from hamafza.pages.paging import page_number
from hamafza.pages.refusals import Refused

MOST_SHOWN = 200  # notices that one screen can have shown


@login_required
@require_GET
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """The list. What of it comes onto the screen is seen: the page says so by `seen`."""
    page = queries.listing(standing_of(request), page_number(request))
    fragment = request.headers.get("X-Requested-With") == "live"
    context = {"page": page, "bundles": list(bundled(page))}
    return render(request, "notices/_list.html" if fragment else "notices/list.html", context)


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """These came onto the screen (JSON in: `notices`); or, by the button, all of them are dealt with."""
    actor = standing_of(request)
    if request.content_type != "application/json":
        actions.see(actor=actor)
        return redirect("notices")
    try:
        shown = [int(one) for one in read_json(request)["notices"]][:MOST_SHOWN]
    except (ValueError, KeyError, TypeError, OverflowError):
        return HttpResponse(status=400)
    actions.see(actor=actor, notices=[one for one in shown if 0 < one < 2**63])
    return HttpResponse(status=204)


@login_required
@require_GET
@never_cache
def count(request: HttpRequest) -> HttpResponse:
    """The number in the header, fetched again by the live script."""
    return render(request, "notices/_count.html", {"unseen": queries.unseen(standing_of(request))})


@login_required
@require_POST
def delivered(request: HttpRequest) -> HttpResponse:
    """A visible page says that it shows the count: phones need not ring for it."""
    actions.deliver(actor=standing_of(request))
    return HttpResponse(status=204)


@login_required
@require_GET
@never_cache
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The one link of letters and pushes: on to the screen where it is answered."""
    actor = standing_of(request)
    found = queries.get_notice(actor, pk)
    actions.see(actor=actor, notices=[found.pk])
    return redirect(found.url)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def tap(request: HttpRequest, pk: int) -> HttpResponse:
    """The button on a notification. GET gives the service worker, which reads no cookies, the token to press it."""
    actor = standing_of(request)
    found = queries.get_notice(actor, pk)
    button = kinds.tap_of(found)
    if button is None:
        raise Http404
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    try:
        said = button.do(actor, found)
    except Refused as refusal:
        return JsonResponse({"said": str(refusal)}, status=refusal.status)
    actions.see(actor=actor, notices=[found.pk])
    return JsonResponse({"said": said})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    actor = standing_of(request)
    choices = queries.choices(actor)
    said = request.POST if request.method == "POST" else None
    quiet = QuietForm(said, initial=QuietForm.of(queries.quiet_hours(actor)))
    if said is not None and quiet.is_valid():
        actions.choose(actor=actor, chosen=chosen(choices, said))
        actions.keep_quiet(actor=actor, **quiet.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notice-settings")
    context = {"rows": rows(choices), "quiet": quiet, "devices": queries.devices(actor)}
    return render(request, "notices/settings.html", context, status=422 if quiet.errors else 200)


@csrf_exempt  # the signed link is the permission; mail programs post it by themselves (RFC 8058)
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, since programs open links by themselves; a POST does it, with or without log-in."""
    known = unsubscribing.read(token)
    if known is None:
        raise Http404
    person, codes = known
    kinds.discover()
    groups = [kinds.groups[code] for code in codes if code in kinds.groups]
    if request.method == "POST":
        actions.stop_mail(person=person, groups=[(group.code, group.push) for group in groups])
    with override(person.language):
        context = {"groups": groups, "done": request.method == "POST"}
        answer = render(request, "notices/unsubscribe.html", context)
    answer.headers["Content-Language"] = person.language
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
