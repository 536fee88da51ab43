"""The stream process as it really runs: killed, stopped, given readers who do not read."""

import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hamafza.wire.bell import Listener
from hamafza.wire.stream.control import stat
from hamafza.wire.tests.ledger import Ledger, own_ledger
from hamafza.wire.tests.processes import Line, StreamProcess, eventually

pytestmark = pytest.mark.slow


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with own_ledger(tmp_path) as ledger:
        yield ledger


@pytest.fixture
def stream(ledger: Ledger) -> Iterator[StreamProcess]:
    process = StreamProcess(ledger)
    yield process
    process.close()


def test_an_event_arrives_soon_after_its_commit(ledger: Ledger, stream: StreamProcess) -> None:
    line = stream.member("all")
    line.until(lambda reader: reader.last)
    began = time.monotonic()
    ledger.append("all", payload={"text": "سلام"})
    (event,) = line.until(lambda reader: reader.events).events
    assert time.monotonic() - began < 1
    assert event.json["payload"] == {"text": "سلام"}


def test_a_lost_ring_costs_a_moment_and_no_event(ledger: Ledger, stream: StreamProcess) -> None:
    line = stream.member("all")
    line.until(lambda reader: reader.last)
    ledger.append("all", bell=False)
    line.until(lambda reader: reader.positions, seconds=2)


