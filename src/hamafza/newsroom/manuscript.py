"""Everything the writing form holds: the fields, the rows of pictures and evidence, how to publish."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hamafza.lib.text.digits import row_number
from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom import arrivals
from hamafza.newsroom.checks import Issue
from hamafza.newsroom.content import Content
from hamafza.newsroom.errors import NotReady
from hamafza.newsroom.file_views import thumbnail
from hamafza.newsroom.forms import CorrectionForm, EvidenceRows, ItemForm, PictureRows, ReleaseForm
from hamafza.newsroom.lead import join
from hamafza.newsroom.models import Draft, Item, ItemState
from hamafza.newsroom.rows import (
    drafted,
    evidence_of,
    initial_evidence,
    initial_pictures,
    known_attachments,
    known_pictures,
    pictures_of,
)
from hamafza.pages.refusals import Refused, blame


class Manuscript:
    """The form of an item as one thing. Make it by `blank` or `sent`."""

    def __init__(
        self, actor: Standing, item: Item | None, form: ItemForm, pictures: Any, evidence: Any, release: Any
    ) -> None:
        self.actor, self.item = actor, item
        self.form, self.pictures, self.evidence, self.release = form, pictures, evidence, release
        self.before = item.current if item else None

    @classmethod
    def blank(cls, actor: Standing, item: Item | None, draft: Draft | None) -> Self:
        """The form as it opens: what is there already, and over it the person's own draft."""
        pictures, evidence = initial_pictures(before_of(item)), initial_evidence(before_of(item))
        if draft is not None and "pictures-TOTAL_FORMS" in draft.content:
            pictures = drafted(draft.content, "pictures")
            evidence = drafted(draft.content, "evidence")
        return cls(
            actor,
            item,
            kind_of(item)(actor=actor, item=item, initial=initial(actor, item, draft)),
            PictureRows(prefix="pictures", initial=pictures),
            EvidenceRows(prefix="evidence", initial=evidence),
            ReleaseForm(initial=drafted_release(item, draft)),
        )

    @classmethod
    def sent(cls, request: HttpRequest, actor: Standing, item: Item | None) -> Self:
        """The form as it was sent. Its files are stored before anything else is looked at."""
        form = kind_of(item)(request.POST, actor=actor, item=item)
        form.is_valid()
        arrived = arrivals.take(request, actor, form.cleaned_data.get("unit") or form.units.first())
        found = cls(
            actor,
            item,
            form,
            PictureRows(arrived.data, prefix="pictures"),
            EvidenceRows(arrived.data, prefix="evidence"),
            ReleaseForm(request.POST),
        )
        found.pictures.forms.sort(key=lambda row: row_number(row["ORDER"].value()) or 0)
        for sentence in arrived.pictures:
            form.add_error("new_pictures", sentence)
        for number, sentence in arrived.evidence.items():
            if number < len(found.evidence.forms):
                found.evidence.forms[number].add_error("file", sentence)
        return found

    def content(self) -> Content | None:
        """What was written as far as it can be read: without faulty evidence, and nothing of a faulty form.

        Ask `is_whole` as well: the fields say what is wrong.
        """
        if not (self.form.is_valid() and self.pictures.is_valid()):
            return None
        unit = self.form.cleaned_data["unit"]
        return self.form.content(
            pictures_of(self.pictures, self.actor, unit, self.before),
            evidence_of(self.evidence, self.actor, unit, self.before),
        )

    def is_whole(self) -> bool:
        """Whether no field of the whole form has a fault."""
        return not any(form.errors for form in (self.form, self.release, *self.pictures, *self.evidence))

    def blame(self, found: Iterable[Issue]) -> None:
        """Put each finding of `checks` at the field it is about."""
        kept = [row for row in self.pictures.ordered_forms if not row.cleaned_data.get("DELETE")]
        for issue in found:
            if issue.key == "alt-missing":
                row = kept[issue.context["number"] - 1]
                row.add_error("caption", _("Write what the picture shows, for people who cannot see it."))
            elif issue.field == "abstract":
                self.form.add_error("body", str(issue))
            else:
                self.form.add_error(issue.field if issue.field in self.form.fields else None, str(issue))

    def refuse(self, refusal: Refused) -> None:
        """Say why the whole was not taken, where it can be mended."""
        if isinstance(refusal, NotReady):
            self.blame(refusal.issues)
        else:
            blame(self.form, refusal)

    def parts(self) -> dict[str, Any]:
        """The forms by the names templates use."""
        names = ("form", "pictures", "evidence", "release", "item")
        return {name: getattr(self, name) for name in names}

    def dress_rows(self) -> None:
        """Give each row what its template shows beside the fields: thumbnail, number, name of the file."""
        unit = self.item.unit if self.item else self.form.units.first()
        if unit is None:
            return
        pictures = known_pictures(self.pictures, self.actor, unit, self.before)
        for row in self.pictures:
            picture = pictures.get(row_number(row["picture"].value()) or 0)
            row.thumb = thumbnail(picture) if picture else ""
        files = known_attachments(self.evidence, self.actor, unit, self.before)
        for row in self.evidence:
            row.kept_file = files.get(row_number(row["attachment"].value()) or 0)
            row.told = told_of(row.initial, row.kept_file)

    @property
    def sends_to(self) -> str:
        """What "send" means for the units one may choose: `publish`, `check`, or `either`."""
        trust = set(self.form.units.order_by().values_list("trust", flat=True).distinct())
        if self.item is not None:
            trust = {self.item.unit.trust}
        if len(trust) != 1:
            return "either"
        return "publish" if trust == {Unit.Trust.AT_ONCE} else "check"


