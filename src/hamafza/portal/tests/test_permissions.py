"""Every public address, every role."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.campaigns.actions import lead_on
from hamafza.campaigns.tests.cast import open_grid
from hamafza.comparisons.tests.cast import compared
from hamafza.figures.actions import show as show_indicator
from hamafza.figures.models import Indicator
from hamafza.newsroom.actions import publish
from hamafza.portal.tests.conftest import Newsroom
from hamafza.portal.tests.permissions import ROLES, ROWS
from hamafza.relay.actions import relay
from hamafza.relay.models import RelayKind
from hamafza.works.actions import show_shelf
from hamafza.works.tests.cast import entered


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_from_every_address_what_the_table_says(
    role: str, world: World, newsroom: Newsroom
) -> None:
    shown, gone = newsroom.publish(), newsroom.publish()
    officer, province = world.as_("officer"), world.units["province"]
    made = [relay(actor=officer, unit=province, item=item).pk for item in (shown, gone)]
    waiting = relay(actor=officer, unit=province, item=shown, kind=RelayKind.INTRODUCTION, text="مقدمه")
    codes = {"shown": shown.code, "withheld": newsroom.withhold().code}
    codes["withdrawn"] = newsroom.withdraw(gone, "نادرست بود").code
    codes |= {"relay": made[0], "fallen": made[1], "waiting": waiting.pk}
    works_shown(world)
    codes["compared"] = report_shown(world)
    campaigns_there(world)
    client = Client()
    if role != "anonymous":
        client.force_login(world.people[role])
    wrong = {}
    for method, address, statuses in ROWS:
        got = client.generic(method, address.format(**codes)).status_code
        if got != statuses[role]:
            wrong[f"{method} {address}"] = got
    assert wrong == {}


def works_shown(world: World) -> None:
    """The province shows its works to readers, the fund does not."""
    show_shelf(actor=world.as_("colleague"), unit=world.units["province"], public=True)
    entered(world)
    entered(world, "trusted", "trusted")


def campaigns_there(world: World) -> None:
    """One that readers see, and one that is of the network alone."""
    for code, public in (("week", True), ("inside", False)):
        campaign = open_grid(world, code=code, public=public)
        lead_on(actor=world.as_("head"), campaign=campaign, step="lock-grid")


def report_shown(world: World) -> int:
    """The fund compares two years, and shows the indicator `training`."""
    comparison, _result = compared(world)
    assert comparison.item is not None
    item = publish(actor=world.as_("trusted"), item=comparison.item)
    show_indicator(actor=world.as_("trusted"), indicator=Indicator.objects.get(code="training"))
    return item.code or 0
