"""What this room brings to the shared screens: the way to what readers see."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.pages import rooms
from hamafza.pages.rooms import Place, Way

rooms.register(
    "portal", Way(url="portal:home", name=_("Public site"), icon="globe", place=Place.NETWORK, order=90)
)
