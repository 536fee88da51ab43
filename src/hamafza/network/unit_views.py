"""Units over HTTP: the tree, one unit, and its form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hamafza.network import access, actions, invitations, listing, queries, questions
from hamafza.network.access import Standing, member_of
from hamafza.network.forms import InvitationForm, MembershipForm, UnitForm
from hamafza.network.models import Unit
from hamafza.pages.asking import ask_first, sure, went_back
from hamafza.pages.paging import page_number
from hamafza.pages.refusals import Refused, blame


@login_required
@require_http_methods(["GET", "POST"])
def tree(request: HttpRequest) -> HttpResponseBase:
    """All units as a tree; as a table if it is narrowed by something."""
    who = member_of(request)
    form = listing.UnitFilters(request)
    found = listing.units(request, form)
    if request.method == "POST":
        return found.answer()
    page = Paginator(found.found, queries.PER_PAGE).get_page(page_number(request)) if form.narrows else None
    context = {
        "filters": form,
        "listing": found,
        "page": page,
        "rows": queries.tree() if page is None else [],
        "may_add": who.is_administrator or who.manages,
        "is_administrator": who.is_administrator,
        "own": who.unit_ids,
    }
    return render(request, "network/units.html", context)


@login_required
@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    who = member_of(request)
    return unit_page(request, who, chosen(pk))


def unit_page(
    request: HttpRequest,
    who: Standing,
    shown: Unit,
    *,
    invitation: InvitationForm | None = None,
    member: MembershipForm | None = None,
    link: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a unit; `link` is an invitation's, shown this once."""
    may_edit = access.may_edit_unit(who, shown)
    context = {
        "unit": shown,
        "path": queries.path_to(shown),
        "children": shown.children.all(),
        "topics": shown.topics.all(),
        "days": [int(day) for day in shown.work_days.split(",") if day],
        "memberships": queries.memberships_of(shown),
        "may_edit": may_edit,
        "invitations": invitations.open_ones(shown) if may_edit else [],
        "invitation_form": invitation or InvitationForm(),
        "member_form": member or MembershipForm(actor=who),
        "inviting": invitation is not None or "invite" in request.GET,
        "adding": member is not None,
        "link": link,
    }
    return render(request, "network/unit.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    who = member_of(request)
    if not (who.is_administrator or who.manages):
        raise PermissionDenied
    form = UnitForm(request.POST or None, actor=who, instance=Unit(), initial=beginning(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_unit(actor=who, fields=form.columns, topics=form.cleaned_data["topics"])
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("The unit was added."))
            return redirect("unit", made.pk)
    return render(request, "network/unit_form.html", {"form": form, "unit": None})


def beginning(request: HttpRequest) -> dict[str, Any]:
    """What the form of a new unit begins with. The first one of a network has nobody yet who could check."""
    if Unit.objects.exists():
        return {"parent": request.GET.get("parent")}
    return {"kind": Unit.Kind.CENTRE, "trust": Unit.Trust.AT_ONCE}


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    who, changed = member_of(request), chosen(pk)
    if not access.may_edit_unit(who, changed):
        raise PermissionDenied
    form = UnitForm(request.POST or None, actor=who, instance=changed)
    if request.method == "POST" and form.is_valid() and not went_back(request):
        before = chosen(pk)
        if before.active and not form.cleaned_data["active"] and not sure(request):
            return closing(request, who, before, form)
        topics = form.cleaned_data["topics"]
        try:
            actions.change_unit(actor=who, unit=changed, fields=form.columns, topics=topics)
        except Refused as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("The unit was saved."))
            return redirect("unit", pk)
    return render(request, "network/unit_form.html", {"form": form, "unit": chosen(pk)})


def closing(request: HttpRequest, who: Standing, unit: Unit, form: UnitForm) -> HttpResponse:
    """The question before a unit is closed, unless it cannot be."""
    try:
        actions.keep_a_unit(unit)
    except Refused as refusal:
        form.add_error("active", str(refusal))
        return render(request, "network/unit_form.html", {"form": form, "unit": unit})
    return ask_first(request, questions.close_unit(unit, who), typed=True)


def chosen(pk: int) -> Unit:
    return get_object_or_404(Unit.objects.select_related("region", "parent"), pk=pk)
