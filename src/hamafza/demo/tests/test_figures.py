"""The report of the demo, counted again by a script that knows nothing of the house."""

from __future__ import annotations

import io
import random

from django.test import Client
from tests import recount
from tests.world import World

from hamafza.comparisons.models import DeclaredComparison
from hamafza.demo import figures
from hamafza.network.models import Unit
from hamafza.newsroom.models import Item

OFFICES = figures.MEASURED + figures.SILENT + 10


def test_every_number_sentence_and_bar_follows_from_the_values_in_the_package(world: World) -> None:
    centre = world.units["centre"]
    offices = [
        Unit(code=f"office-{number}", name=f"دفتر {number}", parent=centre) for number in range(OFFICES)
    ]
    units = [centre, *Unit.objects.bulk_create(offices)]
    figures.build(units, world.people, random.Random(1), Item(code=1))  # noqa: S311 - nothing secret
    item = DeclaredComparison.objects.get().item
    assert item is not None
    found = recount.Package(io.BytesIO(Client().get(f"/news/{item.code}/data.zip").content))
    assert recount.differences(found) == []
    assert len(found.rows["sentences"]) == 2 * len(figures.INDICATORS)
    assert len(found.rows["observations"]) > 3000
