"""Streams asked for at the door and served by somebody else, on the very same connection."""

import socket
import time
from pathlib import Path

import httpx
import pytest

from hamafza.door.tests.site import Installation, a_request, ticket
from hamafza.wire.stream.control import stat
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import Line, eventually

pytestmark = pytest.mark.slow


def status_of(line: Line) -> int:
    line.until(lambda _: line.head or line.ended)
    return int(line.head.split()[1])


def connections(house: Installation) -> int:
    report = stat(house.ledger.run_dir)
    return -1 if report is None else int(report["connections"])


def test_everybody_may_hear_what_is_public(house: Installation, ledger: Ledger) -> None:
    line = house.ask("/live")
    line.until(lambda reader: reader.last == "e1-0")
    ledger.append("unit:1")
    ledger.append("public")
    line.until(lambda reader: reader.positions)
    assert line.reader.positions == [2]
    assert b"Content-Type: text/event-stream" in line.head
    assert b"Connection: close" in line.head
    line.close()


def test_a_ticket_opens_what_it_says_without_asking_the_application(
    house: Installation, ledger: Ledger
) -> None:
    for path in ("/live", "/api/v1/wire"):
        line = house.ask(f"{path}?ticket={ticket('all', 'unit:1')}")
        line.until(lambda reader: reader.last)
        line.close()
    line = house.ask(f"/live?ticket={ticket('all', 'unit:1')}&since=e1-0")
    line.until(lambda reader: reader.last)
    for audience in ("unit:1", "unit:2", "all"):
        ledger.append(audience)
    line.until(lambda reader: len(reader.positions) == 2)
    assert line.reader.positions == [1, 3]
    assert "api_v1_wire" not in house.counts()["renders"]
    line.close()


@pytest.mark.parametrize(
    "text", ["forged", "a.b", "", ticket("all")[:-3] + "xyz"], ids=["forged", "two", "none", "altered"]
)
def test_a_ticket_that_is_none_is_refused(house: Installation, text: str) -> None:
    assert house.get(f"/live?ticket={text or 'x'}").status_code == 403


def test_a_ticket_whose_time_is_over_is_refused(house: Installation) -> None:
    assert house.get(f"/live?ticket={ticket('all', life=-1)}").status_code == 403


def test_a_token_is_judged_by_the_application(house: Installation, ledger: Ledger) -> None:
    wrong = house.get("/api/v1/wire", headers={"Authorization": "Bearer bad"})
    assert (wrong.status_code, wrong.text) == (401, "who are you?")
    line = house.ask("/api/v1/wire", Authorization="Bearer good")
    line.until(lambda reader: reader.last)
    ledger.append("unit:1")
    line.until(lambda reader: reader.positions == [1])
    assert b"X-Hamafza" not in line.head
    line.close()


def test_a_storm_of_returning_programs_reaches_the_application_once(
    house: Installation, ledger: Ledger
) -> None:
    for number in range(10):
        ledger.append("all")
        line = house.ask(f"/api/v1/wire?since=e1-{number}", Authorization="Bearer good")
        line.until(lambda reader, number=number: reader.positions == [number + 1])
        line.close()
    assert house.renders("api_v1_wire") == 1
    house.ask("/api/v1/wire?kinds=x", Authorization="Bearer good").until(lambda reader: reader.last)
    assert house.renders("api_v1_wire") == 2
    assert house.get("/api/v1/wire", headers={"Authorization": "Bearer bad"}).status_code == 401


def test_what_the_application_once_allowed_ends_with_a_revocation(
    house: Installation, ledger: Ledger
) -> None:
    line = house.ask("/api/v1/wire", Authorization="Bearer good")
    line.until(lambda reader: reader.last)
    ledger.append("control", kind="wire.revoke", payload={"person": 7})
    line.until_end()
    assert line.reader.blocks[-1].event == "renew"

    def asked_again() -> bool:
        house.ask("/api/v1/wire", Authorization="Bearer good")
        return house.renders("api_v1_wire") == 2

    eventually(asked_again)


def test_the_header_wins_over_the_address(house: Installation, ledger: Ledger) -> None:
    for _ in range(4):
        ledger.append("public")
    line = house.ask("/live?since=e1-0", Last_Event_ID="e1-3")
    line.until(lambda reader: reader.positions)
    assert line.reader.positions == [4]
    line.close()


def test_a_poll_is_one_complete_answer(house: Installation, ledger: Ledger) -> None:
    ledger.append("public")
    answer = house.get("/live?poll=1&since=e1-0")
    assert answer.status_code == 200
    assert answer.text.startswith("id: e1-1\nevent: test.event\n")


