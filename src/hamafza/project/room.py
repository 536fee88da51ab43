"""What the installation itself brings to the shared screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.network.access import administers
from hamafza.pages import rooms
from hamafza.pages.rooms import Place, Urls, Way

rooms.register(
    "project",
    Urls("hamafza.project.health_urls", below=""),
    Way(
        url="health",
        name=_("System health"),
        icon="chart",
        place=Place.NETWORK,
        order=70,
        shown=administers,
    ),
)
