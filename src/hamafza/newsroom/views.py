"""Items at the desk: lists, one item with its history, and the buttons."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamafza.lib.text.diff import diff
from hamafza.network.access import Standing, for_members, member_of
from hamafza.network.models import Topic
from hamafza.newsroom import access, actions, beside, queries, unseen
from hamafza.newsroom.checks import issues
from hamafza.newsroom.content import Content, words
from hamafza.newsroom.forms import ReleaseForm, RescheduleForm
from hamafza.newsroom.listing import CheckFilters, ItemFilters, listing, waiting
from hamafza.newsroom.models import Item, ItemState, Picture, Version
from hamafza.newsroom.questions import unscheduling
from hamafza.newsroom.sentences import corrected_sentence, published_sentence, submitted_sentence
from hamafza.pages.asking import Confirmation, ask_first, sure
from hamafza.pages.moments import in_words
from hamafza.pages.paging import page_number
from hamafza.pages.refusals import Invalid, say

PAGE = 30
TEXTS = ("kicker", "headline", "abstract", "byline", "dateline", "place", "source", "body")


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def items(request: HttpRequest) -> HttpResponseBase:
    actor = member_of(request)
    form = ItemFilters(request, actor)
    rows = listing(request, actor, form)
    if request.method == "POST":
        return rows.answer()
    page = Paginator(rows.found, PAGE).get_page(page_number(request))
    beside.put_in_rows(request, actor, list(page))
    return render(request, "newsroom/items.html", {"page": page, "filters": form, "listing": rows})


@login_required
@require_GET
@never_cache
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item with everything that happened to it. Outsiders of the unit see what readers see."""
    actor = member_of(request)
    found = access.get_item_or_remains(actor, pk)
    if access.thrown_away(actor, found):
        return discarded_page(request, actor, found)
    inside = actor.is_administrator or found.unit_id in actor.sees
    version = found.current if inside else found.published
    assert version is not None
    history = queries.history(found) if inside else None
    context = {
        "item": found,
        "version": version,
        "inside": inside,
        "may": buttons(actor, found),
        "release": ReleaseForm(),
        "reschedule": RescheduleForm(initial={"embargoed": found.embargoed}),
        "findings": issues(Content.of(version)) if inside and found.state != ItemState.RETIRED else [],
        "pictures": pictures(version),
        "history": history,
        "changes": changes(history.versions) if history else [],
        "returned": queries.returned_because(found) if inside else "",
        "topics": Topic.objects.filter(code__in=version.topics),
        "others": queries.writing_now(actor, found) if inside else [],
    }
    fragment = request.headers.get("X-Requested-With") == "live"
    context["above"] = beside.above(request, actor, found)
    if not fragment:
        context["below"] = beside.below(request, actor, found)
    return render(request, "newsroom/_item.html" if fragment else "newsroom/item.html", context)


def discarded_page(request: HttpRequest, actor: Standing, gone: Item) -> HttpResponse:
    """Who had the draft open learns what became of it, and finds what they typed into it."""
    fragment = request.headers.get("X-Requested-With") == "live"
    context = {"item": gone, "draft": gone.drafts.filter(person=actor.person).first()}
    template = "newsroom/_discarded.html" if fragment else "newsroom/discarded.html"
    return render(request, template, context, status=200 if fragment else 410)


def pictures(version: Version) -> list[dict[str, Any]]:
    known = Picture.objects.in_bulk([one["picture"] for one in version.pictures])
    return [
        {**one, "src": f"/media/{picture.folder}/{min(picture.widths, key=lambda w: abs(w - 640))}.webp"}
        for one in version.pictures
        if (picture := known.get(one["picture"]))
    ]


def changes(versions: list[Version]) -> list[dict[str, Any]]:
    """What each version changed against the one before, newest first; words, not letters."""
    found = []
    for before, after in pairwise(versions):
        fields = [(name, words(before, name), words(after, name)) for name in TEXTS]
        pieces = [
            {
                "name": str(getattr(Version._meta.get_field(name), "verbose_name", name)),
                "pieces": diff(old, new),
            }
            for name, old, new in fields
            if old != new
        ]
        found.append({"version": after, "fields": pieces})
    return found[::-1]


def buttons(actor: Standing, item: Item) -> dict[str, bool]:
    """What the person may do with the item now; the actions ask again."""
    if item.discarded is not None:
        return {"restore": item.created_by_id == actor.person.pk}
    edit, check = access.may_edit(actor, item), access.may_check(actor, item)
    shown = item.state == ItemState.PUBLISHED and item.firstpublished is not None
    own = access.wrote(actor, item) if check else True
    open_ = item.state in {ItemState.DRAFT, ItemState.SUBMITTED}
    at_once = access.publishes_at_once(actor, item)
    waits = actions.awaits_check(item)
    owed = item.state == ItemState.PUBLISHED and item.urgent and item.checked is None
    return {
        "edit": edit and open_,
        "submit": edit and item.state == ItemState.DRAFT and not at_once,
        "publish": (open_ or waits) and (at_once or (check and not own)),
        "own": check and own and waits and not at_once,
        "urgent": edit and open_ and not at_once,
        "return": check and waits,
        "discard": access.may_discard(actor, item),
        "schedule": item.is_scheduled and access.may_schedule(actor, item),
        "unschedule": item.is_scheduled and (edit or access.may_schedule(actor, item)),
        "correct": edit and shown,
        "check": check and owed and not item.versions.filter(author=actor.person).exists(),
        "withdraw": shown and (check or at_once),
        "feature": shown and (actor.is_administrator or item.unit_id in actor.manages),
    }


