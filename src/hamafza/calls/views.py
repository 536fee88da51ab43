"""Calls at the desk: what is asked of me, what I asked, and one call with its board and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hamafza.calls import access, actions, answering, queries, states
from hamafza.calls.errors import Refused
from hamafza.calls.forms import AcceptForm, DeclineForm, DoneForm, ExtendForm
from hamafza.calls.models import Answer, Call
from hamafza.network.access import Standing, member_of
from hamafza.network.models import Person
from hamafza.newsroom.uploads import UploadRefused, save_attachment
from hamafza.pages.paging import page_number


@login_required
@require_GET
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person's units were asked."""
    actor = member_of(request)
    over, mine = request.GET.get("over") == "1", request.GET.get("mine") == "1"
    context = {
        "page": queries.inbox(actor, over=over, mine=mine, number=page_number(request)),
        "over": over,
        "mine": mine,
        "silent": [] if over or mine else queries.silent_below(actor),
        "writes_for": actor.writes_for,
        "may_ask": may_ask(actor),
    }
    return render(request, "calls/inbox.html", context)


@login_required
@require_GET
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """What the person's units asked."""
    actor = member_of(request)
    over = request.GET.get("over") == "1"
    page, counts = queries.outbox(actor, over=over, number=page_number(request))
    rows = [(call, counts[call.pk]) for call in page.object_list]
    context = {"page": page, "rows": rows, "over": over, "may_ask": may_ask(actor)}
    return render(request, "calls/outbox.html", context)


def may_ask(actor: Standing) -> bool:
    return actor.is_administrator or bool(access.asks_for(actor))


# One call, in parts that the live script fetches again

Part = Callable[[HttpRequest, Standing, Call], dict[str, Any]]


def head(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """What is asked, by whom, until when: all of it in the call itself."""
    return {}


def follow(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """What the asking side may do with the whole call."""
    may = access.may_follow(actor, call) and call.state == states.OPEN
    return {"may": may, "extend": ExtendForm() if may else None}


def mine(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """The rows of the person's own units, each with what can be done with it."""
    rows = queries.own_answers(actor, call)
    speaks = [row.unit_id for row in rows if access.may_answer(actor, row.unit_id)]
    people = queries.colleagues(speaks) if speaks else {}
    shown = [
        {
            "answer": row,
            "may": states.possible(row.state, call.state, states.ASKED) if row.unit_id in speaks else (),
            "people": people.get(row.unit_id, []),
            "items": queries.recent_items([row.unit_id]) if wants_items(row, speaks) else [],
        }
        for row in rows
    ]
    return {
        "rows": shown,
        "done": DoneForm(),
        "decline": DeclineForm(),
        "accept": AcceptForm(auto_id="accept-%s"),
    }


def wants_items(row: Answer, speaks: list[int]) -> bool:
    """Whether choosing among the unit's latest items helps: only while it owes an item."""
    return row.unit_id in speaks and row.call.needs == "item" and row.state in states.OWED


def board(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """Everybody's answers, for the asking side."""
    if not access.sees_board(actor, call):
        raise Http404
    share = request.GET.get("share", "")
    found = queries.board(actor, call, share=share, number=page_number(request))
    tabs = [
        ("", _("all"), found.counts.total),
        ("waiting", _("not answered"), found.counts.waiting),
        ("on-it", _("on it"), found.counts.on_it),
        ("to-confirm", _("to confirm"), found.counts.to_confirm),
        ("confirmed", _("confirmed"), found.counts.share("confirmed")),
        ("declined", _("declined"), found.counts.declined),
        ("overdue", _("late"), found.overdue),
    ]
    return {"board": found, "tabs": tabs, "confirms": access.may_follow(actor, call)}


def who(request: HttpRequest, actor: Standing, call: Call) -> dict[str, Any]:
    """Who is on it, for the asked side."""
    return {"counts": queries.counts_of([call])[call.pk], "units": queries.on_it(call)}


PARTS: dict[str, Part] = {"head": head, "mine": mine, "follow": follow, "board": board, "who": who}


@login_required
@require_GET
@never_cache
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call. Opening it as somebody who may answer says that the unit has seen it."""
    actor = member_of(request)
    found = access.get_call(actor, pk)
    for answer in queries.own_answers(actor, found):
        answering.see(actor=actor, answer=answer)
    names = ["head", "mine", "follow", "board" if access.sees_board(actor, found) else "who"]
    parts = {name: PARTS[name](request, actor, found) for name in names}
    context = {"call": found, **parts, "steps": queries.history(actor, found)}
    return render(request, "calls/call.html", context)


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


def remind(request: HttpRequest, actor: Standing, found: Call) -> str:
    actions.remind(actor=actor, call=found)
    return _("A reminder was sent to units that have not answered.")


def extend(request: HttpRequest, actor: Standing, found: Call) -> str:
    form = ExtendForm(request.POST)
    if not form.is_valid():
        raise Refused(said(form))
    actions.extend(actor=actor, call=found, deadline=form.cleaned_data["deadline"])
    return _("The deadline was extended.")


def close(request: HttpRequest, actor: Standing, found: Call) -> str:
    actions.close(actor=actor, call=found)
    return _("Closed.")


def cancel(request: HttpRequest, actor: Standing, found: Call) -> str:
    actions.cancel(actor=actor, call=found, reason=request.POST.get("reason", ""))
    return _("Cancelled.")


ACTS: dict[str, Act] = {"remind": remind, "extend": extend, "close": close, "cancel": cancel}


@login_required
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    actor = member_of(request)
    found = access.get_call(actor, pk)
    if what not in ACTS:
        raise Http404
    tell(request, lambda: ACTS[what](request, actor, found))
    return redirect("call", pk=pk)


# The buttons of an answer

AnswerAct = Callable[[HttpRequest, Standing, Answer], str]


def accept(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    form = AcceptForm(request.POST)
    if not form.is_valid():
        raise Refused(said(form))
    answering.accept(actor=actor, answer=answer, **form.cleaned_data)
    return _("Your unit is on it.")


def decline(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        raise Refused(said(form))
    answering.decline(actor=actor, answer=answer, **form.cleaned_data)
    return _("Declined. Thank you for letting them know.")


def done(request: HttpRequest, actor: Standing, answer: Answer) -> str:
    form = DoneForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused(said(form))
    if not access.may_answer(actor, answer.unit_id):
        raise Http404
    data, upload = form.cleaned_data, form.cleaned_data["file"]
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
    wanted = request.POST.get("person", "")
    person = Person.objects.filter(pk=int(wanted)).first() if wanted.isascii() and wanted.isdigit() else None
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
    tell(request, lambda: ANSWER_ACTS[what](request, actor, found))
    back = request.POST.get("next", "")
    inside = back.startswith("/desk/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back) if inside else redirect("call", pk=pk)


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


def tell(request: HttpRequest, act: Callable[[], str]) -> None:
    try:
        messages.success(request, act())
    except Refused as refusal:
        messages.error(request, str(refusal))
    except UploadRefused as refusal:
        messages.error(request, str(refusal.message))


def said(form: Any) -> str:
    """What is wrong with a form, as one sentence."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
