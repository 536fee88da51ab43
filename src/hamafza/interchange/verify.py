"""Is this really from them? Open to everybody; nothing that is sent is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from ninja.errors import Throttled

from hamafza.interchange.answers import answer_json
from hamafza.interchange.fields import OneOf, Strict, UnitRef
from hamafza.interchange.headers import Rate, tell
from hamafza.interchange.problems import ApiProblem
from hamafza.interchange.schemas import ProblemOut
from hamafza.verify import queries
from hamafza.verify.answers import Verdict, VersionStanding
from hamafza.verify.notes import AnswerNote, notes

router = Router(tags=["verify"])
LARGEST_REQUEST = 8 * queries.LARGEST  # a letter written as \\u06cc takes six bytes


OPERATIONS = {"replace": "was put in its place", "insert": "was added", "delete": "was left out"}


class TextSpan(Schema):
    start: int = Field(description="in Unicode characters of the text that was sent")
    end: int
    text: str


class ForeignOut(TextSpan):
    kinds: list[str] = Field(
        description="what these words are about: contact, framing (doubt or denial), negation, speaker, number, unit,"
        " name, direction or wording"
    )


class PassageOut(Schema):
    start: int
    end: int
    official_start: int = Field(description="in the official text: kicker, headline, lead and body by lines")
    official_end: int
    official_text: str


class ChangeOut(Schema):
    op: Annotated[str, OneOf(OPERATIONS)]
    kinds: list[str] = Field(
        description="number, unit, sign, negation, framing (doubt or denial), direction, date, name, wording or"
        " spelling; weightiest first"
    )
    before: str
    after: str
    start: int
    end: int
    official_start: int
    official_end: int


class SourceOut(Schema):
    code: int | None
    url: str
    headline: str
    unit: UnitRef
    version: int
    since: datetime
    standing: Annotated[str, OneOf(VersionStanding)]
    withdrawal: str = Field(description="reason, if it was withdrawn; then no passages are given")
    share: float = Field(description="part of the sent letters it accounts for, 0 to 1")
    quoted: float = Field(description="part of the original that was sent, 0 to 1")
    passages: list[PassageOut]
    changes: list[ChangeOut]
    doubts: list[ChangeOut] = Field(
        description="differences in a sentence that several offices use: a change, or another office's own text"
    )
    differences: list[ChangeOut] = Field(
        description="those of the doubts that change what is said, and a cut end of a sentence that turns it round"
    )


class RelatedOut(Schema):
    code: int | None
    url: str
    headline: str
    unit: UnitRef


class NoteOut(TextSpan):
    says: str = Field(description="what was published, in the caller's language")
    address: str


class VerdictOut(Schema):
    verdict: Annotated[str, OneOf(Verdict)]
    says: str = Field(description="the verdict in the caller's language")
    share: float = Field(
        description="part of the sent letters that is official, rounded down; 1 only if nothing else is there"
    )
    cut: bool = Field(description="the official words begin or end within a sentence")
    patched: bool = Field(
        description="the official words stand in another order, with some left out, or come from several originals"
    )
    official: list[TextSpan]
    foreign: list[ForeignOut] = Field(
        description="words that are not official, beside or between those that are"
    )
    furniture: list[TextSpan] = Field(
        description="what a page or a messenger adds: not official and not counted"
    )
    accounts: list[TextSpan] = Field(
        description="accounts and links among the furniture: nobody vouches for them"
    )
    complete: bool = Field(description="false while some items cannot be recognised yet: ask again later")
    sources: list[SourceOut]
    notes: list[NoteOut] = Field(
        description="where the text names an indicator with another number than the published one; the verdict stays"
    )
    related: list[RelatedOut] = Field(
        description="if nothing matches: items with some of the same turns of phrase, which say nothing of the text"
    )


class VerifyRequest(Strict):
    text: str = Field(description="a message, a part of a page, or an address of this site; 64 KB at most")


def anybody(request: HttpRequest) -> bool:
    """Open to all: not too often from one address, and nothing that is too large to be read at all."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
        raise ApiProblem(413, _("The text is larger than 64 KB."))
    wait = queries.ASKED.wait(request)
    tell(request, rate=Rate(queries.ASKED.per_minute, queries.ASKED.left(request)))
    if wait:
        raise Throttled(wait)
    return True


@router.post(
    "/verify",
    response={200: VerdictOut, 413: ProblemOut},
    auth=anybody,
    throttle=[],
    summary="Check whether a text is official and what was changed",
)
def verify(request: HttpRequest, payload: VerifyRequest) -> dict[str, Any]:
    """Open to everybody; the text is not kept. Which items it repeats, what was changed, what became of them."""
    if len(payload.text.encode("utf-8", "surrogatepass")) > queries.LARGEST:
        raise ApiProblem(413, _("The text is larger than 64 KB."))
    said = answer_json(queries.check(payload.text), payload.text)
    return said | {"notes": [note_json(one) for one in notes(payload.text)]}


def note_json(note: AnswerNote) -> dict[str, Any]:
    named = {name: getattr(note, name) for name in ("start", "end", "says")}
    return {**named, "text": note.said, "address": settings.BASE_URL + note.address}
