"""Calls at the desk: what is asked of me, what I asked, and one call with its board and its buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamafza.calls import access, actions, answering, duties, grouping, listing, queries, questions, states
from hamafza.calls.forms import AcceptForm, DeclineForm, DoneForm, ExtendForm
from hamafza.calls.listing import InboxFilters, OutboxFilters
from hamafza.calls.models import Answer, Call
from hamafza.calls.queries import AnswerCounts
from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, for_members, member_of
from hamafza.network.models import Person
from hamafza.newsroom.uploads import save_attachment
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.lists import Listing
from hamafza.pages.paging import page_number
from hamafza.pages.refusals import Invalid, Refused, blame, refuse, say

ROW = re.compile(r"[a-z]+(?:-[a-z]+)*-[0-9]{1,12}")


@for_members("GET", "POST")
def inbox(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    """What the person's units were asked."""
    form = InboxFilters(request)
    return listing.inbox(request, actor, form).show(
        "calls/inbox.html",
        form,
        queries.PAGE,
        over=form.is_over,
        mine=form.is_mine,
        silent=[] if form.is_over or form.is_mine else queries.silent_below(actor),
        writes_for=actor.writes_for,
        may_ask=may_ask(actor),
    )


@for_members("GET", "POST")
def outbox(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    """What the person's units asked."""
    form = OutboxFilters(request)
    found = listing.outbox(request, actor, form)
    if request.method == "POST":
        return found.answer()
    page = Paginator(found.found, queries.PAGE).get_page(page_number(request))
    counts = queries.counts_of(page.object_list)
    rows = [(call, counts[call.pk]) for call in page.object_list]
    context = {"page": page, "rows": rows, "filters": form, "listing": found, "over": form.is_over}
    return render(request, "calls/outbox.html", {**context, "may_ask": may_ask(actor)})


def may_ask(actor: Standing) -> bool:
    return actor.is_administrator or bool(access.asks_for(actor))


# One call, in parts that the live script fetches again

Part = Callable[[HttpRequest, Standing, Call], dict[str, Any]]
FORMS: dict[str, type[Form]] = {"accept": AcceptForm, "decline": DeclineForm, "done": DoneForm}


def head(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """What is asked, by whom, until when: all of it in the call itself."""
    return {"duty": duties.shown(call)}


def follow(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """What the asking side may do with the whole call."""
    may = access.may_follow(actor, call) and call.state == states.OPEN
    return {"may": may, "extend": ExtendForm(auto_id="extend-%s") if may else None}


def mine(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """The rows of the person's own units, each with what can be done with it."""
    rows = queries.own_answers(actor, call)
    speaks = [row.unit_id for row in rows if access.may_answer(actor, row.unit_id)]
    people = queries.colleagues(speaks) if speaks else {}
    within = states.within(call.state, owed=call.owed)
    shown = [
        {
            **{name: form(auto_id=f"{name}-{row.pk}-%s") for name, form in FORMS.items()},
            "answer": row,
            "may": states.ANSWER.possible(row.state, states.ASKED, within) if row.unit_id in speaks else (),
            "people": people.get(row.unit_id, []),
            "items": queries.recent_items([row.unit_id]) if wants_items(row, speaks) else [],
        }
        for row in rows
    ]
    return {"rows": shown, "duty": duties.shown(call)}


def wants_items(row: Answer, speaks: list[int]) -> bool:
    """Whether choosing among the unit's latest items helps: only while it owes an item."""
    return row.unit_id in speaks and row.call.needs == "item" and row.state in states.OWED


def rows_of(request: HttpRequest, actor: Standing, call: Call, counts: AnswerCounts) -> Listing[Answer]:
    """The rows of the board that are shown, for what is done with several of them."""
    may = access.may_follow(actor, call) and call.state != states.CANCELLED
    return listing.answers(request, actor, call, share_of(request, actor, call, counts), may=may)


def share_of(request: HttpRequest, actor: Standing, call: Call, counts: AnswerCounts) -> str:
    """What is shown of a board: what waits for the person, if they do not say what they want to see."""
    waits = counts.to_confirm and access.may_follow(actor, call)
    return request.GET.get("share") or ("to-confirm" if waits else queries.EVERYBODY)


def board(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """Everybody's answers, for the asking side."""
    if not access.sees_board(actor, call):
        raise Http404
    counts = queries.counts_of([call])[call.pk]
    share = share_of(request, actor, call, counts)
    found = queries.board(actor, call, counts, share=share, number=page_number(request))
    tabs = [
        ("to-confirm", _("to confirm"), counts.to_confirm),
        ("waiting", _("not answered"), counts.waiting),
        ("on-it", _("on it"), counts.on_it),
        ("confirmed", _("confirmed"), counts.share("confirmed")),
        ("declined", _("declined"), counts.declined),
        ("overdue", _("late"), found.overdue),
        (queries.EVERYBODY, _("all"), counts.total),
    ]
    return {
        "board": found,
        "tabs": tabs,
        "groups": grouping.groups(list(found.page), share),
        "confirms": access.may_follow(actor, call),
        "listing": rows_of(request, actor, call, counts),
    }


def who(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """Who is on it, for the asked side."""
    return {"counts": queries.counts_of([call])[call.pk], "units": queries.on_it(call)}


PARTS: dict[str, Part] = {"head": head, "mine": mine, "follow": follow, "board": board, "who": who}


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def call(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One call. Opening it as somebody who may answer says that the unit has seen it."""
    actor = member_of(request)
    found = access.get_call(actor, pk)
    if request.method == "POST":
        if not access.sees_board(actor, found):
            raise Http404
        return rows_of(request, actor, found, queries.counts_of([found])[found.pk]).answer()
    for answer in queries.own_answers(actor, found):
        answering.see(actor=actor, answer=answer)
    return render(request, "calls/call.html", page(request, actor, found))


def page(request: HttpRequest, actor: Standing, found: Call) -> dict[str, Any]:
    names = ["head", "mine", "follow", "board" if access.sees_board(actor, found) else "who"]
    parts = {name: PARTS[name](request, actor, found) for name in names}
    return {"call": found, **parts, "steps": queries.history(actor, found)}


@login_required
@require_GET
@never_cache
def part(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    actor = member_of(request)
    found = access.get_call(actor, pk)
    if name not in PARTS:
        raise Http404
    return render(request, f"calls/_{name}.html", {"call": found, name: PARTS[name](request, actor, found)})


# The buttons of a call

Act = Callable[[HttpRequest, Standing, Call], str]


class Unreadable(Exception):
    """What was typed cannot be taken; the form knows why and keeps it."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form


def remind(request: HttpRequest, actor: Standing, found: Call) -> str:
    actions.remind(actor=actor, call=found)
    return _("A reminder was sent to units that have not answered.")


def extend(request: HttpRequest, actor: Standing, found: Call) -> str:
    with taking(ExtendForm(request.POST, auto_id="extend-%s")) as data:
        actions.extend(actor=actor, call=found, **data)
    return _("The deadline was extended.")


def close(request: HttpRequest, actor: Standing, found: Call) -> str:
    actions.close(actor=actor, call=found)
    return _("Closed.")


def cancel(request: HttpRequest, actor: Standing, found: Call) -> str:
    actions.cancel(actor=actor, call=found, reason=request.POST.get("reason", ""))
    return _("Cancelled.")


ACTS: dict[str, Act] = {"remind": remind, "extend": extend, "close": close, "cancel": cancel}


def asked_before(actor: Standing, found: Call, what: str) -> Confirmation | None:
    """Only of those who may do it: everybody else is refused at once."""
    if not access.may_follow(actor, found) or found.state != states.OPEN:
        return None
    if what == "close":
        return questions.close(found)
    waiting = questions.waiting_for(found) if what == "remind" and not found.held else 0
    return questions.remind_many(found, waiting) if waiting > questions.MANY else None


@login_required
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    actor = member_of(request)
    found = access.get_call(actor, pk)
    if what not in ACTS:
        raise Http404
    if (question := asked_before(actor, found, what)) and not sure(request):
        return ask_first(request, question)
    try:
        say(request, lambda: ACTS[what](request, actor, found))
    except Unreadable as unreadable:
        context = page(request, actor, found)
        if not context["follow"]["may"]:
            return gone(request, unreadable.form, reverse("call", args=[pk]))
        context["follow"][what] = context["form"] = unreadable.form
        return render(request, "calls/call.html", context, status=422)
    return redirect("call", pk=pk)


# The buttons of an answer

AnswerAct = Callable[[HttpRequest, Standing, Answer], str]


def accept(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    with taking(typed(request, "accept", answer)) as data:
        answering.accept(actor=actor, answer=answer, **data)
    return _("Your unit is on it.")


def decline(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    with taking(typed(request, "decline", answer)) as data:
        answering.decline(actor=actor, answer=answer, **data)
    return _("Declined. Thank you for letting them know.")


def done(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    if not access.may_answer(actor, answer.unit_id):
        raise Http404
    form = DoneForm(request.POST, request.FILES, auto_id=f"done-{answer.pk}-%s")
    with taking(form) as data:
        upload = data["file"]
        kept = save_attachment(actor=actor, unit=answer.unit, file=upload) if upload else answer.file
        answering.done(
            actor=actor,
            answer=answer,
            item=form.given_item() or answer.item,
            file=kept,
            figure=data["figure"],
            note=data["note"],
        )
    return _("Done. The unit that asked can see it.")


def reopen(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    answering.reopen(actor=actor, answer=answer)
    return _("Your unit is still on it.")


def delegate(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    person = Person.objects.filter(pk=row_number(request.POST.get("person")) or 0).first()
    if person is None:
        raise Refused(_("Choose a person."))
    answering.delegate(actor=actor, answer=answer, person=person)
    return _("Assigned to %(person)s.") % {"person": person}


def confirm(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    actions.confirm(actor=actor, answer=answer)
    return _("Confirmed.")


def return_(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    actions.return_(actor=actor, answer=answer, reason=request.POST.get("reason", ""))
    return _("Sent back with your note.")


ANSWER_ACTS: dict[str, AnswerAct] = {
    "accept": accept,
    "decline": decline,
    "done": done,
    "reopen": reopen,
    "delegate": delegate,
    "confirm": confirm,
    "return": return_,
}


@login_required
@require_POST
def answer_act(request: HttpRequest, pk: int, answer: int, what: str) -> HttpResponse:
    """One tap: do it, say so, and go back to where the person was."""
    actor = member_of(request)
    found = access.get_answer(actor, access.get_call(actor, pk), answer)
    if what not in ANSWER_ACTS:
        raise Http404
    try:
        say(request, lambda: ANSWER_ACTS[what](request, actor, found))
    except Unreadable as unreadable:
        return unread(request, actor, found, what, unreadable.form)
    return redirect(place(request, found))


def unread(request: HttpRequest, actor: Standing, answer: Answer, what: str, form: Form) -> HttpResponse:
    """The call again, with what was typed and what is wrong with it."""
    context = page(request, actor, answer.call)
    row = next((one for one in context["mine"]["rows"] if one["answer"].pk == answer.pk), None)
    if row is None or not (what in row["may"] or (what == "accept" and answer.state == states.ACCEPTED)):
        return gone(request, form, place(request, answer))
    row[what] = context["form"] = form
    return render(request, "calls/call.html", context, status=422)


def gone(request: HttpRequest, form: Form, back: str) -> HttpResponse:
    """The form does not stand there any more, as when somebody else acted first: the words are given back."""
    refuse(request, *(str(error) for errors in form.errors.values() for error in errors))
    return redirect(back)


def place(request: HttpRequest, answer: Answer) -> str:
    """Where the button stood: the page, and the row on it."""
    back, row = request.POST.get("next", ""), request.POST.get("row", "")
    inside = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    page = back if inside else reverse("call", args=[answer.call_id])
    return f"{page}#{row if ROW.fullmatch(row) else f'answer-{answer.pk}'}"


@login_required
@require_GET
def file(request: HttpRequest, pk: int, answer: int) -> FileResponse:
    """The file an answer gave, for those who see the answer."""
    actor = member_of(request)
    found = access.get_answer(actor, access.get_call(actor, pk), answer)
    if found.file is None:
        raise Http404
    response = FileResponse(found.file.file.open(), as_attachment=True, filename=found.file.name)
    response.headers["Content-Type"] = found.file.media_type
    return response


def typed(request: HttpRequest, what: str, answer: Answer) -> Form:
    return FORMS[what](request.POST, auto_id=f"{what}-{answer.pk}-%s")


@contextmanager
def taking(form: Form) -> Iterator[dict[str, Any]]:
    """What was typed, for an action; what is wrong with it comes back with the form."""
    if not form.is_valid():
        raise Unreadable(form)
    try:
        yield form.cleaned_data
    except Invalid as refusal:
        blame(form, refusal)
        raise Unreadable(form) from None
