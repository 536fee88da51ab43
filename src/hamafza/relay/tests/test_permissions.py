"""Every address of relays at the desk, asked by every role."""

from __future__ import annotations

import pytest

from hamafza.network.tests.permissions import ROLES
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.pages.refusals import NotAllowed
from hamafza.relay.models import Relay, RelayKind
from hamafza.relay.tests.conftest import Desk
from hamafza.relay.tests.permissions import ROWS


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(desk: Desk, role: str) -> None:
    item = desk.publish()
    officer, province = desk.world.as_("officer"), desk.world.units["province"]
    draft = newsroom.create(actor=officer, unit=province, content=Content(headline="پیش‌نویس"))
    names = {
        "item": item.pk,
        "draft": draft.pk,
        "relay": desk.relay(item, by="head", unit="centre").pk,
        "waiting": desk.relay(item, kind=RelayKind.INTRODUCTION, text="مقدمه").pk,
    }
    client = desk.client("" if role == "anonymous" else role)
    wrong = [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in ROWS
        if (status := client.generic(method, path.format(**names)).status_code) != wanted[role]
    ]
    assert wrong == []


WRITERS = {"officer": "province", "colleague": "province", "editor": "body", "head": "centre"}


@pytest.mark.parametrize(
    "role", ["observer", "secretary", "outsider", "officer", "colleague", "editor", "head"]
)
@pytest.mark.parametrize("unit", ["centre", "body", "province"])
def test_one_relays_only_in_the_name_of_a_unit_one_writes_for(desk: Desk, role: str, unit: str) -> None:
    item = desk.publish()
    if WRITERS.get(role) == unit:
        assert desk.relay(item, by=role, unit=unit).state == "live"
        return
    with pytest.raises(NotAllowed):
        desk.relay(item, by=role, unit=unit)
    assert not Relay.objects.exists()
