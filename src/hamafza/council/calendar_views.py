"""Calendars over HTTP: a session to save, the feed at its secret address, the answer by a signed link, and holidays."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hamafza.council import access, calendars, founding, inviting
from hamafza.council.forms import HolidaysForm
from hamafza.council.models import Feed, Holiday
from hamafza.council.views import answered
from hamafza.council.words import InvitationReply
from hamafza.network.access import Standing, for_members
from hamafza.pages.refusals import attempt, say

ICS = "text/calendar; charset=utf-8"


def calendar_file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=ICS)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@for_members("GET")
def file(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = access.get_session(actor, pk)
    return calendar_file(calendars.single(shown), f"session-{shown.pk}")


@never_cache
@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest, key: str) -> HttpResponse:
    return calendar_file(calendars.feed(key), "sessions")


@for_members("GET", "POST")
def own(request: HttpRequest, actor: Standing) -> HttpResponse:
    """The person's own feed: made, renewed, stopped. Its address is shown once."""
    address = ""
    if request.POST.get("do") == "renew":
        address = calendars.renew(actor=actor)
    elif request.POST.get("do") == "stop":
        say(request, lambda: calendars.stop(actor=actor), _("The address no longer works."))
        return redirect("council-calendar")
    known = Feed.objects.filter(person=actor.person).first()
    return render(request, "council/calendar.html", {"address": address, "known": known})


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Three buttons, without a log-in, for whoever was sent this link. Opening it changes nothing."""
    actor, row = inviting.by_link(key)
    if request.method == "POST":
        wish = request.POST.get("reply", "")
        note = request.POST.get("note", "").strip() if wish == InvitationReply.SUBSTITUTE else ""
        say(
            request,
            lambda: inviting.reply(actor=actor, invitation=row, reply=wish, note=note),
            _("Your answer was kept."),
        )
        return redirect("council-answer", key=key)
    replies = [
        (one.value, one.label)
        for one in (InvitationReply.COME, InvitationReply.NOT, InvitationReply.SUBSTITUTE)
    ]
    context = {"invitation": row, "session": row.session, "replies": replies}
    return render(request, "council/answer.html", context)


@for_members("GET", "POST")
def holidays(request: HttpRequest, actor: Standing) -> HttpResponse:
    """The network's list: seen by everybody, kept by administrators."""
    if request.method == "POST" and not actor.is_administrator:
        raise Http404
    kept = list(Holiday.objects.all())
    lines = "\n".join(f"{one.day:%Y-%m-%d} {one.name}" for one in kept)
    form = HolidaysForm(request.POST if request.method == "POST" else None, initial={"days": lines})
    if (
        form.is_valid()
        and attempt(form, lambda: founding.keep_holidays(actor=actor, days=form.cleaned_data["days"]))
        is not None
    ):
        return redirect("council-holidays")
    context = {"form": form, "holidays": kept, "may_edit": actor.is_administrator}
    return answered(request, "council/holidays.html", form, context)
