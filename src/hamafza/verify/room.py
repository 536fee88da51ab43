"""What this room brings to the shared screens."""

from __future__ import annotations

from hamafza.pages import rooms
from hamafza.pages.rooms import Urls

rooms.register("verify", Urls("hamafza.verify.urls"))
