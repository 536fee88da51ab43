"""The demo network: a plainly fictional ministry, its people and news, beside one real page."""

from __future__ import annotations

from pathlib import Path

REAL_PAGE = Path(__file__).with_name("shara-50215.txt")


def build() -> bool:
    """Fill an empty network; False, and nothing changed, if it holds another one. Again: nothing to do."""
    from django.conf import settings
    from django.db import transaction

    from hamafza.network.access import standing
    from hamafza.network.models import Network, Unit
    from hamafza.newsroom import actions
    from hamafza.newsroom.importing import import_page
    from hamafza.project.demo import cast, drawing, items

    if Unit.objects.exists():
        return Network.objects.filter(is_demo=True).exists()
    drawn = drawing.draw_all(Path(settings.MEDIA_ROOT))
    with transaction.atomic():
        people = cast.build()
        admin = standing(people.people["admin"])
        items.add_items(people, drawn)
        items.add_moving(people)
        page = import_page(
            actor=admin,
            unit=people.units["u0"],
            data=REAL_PAGE.read_bytes(),
            filename=REAL_PAGE.name,
            publish=True,
        )
        actions.feature(actor=admin, item=page, on=True)
    return True
