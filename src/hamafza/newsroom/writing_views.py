"""Writing: the form of a new item, of another version, of a correction; its drafts; reading a page in."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from js_asset import Media

from hamafza.lib.formats.page import PageError
from hamafza.lib.text.diff import diff
from hamafza.network.access import Standing, standing_of
from hamafza.network.models import Unit
from hamafza.newsroom import access, actions, drafts
from hamafza.newsroom.checks import issues
from hamafza.newsroom.content import Content, words
from hamafza.newsroom.errors import CodeTaken, Conflict, Invalid, NotAllowed, Refused
from hamafza.newsroom.forms import CorrectionForm, EvidenceRows, ItemForm, PageForm, PictureRows, ReleaseForm
from hamafza.newsroom.importing import import_page, preview
from hamafza.newsroom.models import Attachment, Draft, Item, State, Version
from hamafza.newsroom.rows import evidence_of, initial_evidence, initial_pictures, pictures_of
from hamafza.newsroom.unreadable import page_sentence
from hamafza.newsroom.uploads import sent

DRAFT_LIMIT = 400_000  # bytes


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new item."""
    actor = standing_of(request)
    if not (actor.is_administrator or actor.writes_for):
        raise Http404
    return form_page(request, actor, None)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another version of an item that is not published yet."""
    actor = standing_of(request)
    item = access.get_item(actor, pk)
    if not access.may_edit(actor, item):
        raise Http404
    if item.state == State.PUBLISHED:
        return redirect("item-correct", pk=pk)
    return form_page(request, actor, item)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A published item put right, with a public note."""
    actor = standing_of(request)
    item = access.get_item(actor, pk)
    if not access.may_edit(actor, item) or item.state != State.PUBLISHED:
        raise Http404
    return form_page(request, actor, item)


def form_page(request: HttpRequest, actor: Standing, item: Item | None) -> HttpResponse:
    kind = CorrectionForm if item and item.state == State.PUBLISHED else ItemForm
    if request.method == "GET":
        draft = wanted_draft(request, actor, item)
        form = kind(actor=actor, item=item, initial=initial(actor, item, draft))
        version = item.current if item else None
        pictures = PictureRows(prefix="pictures", initial=initial_pictures(version))
        evidence = EvidenceRows(prefix="evidence", initial=initial_evidence(version))
        return show(request, actor, item, form, pictures, evidence, ReleaseForm())
    form = kind(request.POST, actor=actor, item=item)
    pictures = PictureRows(request.POST, request.FILES, prefix="pictures")
    evidence = EvidenceRows(request.POST, request.FILES, prefix="evidence")
    release = ReleaseForm(request.POST)
    if all([form.is_valid(), pictures.is_valid(), evidence.is_valid(), release.is_valid()]):
        unit = form.cleaned_data["unit"]
        before = item.current if item else None
        content = form.content(
            pictures_of(pictures, actor, unit, before), evidence_of(evidence, actor, unit, before)
        )
        if pictures.is_valid() and evidence.is_valid() and not refused_rows(pictures, evidence):
            return take(request, actor, item, form, content, release, (pictures, evidence))
    return show(request, actor, item, form, pictures, evidence, release, status=422)


def refused_rows(*formsets: Any) -> bool:
    return any(row.errors for rows in formsets for row in rows)


