"""Small answers for the fields that every room may show."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from hamafza.pages.fields import FutureField
from hamafza.pages.moments import in_words

TEXT_LIMIT = 200  # characters


@login_required
@require_GET
def moment(request: HttpRequest) -> JsonResponse:
    """What a typed moment was understood as: `words` and `moment` (ISO 8601), or an `error` to show."""
    try:
        when = FutureField().clean(request.GET.get("text", "")[:TEXT_LIMIT])
    except ValidationError as refusal:
        return JsonResponse({"error": " ".join(refusal.messages)}, status=422)
    return JsonResponse({"words": in_words(when), "moment": when.isoformat()})
