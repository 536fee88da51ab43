"""kill -9 in the middle of a rebuild: what answers is whole, and the next rebuild finishes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from django.db import connections
from tests.world import World, build

from hamafza.verify import actions, postings
from hamafza.verify.answers import Verdict
from hamafza.verify.queries import check
from hamafza.verify.tests.conftest import LEAD, Desk
from hamafza.verify.tests.test_index import indexed, wanted

ITEMS = 6


@pytest.fixture
def cast(transactional_db: None) -> Iterator[World]:
    yield build()
    for side in ("a", "b"):
        postings.empty(side)


def die_after(done: int, _of: int) -> None:
    if done >= ITEMS // 2:
        os.kill(os.getpid(), signal.SIGKILL)


def rebuild_and_die() -> int:
    """A child that is killed half-way; how it ended."""
    connections.close_all()  # a connection may not be shared by two processes
    child = os.fork()
    if child == 0:
        try:
            actions.rebuild(die_after)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def test_the_index_and_the_originals_agree_after_a_kill(cast: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 1)
    desk = Desk(cast)
    for number in range(ITEMS):
        desk.publish(headline=f"خبر شمارهٔ {number} دربارهٔ راه‌های روستایی استان در سال گذشته")
    before = indexed()
    assert rebuild_and_die() == signal.SIGKILL
    assert indexed() == before == wanted()
    assert check(LEAD).verdict == Verdict.WHOLE
    late = desk.publish(headline="خبری که پس از کشته شدن بازسازی و پیش از بازسازی تازه منتشر شد")
    assert check(late.published.headline).verdict == Verdict.WHOLE  # type: ignore[union-attr]
    assert actions.rebuild() == ITEMS + 1
    assert indexed() == wanted()
