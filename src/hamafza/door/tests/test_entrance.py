"""The first packet of a connection: which ones take the short way, and that the long one says the same."""

import contextlib
import socket
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hamafza.door.tests.site import Installation, a_request, ticket
from hamafza.wire.stream.entrance import read_wish
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import Line

PLAIN = a_request("/live?since=e1-3", Last_Event_ID="e1-4", Cookie="a=b; c=d")


def test_a_plain_request_is_read() -> None:
    wish = read_wish(PLAIN, "10.0.0.9")
    assert wish is not None
    assert (wish.raw_path, wish.remote) == ("/live?since=e1-3", "10.0.0.9")
    assert wish.headers["last-event-id"] == "e1-4"
    assert wish.headers["COOKIE"] == "a=b; c=d"


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        PLAIN[:-1],
        PLAIN + b"x",
        PLAIN + PLAIN,
        PLAIN.replace(b"GET", b"POST"),
        PLAIN.replace(b"HTTP/1.1", b"HTTP/1.0"),
        PLAIN.replace(b"HTTP/1.1", b"HTTP/1.1 "),
        PLAIN.replace(b"\r\n", b"\n"),
        PLAIN.replace(b"/live", b"http://elsewhere.example/live"),
        PLAIN.replace(b"/live", b"/li ve"),
        PLAIN.replace(b"a=b", b"a=\xd8\xa7"),
        PLAIN.replace(b"a=b", b"a=\0"),
        PLAIN.replace(b"a=b", b"a\r\n b"),
        PLAIN.replace(b"Cookie:", b"Cookie :"),
        PLAIN.replace(b"Cookie", b"Content-Length"),
        PLAIN.replace(b"Cookie", b"transfer-encoding"),
        PLAIN.replace(b"Cookie", b"Expect"),
        PLAIN.replace(b"a=b", b"a" * 9000),
    ],
)
def test_whatever_is_less_plain_goes_the_long_way(packet: bytes) -> None:
    assert read_wish(packet, None) is None


@given(
    st.binary(max_size=300)
    | st.builds(lambda a, b: PLAIN[:a] + b + PLAIN[a:], st.integers(0, 99), st.binary(max_size=9))
)
@example(PLAIN)
def test_what_is_read_says_what_was_sent(packet: bytes) -> None:
    wish = read_wish(packet, None)
    if wish is None:
        return
    lines = packet.decode("ascii").removesuffix("\r\n\r\n").split("\r\n")
    assert lines[0] == f"GET {wish.raw_path} HTTP/1.1"
    assert len(lines) == 1 + len(wish.headers)
    for line, (name, value) in zip(lines[1:], wish.headers.items(), strict=True):
        assert (line.partition(":")[0], line.partition(":")[2].strip()) == (name, value)


@pytest.mark.slow
@pytest.mark.parametrize("cut", [1, 4, 30, len(PLAIN) - 2])
def test_a_request_in_two_packets_is_answered_alike(house: Installation, ledger: Ledger, cut: int) -> None:
    for _ in range(5):
        ledger.append("public")
    line = Line(house.connect())
    line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.socket.sendall(PLAIN[:cut])
    time.sleep(0.1)
    line.socket.sendall(PLAIN[cut:])
    line.until(lambda reader: reader.positions == [5])
    line.close()


@pytest.mark.slow
def test_who_is_refused_hears_the_same_on_both_ways(house: Installation) -> None:
    target = f"/live?ticket={ticket('all', life=-1)}"
    answers = []
    for packets in ([a_request(target)], [a_request(target)[:20], a_request(target)[20:]]):
        with house.connect() as line:
            for packet in packets:
                line.sendall(packet)
                time.sleep(0.05)
            answer = b""
            while piece := line.recv(1 << 16):
                answer += piece
        head, _, body = answer.partition(b"\r\n\r\n")
        answers.append((head.split(b"\r\n")[0], body))
    assert answers[0] == answers[1]
    assert b"403" in answers[0][0]


@pytest.mark.slow
def test_who_says_nothing_is_sent_away(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, keepalive=0.5)
    try:
        with site.connect() as line:
            line.settimeout(5)
            with contextlib.suppress(ConnectionResetError):
                assert line.recv(1) == b""
    finally:
        site.close()
