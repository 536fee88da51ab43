"""An installation that wrote letters to checkers before goes on where they stopped."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from hamafza.wire.models import Cursor

take_over = import_module("hamafza.notices.migrations.0002_cursor").take_over


@pytest.mark.django_db
def test_the_new_consumer_takes_the_old_one_s_place() -> None:
    Cursor.objects.create(consumer="newsroom.mail-checkers", pos=41)
    take_over(apps, None)
    assert list(Cursor.objects.values_list("consumer", "pos")) == [("notices.make", 41)]
    take_over(apps, None)
    assert Cursor.objects.count() == 1