@for_members("GET", "POST")
def checks(request: HttpRequest, actor: Standing) -> HttpResponseBase:
    if not (actor.is_administrator or actor.checks_for):
        raise Http404
    filters = CheckFilters(request)
    return waiting(request, actor, filters).show("newsroom/checks.html", filters)


@login_required
@require_GET
@never_cache
def urgent(request: HttpRequest) -> HttpResponse:
    actor = member_of(request)
    context = {"items": queries.urgent(actor)[:50], "rows": queries.urgent_share()}
    return render(request, "newsroom/urgent.html", context)


# The buttons

Act = Callable[[HttpRequest, Standing, Item], str]


def submit(request: HttpRequest, actor: Standing, item: Item) -> str:
    return submitted_sentence(actions.submit(actor=actor, item=item))


def publish(request: HttpRequest, actor: Standing, item: Item) -> str:
    when = understood(ReleaseForm(request.POST))["embargoed"]
    at_once, corrects = request.POST.get("when") == "now", item.correction_waits
    published = actions.publish(actor=actor, item=item, embargoed=when, at_once=at_once)
    return corrected_sentence(published) if corrects else published_sentence(published)


def reschedule(request: HttpRequest, actor: Standing, item: Item) -> str:
    when = understood(RescheduleForm(request.POST))["embargoed"]
    unseen.reschedule(actor=actor, item=item, embargoed=when)
    return _("Moved: it is published on %(when)s.") % {"when": in_words(when)}


def unschedule(request: HttpRequest, actor: Standing, item: Item) -> str:
    unseen.unschedule(actor=actor, item=item)
    return _("The schedule is cancelled. The item is a draft again.")


def discard(request: HttpRequest, actor: Standing, item: Item) -> str:
    unseen.discard(actor=actor, item=item)
    return _("The draft is deleted. Only you can bring it back, with the button below.")


def restore(request: HttpRequest, actor: Standing, item: Item) -> str:
    unseen.restore(actor=actor, item=item)
    return _("The draft is back.")


def understood(form: Form) -> dict[str, Any]:
    """What was typed beside a button. Raises `Unreadable` with what is wrong with it."""
    if not form.is_valid():
        raise Invalid(" ".join(str(error) for errors in form.errors.values() for error in errors))
    return form.cleaned_data


def publish_urgently(request: HttpRequest, actor: Standing, item: Item) -> str:
    actions.publish_urgently(actor=actor, item=item, reason=request.POST.get("reason", ""))
    return _("Published. A second person checks it within 24 hours.")


def return_to_author(request: HttpRequest, actor: Standing, item: Item) -> str:
    actions.return_to_author(actor=actor, item=item, reason=request.POST.get("reason", ""))
    return _("Sent back to the author.")


def check(request: HttpRequest, actor: Standing, item: Item) -> str:
    actions.check_afterwards(actor=actor, item=item)
    return _("Checked.")


def withdraw(request: HttpRequest, actor: Standing, item: Item) -> str:
    actions.withdraw(actor=actor, item=item, reason=request.POST.get("reason", ""))
    return _("Withdrawn. The page stays, with the reason.")


def feature(request: HttpRequest, actor: Standing, item: Item) -> str:
    on = request.POST.get("on") == "1"
    actions.feature(actor=actor, item=item, on=on)
    return (
        _("It is now at the top of the front page.")
        if on
        else _("It is no longer at the top of the front page.")
    )


ACTS: dict[str, Act] = {
    "discard": discard,
    "restore": restore,
    "reschedule": reschedule,
    "unschedule": unschedule,
    "submit": submit,
    "publish": publish,
    "urgent": publish_urgently,
    "return": return_to_author,
    "check": check,
    "withdraw": withdraw,
    "feature": feature,
}


QUESTIONS: dict[str, Callable[[Item], Confirmation]] = {"unschedule": unscheduling}


@login_required
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One button: do it, say so, and show the item again."""
    actor = member_of(request)
    found = access.get_item(actor, pk)
    if what not in ACTS:
        raise Http404
    if what in QUESTIONS and buttons(actor, found).get(what) and not sure(request):
        return ask_first(request, QUESTIONS[what](found))
    say(request, lambda: ACTS[what](request, actor, found))
    return redirect("item", pk=pk)
