"""Is this really from them? A form that changes nothing and keeps nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hamafza.portal.frame import frame
from hamafza.portal.serving import as_of, page, render
from hamafza.portal.verifying import shown
from hamafza.verify import queries
from hamafza.verify.notes import notes


# Without a token against forgery: whoever is made to send this form sends a question of a stranger, and
# a token would need a cookie, which public pages do not set.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return answered(request)
    return page(request, as_of(), "portal/verify.html", about(), tags=[])


def about() -> dict[str, Any]:
    return frame("verify", title=gettext("Is this message official?"))


def answered(request: HttpRequest) -> HttpResponse:
    """The page with the answer, which nobody keeps: neither we nor a browser nor a proxy."""
    if wait := queries.ASKED.wait(request):
        return told({"wait": wait}, 429, {"Retry-After": str(wait)})
    if too_large(request):
        return told({"too_large": True}, 413)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if len(text.encode("utf-8", "surrogatepass")) > queries.LARGEST:
        return told({"too_large": True}, 413)
    return told({"shown": shown(queries.check(text), text), "notes": notes(text), "text": text}, 200)


def too_large(request: HttpRequest) -> bool:
    """Known before anything is read: a letter takes six bytes in a form at most."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > 4 * queries.LARGEST


def told(context: dict[str, Any], status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    html = render("portal/verify.html", {**about(), **context, "no_index": True})
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store", **(headers or {})})
