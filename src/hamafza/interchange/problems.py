"""Errors as RFC 9457 problem details, in the caller's language."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.errors import Throttled as TooMany

from hamafza.interchange.validation import message
from hamafza.pages.refusals import Conflict, Refused

LONGEST = 500  # characters of what is said of one field
CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: gettext_lazy("The request cannot be read."),
    401: gettext_lazy("Send a valid token."),
    403: gettext_lazy("This is not allowed."),
    404: gettext_lazy("There is nothing here, or you may not see it."),
    405: gettext_lazy("This method does not work here."),
    409: gettext_lazy("This does not fit the current state."),
    412: gettext_lazy("There is a newer version."),
    413: gettext_lazy("The request is too large."),
    415: gettext_lazy("This kind of content is not read here."),
    422: gettext_lazy("Something in the request is not right."),
    428: gettext_lazy("Say which version you change."),
    429: gettext_lazy("Too many requests. Wait a moment and try again."),
    503: gettext_lazy("The database does not answer just now; try again in a few seconds."),
    500: gettext_lazy("Something went wrong on our side. The error has been recorded."),
}


class ApiProblem(Exception):
    """Raised by operations; becomes the answer."""

    def __init__(self, status: int, detail: str = "", **more: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def answer(
    request: HttpRequest,
    status: int,
    *,
    key: str = "",
    detail: str = "",
    headers: dict[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """A problem document; `key` names the kind of problem for programs."""
    title = str(TITLES.get(status) or HTTPStatus(status).phrase)
    body = {
        "type": f"urn:hamafza:problem:{key or HTTPStatus(status).phrase.lower().replace(' ', '-')}",
        "title": title,
        "status": status,
        "detail": short(detail or title),
        "instance": request.path,
        **more,
    }
    if errors := more.get("errors"):
        body["errors"] = [{name: short(said) for name, said in one.items()} for one in errors]
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=CONTENT_TYPE, headers=headers or {}
    )


def short(said: Any) -> Any:
    """Whoever sent megabytes does not get them back."""
    return f"{said[:LONGEST]}…" if isinstance(said, str) and len(said) > LONGEST else said


def install(api: NinjaAPI) -> None:
    """Teach the API to answer every refusal with a problem document."""

    def handles(
        kind: type[Exception],
    ) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
        return api.exception_handler(kind)

    @handles(ApiProblem)
    def problem(request: HttpRequest, error: ApiProblem) -> HttpResponse:
        return answer(request, error.status, detail=error.detail, **error.more)

    @handles(AuthenticationError)
    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, 401, headers={"WWW-Authenticate": "Bearer"})

    @handles(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        found = [
            {
                "field": ".".join(str(part) for part in one["loc"][1:] if part != "payload"),
                "message": message(one),
            }
            for one in error.errors
        ]
        return answer(request, 422, key="invalid-request", errors=found)

    @handles(DjangoValidationError)
    def unfit(request: HttpRequest, error: DjangoValidationError) -> HttpResponse:
        return answer(request, 422, key="invalid-request", detail=" ".join(error.messages))

    @handles(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return answer(request, 413)

    @handles(HttpError)
    def plain(request: HttpRequest, error: HttpError) -> HttpResponse:
        if isinstance(error.__cause__, ApiProblem):  # raised while the body was read
            return problem(request, error.__cause__)
        return answer(
            request, error.status_code, detail=str(error.message) if error.status_code != 400 else ""
        )

    @handles(TooMany)
    def throttled(request: HttpRequest, error: TooMany) -> HttpResponse:
        return answer(request, 429, headers={"Retry-After": str(int(error.wait or 1))})

    @handles(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404)

    @handles(Refused)
    def refused_by_a_room(request: HttpRequest, error: Refused) -> HttpResponse:
        more = error.facts()
        if error.errors:
            more["errors"] = [{"field": field, "message": text} for field, text in error.errors]
        # Who named the version by a header is answered as HTTP says (RFC 9110, 13.1.1).
        conflicts = isinstance(error, Conflict) and "If-Match" in request.headers
        status = 412 if conflicts else error.status
        again = {"Retry-After": str(error.wait)} if error.wait else {}
        return answer(request, status, key=error.key, detail=str(error), headers=again, **more)


def everywhere(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: under /api/ also what the framework refuses by itself is a problem document."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/api/") or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
            return response
        headers = {
            name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers
        }
        with translation.override(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)):
            detail = (
                _("The form's security token is missing. Reload the page and try again.")
                if response.status_code == 403
                else ""
            )
            return answer(request, response.status_code, headers=headers, detail=detail)

    return middleware