def told_of(initial: dict[str, Any], file: Any) -> list[str]:
    """A kept piece of evidence in one line: what it shows, and what it is."""
    name = file.name if file else ""
    parts = [initial.get("label"), initial.get("figure"), name, initial.get("url"), initial.get("source")]
    return [str(part) for part in parts if part][:2]


def before_of(item: Item | None) -> Any:
    return item.current if item else None


def kind_of(item: Item | None) -> type[ItemForm]:
    return CorrectionForm if item and item.state == ItemState.PUBLISHED else ItemForm


def own_unit(actor: Standing) -> Unit | None:
    """The unit a form begins with: the person's own, or the only one there is."""
    own = next((m.unit for m in actor.memberships if m.unit_id in actor.writes_for), None)
    if own is None and actor.is_administrator:
        units = list(Unit.objects.filter(active=True)[:2])
        own = units[0] if len(units) == 1 else None
    return own


def initial(actor: Standing, item: Item | None, draft: Draft | None) -> dict[str, Any]:
    """Pre-filled: the version so far, or the person's own unit and place; over it, their draft."""
    values: dict[str, Any] = {"retry_key": uuid.uuid4(), "draft_key": uuid.uuid4(), "base_number": 0}
    if item is not None and item.current is not None:
        values |= Content.of(item.current).as_dict()
        values |= {"unit": item.unit.code, "base_number": item.current.number}
        values["body"] = join(item.current.abstract, item.current.body)
    elif own := own_unit(actor):
        values |= {"unit": own.code, "place": str(own.region or "")}
    if item is None:
        values["language"] = actor.person.language
    return values | drafted_fields(draft, values) if draft else values


def drafted_fields(draft: Draft, values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a draft. One that was kept when the lead was a field of its own is joined again."""
    kept = {name: value for name, value in draft.content.items() if name in ItemForm.base_fields}
    if draft.content.get("abstract"):
        kept["body"] = join(draft.content["abstract"], str(kept.get("body", "")))
    return kept | {"draft_key": draft.key, "base_number": draft.base_number or values["base_number"]}


def drafted_release(item: Item | None, draft: Draft | None) -> dict[str, Any]:
    kept = draft.content if draft else {}
    return {name: kept[name] for name in ReleaseForm.base_fields if name in kept}
