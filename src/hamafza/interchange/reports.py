"""Reports of units over the API: the same actions as the desk's, with the same refusals."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamafza.interchange.auth import actor
from hamafza.interchange.fields import put_right, row
from hamafza.interchange.naming import known_unit, unit_named
from hamafza.interchange.paging import BEFORE, limit, narrowed, page, page_of
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.report_schemas import (
    BookOut,
    HandIn,
    NewRound,
    NumbersOut,
    ReportState,
    ReportVersionOut,
    RoundOut,
    UnitReportOut,
    WordsIn,
)
from hamafza.interchange.routes import Routes
from hamafza.interchange.schemas import Reason
from hamafza.lib.text.display import display
from hamafza.network.models import Unit
from hamafza.reports import access, actions, board, books, rounds
from hamafza.reports.lines import Period, count_lines
from hamafza.reports.models import ReportBook, ReportRound, ReportVersion, UnitReport

router = Routes(tags=["reports"])


def spanned(since: date, until: date) -> Period:
    """422 for what is no period."""
    period = Period(since, until)
    if not period.sound:
        raise ApiProblem(422, _("This is no period."), errors=[{"field": "until", "message": str(until)}])
    return period


def report_json(report: UnitReport) -> dict[str, Any]:
    return row(UnitReportOut, report, version=report.number)


@router.reads("/units/{code}/report", NumbersOut, "The report of a unit as it stands")
def live(request: HttpRequest, code: str, since: date, until: date) -> dict[str, Any]:
    """Numbers are counted from what is recorded, and change until the report is handed in."""
    unit = access.get_unit(actor(request), code)
    period = spanned(since, until)
    known = UnitReport.objects.filter(unit=unit, since=since, until=until).first()
    words = known.words if known else {}
    return {
        "unit": unit,
        "since": since,
        "until": until,
        "numbers": count_lines(unit, period),
        "words": words,
        "report": known.pk if known else None,
    }


@router.acts("/units/{code}/report/words", UnitReportOut, "Say something beside the numbers")
def say(request: HttpRequest, code: str, payload: WordsIn) -> dict[str, Any]:
    """Words change no number."""
    unit, period = get_object_or_404(Unit, code=code), spanned(payload.since, payload.until)
    who, text = actor(request), display(payload.text)
    return report_json(
        actions.write_words(actor=who, unit=unit, period=period, group=payload.group, text=text)
    )


@router.acts("/units/{code}/report/hand-in", UnitReportOut, "Hand the report of a unit in")
def hand_in(request: HttpRequest, code: str, payload: HandIn) -> dict[str, Any]:
    """It is frozen with a hash and answers the round that asked for it. Another version needs a note."""
    unit, period = get_object_or_404(Unit, code=code), spanned(payload.since, payload.until)
    note = display(payload.note)
    return report_json(actions.hand_in(actor=actor(request), unit=unit, period=period, note=note))


@router.reads("/reports", page_of(UnitReportOut, "reports"), "Reports the caller may see, newest first")
def listing(
    request: HttpRequest,
    unit: str = "",
    state: ReportState | None = None,
    before: int | None = BEFORE,
    limit: int = limit(50, 100),
) -> dict[str, Any]:
    """Those of the caller's units, and those that were handed in to them."""
    rows = narrowed(access.visible(actor(request)), unit__code=known_unit(unit), state=state)
    found, following = page(request, rows, limit, before=before)
    return {"reports": [report_json(one) for one in found], "next": following}


@router.reads("/reports/{pk}/versions/{number}", ReportVersionOut, "A report as it was handed in")
def version(request: HttpRequest, pk: int, number: int) -> ReportVersion:
    """`sha256` is that of `content`, written as JSON with sorted keys and no spaces."""
    report = access.get_report(actor(request), pk)
    return get_object_or_404(ReportVersion.objects.select_related("by"), report=report, number=number)


@router.acts("/reports/{pk}/send-back", UnitReportOut, "Send a report back")
def send_back(request: HttpRequest, pk: int, payload: Reason) -> dict[str, Any]:
    """For those who asked: something is missing, and the unit hands another version in."""
    who = actor(request)
    report = access.get_report(who, pk)
    return report_json(actions.send_back(actor=who, report=report, reason=payload.reason))


# Rounds and books


def round_json(of: ReportRound) -> dict[str, Any]:
    told = board.handed(board.rows_of(of))
    deadline = of.call.deadline if of.call else None
    counted = {"units": told.units, "handed_in": told.handed_in}
    return row(RoundOut, of, call=of.call_id, deadline=deadline, **counted)


@router.acts("/report-rounds", RoundOut, "Ask many units for their reports", made="/report-rounds/{id}")
def ask(request: HttpRequest, payload: NewRound) -> dict[str, Any]:
    """All active units below this one, or those of some kinds, get one call; handing in answers it."""
    said = put_right(payload, "title", "deadline", "kinds")
    period, unit = spanned(payload.since, payload.until), unit_named(payload.unit)
    return round_json(rounds.ask(actor=actor(request), unit=unit, period=period, **said))


@router.reads("/report-rounds/{pk}", RoundOut, "One round, and how many have handed in")
def one_round(request: HttpRequest, pk: int) -> dict[str, Any]:
    """For those who asked."""
    return round_json(access.get_round(actor(request), pk))


@router.acts("/report-rounds/{pk}/book", BookOut, "Make the book of a round")
def make_book(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Of what is handed in by now. It is made in a moment; ask for it by its id."""
    who = actor(request)
    made = books.ask(actor=who, of=access.get_round(who, pk), language=get_language() or "fa")
    return book_json(made)


@router.reads("/report-books/{pk}", BookOut, "One book")
def one_book(request: HttpRequest, pk: int) -> dict[str, Any]:
    """How far it is. Its files are at the desk."""
    return book_json(access.get_book(actor(request), pk))


def book_json(book: ReportBook) -> dict[str, Any]:
    return row(BookOut, book, round=book.round_id)
