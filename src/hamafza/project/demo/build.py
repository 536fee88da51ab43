"""Filling a new data folder with the demo network. Everything fictional is marked as demo."""

from __future__ import annotations

import random
from pathlib import Path

from django.db import transaction

from hamafza.archive.indexing import step
from hamafza.network.access import standing
from hamafza.network.models import Network, Unit
from hamafza.newsroom import actions
from hamafza.newsroom.importing import import_page
from hamafza.project.demo import bodies, calls, cast, incidents, items, network, relays
from hamafza.verify.actions import rebuild
from hamafza.wire.models import Cursor
from hamafza.wire.queries import head_pos

PAGE = Path(__file__).with_name("shara-50215.txt")
SEED = 1401


def build() -> bool:
    """Build the demo if the network is new; False if the data folder holds another network."""
    if Network.objects.filter(id=1, is_demo=True).exists():
        return True
    if Unit.objects.exists():
        return False
    chance = random.Random(SEED)  # noqa: S311 - the same demo everywhere, nothing secret
    with transaction.atomic():
        Network.objects.update_or_create(
            id=1,
            defaults={
                "name": bodies.NETWORK,
                "name_en": bodies.NETWORK_EN,
                "about": bodies.ABOUT,
                "about_en": bodies.ABOUT_EN,
                "contact": "pr@example.org",
                "is_demo": True,
            },
        )
        units = network.build()
        people = cast.build(units)
        items.build(units, people, chance)
        relays.build(units, people, chance)
        head = standing(people["head"])
        item = import_page(
            actor=head, unit=units[0], data=PAGE.read_bytes(), filename=PAGE.name, publish=True
        )
        actions.feature(actor=head, item=item, on=True)
        calls.build(units, people, chance, item)
        incidents.build(units, people)
    fill_indexes()
    return True


def fill_indexes() -> None:
    """Search and verification answer from the first moment, and not when their followers have caught up."""
    while step():
        pass
    rebuild()
    for follower in ("archive.index", "verify.index"):
        Cursor.objects.update_or_create(consumer=follower, defaults={"pos": head_pos()})
