"""Items in the desk: lists, one item with its history, and the taps that move it on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamafza.network.access import Standing, member_of
from hamafza.network.models import Unit
from hamafza.newsroom import access, actions, queries
from hamafza.newsroom.abilities import abilities
from hamafza.newsroom.errors import Invalid, NotAllowed, Refused
from hamafza.newsroom.forms import ReleaseForm
from hamafza.newsroom.models import Item, Profile, State
from hamafza.newsroom.refusals import sentence

SCOPES = ("mine", "unit", "network")


@login_required
@never_cache
@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """What the person sees, filtered and paged."""
    actor, asked = member_of(request), request.GET
    scope = asked.get("scope", "")
    filters = {
        "scope": scope if scope in SCOPES else "network",
        "state": asked.get("state", "") if asked.get("state") in State.values else "",
        "profile": asked.get("profile", "") if asked.get("profile") in Profile.values else "",
        "unit": asked.get("unit", ""),
    }
    context = {
        "page": queries.items(actor, number=asked.get("page"), **filters),
        "filters": filters,
        "states": State.choices,
        "profiles": Profile.choices,
        "units": own_units(actor),
        "query": "&".join(f"{name}={value}" for name, value in filters.items() if value.isascii()),
    }
    return render(request, "newsroom/items.html", context)


def own_units(actor: Standing) -> list[Unit]:
    """Units to filter by: those whose unpublished work the person sees."""
    units = Unit.objects.all() if actor.is_administrator else Unit.objects.filter(pk__in=actor.sees)
    return list(units[:700])


@login_required
@never_cache
@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """The queue of checks with their clocks."""
    return render(request, "newsroom/checks.html", queue(member_of(request)))


@login_required
@never_cache
@require_GET
def checks_part(request: HttpRequest) -> HttpResponse:
    return render(request, "newsroom/_queue.html", queue(member_of(request)))


def queue(actor: Standing) -> dict[str, Any]:
    return {
        "waiting": queries.waiting_for(actor),
        "owed": queries.urgent_unchecked(actor),
        "elsewhere": queries.waiting_elsewhere(actor),
    }


@login_required
@never_cache
@require_GET
def urgent(request: HttpRequest) -> HttpResponse:
    """Urgent publications, counted per unit: who makes it a habit is seen by all."""
    actor = member_of(request)
    context = {"shares": queries.urgent_shares(actor), "owed": queries.urgent_unchecked(actor)}
    return render(request, "newsroom/urgent.html", context)


@login_required
@never_cache
@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    actor = member_of(request)
    return render(request, "newsroom/item.html", item_context(actor, access.get_item(actor, pk)))


@login_required
@never_cache
@require_GET
def item_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The item as a fragment, fetched again when something happens to it."""
    actor = member_of(request)
    return render(request, "newsroom/_item.html", item_context(actor, access.get_item(actor, pk)))


def item_context(actor: Standing, one: Item) -> dict[str, Any]:
    assert one.current is not None
    inside = actor.is_administrator or one.unit_id in actor.sees or one.published is None
    version = one.current if inside else one.published
    return {
        "item": one,
        "version": version,
        "can": abilities(actor, one),
        "history": queries.history(one) if inside else [],
        "steps": queries.steps(one) if inside else [],
        "others": queries.others_writing(actor, one) if inside else [],
        "waits": actions.awaits_check(one),
        "release": ReleaseForm(auto_id="release_%s"),
    }


# Taps


@login_required
@require_POST
def act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One tap on an item: its action, what to say, and back to the item."""
    actor = member_of(request)
    one = access.get_item(actor, pk)
    tap = TAPS.get(step)
    if tap is None:
        raise Http404
    try:
        messages.success(request, tap(actor, one, request))
    except NotAllowed:
        raise PermissionDenied from None
    except Invalid as refusal:
        for issue in refusal.issues:
            messages.error(request, str(issue))
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    return redirect("item", pk=pk)


def reason_of(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:2000]


def submit(actor: Standing, one: Item, request: HttpRequest) -> str:
    actions.submit(actor=actor, item=one)
    return _("Sent for its check.")


def publish(actor: Standing, one: Item, request: HttpRequest) -> str:
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        raise Unclear(" ".join(str(error) for errors in form.errors.values() for error in errors))
    done = actions.publish(actor=actor, item=one, embargoed=form.cleaned_data["embargoed"])
    return _("Published.") if done.firstpublished else _("It will be published when the embargo ends.")


def publish_urgently(actor: Standing, one: Item, request: HttpRequest) -> str:
    actions.publish_urgently(actor=actor, item=one, reason=reason_of(request))
    return _("Published; the check follows within 24 hours.")


def give_back(actor: Standing, one: Item, request: HttpRequest) -> str:
    actions.return_to_author(actor=actor, item=one, reason=reason_of(request))
    return _("Returned to the author.")


def check(actor: Standing, one: Item, request: HttpRequest) -> str:
    actions.check_afterwards(actor=actor, item=one)
    return _("Checked.")


def withdraw(actor: Standing, one: Item, request: HttpRequest) -> str:
    actions.withdraw(actor=actor, item=one, reason=reason_of(request))
    return _("Withdrawn. Its page stays, with the reason.")


def feature(actor: Standing, one: Item, request: HttpRequest) -> str:
    on = request.POST.get("on") == "1"
    actions.feature(actor=actor, item=one, on=on)
    return _("It stands on top of the front page.") if on else _("Taken down from the top of the front page.")


class Unclear(Refused):
    """A moment that cannot be read."""

    key = "unclear-moment"


TAPS: dict[str, Callable[[Standing, Item, HttpRequest], str]] = {
    "submit": submit,
    "publish": publish,
    "urgent": publish_urgently,
    "return": give_back,
    "check": check,
    "withdraw": withdraw,
    "feature": feature,
}
