"""What this room brings to the shared screens: search, in the top bar of every page."""

from __future__ import annotations

from hamafza.pages import rooms
from hamafza.pages.rooms import Slot, Urls

rooms.register(
    "archive",
    Urls("hamafza.archive.urls"),
    Slot(where="top", template="archive/_top.html", order=10),
)
