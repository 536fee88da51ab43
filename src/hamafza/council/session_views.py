"""Sessions at the desk: the list, one session with its agenda and its invitations, and its buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamafza.council import access, agenda, documents, inviting, parts, planning, queries, states
from hamafza.council.agenda import FirstPoint
from hamafza.council.conflicts import conflicts
from hamafza.council.forms import MoveForm, PlaceForm, SessionFilters, SubstituteForm
from hamafza.council.models import Hearing, Session
from hamafza.council.parts import SessionPart
from hamafza.council.views import answered
from hamafza.files.answering import Format, offered_forms, respond
from hamafza.lib.text.bidi import isolate_name
from hamafza.network.access import Standing, for_members
from hamafza.pages import rooms
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.lists import Act, Listing
from hamafza.pages.moments import in_words
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sheets import Column, columns_of
from hamafza.pages.shown import save

COLUMNS = [
    *columns_of(Session, "series"),
    Column[Session](gettext_lazy("Number of the session"), lambda row: str(row.mark)),
    *columns_of(Session, "starts", "length", "place", "state"),
]
COME: Any = gettext_lazy("I come")


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = SessionFilters(request)
    come: Act[Session] = Act("come", COME, lambda row: come_to(actor, row))
    rows = Listing(request, filters.narrow(access.visible_sessions(actor)), "sessions", COLUMNS, [come])
    return rows.show("council/sessions.html", filters)


def come_to(actor: Standing, session: Session) -> None:
    """Yes for each seat of the person."""
    for one in inviting.own(actor, session):
        inviting.reply(actor=actor, invitation=one, reply="come")


@for_members("GET")
def session(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    return render(request, "council/session.html", page_of(actor, access.get_session(actor, pk)))


def page_of(actor: Standing, shown: Session) -> dict[str, Any]:
    """Everything that the page of a session shows this person."""
    roles = access.roles(actor, shown.series)
    points = queries.agenda_of(actor, shown)
    invitations = queries.invitations_of(shown)
    keeps = states.SECRETARY in roles
    return {
        "session": shown,
        "roles": roles,
        "keeps": keeps,
        "agenda": points,
        "minutes": sum(hearing.minutes for hearing in points),
        "first": first_parts(shown, actor),
        "conflicts": conflicts(actor, shown, points) if keeps and shown.ahead else [],
        "mine": inviting.own(actor, shown) if shown.ahead else [],
        "invitations": invitations if roles else [],
        "attendance": queries.attendance(shown.series, invitations),
        "may": states.SESSION.possible(shown.state, roles) & {*planning.BY_BUTTON},
        "hands_in": bool(roles & states.SPEAKERS) and shown.takes_points,
        "steps": shown.steps.select_related("by"),
        "parts": parts.drawn(SessionPart, shown, actor),
    }


def first_parts(shown: Session, actor: Standing) -> list[tuple[str, dict[str, Any]]]:
    """What the rooms above say of the last decisions."""
    found = [(one.template, one.read(shown, actor)) for one in rooms.brought(FirstPoint)]
    return [(template, part) for template, part in found if part is not None]


def kept(actor: Standing, pk: int) -> Session:
    found = access.get_session(actor, pk)
    if not access.keeps(actor, found.series):
        raise Http404
    return found


@for_members("GET", "POST")
def move(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = kept(actor, pk)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if (
        form.is_valid()
        and attempt(form, lambda: planning.move(actor=actor, session=shown, **form.cleaned_data)) is not None
    ):
        return redirect("council-session", pk=pk)
    return answered(request, "council/move.html", form, {"form": form, "session": shown})


@for_members("GET", "POST")
def place(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    shown = kept(actor, pk)
    form = PlaceForm(request.POST if request.method == "POST" else None, instance=shown)
    if form.is_valid() and save(
        form, lambda: planning.relocate(actor=actor, session=shown, seen=form.seen, **form.said)
    ):
        return redirect("council-session", pk=pk)
    return answered(request, "council/place.html", form, {"form": form, "session": kept(actor, pk)})


@for_members("POST")
def step(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    """A step of the table: the agenda opened or locked, the session begun, ended, cancelled."""
    shown, reason = access.get_session(actor, pk), request.POST.get("reason", "")
    if what not in planning.BY_BUTTON or not access.roles(actor, shown.series) & states.LEAD:
        raise Http404
    if what == "cancel" and reason.strip() and not sure(request):
        return ask_first(request, cancelling(shown, request.path))
    if what == "begin" and begins_early(shown) and not sure(request):
        return ask_first(request, beginning(shown, request.path))
    said, meant = states.SESSION.steps[what].says, sure(request)
    say(
        request,
        lambda: planning.take(actor=actor, session=shown, name=what, reason=reason, confirmed=meant),
        said,
    )
    return redirect("council-session", pk=pk)


def begins_early(shown: Session) -> bool:
    return shown.state == states.AGENDA_LOCKED and planning.is_early(shown, timezone.now())


def beginning(shown: Session, path: str) -> Confirmation:
    effects = [
        _("It is planned for %(when)s.") % {"when": isolate_name(in_words(shown.starts))},
        _("Everybody who sits there is told at once that it has begun. This cannot be taken back."),
    ]
    return Confirmation(_("Begin the session now?"), effects, _("Begin it now"), path.partition("step/")[0])


def cancelling(shown: Session, path: str) -> Confirmation:
    effects = [
        _("Everybody who was invited is told at once, and it is cancelled in their calendars."),
        _("Its points go to the next session."),
    ]
    title = _("Cancel this session?")
    return Confirmation(title, effects, _("Cancel the session"), path.partition("step/")[0])


@for_members("POST")
def hearing(request: HttpRequest, actor: Standing, pk: int, hearing: int) -> HttpResponse:
    """One point of the agenda: up, down, to the next session, or other minutes."""
    shown = kept(actor, pk)
    row = get_object_or_404(access.visible_hearings(actor, shown), pk=hearing)
    acts = {
        "up": lambda: agenda.step_by(actor=actor, session=shown, hearing=row, places=-1),
        "down": lambda: agenda.step_by(actor=actor, session=shown, hearing=row, places=1),
        "put-off": lambda: agenda.put_off(actor=actor, session=shown, hearing=row),
        "minutes": lambda: minutes(actor, shown, row, request.POST.get("minutes", "")),
    }
    act = acts.get(request.POST.get("do", ""))
    if act:
        say(request, act, _("The agenda was changed."))
    return redirect("council-session", pk=pk)


def minutes(actor: Standing, shown: Session, row: Hearing, typed: str) -> None:
    number = int(typed) if typed.strip().isdecimal() and len(typed) < 6 else 0
    agenda.give_minutes(actor=actor, session=shown, hearing=row, minutes=number)


@for_members("POST")
def order(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """The whole order at once, as a script sends it after a drag."""
    shown = kept(actor, pk)
    picked = [int(one) for one in request.POST.getlist("hearing") if one.isdecimal() and len(one) < 19]
    say(
        request,
        lambda: agenda.arrange(actor=actor, session=shown, order=picked[:500]),
        _("The agenda was changed."),
    )
    return redirect("council-session", pk=pk)


@for_members("POST")
def reply(request: HttpRequest, actor: Standing, pk: int, invitation: int) -> HttpResponse:
    """Come, substitute, or not: one tap."""
    shown = access.get_session(actor, pk)
    row = inviting.get_invitation(actor, shown, invitation)
    said, note = request.POST.get("reply", ""), request.POST.get("note", "")
    say(
        request,
        lambda: inviting.reply(actor=actor, invitation=row, reply=said, note=note.strip()),
        _("Your answer was kept."),
    )
    return redirect("council-session", pk=pk)


@for_members("GET", "POST")
def substitute(request: HttpRequest, actor: Standing, pk: int, invitation: int) -> HttpResponse:
    """Who comes in the place of a member: a person of the network, or a name."""
    shown = access.get_session(actor, pk)
    row = inviting.get_invitation(actor, shown, invitation)
    row.session = shown
    if not inviting.may_reply(actor, row):
        raise Http404
    known = {"person": row.substitute or row.member.substitute, "name": row.note}
    form = SubstituteForm(request.POST if request.method == "POST" else None, actor=actor, initial=known)
    if form.is_valid():
        said = {"substitute": form.cleaned_data["person"], "note": form.cleaned_data["name"]}
        kept = attempt(form, lambda: inviting.reply(actor=actor, invitation=row, reply="substitute", **said))
        if kept is not None:
            messages.success(request, _("Your answer was kept."))
            return redirect("council-session", pk=pk)
    return answered(
        request, "council/substitute.html", form, {"form": form, "session": shown, "invitation": row}
    )


@for_members("GET")
def agenda_document(request: HttpRequest, actor: Standing, pk: int) -> HttpResponseBase:
    """The agenda to print or to save; what the reader may not see is not in it."""
    shown = access.get_session(actor, pk)
    document = documents.agenda(shown, queries.agenda_of(actor, shown))
    wish = request.GET.get("as", Format.PAGE.value)
    if wish not in {one.format.value for one in offered_forms(document)}:
        raise Http404
    return respond(request, document, Format(wish))
