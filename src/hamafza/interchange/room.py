"""What this room brings: the addresses of the API."""

from __future__ import annotations

from hamafza.pages import rooms
from hamafza.pages.rooms import Urls

rooms.register("interchange", Urls("hamafza.interchange.urls", below="api/v1/"))
