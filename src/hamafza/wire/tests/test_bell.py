"""The doorbell reaches everybody who listens and never disturbs the one who rings."""

import select
import time
from pathlib import Path

from hamafza.wire.bell import Listener, ring


def rung(listener: Listener) -> bool:
    ready, _, _ = select.select([listener], [], [], 1)
    return bool(ready) and listener.hush()


def test_every_listener_hears_a_ring(tmp_path: Path) -> None:
    with Listener(tmp_path, "stream") as one, Listener(tmp_path, "door") as other:
        ring(tmp_path)
        assert rung(one)
        assert rung(other)


def test_many_rings_are_heard_as_one(tmp_path: Path) -> None:
    with Listener(tmp_path, "stream") as listener:
        for _ in range(5):
            ring(tmp_path)
        assert rung(listener)
        assert not listener.hush()


def test_a_listener_that_sleeps_does_not_hold_up_the_writer(tmp_path: Path) -> None:
    with Listener(tmp_path, "stream"):
        began = time.monotonic()
        for _ in range(2000):
            ring(tmp_path)
        assert time.monotonic() - began < 5


def test_ringing_where_nobody_ever_listened_is_no_error(tmp_path: Path) -> None:
    ring(tmp_path / "nowhere")


def test_the_socket_of_a_killed_listener_is_taken_over(tmp_path: Path) -> None:
    killed = Listener(tmp_path, "stream")
    with Listener(tmp_path, "stream") as heir:
        ring(tmp_path)
        assert rung(heir)
        killed.close()
        ring(tmp_path)
        assert rung(heir)


def test_a_folder_deeper_than_a_socket_address_is_no_obstacle(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    with Listener(deep, "stream") as listener:
        ring(deep)
        assert rung(listener)
