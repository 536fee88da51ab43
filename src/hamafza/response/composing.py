"""A response as readers get it: the fact first, the claim once, why, evidence, what is done, contact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from hamafza.lib.text.display import display
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Profile
from hamafza.response.models import Evidence, Incident, ResponseText
from hamafza.response.words import Stance


def content_of(incident: Incident, text: ResponseText, evidence: Iterable[Evidence]) -> Content:
    """The whole response as the content of an item, in the text's language."""
    pieces = list(evidence)
    with translation.override(text.language):
        return Content(
            profile=Profile.RESPONSE,
            language=text.language,
            kicker=kicker(text),
            headline=text.headline,
            abstract=text.fact,
            body="".join(parts(incident, text)),
            topics=list(incident.topics.order_by("position", "code").values_list("code", flat=True)),
            evidence=[shown(piece) for piece in pieces],
        )


def kicker(text: ResponseText) -> str:
    return _("Correction by the body") if text.stance == Stance.RIGHT else _("Evidenced response")


def why(stance: str) -> str:
    return {
        Stance.WRONG: _("Why the claim is wrong"),
        Stance.PARTLY: _("What is wrong and what is right"),
        Stance.RIGHT: _("What is right"),
        Stance.ANSWER: _("The answer"),
    }[Stance(stance)]


def parts(incident: Incident, text: ResponseText) -> Iterable[str]:
    yield section(_("The claim"), f"«{display(incident.claim)}»")
    yield section(why(text.stance), text.why)
    if text.done.strip():
        yield section(_("What we are doing"), text.done)
    yield section(_("Contact for questions"), text.contact)


def section(title: str, text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    body = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f"<h2>{escape(title)}</h2>{body}"


def shown(piece: Evidence) -> dict[str, Any]:
    """One piece as the newsroom keeps it: a file, a link, or the words with their source."""
    common = {
        "label": piece.label,
        "source": f"{piece.source}، {piece.dated}" if piece.dated else piece.source,
    }
    if piece.file is not None:
        file = {"file": piece.file.pk, "name": piece.file.name, "sha256": piece.file.sha256}
        return {"kind": "file", **common, **file, "size": piece.file.size}
    if piece.url:
        return {"kind": "link", **common, "url": piece.url}
    return {"kind": "figure", **common, "figure": piece.text[:200]}
