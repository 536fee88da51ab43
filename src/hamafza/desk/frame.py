"""What every desk page shows around its content: who, where, and the place in the ledger it follows from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse

from hamafza.network.access import Standing, standing_of
from hamafza.network.models import Network
from hamafza.network.queries import the_network
from hamafza.wire.queries import head
from hamafza.wire.views import issue

PAGES = ("/desk/", "/accounts/")


def places(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Read the ledger's place before a desk page reads its data, so that no event falls between the two."""

    def middleware(request: HttpRequest) -> HttpResponse:
        fragment = request.headers.get("X-Requested-With") == "live"
        if request.method == "GET" and request.path_info.startswith("/desk/") and not fragment:
            request._place = str(head())  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


@dataclass
class Frame:
    """Read only by the pages that show it; costs nothing elsewhere."""

    request: HttpRequest

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.request)

    @cached_property
    def place(self) -> str:
        return getattr(self.request, "_place", None) or str(head())

    @cached_property
    def ticket(self) -> str:
        return issue(self.standing, self.request.session.session_key or "", self.place)

    @cached_property
    def network(self) -> Network:
        return the_network()

    @property
    def is_member(self) -> bool:
        return bool(self.standing.memberships) or self.standing.is_administrator

    @property
    def may_write(self) -> bool:
        return bool(self.standing.writes_for) or self.standing.is_administrator

    @property
    def units(self) -> list[str]:
        return sorted({str(membership.unit) for membership in self.standing.memberships})


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor; nothing for visitors."""
    if not request.path_info.startswith(PAGES) or not request.user.is_authenticated:
        return {}
    return {"frame": Frame(request)}
