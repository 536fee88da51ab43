"""What this room brings to the shared screens: the bell, and the script that takes pushes."""

from __future__ import annotations

from hamafza.notices import queries
from hamafza.pages import rooms
from hamafza.pages.rooms import Slot, Urls, Waiting

rooms.register(
    "notices",
    Urls("hamafza.notices.urls"),
    Waiting("notices", queries.not_seen),
    Slot(where="head", template="notices/_head.html"),
    Slot(where="top", template="notices/_bell.html", order=50),
    Slot(where="foot", template="notices/_foot.html", order=90),
)
