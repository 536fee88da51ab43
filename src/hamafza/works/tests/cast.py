"""A work of the province, entered by its officer."""

from __future__ import annotations

from typing import Any

from tests.world import World

from hamafza.works.actions import About, Stands, enter
from hamafza.works.models import Work


def entered(world: World, who: str = "officer", unit: str = "province", **said: Any) -> Work:
    stands = Stands(
        **{name: said.pop(name) for name in ("state", "share", "promised", "ended") if name in said}
    )
    more = {name: said.pop(name) for name in ("retry_key", "now") if name in said}
    about = About(**{"title": "کارگاه سیار در ۵۰ روستا", "whom": "روستاییان طالقان", **said})
    return enter(actor=world.as_(who), unit=world.units[unit], about=about, stands=stands, **more)
