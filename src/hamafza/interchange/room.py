"""What this room brings: the addresses of the API, and the operations of the rooms below it."""

from __future__ import annotations

from hamafza.pages import rooms
from hamafza.pages.rooms import Api, Urls

rooms.register(
    "interchange",
    Urls("hamafza.interchange.urls", below="api/v1/"),
    Api("hamafza.interchange.items"),
    Api("hamafza.interchange.uploads"),
    Api("hamafza.interchange.search"),
    Api("hamafza.interchange.verify"),
    Api("hamafza.interchange.relays"),
    Api("hamafza.interchange.rules"),
    Api("hamafza.interchange.calls"),
    Api("hamafza.interchange.unit_problems"),
    Api("hamafza.interchange.incidents"),
    Api("hamafza.interchange.incident_work"),
    Api("hamafza.interchange.works"),
    Api("hamafza.interchange.figures"),
    Api("hamafza.interchange.councils"),
    Api("hamafza.interchange.reports"),
    Api("hamafza.interchange.minutes"),
    Api("hamafza.interchange.decisions"),
    Api("hamafza.interchange.wire"),
    Api("hamafza.interchange.directory"),
)
