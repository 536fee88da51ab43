"""The signs that the page of a live session sends while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from hamafza.lib.text.digits import row_number
from hamafza.minutes import access, hands
from hamafza.minutes.access import get_live
from hamafza.network.access import Standing, for_members
from hamafza.pages.refusals import Refused


@for_members("POST")
def typing(request: HttpRequest, actor: Standing, pk: int) -> HttpResponse:
    """A sign of the script that somebody types a line; nothing to show."""
    seated = get_live(actor, pk)
    hearing = access.get_hearing(actor, seated.session, row_number(request.POST.get("hearing")) or 0)
    hearing.session = seated.session
    try:
        hands.touch(actor=actor, hearing=hearing)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=refusal.status)
    return HttpResponse(status=204)