def take(
    request: HttpRequest,
    actor: Standing,
    item: Item | None,
    form: ItemForm,
    content: Content,
    release: ReleaseForm,
    rows: tuple[Any, Any],
) -> HttpResponse:
    """Save, then do what the pressed button says. What is saved stays saved when the second step is refused."""
    try:
        saved = save(actor, item, form, content)
    except Conflict as conflict:
        return conflict_page(request, actor, conflict, form, content, rows, release)
    except Invalid as refusal:
        for issue in refusal.issues:
            form.add_error(issue.field if issue.field in form.fields else None, str(issue))
        return show(request, actor, item, form, *rows, release, status=422)
    except NotAllowed:
        raise Http404 from None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(request, actor, item, form, *rows, release, status=422)
    try:
        done = release_as_wanted(request.POST.get("do", "save"), actor, saved, release)
        messages.success(request, done)
    except Invalid as refusal:
        for issue in refusal.issues:
            messages.error(request, str(issue))
        messages.info(request, _("The draft is saved."))
        return redirect("item-edit", pk=saved.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("item", pk=saved.pk)


def save(actor: Standing, item: Item | None, form: ItemForm, content: Content) -> Item:
    data = form.cleaned_data
    if item is None:
        return actions.create(
            actor=actor,
            unit=data["unit"],
            content=content,
            retry_key=data["retry_key"],
            draft_key=data["draft_key"],
        )
    base = data["base_number"] or 0
    if item.state == State.PUBLISHED:
        note = data["note"]
        corrected = actions.correct(actor=actor, item=item, content=content, base_number=base, note=note)
        drafts.discard(actor=actor, key=data["draft_key"])
        return corrected
    return actions.edit(
        actor=actor, item=item, content=content, base_number=base, draft_key=data["draft_key"]
    )


def release_as_wanted(wish: str, actor: Standing, item: Item, release: ReleaseForm) -> str:
    """Carry out the pressed button; what to say about it."""
    if item.state == State.PUBLISHED:
        waiting = item.current_id != item.published_id
        return (
            _("The correction waits for its check.")
            if waiting
            else _("Corrected. Readers see what was changed.")
        )
    if wish == "submit":
        actions.submit(actor=actor, item=item)
        return _("Sent for its check.")
    if wish == "publish":
        item = actions.publish(actor=actor, item=item, embargoed=release.cleaned_data["embargoed"])
        return _("Published.") if item.firstpublished else _("It will be published when the embargo ends.")
    if wish == "urgent":
        actions.publish_urgently(actor=actor, item=item, reason=release.cleaned_data["reason"])
        return _("Published; the check follows within 24 hours.")
    return _("The draft is saved.")


def wanted_draft(request: HttpRequest, actor: Standing, item: Item | None) -> Draft | None:
    key = request.GET.get("draft", "")
    return Draft.objects.filter(key=key, person=actor.person, item=item).first() if key else None


def initial(actor: Standing, item: Item | None, draft: Draft | None) -> dict[str, Any]:
    """Pre-filled: the version so far, or the person's own unit and place; over it, their draft."""
    values: dict[str, Any] = {"retry_key": uuid.uuid4(), "draft_key": uuid.uuid4(), "base_number": 0}
    if item is not None and item.current is not None:
        values |= Content.of(item.current).as_dict()
        values |= {"unit": item.unit.code, "base_number": item.current.number}
    else:
        own = next((m.unit for m in actor.memberships if m.unit_id in actor.writes_for), None)
        values |= {"unit": own.code if own else None, "language": actor.person.language}
    if draft is not None:
        values |= {name: value for name, value in draft.content.items() if name in ItemForm.base_fields}
        values |= {"draft_key": draft.key, "base_number": draft.base_number or values["base_number"]}
    return values


def show(
    request: HttpRequest,
    actor: Standing,
    item: Item | None,
    form: ItemForm,
    pictures: Any,
    evidence: Any,
    release: ReleaseForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    at_once = item.unit.trust == Unit.Trust.AT_ONCE if item else trusted(actor)
    context = {
        "form": form,
        "item": item,
        "pictures": pictures,
        "evidence": evidence,
        "release": release,
        "publishes_at_once": at_once,
        "correcting": isinstance(form, CorrectionForm),
        "editor_media": Media.from_media(form.media, nonce=str(getattr(request, "csp_nonce", ""))),
        "findings": issues(Content.of(item.current))
        if item and item.current and request.method == "GET"
        else [],
        "others": others_writing(actor, item),
        "draft": None
        if item or request.GET.get("draft")
        else Draft.objects.filter(person=actor.person, item=None).first(),
        **more,
    }
    return render(request, "newsroom/form.html", context, status=status)


def trusted(actor: Standing) -> bool:
    """Whether the unit the form is pre-filled with publishes at once."""
    own = next((m.unit for m in actor.memberships if m.unit_id in actor.writes_for), None)
    return own is not None and own.trust == Unit.Trust.AT_ONCE


def others_writing(actor: Standing, item: Item | None) -> list[Draft]:
    """Drafts of others on the same item, so that two people know of each other."""
    if item is None:
        return []
    return list(item.drafts.exclude(person=actor.person).select_related("person")[:5])


def conflict_page(
    request: HttpRequest,
    actor: Standing,
    conflict: Conflict,
    form: ItemForm,
    content: Content,
    rows: tuple[Any, Any],
    release: ReleaseForm,
) -> HttpResponse:
    """Both versions side by side; one may go on from the newer one with one's own text, nothing is lost."""
    theirs = conflict.item.current
    assert theirs is not None
    again = request.POST.copy()
    again["base_number"] = str(theirs.number)
    form.data = again
    changes = [
        {"name": form.fields[name].label, "pieces": diff(before, after)}
        for name, before, after in compared(theirs, content)
        if before != after
    ]
    return show(
        request, actor, conflict.item, form, *rows, release, status=409, conflict=theirs, changes=changes
    )


def compared(theirs: Version, mine: Content) -> list[tuple[str, str, str]]:
    names = ("kicker", "headline", "abstract", "body")
    return [(name, words(theirs, name), words(mine, name)) for name in names]


@login_required
@require_POST
def autosave(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what is being typed. JSON in: `unit`, `item`, `base_number`, `content`."""
    actor = standing_of(request)
    if len(request.body) > DRAFT_LIMIT:
        return JsonResponse({"error": _("The text is too long.")}, status=413)
    try:
        data = json.loads(request.body)
        content = {str(name): value for name, value in dict(data["content"]).items()}
        unit = get_object_or_404(Unit, code=str(data["unit"]))
        item = access.get_item(actor, int(data["item"])) if data.get("item") else None
        base = int(data.get("base_number") or 0)
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": _("This cannot be read.")}, status=400)
    try:
        draft = drafts.save_draft(
            actor=actor, key=key[:40], unit=unit, item=item, base_number=base, content=content
        )
    except NotAllowed:
        raise Http404 from None
    return JsonResponse({"saved": draft.updated.isoformat()})


@login_required
@require_POST
def discard_draft(request: HttpRequest, key: str) -> HttpResponse:
    drafts.discard(actor=standing_of(request), key=key)
    return redirect("item-new")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def read_page(request: HttpRequest) -> HttpResponse:
    """Read a page of another site: first shown, then taken as a draft."""
    actor = standing_of(request)
    if not (actor.is_administrator or actor.writes_for):
        raise Http404
    form = PageForm(request.POST or None, request.FILES or None, actor=actor)
    if request.method == "GET" or not form.is_valid():
        if request.method == "GET":
            form = PageForm(actor=actor, initial={"unit": initial(actor, None, None)["unit"]})
        return render(
            request, "newsroom/page.html", {"form": form}, status=200 if request.method == "GET" else 422
        )
    data, name = form.page()
    try:
        if request.POST.get("do") == "take":
            item = import_page(actor=actor, unit=form.cleaned_data["unit"], data=data, filename=name)
            messages.success(request, _("The page is a draft now."))
            return redirect("item", pk=item.pk)
        page = preview(data, name)
    except PageError as error:
        form.add_error(None, page_sentence(error.key))
        return render(request, "newsroom/page.html", {"form": form}, status=422)
    except CodeTaken:
        form.add_error(None, _("This news code belongs to another item."))
        return render(request, "newsroom/page.html", {"form": form}, status=409)
    changes = diff(" ".join(page.as_typed.body), " ".join(page.body))
    context = {"form": form, "page": page, "changes": changes, "text": data.decode("utf-8", "replace")}
    return render(request, "newsroom/page.html", context)


@login_required
@require_GET
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """A file of evidence, for those who see an item that shows it."""
    actor = standing_of(request)
    kept = get_object_or_404(Attachment, pk=pk)
    if not (actor.is_administrator or kept.unit_id in actor.sees):
        evidence = Cast("published__evidence", TextField())
        shown = access.public_items().filter(state=State.PUBLISHED).annotate(evidence=evidence)
        naming = shown.filter(evidence__contains=kept.sha256).values_list("published__evidence", flat=True)
        if not any(piece.get("file") == kept.pk for pieces in naming for piece in pieces):
            raise Http404
    return sent(kept)
