"""People over HTTP: the directory, one person, inviting, and giving and taking roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamafza.network import access, actions, invitations, listing, queries, questions
from hamafza.network.access import Standing, for_members, member_of
from hamafza.network.forms import InvitationForm, InvitingForm, MembershipForm
from hamafza.network.models import Invitation, Membership, Person, Role, Unit
from hamafza.network.unit_views import chosen, unit_page
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.paging import page_number
from hamafza.pages.refusals import NotAllowed, Refused, attempt


@login_required
@require_http_methods(["GET", "POST"])
def directory(request: HttpRequest) -> HttpResponseBase:
    who = member_of(request)
    form = listing.PeopleFilters(request)
    found, keys = listing.people(request, form)
    if request.method == "POST":
        return found.answer()
    page: Page[Any] = Paginator(keys, queries.PER_PAGE).get_page(page_number(request))
    shown = list(page.object_list)
    page.object_list = listing.in_order(Person.objects.filter(pk__in=shown), shown)
    context = {
        "filters": form,
        "listing": found,
        "page": page,
        "outside": queries.people_outside(who),
        "invites": inviting_page(who),
    }
    return render(request, "network/people.html", context)


def inviting_page(who: Standing) -> str:
    """Where the person invites: their only unit; else where one chooses it; nothing for who may not."""
    heads = who.units_as([Role.HEAD])
    if len(heads) == 1 and not who.is_administrator:
        return reverse("unit", args=[*heads]) + "?invite=1#invite"
    return reverse("invite") if heads or who.is_administrator else ""


@for_members("GET")
def invite_where(request: HttpRequest, who: Standing) -> HttpResponse:
    """To which unit somebody is invited; then its page."""
    if not (who.manages or who.is_administrator):
        raise PermissionDenied
    form = InvitingForm(request.GET or None, actor=who)
    if form.is_valid():
        return redirect(reverse("unit", args=[form.cleaned_data["unit"].pk]) + "?invite=1#invite")
    return render(request, "network/invite.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    who = member_of(request)
    shown = get_object_or_404(Person, pk=pk)
    context = {
        "person": shown,
        "memberships": shown.memberships.select_related("unit").order_by("pk"),
        "manages": who.manages,
        "is_administrator": who.is_administrator,
        "may_shut_out": access.may_shut_out(who, shown),
    }
    return render(request, "network/person.html", context)


@login_required
@never_cache
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """The link is mailed, and shown on the answer to this very request, to send by messenger."""
    who, unit = manager_of(request, pk)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return unit_page(request, who, unit, invitation=form, status=422)
    said = form.cleaned_data
    words = {"name": said["name"], "email": said["email"], "role": Role(said["role"])}
    made = attempt(form, lambda: invitations.invite(actor=who, unit=unit, **words))
    if made is None:
        return unit_page(request, who, unit, invitation=form, status=422)
    return unit_page(request, who, unit, link=made[1])


@login_required
@require_POST
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    """By user name at once; an address gets an invitation, which only who reads it can accept."""
    who, unit = manager_of(request, pk)
    form = MembershipForm(request.POST, actor=who)
    if not form.is_valid():
        return unit_page(request, who, unit, member=form, status=422)
    someone, role = form.cleaned_data["who"], Role(form.cleaned_data["role"])
    if form.by_address:
        invitations.invite(actor=who, unit=unit, name=someone.name, email=someone.email, role=role)
        messages.success(request, _("An invitation went to this address."))
    else:
        actions.add_membership(actor=who, person=someone, unit=unit, role=role)
        messages.success(request, _("%(person)s is now in the unit.") % {"person": someone})
    return redirect("unit", pk)


@login_required
@require_POST
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    who = member_of(request)
    membership = get_object_or_404(Membership.objects.select_related("unit", "person"), pk=pk)
    if access.may_edit_unit(who, membership.unit) and not sure(request):
        question = questions.end_membership(membership, who.person)
        return ask_if_possible(request, question, lambda: actions.keep_a_head(who, membership))
    done = _("%(person)s no longer has this role.") % {"person": membership.person}
    tried(request, lambda: actions.end_membership(actor=who, membership=membership), done)
    return redirect(open_to(who, reverse("unit", args=[membership.unit_id])))


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    who = member_of(request)
    invitation = get_object_or_404(Invitation.objects.select_related("unit"), pk=pk)
    if access.may_edit_unit(who, invitation.unit) and not sure(request):
        return ask_first(request, questions.withdraw_invitation(invitation))
    done = _("The invitation was cancelled.")
    tried(request, lambda: invitations.withdraw(actor=who, invitation=invitation), done)
    return redirect("unit", invitation.unit_id)


@login_required
@require_POST
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    who, someone = member_of(request), get_object_or_404(Person, pk=pk)
    active = request.POST.get("active") == "1"
    if not active and access.may_shut_out(who, someone) and not sure(request):
        return ask_first(request, questions.shut_out(someone))
    done = _("The account is active again.") if active else _("The account was deactivated.")
    tried(request, lambda: actions.set_active(actor=who, person=someone, active=active), done)
    return redirect("person", pk)


@login_required
@require_POST
def set_administrator(request: HttpRequest, pk: int) -> HttpResponse:
    who, someone = member_of(request), get_object_or_404(Person, pk=pk)
    yes = request.POST.get("administrator") == "1"
    if who.is_administrator and not sure(request):
        question = questions.administrator(someone, who.person, yes=yes)
        check = actions.keep_an_administrator
        return ask_if_possible(request, question, lambda: yes or check(someone))
    done = _("Saved.")
    tried(request, lambda: actions.set_administrator(actor=who, person=someone, administrator=yes), done)
    return redirect(open_to(who, reverse("person", args=[pk])))


def manager_of(request: HttpRequest, pk: int) -> tuple[Standing, Unit]:
    """Somebody who may change the unit's people, and the unit; everybody else is refused."""
    who, unit = member_of(request), chosen(pk)
    if not access.may_edit_unit(who, unit):
        raise PermissionDenied
    return who, unit


def ask_if_possible(
    request: HttpRequest, question: Confirmation, check: Callable[[], object]
) -> HttpResponse:
    """Nobody is asked to confirm what is refused afterwards."""
    try:
        check()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(question.back)
    return ask_first(request, question)


def open_to(who: Standing, page: str) -> str:
    """The page, or the desk for somebody who has just given up their last role."""
    now = access.standing(Person.objects.get(pk=who.person.pk))
    return page if now.memberships or now.is_administrator else reverse("desk-now")


def tried(request: HttpRequest, action: Callable[[], object], done: str) -> None:
    """Do it and say so; a role that is too low is a plain refusal, other reasons are told on the page."""
    try:
        action()
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
