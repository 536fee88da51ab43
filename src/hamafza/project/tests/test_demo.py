"""The demo: whole, consistent, and built once."""

from __future__ import annotations

import pytest
from django.conf import settings

from hamafza.network.models import Unit
from hamafza.newsroom.models import Item, State
from hamafza.project.demo import build
from hamafza.relay.models import Relay
from hamafza.wire.models import Event


@pytest.mark.slow
def test_the_demo_is_whole_and_building_it_again_changes_nothing(db: None) -> None:
    assert build()
    assert Unit.objects.count() == 600
    assert Item.objects.count() >= 380
    real = Item.objects.get(code=50215)
    assert real.featured is not None
    assert not real.is_demo
    for item in Item.objects.filter(state=State.PUBLISHED):
        assert item.versions.exists()
        assert item.transitions.exists()
        assert Event.objects.filter(subject=f"item:{item.pk}").exists()
    assert Relay.objects.count() > 150
    assert all(relay.steps.exists() and relay.is_demo for relay in Relay.objects.all())
    assert (settings.DATA / "demo-logins.json").stat().st_mode & 0o777 == 0o600
    count = Item.objects.count()
    assert build()
    assert Item.objects.count() == count
    (settings.DATA / "demo-logins.json").unlink()
