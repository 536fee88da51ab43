"""Files that come with the form, without JavaScript: stored first, so that no fault of the form loses them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from hamafza.network.access import Standing
from hamafza.network.models import Unit
from hamafza.newsroom.forms import MOST_ROWS
from hamafza.newsroom.uploads import save_attachment, save_picture
from hamafza.pages.refusals import UploadRefused

EVIDENCE_FILE = re.compile(r"evidence-(\d{1,3})-file")


@dataclass
class Arrivals:
    """What was typed, with a row for each file that arrived, and what is to be said of the refused ones."""

    data: QueryDict
    pictures: list[str] = field(default_factory=list)  # sentences about refused pictures
    evidence: dict[int, str] = field(default_factory=dict)  # row of evidence → sentence


def take(request: HttpRequest, actor: Standing, unit: Unit | None) -> Arrivals:
    """Store the files of a form for the unit they are written for."""
    arrived = Arrivals(request.POST.copy())
    if unit is None:
        return arrived
    for picture in cast("list[UploadedFile[Any]]", request.FILES.getlist("new_pictures"))[:MOST_ROWS]:
        try:
            add_picture(arrived.data, save_picture(actor=actor, unit=unit, file=picture).pk)
        except UploadRefused as refusal:
            arrived.pictures.append(f"{picture.name}: {refusal.message}")
    for name, document in request.FILES.items():
        if found := EVIDENCE_FILE.fullmatch(name):
            take_evidence(arrived, actor, unit, int(found[1]), document)
    return arrived


def add_picture(data: QueryDict, pk: int) -> None:
    total = int(data.get("pictures-TOTAL_FORMS") or 0)
    data[f"pictures-{total}-picture"] = str(pk)
    data[f"pictures-{total}-ORDER"] = str(total + 1)
    data["pictures-TOTAL_FORMS"] = str(total + 1)


def take_evidence(
    arrived: Arrivals, actor: Standing, unit: Unit, row: int, document: UploadedFile[Any] | Any
) -> None:
    try:
        kept = save_attachment(actor=actor, unit=unit, file=document)
        arrived.data[f"evidence-{row}-attachment"] = str(kept.pk)
    except UploadRefused as refusal:
        arrived.evidence[row] = str(refusal.message)