def test_a_connection_that_served_pages_before_becomes_a_stream(house: Installation, ledger: Ledger) -> None:
    line = Line(house.connect())
    for _ in range(3):
        line.socket.sendall(a_request("/private", Cookie="a=b"))
        page = b""
        while not page.endswith((b"private 1", b"private 2", b"private 3")):
            page += line.socket.recv(1 << 16)
    line.socket.sendall(a_request("/live"))
    line.until(lambda reader: reader.last == "e1-0")
    ledger.append("public")
    line.until(lambda reader: reader.positions == [1])
    line.close()


def test_an_answer_still_on_its_way_comes_before_the_stream(house: Installation, ledger: Ledger) -> None:
    house.get("/file")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", house.port))
    connection.sendall(a_request("/file", Cookie="a=b"))
    connection.settimeout(10)
    head, size = b"", 0
    while b"\r\n\r\n" not in head:
        head += connection.recv(1)
    while size < 3_072_000 - 1000:
        size += len(connection.recv(4096))
    connection.sendall(a_request("/live"))
    while size < 3_072_000:
        size += len(connection.recv(3_072_000 - size))
    line = Line(connection)
    line.until(lambda reader: reader.last == "e1-0")
    assert line.head.startswith(b"HTTP/1.1 200 OK")
    line.close()


def test_nothing_may_be_pipelined_behind_a_stream(house: Installation) -> None:
    with house.connect() as line:
        line.sendall(a_request("/live") + a_request("/private"))
        line.settimeout(5)
        answer = b""
        while piece := line.recv(1 << 16):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"private" not in answer
    assert connections(house) == 0


def test_a_client_that_has_left_is_not_handed_over(house: Installation) -> None:
    for _ in range(10):
        line = house.ask("/live")
        line.close()
    eventually(lambda: connections(house) == 0)


def test_a_stream_is_asked_for_with_get_and_without_a_body(house: Installation) -> None:
    assert httpx.head(house.url + "/live").status_code == 405
    line = house.ask("/live", Content_Length="3")
    assert status_of(line) == 405
    assert httpx.post(house.url + "/live").status_code == 404


def test_strangers_are_limited_and_members_are_not(house: Installation) -> None:
    lines = [house.ask("/live") for _ in range(50)]
    for line in lines:
        line.until(lambda reader: reader.last)
    assert status_of(house.ask("/live")) == 503
    assert status_of(house.ask(f"/live?ticket={ticket('all')}")) == 200
    lines[0].close()
    eventually(lambda: status_of(house.ask("/live")) == 200)
    for line in lines:
        line.close()


def test_the_death_of_the_door_is_not_noticed_by_any_stream(house: Installation, ledger: Ledger) -> None:
    lines = [house.ask("/live") for _ in range(5)]
    for line in lines:
        line.until(lambda reader: reader.last)
    house.kill_door()
    ledger.append("public")
    for line in lines:
        line.until(lambda reader: reader.positions == [1])
    house.start_door()
    ledger.append("public")
    for line in lines:
        line.until(lambda reader: reader.positions == [1, 2])
        line.close()


def test_without_a_stream_process_one_is_told_to_come_back_and_pages_go_on(
    house: Installation, ledger: Ledger
) -> None:
    line = house.ask("/live")
    line.until(lambda reader: reader.last)
    house.kill_stream()
    line.until_end()
    answer = house.get("/live")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert house.get("/").status_code == 200
    ledger.append("public")
    house.start_stream()
    back = house.ask(f"/live?since={line.reader.last}")
    back.until(lambda reader: reader.positions == [1])
    back.close()


def test_a_stream_process_that_hangs_does_not_hang_the_door(house: Installation) -> None:
    assert house.stream is not None
    house.stream.send_signal(19)
    lines = [house.ask("/live") for _ in range(20)]
    began = time.monotonic()
    assert house.get("/").status_code == 200
    assert time.monotonic() - began < 1
    house.stream.send_signal(18)
    for line in lines:
        line.until(lambda reader: reader.last)
        line.close()


def test_a_stream_costs_the_door_nothing_once_it_is_handed_over(house: Installation) -> None:
    lines = [house.ask(f"/live?ticket={ticket('all', person=number)}") for number in range(1, 201)]
    for line in lines:
        line.until(lambda reader: reader.last)
    assert house.counts()["door"]["handed_over"] == 200
    assert connections(house) == 200

    def descriptors() -> int:
        return len(list(Path(f"/proc/{house.door}/fd").iterdir()))

    eventually(lambda: descriptors() < 50)
    for line in lines:
        line.close()
    eventually(lambda: connections(house) == 0)
