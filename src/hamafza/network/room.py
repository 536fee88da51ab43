"""What this room brings to the shared screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamafza.network.access import administers, belongs
from hamafza.pages import rooms
from hamafza.pages.rooms import Place, Slot, Urls, Way

rooms.register(
    "network",
    Urls("hamafza.network.urls"),
    Urls("hamafza.network.account_urls", below="accounts/"),
    Way(url="units", name=_("Units"), icon="network", place=Place.NETWORK, order=10, shown=belongs),
    Way(url="people", name=_("People"), icon="people", place=Place.NETWORK, order=20, shown=belongs),
    Way(url="network", name=_("The network"), icon="gear", place=Place.NETWORK, order=30, shown=administers),
    Way(url="topics", name=_("Topics"), icon="hash", place=Place.NETWORK, order=40, shown=administers),
    Way(url="regions", name=_("Regions"), icon="pin", place=Place.NETWORK, order=50, shown=administers),
    Slot(where="top", template="network/_languages.html", order=90),
    Slot(where="rail", template="network/_me.html"),
    Slot(where="menu", template="network/_menu.html"),
    Slot(where="foot", template="network/_forget.html"),
)
