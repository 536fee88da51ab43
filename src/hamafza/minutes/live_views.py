"""The session while it runs: one page that everybody sees, in parts, and its buttons."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hamafza.council.models import Hearing, Presence
from hamafza.decisions.access import may_make
from hamafza.decisions.actions import make
from hamafza.decisions.forms import DecisionForm
from hamafza.decisions.states import DECISION
from hamafza.lib.text.digits import row_number
from hamafza.minutes import access, actions, approving, hands, queries, writing
from hamafza.minutes.access import Seated, get_live
from hamafza.minutes.errors import LineChanged, VotedAlready
from hamafza.minutes.forms import LineForm
from hamafza.minutes.models import MinutesLine, Motion
from hamafza.minutes.queries import Agenda
from hamafza.minutes.words import VoteChoice
from hamafza.network.access import Standing, for_members
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.refusals import Refused, attempt, blame, say

OUTBOX = "outbox"  # how the script of the page asks: it keeps what was typed until it has arrived


@dataclass
class Live:
    """A session as one person sees it, at the point that they look at: the current one, or another of the agenda."""

    seated: Seated
    chosen: int | None = None

    @cached_property
    def agenda(self) -> Agenda:
        return queries.agenda(self.seated.actor, self.seated.session)

    @cached_property
    def hearing(self) -> Hearing | None:
        if self.chosen is not None:
            return next((one.hearing for one in self.agenda.points if one.hearing.pk == self.chosen), None)
        return self.agenda.current.hearing if self.agenda.current else None

    @cached_property
    def current(self) -> Hearing | None:
        return self.agenda.current.hearing if self.agenda.current else None

    @property
    def shown(self) -> list[Hearing]:
        return [self.hearing] if self.hearing else []

    @property
    def query(self) -> str:
        return f"?point={self.chosen}" if self.chosen is not None else ""


def head(live: Live) -> dict[str, Any]:
    return {"attendance": queries.attendance(live.seated.session)}


def agenda(live: Live) -> dict[str, Any]:
    return {"agenda": live.agenda}


def point(live: Live) -> dict[str, Any]:
    mine = queries.active_turn(live.seated)
    return {"current": live.agenda.current, "following": live.agenda.following, "mine": mine}


def lines(live: Live) -> dict[str, Any]:
    found = queries.lines(live.seated.session, live.shown)
    hands = len({line.holds.author_id for line in found if line.current})
    return {"lines": found, "hands": hands}


def writing_now(live: Live) -> dict[str, Any]:
    return {"hands": list(hands.at_work(live.seated.actor, live.hearing)) if live.hearing else []}


def speakers(live: Live) -> dict[str, Any]:
    return {"turns": queries.turns(live.seated.session, live.current) if live.current else []}


def present(live: Live) -> dict[str, Any]:
    own = live.seated.own
    instead = own is not None and live.seated.instead(own.member)
    return {"attendance": queries.attendance(live.seated.session), "own": own, "instead": instead}


def motions(live: Live) -> dict[str, Any]:
    voting = live.seated.voting
    unit = voting.member.unit_id if voting else None
    counts = queries.motions(live.seated.session, live.shown)
    return {
        "counts": [(count, count.by(unit)) for count in counts],
        "voting": voting,
        "present": actions.voting_units(live.seated.session),
    }


def decisions(live: Live) -> dict[str, Any]:
    return {"rows": queries.decisions(live.seated.session.pk, live.shown)}


PARTS: dict[str, Callable[[Live], dict[str, Any]]] = {
    "head": head,
    "agenda": agenda,
    "point": point,
    "lines": lines,
    "writing": writing_now,
    "speakers": speakers,
    "present": present,
    "motions": motions,
    "decisions": decisions,
}


def looked_at(request: HttpRequest, actor: Standing, pk: int) -> Live:
    live = Live(get_live(actor, pk), row_number(request.GET.get("point")))
    if live.chosen is not None and live.hearing is None:
        raise Http404
    return live


def context(live: Live, *names: str) -> dict[str, Any]:
    parts = {name: PARTS[name](live) for name in names}
    session = live.seated.session
    return {"session": session, "series": session.series, "seated": live.seated, "live": live, **parts}


@for_members("GET")
def live(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """All of it; each part fetches itself again when something happened that changes it."""
    found = looked_at(request, actor, pk)
    more = {"form": LineForm(), "key": uuid.uuid4().hex, "names": queries.speakers(found.seated.session)}
    return render(request, "minutes/live.html", {**context(found, *PARTS), **more})


@for_members("GET")
def part(request: HttpRequest, actor: Standing, pk: int, name: str) -> HttpResponse:
    found = looked_at(request, actor, pk)
    if name not in PARTS:
        raise Http404
    return render(request, f"minutes/_{name}.html", context(found, name))


def back(request: HttpRequest, pk: int) -> HttpResponse:
    """To the point that the person looked at."""
    chosen = row_number(request.POST.get("back"))
    query = f"?point={chosen}" if chosen is not None else ""
    return redirect(reverse("session-live", args=[pk]) + query)


# Lines


@for_members("POST")
def write_line(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """A new line under the point at which it was typed."""
    seated = get_live(actor, pk)
    form = LineForm(request.POST)
    if form.is_valid():
        hearing = access.get_hearing(actor, seated.session, form.cleaned_data["hearing"])
        hearing.session = seated.session
        attempt(
            form,
            lambda: writing.write(
                actor=actor, hearing=hearing, words=form.words, key=form.retry_key, at=form.cleaned_data["at"]
            ),
        )
    return arrived(request, pk, form)


def arrived(request: HttpRequest, pk: int, form: LineForm, **more: Any) -> HttpResponse:
    """What the script is told, or the page that a browser without it shows."""
    outbox = request.headers.get("X-Requested-With") == OUTBOX
    if not form.errors:
        return HttpResponse(status=204) if outbox else back(request, pk)
    shown = "minutes/_refused.html" if outbox else "minutes/line.html"
    address = request.path
    return render(request, shown, {"form": form, "pk": pk, "action": address, **more}, status=422)


@for_members("GET", "POST")
def line(request: HttpRequest, actor: Standing, pk: int, line: int) -> HttpResponse:
    """One line with all its versions, and the form that changes it."""
    seated = get_live(actor, pk)
    found = access.get_line(actor, seated.session, line)
    more = {"line": found, "seated": seated, "versions": queries.history(found), "session": seated.session}
    if request.method == "GET":
        form = LineForm(initial=begun(found))
        return render(request, "minutes/line.html", {"form": form, "pk": pk, "action": request.path, **more})
    form = LineForm(request.POST)
    form.fields["hearing"].required = False
    if form.is_valid():
        try:
            revised(actor, found, form)
        except LineChanged as conflict:
            return conflicting(request, pk, form, conflict)
        except Refused as refusal:
            blame(form, refusal)
    return arrived(request, pk, form, **more)


def begun(line: MinutesLine) -> dict[str, Any]:
    current = line.holds
    return {
        "hearing": line.hearing_id,
        "kind": current.kind,
        "speaker": current.speaker,
        "text": current.text,
        "base": current.number,
        "key": uuid.uuid4().hex,
    }


def revised(actor: Standing, line: MinutesLine, form: LineForm) -> MinutesLine:
    given = form.cleaned_data
    return writing.revise(
        actor=actor,
        line=line,
        words=form.words,
        base=given["base"] or 0,
        key=form.retry_key,
        struck=given["do"] == "strike",
    )


def conflicting(request: HttpRequest, pk: int, form: LineForm, conflict: LineChanged) -> HttpResponse:
    """Both texts side by side; sending once more puts one's own over the newer version."""
    outbox = request.headers.get("X-Requested-With") == OUTBOX
    shown = "minutes/_conflict.html" if outbox else "minutes/conflict.html"
    said = {"line": conflict.theirs, "theirs": conflict.theirs.current, "said": str(conflict)}
    mine = {"form": form, "mine": form.words, "pk": pk, "key": uuid.uuid4().hex, "action": request.path}
    return render(request, shown, {**said, **mine}, status=409)


