"""What would be put right in a text while it is written, each change so that it can be undone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from hamafza.lib.text.typed import correct_typing, suggestions
from hamafza.network.access import standing_of
from hamafza.newsroom.markup import BODY_LIMIT, clean
from hamafza.newsroom.typed import PROSE, blocks, in_markup
from hamafza.pages.characters import read_json

REQUEST_LIMIT = 4 * BODY_LIMIT  # bytes: a Persian letter is two, and JSON may escape it
LINE_LIMIT = 5000
MOST_KEPT = 500


@login_required
@csrf_protect
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """JSON in: `headline`, `kicker`, `abstract`, `body` (HTML), `language`, `kept` (words as typed). Nothing is stored."""
    actor = standing_of(request)
    if not (actor.is_administrator or actor.writes_for):
        raise Http404
    if len(request.body) > REQUEST_LIMIT:
        return JsonResponse({"error": _("The text is too long. Shorten it.")}, status=413)
    try:
        data = read_json(request)
        language = "en" if data.get("language") == "en" else "fa"
        kept = [str(word)[:100] for word in data.get("kept") or []][:MOST_KEPT]
        lines = {name: str(data[name])[:LINE_LIMIT] for name in PROSE if name in data}
        body = str(data["body"]) if "body" in data else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("This text cannot be read.")}, status=400)
    fields = {name: of_line(text, language, kept) for name, text in lines.items()}
    if body is not None:
        fields["body"] = of_body(body, language, kept)
    return JsonResponse({"fields": fields})


def of_line(text: str, language: str, kept: Collection[str]) -> dict[str, Any]:
    """The corrected line and what was changed in it."""
    after = correct_typing(text, language=language, kept=kept)
    return {"text": after, "suggestions": [change._asdict() for change in suggestions(text, after)]}


def of_body(body: str, language: str, kept: Collection[str]) -> dict[str, Any]:
    """The corrected body; places are counted inside `block`, the n-th paragraph that has words."""
    stood = clean(body)
    found: list[dict[str, Any]] = []
    for number, block in enumerate(block for block in blocks(stood) if block.text.strip()):
        if block.code:
            continue
        lead = len(block.text) - len(block.text.lstrip())
        inner = block.text.strip()
        for change in suggestions(inner, correct_typing(inner, language=language, kept=kept)):
            place = {"block": number, "start": change.start + lead, "end": change.end + lead}
            found.append({**change._asdict(), **place})
    after = in_markup(stood, lambda text: correct_typing(text, language=language, kept=kept))
    return {"text": after, "suggestions": found}
