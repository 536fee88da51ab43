"""Filling a new data folder with the demo network. Everything fictional is marked as demo."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from hamafza.archive.indexing import step
from hamafza.demo import (
    bodies,
    calls,
    campaigns,
    cast,
    councils,
    figures,
    incidents,
    items,
    network,
    problems,
    relays,
    reports,
    sessions,
    works,
)
from hamafza.network.access import Standing, standing
from hamafza.network.models import Network, Unit
from hamafza.newsroom import actions
from hamafza.newsroom.importing import import_page
from hamafza.newsroom.models import Item
from hamafza.verify.actions import rebuild
from hamafza.wire.models import Cursor
from hamafza.wire.queries import head_pos

PAGE = Path(__file__).with_name("shara-50215.txt")
SEED = 1401
Say = Callable[[str], object]


def quietly(what: str) -> None:
    """Nobody is told."""


def build(say: Say = quietly) -> bool:
    """Build the demo if the network is new, and `say` how far it is; False if the data folder holds another network."""
    if Network.objects.filter(id=1, is_demo=True).exists():
        return True
    if Unit.objects.exists():
        return False
    with transaction.atomic():
        compose(say)
    say(_("The demo: filling search and verification."))
    fill_indexes()
    return True


def compose(say: Say) -> None:
    """The demo's rows, in the order in which they need one another."""
    chance = random.Random(SEED)  # noqa: S311 - the same demo everywhere, nothing secret
    say(_("The demo: 600 units, their people and five months of items."))
    name_network()
    units = network.build()
    people = cast.build(units)
    items.build(units, people, chance)
    relays.build(units, people, chance)
    item = sample(units[0], standing(people["head"]))
    items.lead(standing(people["head"]))
    say(_("The demo: calls, claims and their answers."))
    calls.build(units, people, chance, item)
    incidents.build(units, people)
    figures.build(units, people, random.Random(SEED), item)  # noqa: S311 - as above
    works.build(units, people, chance)
    problems.build(units, people)
    reports.build(units, people)
    councils.build(units, people)
    sessions.build(units, people)
    councils.prepare(units, people)
    campaigns.build(people)


def name_network() -> None:
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


def sample(centre: Unit, head: Standing) -> Item:
    """The one real page: on the front page, but not on top of it, since it is years old."""
    item = import_page(actor=head, unit=centre, data=PAGE.read_bytes(), filename=PAGE.name, publish=True)
    return actions.feature(actor=head, item=item, on=True)


def fill_indexes() -> None:
    """Search and verification answer from the first moment, and not when their followers have caught up."""
    while step():
        pass
    rebuild()
    for follower in ("archive.index", "verify.index"):
        Cursor.objects.update_or_create(consumer=follower, defaults={"pos": head_pos()})
