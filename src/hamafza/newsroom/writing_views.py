"""Writing: the form of a new item, of another version, of a correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from js_asset import Media

from hamafza.lib.text.diff import diff
from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing, standing_of
from hamafza.network.models import Unit
from hamafza.newsroom import access, actions, drafts, meanwhile
from hamafza.newsroom.checks import hard, issues
from hamafza.newsroom.content import Content, words
from hamafza.newsroom.errors import NewerVersion
from hamafza.newsroom.forms import CorrectionForm
from hamafza.newsroom.manuscript import Manuscript
from hamafza.newsroom.models import Draft, Item, ItemState, Version
from hamafza.newsroom.sentences import corrected_sentence, published_sentence, submitted_sentence
from hamafza.pages.refusals import Refused, say

OF_NO_ITEM = Q(item=None) | Q(item__discarded__isnull=False)  # what was typed into a draft outlives it


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new item."""
    actor = standing_of(request)
    if not (actor.is_administrator or actor.writes_for):
        raise Http404
    if not actor.writes_for and not Unit.objects.exists():
        messages.info(request, _("Add a unit first: every item is published in the name of one."))
        return redirect("unit-new")
    return form_page(request, actor, None)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another version of an item that is not published yet."""
    actor = standing_of(request)
    item = access.get_item_or_remains(actor, pk)
    if access.thrown_away(actor, item):
        return discarded_meanwhile(request, actor, item)
    if not access.may_edit(actor, item):
        raise Http404
    if item.state == ItemState.PUBLISHED and request.method == "GET":
        return redirect("item-correct", pk=pk)
    return form_page(request, actor, item)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A published item put right, with a public note."""
    actor = standing_of(request)
    item = access.get_item(actor, pk)
    if not access.may_edit(actor, item) or item.state != ItemState.PUBLISHED:
        raise Http404
    return form_page(request, actor, item)


def discarded_meanwhile(request: HttpRequest, actor: Standing, gone: Item) -> HttpResponse:
    """Another threw the draft away while one wrote: the text is offered as a new item."""
    if request.method == "GET" or not access.may_write(actor, gone.unit):
        return redirect("item", pk=gone.pk)
    return show(request, Manuscript.sent(request, actor, None), status=410, gone=gone, base=0)


def form_page(request: HttpRequest, actor: Standing, item: Item | None) -> HttpResponse:
    if request.method == "GET":
        return show(request, Manuscript.blank(actor, item, wanted_draft(request, actor, item)))
    written = Manuscript.sent(request, actor, item)
    content = written.content()
    if content is None or not is_ready(request.POST.get("do", "save"), written, content):
        return show(request, written, status=422)
    return take(request, written, content)


def is_ready(wish: str, written: Manuscript, content: Content) -> bool:
    """Whether the text may go where the pressed button sends it; if not, the fields say why."""
    if wish != "save":
        written.blame(hard(content))
    elif written.form.is_blank() and not content.pictures:
        written.form.add_error("headline", _("Write a headline or some text first."))
    if wish == "urgent" and written.release.is_valid() and not written.release.cleaned_data["reason"]:
        written.release.add_error("reason", _("Write why it cannot wait."))
    return written.is_whole()


def take(request: HttpRequest, written: Manuscript, content: Content) -> HttpResponse:
    """Save, then do what the pressed button says. What is saved stays saved when the second step is refused."""
    try:
        saved = save(written, content)
    except NewerVersion as conflict:
        return conflict_page(request, conflict, written, content)
    except Refused as refusal:
        written.refuse(refusal)
        return show(request, written, status=422)
    if not say(request, lambda: release_as_wanted(request.POST.get("do", "save"), written, saved)):
        messages.info(request, _("Your text is kept as a draft."))
    return redirect("item", pk=saved.pk)


def save(written: Manuscript, content: Content) -> Item:
    data, actor, item = written.form.cleaned_data, written.actor, written.item
    base = data["base_number"] or 0
    if item is None:
        keys = {name: data[name] for name in ("retry_key", "draft_key")}
        return actions.create(actor=actor, unit=data["unit"], content=content, **keys)
    if item.state == ItemState.PUBLISHED:
        note = data["note"]
        corrected = actions.correct(actor=actor, item=item, content=content, base_number=base, note=note)
        drafts.discard(actor=actor, key=data["draft_key"])
        return corrected
    return actions.edit(
        actor=actor, item=item, content=content, base_number=base, draft_key=data["draft_key"]
    )


def release_as_wanted(wish: str, written: Manuscript, item: Item) -> str:
    """Carry out the pressed button; what to say about it."""
    actor, release = written.actor, written.release.cleaned_data
    if item.state == ItemState.PUBLISHED:
        return corrected_sentence(item)
    if wish == "urgent":
        actions.publish_urgently(actor=actor, item=item, reason=release["reason"])
        return _("Published. A second person checks it within 24 hours.")
    if wish == "save" and item.state == ItemState.DRAFT:
        return _("The draft is saved.")
    if access.publishes_at_once(actor, item):
        return published_sentence(
            actions.publish(actor=actor, item=item, embargoed=release["embargoed"], at_once=True)
        )
    if item.state == ItemState.SUBMITTED:
        return _("Saved. It still waits for its check.")
    return submitted_sentence(actions.submit(actor=actor, item=item, embargoed=release["embargoed"]))


def wanted_draft(request: HttpRequest, actor: Standing, item: Item | None) -> Draft | None:
    key = request.GET.get("draft", "")
    kept = Draft.objects.filter(key=key, person=actor.person)
    return (kept.filter(item=item) if item else kept.filter(OF_NO_ITEM)).first() if key else None


def show(request: HttpRequest, written: Manuscript, *, status: int = 200, **more: Any) -> HttpResponse:
    written.dress_rows()
    form, item, actor = written.form, written.item, written.actor
    context = {
        **written.parts(),
        "sends_to": written.sends_to,
        "correcting": isinstance(form, CorrectionForm),
        "editor_media": Media.from_media(form.media, nonce=str(getattr(request, "csp_nonce", ""))),
        "findings": soft_findings(request, item),
        **meanwhile.told(actor, item, row_number(form["base_number"].value()) or 0),
        "draft": unfinished(request, actor, item),
        **more,
    }
    return render(request, "newsroom/form.html", context, status=status)


def soft_findings(request: HttpRequest, item: Item | None) -> list[Any]:
    """What a saved draft still lacks; a form that was just sent says it at its fields."""
    return issues(Content.of(item.current)) if item and item.current and request.method == "GET" else []


def unfinished(request: HttpRequest, actor: Standing, item: Item | None) -> Draft | None:
    """A text the person began and never sent, offered on an empty form."""
    if item is not None or request.GET.get("draft") or request.method == "POST":
        return None
    return Draft.objects.filter(OF_NO_ITEM, person=actor.person).first()


def conflict_page(
    request: HttpRequest, conflict: NewerVersion, written: Manuscript, content: Content
) -> HttpResponse:
    """Both versions side by side; one may go on from the newer one with one's own text, nothing is lost."""
    theirs = conflict.item.current
    assert theirs is not None
    again = request.POST.copy()
    again["base_number"] = str(theirs.number)
    written.form.data = again
    labels = {name: Version._meta.get_field(name) for name in ("kicker", "headline", "abstract", "body")}
    changes = [
        {"name": str(getattr(field, "verbose_name", name)), "pieces": diff(before, after)}
        for name, field in labels.items()
        if (before := words(theirs, name)) != (after := words(content, name))
    ]
    return show(request, written, status=409, conflict=theirs, changes=changes)
