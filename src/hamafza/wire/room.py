"""What this room brings to the shared screens: the script that follows what happens."""

from __future__ import annotations

from hamafza.pages import rooms
from hamafza.pages.rooms import Slot, Urls

rooms.register(
    "wire",
    Urls("hamafza.wire.urls", below=""),
    Slot(where="foot", template="wire/_foot.html", order=20),
)
