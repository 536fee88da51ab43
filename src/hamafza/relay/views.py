"""Relays at the desk: what is worth relaying, the one tap, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamafza.network.access import Standing, member_of
from hamafza.newsroom.access import get_item
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.refusals import attempt, say
from hamafza.relay import access, actions, parts
from hamafza.relay.forms import RelayForm
from hamafza.relay.models import Relay, RelayState

UNDO_FOR = timedelta(minutes=10)


@login_required
@require_GET
@never_cache
def box(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands beside an item on its page, fetched again by the live script."""
    actor = member_of(request)
    item = get_item(actor, pk)
    if item.firstpublished is None:
        raise Http404
    return render(request, "relay/_box.html", parts.box(actor, item))


@login_required
@require_GET
@never_cache
def tap(request: HttpRequest, pk: int) -> HttpResponse:
    """The one tap of an item's page, fetched again by the live script."""
    actor = member_of(request)
    item = get_item(actor, pk)
    if item.firstpublished is None:
        raise Http404
    return render(request, "relay/_tap.html", parts.tap(actor, item))


@login_required
@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """The one tap, or words of one's own: refused, these come back as they were typed."""
    actor = member_of(request)
    item = get_item(actor, pk)
    form = RelayForm(request.POST, actor=actor, item_pk=item.pk)
    if form.is_valid() and (
        made := attempt(form, lambda: actions.relay(actor=actor, item=item, **form.cleaned_data))
    ):
        messages.success(request, said(made))
    elif form.data.get("text"):
        return render(request, "relay/again.html", {"form": form, "item": item}, status=422)
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))
    return back(request, "item", pk)


def said(relay: Relay) -> str:
    if relay.state == RelayState.WAITING:
        return _("Your introduction is waiting for a check by a second person.")
    return _("Relayed in the name of %(unit)s.") % {"unit": relay.unit}


def back(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """To the page the button stood on."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/desk/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect(name, pk=pk)


@login_required
@require_GET
@never_cache
def one(request: HttpRequest, pk: int) -> HttpResponse:
    actor = member_of(request)
    context = sheet(actor, access.get_relay(actor, pk))
    fragment = request.headers.get("X-Requested-With") == "live"
    return render(request, "relay/_relay.html" if fragment else "relay/relay.html", context)


def sheet(actor: Standing, relay: Relay) -> dict[str, Any]:
    inside = actor.is_administrator or relay.unit_id in actor.sees
    steps = relay.steps.select_related("by", "version").order_by("-pk") if inside else []
    # Whoever finds an item here relays its origin; where it was found is kept.
    found = {**parts.tap(actor, relay.item), "via": relay.pk if relay.is_live else ""}
    return {**found, "relay": relay, "may": buttons(actor, relay), "steps": steps, "inside": inside}


def buttons(actor: Standing, relay: Relay) -> dict[str, bool]:
    """What the person may do with the relay now; the actions ask again."""
    end, check = access.may_end(actor, relay), access.may_check(actor, relay)
    waits, stands = relay.state == RelayState.WAITING, access.relayable(relay.item)
    return {
        "withdraw": end and (relay.is_live or waits),
        "take_over": end and relay.is_live and relay.corrected_since,
        "follow": end and relay.is_live and stands and relay.kind == "whole",
        "clear": check and waits and stands and relay.by_id != actor.person.pk,
        "return": check and waits,
    }


# The buttons

Act = Callable[[HttpRequest, Standing, Relay], str]


def withdraw(request: HttpRequest, actor: Standing, relay: Relay) -> str:
    actions.withdraw(actor=actor, relay=relay, reason=request.POST.get("reason", "")[:2000])
    return _("Withdrawn.")


def take_over(request: HttpRequest, actor: Standing, relay: Relay) -> str:
    actions.take_over(actor=actor, relay=relay)
    return _("The corrected version is now shown.")


def follow(request: HttpRequest, actor: Standing, relay: Relay) -> str:
    on = request.POST.get("on") == "1"
    actions.set_follow(actor=actor, relay=relay, on=on)
    return (
        _("Corrections will be accepted automatically.")
        if on
        else _("Corrections will wait for your approval.")
    )


def clear(request: HttpRequest, actor: Standing, relay: Relay) -> str:
    return said(actions.clear(actor=actor, relay=relay))


def give_back(request: HttpRequest, actor: Standing, relay: Relay) -> str:
    actions.give_back(actor=actor, relay=relay, reason=request.POST.get("reason", "")[:2000])
    return _("Sent back to the author.")


ACTS: dict[str, Act] = {
    "withdraw": withdraw,
    "take-over": take_over,
    "follow": follow,
    "clear": clear,
    "return": give_back,
}


def stands_long(relay: Relay) -> bool:
    """What was just relayed is taken back by one tap; what readers have seen for a while asks first."""
    return relay.is_live and relay.shown is not None and timezone.now() - relay.shown > UNDO_FOR


def withdraw_question(relay: Relay) -> Confirmation:
    said = {"unit": relay.unit, "headline": relay.text_of_origin.headline}
    effects = [
        _("Readers of %(unit)s no longer see “%(headline)s”; its page says that it was withdrawn.") % said,
        _("You can relay the item again."),
    ]
    back = reverse("relay", args=[relay.pk])
    return Confirmation(_("Withdraw the relay?"), effects, _("Withdraw the relay"), back)


@login_required
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One button: do it, say so, and show the page again."""
    actor = member_of(request)
    relay = access.get_relay(actor, pk)
    if what not in ACTS:
        raise Http404
    if what == "withdraw" and stands_long(relay) and access.may_end(actor, relay) and not sure(request):
        return ask_first(request, withdraw_question(relay))
    say(request, lambda: ACTS[what](request, actor, relay))
    return back(request, "relay", pk)