# Points, floor, seats, votes

POINT_ACTS: dict[str, Callable[..., object]] = {
    "hear": actions.hear,
    "finish": actions.finish,
    "carry": actions.carry,
}


@for_members("POST")
def act_on_point(request: HttpRequest, actor: Standing, pk: int, hearing: int, what: str) -> HttpResponse:
    seated = get_live(actor, pk)
    found = access.get_hearing(actor, seated.session, hearing)
    if what == "more":
        given = row_number(request.POST.get("given")) or found.minutes
        quietly(request, lambda: actions.prolong(actor=actor, hearing=found, given=given))
    elif what in POINT_ACTS:
        quietly(request, lambda: POINT_ACTS[what](actor=actor, hearing=found))
    else:
        raise Http404
    return back(request, pk)


def quietly(request: HttpRequest, act: Callable[[], object]) -> None:
    """What was done is seen on the page at once; only a refusal needs words."""
    try:
        act()
    except Refused as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)


@for_members("POST")
def ask_floor(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    seated = get_live(actor, pk)
    quietly(request, lambda: actions.ask_floor(actor=actor, session=seated.session))
    return back(request, pk)


@for_members("POST")
def act_on_turn(request: HttpRequest, actor: Standing, pk: int, turn: int, what: str) -> HttpResponse:
    found = access.get_turn(actor, get_live(actor, pk).session, turn)
    acts = {"speak": actions.give_floor, "end": actions.end_turn}
    if what not in acts:
        raise Http404
    quietly(request, lambda: acts[what](actor=actor, turn=found))
    return back(request, pk)


@for_members("POST")
def attend(request: HttpRequest, actor: Standing, pk: int, seat: int) -> HttpResponse:
    """Who is in the room: each says it for their own seat, whoever leads for all."""
    seated = get_live(actor, pk)
    found = seated.session.invitations.filter(pk=seat, withdrawn=False).first()
    if found is None:
        raise Http404
    presence = request.POST.get("presence", Presence.PRESENT)
    quietly(request, lambda: actions.attend(actor=actor, invitation=found, presence=presence))
    return back(request, pk)


@for_members("POST")
def put_motion(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    seated = get_live(actor, pk)
    hearing = access.get_hearing(actor, seated.session, row_number(request.POST.get("hearing")) or 0)
    text, key = request.POST.get("text", ""), request.POST.get("key", "")
    quietly(request, lambda: actions.put_motion(actor=actor, hearing=hearing, text=text, key=key))
    return back(request, pk)


@for_members("POST")
def act_on_motion(request: HttpRequest, actor: Standing, pk: int, motion: int, what: str) -> HttpResponse:
    found = access.get_motion(actor, get_live(actor, pk).session, motion)
    if what == "close":
        quietly(request, lambda: actions.close_motion(actor=actor, motion=found))
    elif what in VoteChoice.values:
        return vote(request, actor, found, what)
    else:
        raise Http404
    return back(request, pk)


def vote(request: HttpRequest, actor: Standing, motion: Motion, choice: str) -> HttpResponse:
    """Another vote than that of a colleague asks first."""
    try:
        actions.cast(actor=actor, motion=motion, choice=choice, confirmed=sure(request))
    except VotedAlready as other:
        return ask_first(request, vote_question(motion, str(other)))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return back(request, motion.session_id)


def vote_question(motion: Motion, other: str) -> Confirmation:
    live = reverse("session-live", args=[motion.session_id])
    return Confirmation(_("Change the vote of your unit?"), [other], _("Change the vote"), live)


@for_members("GET", "POST")
def decide(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """Record a decision, and come back to the session."""
    session = get_live(actor, pk).session
    if not may_make(actor, session):
        raise Http404
    asked = {"data": request.POST} if request.method == "POST" else {"initial": point_asked(request)}
    form = DecisionForm(**asked, actor=actor, session=session)
    if form.is_valid():
        given = {"point": form.cleaned_data["point"], "retry_key": form.cleaned_data["retry_key"]}
        attempt(form, lambda: make(actor=actor, session=session, wording=form.wording(), **given))
        if not form.errors:
            messages.success(request, str(DECISION.steps["make"].says))
            return back(request, pk)
    shown = {"form": form, "session": session}
    return render(request, "decisions/new.html", shown, status=422 if form.errors else 200)


def point_asked(request: HttpRequest) -> dict[str, int]:
    number = row_number(request.GET.get("point"))
    return {} if number is None else {"point": number}


@for_members("POST")
def end(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """The session ends; what was written becomes the draft of the minutes."""
    seated = get_live(actor, pk)
    if seated.leads and seated.is_live and not sure(request):
        return ask_first(request, end_question(pk))
    if say(request, lambda: approving.end(actor=actor, session=seated.session), _("The session has ended.")):
        return redirect("session-minutes", pk=pk)
    return back(request, pk)


def end_question(pk: int) -> Confirmation:
    effects = [
        _("Everybody sees that the session has ended; nobody can vote or ask for the floor any more."),
        _(
            "The lines become the draft of the minutes. They can still be changed until the minutes are signed."
        ),
    ]
    return Confirmation(
        _("End the session?"), effects, _("End the session"), reverse("session-live", args=[pk])
    )
