"""The minutes after the session: the draft, comments, the signature, amendments, documents, the news of the meeting."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamafza.council.models import Session
from hamafza.council.states import COMMENT
from hamafza.files.answering import Format, offered_forms, respond
from hamafza.minutes import access, approving, drafting, reading
from hamafza.minutes.access import Seated
from hamafza.minutes.document import document_of
from hamafza.minutes.forms import AmendmentForm, CommentForm
from hamafza.minutes.models import Minutes
from hamafza.minutes.reading import comments, get_minutes
from hamafza.network.access import Standing, for_members
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.refusals import Refused, attempt, say
from hamafza.pages.shown import save


@for_members("GET")
def minutes(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    seated, found = get_minutes(actor, pk)
    return shown(request, seated, found, CommentForm(initial={"key": uuid.uuid4().hex}))


def shown(
    request: HttpRequest, seated: Seated, found: Minutes | None, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    session = seated.session
    read = reading.minutes_as_read(seated.actor, session, found)
    said = list(comments(seated))
    context: dict[str, Any] = {
        "seated": seated,
        "session": session,
        "series": session.series,
        "minutes": found,
        "read": read,
        "content": read.shown,
        "form": form,
        "comments": said,
        "unanswered": [one for one in said if not one.settled],
        "until": approving.comments_until(session, timezone.now()) if session.state == COMMENT else None,
        "offers": offered_forms(document_of(read, language())),
        "drafts": found is not None and drafting.may_draft(seated.actor, session),
    }
    return render(request, "minutes/minutes.html", context, status=status)


def language() -> Any:
    return "en" if get_language() == "en" else "fa"


@for_members("GET")
def document(request: HttpRequest, actor: Standing, pk: int, form: str) -> HttpResponseBase:
    seated, found = get_minutes(actor, pk)
    if form not in [*Format]:
        raise Http404
    read = reading.minutes_as_read(actor, seated.session, found)
    try:
        return respond(request, document_of(read, language()), Format(form))
    except Refused as refusal:
        return render(
            request, "minutes/refused.html", {"said": str(refusal), "pk": pk}, status=refusal.status
        )


@for_members("POST")
def comment(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    seated, found = get_minutes(actor, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["line"]
        line = access.get_line(actor, seated.session, number) if number else None
        said = {"text": form.cleaned_data["text"], "key": form.cleaned_data["key"]}
        attempt(form, lambda: approving.comment(actor=actor, session=seated.session, line=line, **said))
    if form.errors:
        return shown(request, seated, found, form, status=422)
    return redirect(reverse("session-minutes", args=[pk]) + "#comments")


@for_members("POST")
def settle(request: HttpRequest, actor: Standing, pk: int, comment: int) -> HttpResponse:
    seated, _found = get_minutes(actor, pk)
    asked = comments(seated).filter(pk=comment).first()
    if asked is None:
        raise Http404
    answer = request.POST.get("answer", "")
    say(request, lambda: approving.settle(actor=actor, comment=asked, answer=answer), _("Answered."))
    return redirect(reverse("session-minutes", args=[pk]) + "#comments")


@for_members("GET", "POST")
def amend(request: HttpRequest, actor: Standing, pk: int, line: int) -> HttpResponse:
    seated, found = get_minutes(actor, pk)
    asked = access.get_line(actor, seated.session, line)
    if found is None or not seated.amends:
        raise Http404
    known = found.amendments.filter(line=asked).last()
    before = known.after if known else approving.signed_text(found, asked)
    form = AmendmentForm(request.POST if request.method == "POST" else None, initial={"after": before})
    if form.is_valid():
        said = {"minutes": found, "line": asked, "seen": form.seen, **form.cleaned_data}
        if save(form, lambda: approving.amend(actor=actor, **said)):
            return redirect("session-minutes", pk=pk)
    context = {"form": form, "before": before, "pk": pk, "line": asked}
    return render(request, "minutes/amend.html", context, status=422 if form.errors else 200)


ACTS: dict[str, Callable[[Standing, Session, str], object]] = {
    "offer": lambda actor, session, _why: approving.offer(actor=actor, session=session),
    "end-comments": lambda actor, session, why: approving.end_comments(
        actor=actor, session=session, reason=why
    ),
    "redraft": lambda actor, session, why: approving.redraft(actor=actor, session=session, reason=why),
    "sign": lambda actor, session, _why: approving.sign(actor=actor, session=session),
    "send": lambda actor, session, _why: approving.send(actor=actor, session=session),
}


@for_members("POST")
def act(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    """One step of the minutes, or the draft of the news of the meeting."""
    seated, found = get_minutes(actor, pk)
    if what == "news":
        return news(request, seated, found)
    if what not in ACTS:
        raise Http404
    if what == "sign" and seated.signs and not sure(request):
        return ask_first(request, sign_question(pk))
    words = {
        "offer": _("The members may comment now."),
        "end-comments": _("The time for comments has ended. You can sign now."),
        "redraft": _("The minutes were taken back to be changed."),
        "sign": _("The minutes are signed."),
        "send": _("The minutes were sent."),
    }
    reason = request.POST.get("reason", "")
    say(request, lambda: ACTS[what](actor, seated.session, reason), words[what])
    return redirect("session-minutes", pk=pk)


def sign_question(pk: int) -> Confirmation:
    effects = [
        _("Your name, the time and a hash of every word are kept with them."),
        _("From then on they are corrected by amendments only, which everybody sees."),
    ]
    return Confirmation(_("Sign the minutes?"), effects, _("Sign"), reverse("session-minutes", args=[pk]))


def news(request: HttpRequest, seated: Seated, found: Minutes | None) -> HttpResponse:
    """To the draft, where an officer edits and publishes it as any other."""
    if found is None:
        raise Http404
    made: list[Any] = []
    writes = found.session.series.unit_id in seated.actor.writes_for
    said = _("The draft is made of the approved lines of the open points. Read it before you publish it.")
    if not writes:
        said = _("The draft is made. An officer of the unit edits and publishes it.")
    if say(request, lambda: made.append(drafting.draft_news(actor=seated.actor, minutes=found)), said):
        return redirect("item-edit" if writes else "item", pk=made[0].pk)
    return redirect("session-minutes", pk=seated.session.pk)