def test_replay_reaches_back_beyond_the_memory_in_order(ledger: Ledger) -> None:
    for number in range(30):
        ledger.append_many(100, "all" if number % 3 else "unit:9")
    process = StreamProcess(ledger, ring=50)
    try:
        assert process.stat()["floor"] > 2900
        line = process.member("all", since="e1-150")
        expected = [pos for pos in range(151, 3001) if ((pos - 1) // 100) % 3]
        line.until(lambda reader: len(reader.positions) >= len(expected), 20)
        ledger.append("all")
        line.until(lambda reader: len(reader.positions) > len(expected))
        assert line.reader.positions == [*expected, 3001]
    finally:
        process.close()


def test_a_kill_in_the_middle_of_deliveries_loses_nothing(ledger: Ledger, stream: StreamProcess) -> None:
    lines = [stream.member("all", person=number) for number in range(1, 21)]
    for line in lines:
        line.until(lambda reader: reader.last)
    for round_ in range(3):
        for _ in range(20):
            ledger.append("all")
        stream.kill()
        for _ in range(5):
            ledger.append("all")
        stream.start()
        lines = [come_back(stream, line, number) for number, line in enumerate(lines, 1)]
        total = 25 * (round_ + 1)
        for line in lines:
            line.until(lambda reader, total=total: len(reader.positions) >= total)
    for line in lines:
        assert line.reader.positions == list(range(1, 76))


def come_back(stream: StreamProcess, line: Line, person: int) -> Line:
    line.until_end()
    line.reader.cut()
    back = stream.member("all", person=person, since=line.reader.last)
    back.reader = line.reader
    return back


def test_a_new_epoch_reaches_open_streams(ledger: Ledger, stream: StreamProcess) -> None:
    ledger.append("all")
    line = stream.member("all")
    line.until(lambda reader: reader.last)
    ledger.set_epoch("e2")
    line.until(lambda reader: reader.last == "e2-1")
    assert line.reader.blocks[-1].event == "reset"


def test_a_database_that_goes_away_and_comes_back_delays_and_loses_nothing(
    ledger: Ledger, stream: StreamProcess
) -> None:
    line = stream.member("all")
    line.until(lambda reader: reader.last)
    for round_ in range(1, 4):
        ledger.append("all")
        ledger.interrupt()
        ledger.append("all")
        line.until(lambda reader, due=2 * round_: len(reader.positions) >= due)
    assert line.reader.positions == [1, 2, 3, 4, 5, 6]


def test_a_thousand_streams_end_within_a_second(ledger: Ledger) -> None:
    process = StreamProcess(ledger, anonymous_per_address=2000)
    try:
        lines = [process.connect("public") for _ in range(1000)]
        eventually(lambda: process.stat()["connections"] == 1000, 20)
        lines[0].until(lambda reader: reader.last)
        assert process.stop() < 1
        pauses = set()
        for line in lines:
            line.until_end()
            pauses.add(int(line.reader.blocks[-1].retry))
            line.close()
        assert max(pauses) - min(pauses) > 3000
        assert not process.config.door_socket.exists()
    finally:
        process.close()


def test_readers_who_do_not_read_cost_bounded_memory_and_hold_up_nobody(
    ledger: Ledger, stream: StreamProcess
) -> None:
    stuck = [stream.member("all", person=number, receive_buffer=4096) for number in range(1, 21)]
    healthy = stream.member("all", person=99)
    healthy.until(lambda reader: reader.last)
    before = stream.memory()
    for number in range(1, 61):
        ledger.append("all", payload={"pad": "x" * 15_000})
        healthy.until(lambda reader, number=number: len(reader.positions) >= number)
    assert stream.stat()["slow"] == len(stuck)
    assert stream.stat()["connections"] == 1
    # 20 stuck readers at 256 KB each would be 5 MB; the events themselves are kept too.
    assert stream.memory() - before < 12 * 1024 * 1024
    for line in stuck:
        line.close()


def test_a_slow_reader_is_replayed_to_at_its_own_speed(ledger: Ledger, stream: StreamProcess) -> None:
    ledger.append_many(150, "all", payload={"pad": "x" * 15_000})
    eventually(lambda: stream.stat()["head"] == 150)
    slow = stream.member("all", since="e1-0", receive_buffer=4096)
    time.sleep(0.3)
    before = stream.memory()
    slow.until(lambda reader: len(reader.positions) == 150, 60)
    assert slow.reader.positions == list(range(1, 151))
    assert stream.memory() - before < 4 * 1024 * 1024
    assert stream.stat()["slow"] == 0


def test_a_client_that_closes_its_side_is_gone(ledger: Ledger, stream: StreamProcess) -> None:
    line = stream.member("all")
    line.until(lambda reader: reader.last)
    line.socket.shutdown(socket.SHUT_WR)
    line.until_end()
    eventually(lambda: stream.stat()["connections"] == 0)


def test_bytes_behind_the_request_end_the_stream(ledger: Ledger, stream: StreamProcess) -> None:
    line = stream.member("all")
    line.until(lambda reader: reader.last)
    line.socket.sendall(b"GET / HTTP/1.1\r\n\r\n")
    line.until_end()


def test_a_connection_that_broke_on_the_way_is_dropped_quietly(ledger: Ledger, stream: StreamProcess) -> None:
    for _ in range(20):
        stream.member("all").close()
    line = stream.member("all", person=8)
    line.until(lambda reader: reader.last)
    eventually(lambda: stream.stat()["connections"] == 1)


def test_only_the_same_user_can_hand_over_or_ask(stream: StreamProcess) -> None:
    for path in (stream.config.door_socket, stream.config.control_socket):
        assert path.stat().st_mode & 0o777 == 0o600


def test_nonsense_on_the_hand_over_socket_harms_nobody(ledger: Ledger, stream: StreamProcess) -> None:
    line = stream.member("all")
    line.until(lambda reader: reader.last)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as courier:
        courier.connect(str(stream.config.door_socket))
        read_end, write_end = os.pipe()
        for packet in (
            b"\xff",
            b"[]",
            b"{}",
            b"[3]",
            b"[[3]]",
            json.dumps([[], None, "", "", 0, "", False, "", "one too many"]).encode(),
        ):
            socket.send_fds(courier, [packet], [read_end])
        courier.send(b"no descriptor")
        os.close(read_end)
        os.close(write_end)
    ledger.append("all")
    line.until(lambda reader: reader.positions == [1])


def test_a_stream_process_tells_how_it_is(ledger: Ledger, stream: StreamProcess) -> None:
    line = stream.member("all", "unit:3", person=5)
    line.until(lambda reader: reader.last)
    ledger.append("unit:3")
    line.until(lambda reader: reader.positions)
    report = stream.stat()
    assert report["persons"] == {"5": 1}
    assert report["audiences"] == {"all": 1, "unit:3": 1}
    assert report["delivered"] == 1
    assert sum(report["lag"]["counts"]) == 1
    assert report["lag"]["sum"] < 1


def test_asking_a_process_that_is_not_there_takes_no_time(tmp_path: Path) -> None:
    began = time.monotonic()
    assert stat(tmp_path) is None
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "stream-control.sock"))
        deaf.listen()
        assert stat(tmp_path) is None
    assert time.monotonic() - began < 1


def test_it_starts_light_and_without_django(ledger: Ledger, stream: StreamProcess) -> None:
    assert stream.process is not None
    mapped = Path(f"/proc/{stream.process.pid}/maps").read_text()
    assert "django" not in mapped
    assert stream.memory() < 40 * 1024 * 1024


def test_several_followers_hear_the_same_ring(ledger: Ledger, stream: StreamProcess) -> None:
    with Listener(ledger.run_dir, "worker") as worker:
        line = stream.member("all")
        line.until(lambda reader: reader.last)
        ledger.append("all")
        line.until(lambda reader: reader.positions, seconds=1)
        assert worker.hush()
