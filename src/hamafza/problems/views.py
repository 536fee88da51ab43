"""Problems at the desk: the list, the form with those that are alike, one problem and its steps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, checks, for_members, writes
from hamafza.network.models import Unit
from hamafza.pages.lists import Act, Listing
from hamafza.pages.mistakes import judge_only
from hamafza.pages.refusals import attempt, say
from hamafza.pages.sheets import Column, columns_of
from hamafza.problems import access, actions, likeness
from hamafza.problems.actions import PROBLEMS, UnitWords
from hamafza.problems.forms import ProblemFilters, ProblemForm, WordsForm
from hamafza.problems.models import Problem, Voice
from hamafza.problems.states import PROBLEM

SHOWN, JOIN = "shown", "join"
COLUMNS: list[Column[Problem]] = [
    *columns_of(Problem, "title", "kind", "state", "unit", "units"),
    Column(gettext_lazy("What it costs"), lambda row: joined(row, "cost")),
    Column(gettext_lazy("Proposed remedy"), lambda row: joined(row, "remedy")),
    *columns_of(Problem, "decides", "authority", "reported", "ended"),
]


def joined(problem: Problem, part: str) -> str:
    """What all its units say, one below the other."""
    return "\n".join(filter(None, (getattr(voice, part) for voice in problem.voices.all())))


@for_members("GET", "POST")
def index(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    filters = ProblemFilters(request)
    take_up: Act[Problem] = Act(
        "take-up",
        _("Take up the chosen ones"),
        lambda one: PROBLEMS.act("take-up", actor, one),
        ngettext_lazy("%(number)s problem was taken up.", "%(number)s problems were taken up.", "number"),
        effects=[_("The units that have them read that somebody is on it.")],
        kind="soft",
    )
    found = filters.narrowed(access.visible(actor), actor)
    acts = [take_up] if checks(actor) else []
    rows = Listing(request, found, "problems", COLUMNS, acts, lambda rows: rows.prefetch_related("voices"))
    return rows.show("problems/list.html", filters, may_report=writes(actor))


@for_members("GET", "POST")
def new(request: HttpRequest, actor: Standing) -> HttpResponse:
    """The one form. What is alike is shown before a new problem is made, and can be joined instead."""
    if not writes(actor):
        raise Http404
    if request.method == "GET":
        return asked(request, ProblemForm(actor=actor))
    form = ProblemForm(request.POST, actor=actor)
    wish, _colon, pk = request.POST.get("do", "").partition(":")
    if wish == JOIN and (number := row_number(pk)) is not None:
        return join_instead(request, actor, form, number)
    if not form.is_valid():
        return asked(request, form, status=422)
    known = likeness.find_alike(form.text)
    if {str(one.problem.pk) for one in known} - set(request.POST.getlist(SHOWN)):
        return asked(request, form, first=True)
    made = attempt(form, lambda: report(actor, form))
    return redirect("problem", pk=made.pk) if made else asked(request, form, status=422)


def report(actor: Standing, form: ProblemForm) -> Problem:
    named = {name: form.cleaned_data[name] for name in ("unit", "kind", "title", "decides")}
    return actions.report(actor=actor, said=form.said(), **named)


def join_instead(request: HttpRequest, actor: Standing, form: ProblemForm, pk: int) -> HttpResponse:
    """What was typed for a new problem stands beside the words of the others."""
    problem = access.get_problem(actor, pk)
    form.is_valid()
    unit = form.cleaned_data.get("unit")
    judge_only(form, "unit", "words", "remedy")
    if unit is None or form.errors:
        return asked(request, form, status=422)
    said = form.said()
    words = "\n".join(filter(None, (form.cleaned_data.get("title", ""), said.words)))
    told = UnitWords(words=words, cost=said.cost, remedy=said.remedy)
    if attempt(form, lambda: actions.join(actor=actor, problem=problem, unit=unit, said=told)):
        return redirect("problem", pk=pk)
    return asked(request, form, status=422)


def asked(request: HttpRequest, form: ProblemForm, status: int = 200, **more: Any) -> HttpResponse:
    known = likeness.find_alike(form.text) if form.is_bound else []
    return render(request, "problems/new.html", {"form": form, "alike": known, **more}, status=status)


@for_members("POST")
def alike(request: HttpRequest, actor: Standing) -> HttpResponse:
    """The part of the form that shows problems like the one that is being typed."""
    if not writes(actor):
        raise Http404
    found = likeness.find_alike(ProblemForm(request.POST, actor=actor).text)
    return render(request, "problems/_alike.html", {"alike": found})


@for_members("GET")
def problem(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    return shown(request, actor, access.get_problem(actor, pk))


def shown(
    request: HttpRequest,
    actor: Standing,
    found: Problem,
    wrong: WordsForm | None = None,
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    """`typed` is what was written beside a button that was refused: it stands there again."""
    voices = list(found.voices.select_related("unit", "by"))
    having = {voice.unit_id for voice in voices}
    told = {
        "problem": found,
        "voices": voices,
        "own": [(voice, words_form(voice, wrong)) for voice in voices if voice.unit_id in actor.writes_for],
        "may": PROBLEM.possible(found.state, access.roles(actor, found)),
        "joining": list(access.may_join(actor, found, having)),
        "steps": found.steps.select_related("by", "unit"),
        "form": wrong,
        "typed": typed or {},
    }
    return render(request, "problems/problem.html", told, status=422 if wrong or typed else 200)


def words_form(voice: Voice, wrong: WordsForm | None) -> WordsForm:
    prefix = f"unit-{voice.unit_id}"
    if wrong is not None and wrong.prefix == prefix:
        return wrong
    return WordsForm(
        prefix=prefix, initial={name: getattr(voice, name) for name in ("cost", "words", "remedy")}
    )


@for_members("POST")
def join(request: HttpRequest, actor: Standing, pk: int, unit: int) -> HttpResponse:
    """One tap: we have the same. Own words can be added on the page that follows."""
    found = access.get_problem(actor, pk)
    joining = get_object_or_404(Unit, pk=unit, active=True)
    done = _("Your unit has joined. You can add your own words.")
    say(request, lambda: actions.join(actor=actor, problem=found, unit=joining), done)
    return redirect("problem", pk=pk)


@for_members("POST")
def tell(request: HttpRequest, actor: Standing, pk: int, unit: int) -> HttpResponse:
    found = access.get_problem(actor, pk)
    voice = get_object_or_404(found.voices.select_related("unit"), unit=unit)
    form = WordsForm(request.POST, prefix=f"unit-{unit}")
    told = PROBLEM.steps["tell"].says
    if not form.is_valid():
        return shown(request, actor, found, form)
    say(request, lambda: actions.tell(actor=actor, problem=found, unit=voice.unit, said=form.said()), told)
    return redirect("problem", pk=pk)


@for_members("POST")
def act(request: HttpRequest, actor: Standing, pk: int, what: str) -> HttpResponse:
    found = access.get_problem(actor, pk)
    if what not in actions.BY_NAME:
        raise Http404
    said = {name: request.POST.get(name, "")[:2000] for name in ("reason", "authority")}
    done = PROBLEM.steps[what].says
    if say(request, lambda: actions.act(actor=actor, problem=found, step=what, **said), done) or not any(
        said.values()
    ):
        return redirect("problem", pk=pk)
    return shown(request, actor, found, typed={"what": what, **said})
