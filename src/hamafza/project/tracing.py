"""One step of a trace for each request that Django answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hamafza.wire import trace


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Goes on with the caller's trace, if there is one. The address is told without its query."""

    def traced(request: HttpRequest) -> HttpResponse:
        facts = {"http.request.method": request.method or "", "url.path": request.path}
        with trace.span(f"{request.method}", request.headers.get("traceparent"), facts) as step:
            response = get_response(request)
            if step is not None:
                step.set_attribute("http.response.status_code", response.status_code)
                if request.resolver_match is not None:
                    step.update_name(f"{request.method} {request.resolver_match.route}")
            return response

    return traced
