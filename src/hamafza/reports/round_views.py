"""Rounds at the desk: asking for reports, the board of who has handed in, the book."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamafza.calls.models import Answer
from hamafza.files.answering import NAMES, TYPES, Format, attached
from hamafza.network.access import Standing, for_members
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sending import pieces
from hamafza.reports import access, board, books, rounds
from hamafza.reports.forms import HandedFilters, RoundForm
from hamafza.reports.models import BookState, ReportBook, ReportRound

BOARD = 50  # rows on a page


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    if not access.may_ask(actor).exists():
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = RoundForm(sent, actor=actor, initial={"retry_key": uuid.uuid4().hex})
    if form.is_valid() and (made := attempt(form, lambda: asked(actor, form))):
        messages.success(request, _("The units were asked for their reports."))
        return redirect("report-round", pk=made.pk)
    return render(request, "reports/round_new.html", {"form": form}, status=422 if form.errors else 200)


def asked(actor: Standing, form: RoundForm) -> ReportRound:
    data = form.cleaned_data
    said: dict[str, Any] = {name: data[name] for name in ("unit", "title", "deadline", "retry_key")}
    return rounds.ask(actor=actor, period=form.period(), kinds=tuple(data["kinds"]), **said)


@for_members("GET", "POST")
def board_page(request: HttpRequest, actor: Standing, pk: int) -> HttpResponseBase:
    of, filters = access.get_round(actor, pk), HandedFilters(request)
    return board.board(request, of, filters).show(
        "reports/board.html",
        filters,
        BOARD,
        round=of,
        handed=board.handed(board.rows_of(of)),
        books=[(one, forms_of(one)) for one in of.books.select_related("by")[:5]],
        may_make_book=access.may_make_book(actor, of),
    )


def forms_of(one: ReportBook) -> list[tuple[str, str]]:
    """In which forms a book is there, with their names."""
    there = [form for form in books.FORMS if one.state == BookState.MADE and getattr(one, form.value)]
    return [(form.value, _("Web book") if form is Format.PAGE else str(NAMES[form])) for form in there]


@for_members("GET")
def own(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """Where a request for a report leads: the unit to its report, who asked to the board."""
    of = get_object_or_404(ReportRound.objects.select_related("call"), pk=pk)
    mine = Answer.objects.filter(call=of.call_id, unit__in=actor.unit_ids).select_related("unit").first()
    if mine is not None and of.call is not None and of.call.delivered:
        return redirect("report", code=mine.unit.code, span=str(of.period))
    return redirect("report-round", pk=access.get_round(actor, pk).pk)


@for_members("POST")
def ask_book(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    of = access.get_round(actor, pk)
    done = _("The book is being made. You are told when it is ready.")
    say(request, lambda: books.ask(actor=actor, of=of, language=get_language() or "fa"), done)
    return redirect("report-round", pk=pk)


@for_members("GET")
def book(request: HttpRequest, actor: Standing, pk: int, form: str) -> HttpResponseBase:
    """The book in this form: the web book is shown, the others are saved."""
    kept = access.get_book(actor, pk)
    if form not in books.FORMS or kept.state != BookState.MADE or not getattr(kept, form):
        raise Http404
    return web_book(request, kept) if form == Format.PAGE else saved(kept, Format(form))


def web_book(request: HttpRequest, kept: ReportBook) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(books.shown(kept, str(getattr(request, "csp_nonce", ""))))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def saved(kept: ReportBook, form: Format) -> StreamingHttpResponse:
    file = getattr(kept, form.value)
    answer = StreamingHttpResponse(pieces(file.open("rb"), 0, file.size), content_type=TYPES[form])
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["Content-Disposition"] = attached(kept.round.title, form.value)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
