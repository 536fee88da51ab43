"""Everything that is not from memory: the application in its threads, and what never reaches it."""

import contextlib
import logging
import socket
import threading
import time

import httpx
import pytest

from hamafza.door.tests.site import Installation
from hamafza.wire.tests.ledger import Ledger
from hamafza.wire.tests.processes import eventually

pytestmark = pytest.mark.slow


def raw(site: Installation, request: bytes) -> bytes:
    """All that comes back until the door closes."""
    with site.connect() as line:
        line.sendall(request)
        pieces = []
        while piece := line.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


def status_of(answer: bytes) -> int:
    return int(answer.split()[1])


def test_a_body_arrives_whole(site: Installation) -> None:
    body = "متن ".encode() * 100_000
    answer = httpx.post(site.url + "/echo?a=%D8%A7", content=body, headers={"Content-Type": "text/x"})
    assert answer.headers["X-Length"] == str(len(body))
    assert answer.content.endswith(body)
    assert "('CONTENT_TYPE', 'text/x')" in answer.text
    assert "('QUERY_STRING', 'a=%D8%A7')" in answer.text


def test_a_body_in_chunks_arrives_with_its_length(site: Installation) -> None:
    answer = httpx.post(site.url + "/echo", content=iter([b"one", b"two"]))
    assert answer.content.endswith(b"onetwo")
    assert "('CONTENT_LENGTH', '6')" in answer.text


def test_a_path_is_decoded_as_wsgi_wants_it(site: Installation) -> None:
    answer = site.get("/خبر/۱", headers={"Cookie": "a=b"})
    assert answer.status_code == 404


def test_a_body_that_is_too_large_is_refused_before_and_while_it_comes(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, body_limit=100_000)
    try:
        said = raw(site, b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100001\r\n\r\n")
        assert status_of(said) == 413
        chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
        unsaid = raw(
            site,
            b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk * 4
            + b"0\r\n\r\n",
        )
        assert status_of(unsaid) == 413
        assert site.renders("echo") == 0
    finally:
        site.close()


def test_a_body_that_does_not_come_is_not_waited_for(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, body_patience=0.2)
    try:
        answer = raw(site, b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
        assert status_of(answer) == 408
    finally:
        site.close()


def dripped(site: Installation, beginning: bytes) -> bytes:
    """What is said to one who sends a byte ten times a second, for eight seconds."""
    end = time.monotonic() + 8
    with site.connect() as line, contextlib.suppress(ConnectionError):
        line.sendall(beginning)
        line.settimeout(0.1)
        while time.monotonic() < end:
            try:
                return line.recv(1 << 16)
            except TimeoutError:
                line.sendall(b"x")
        raise AssertionError("the line is still open")
    return b""


def test_a_body_that_comes_drop_by_drop_does_not_hold_its_line(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, body_patience=0.5)
    try:
        answer = dripped(site, b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
        assert status_of(answer) == 408
        assert site.renders("echo") == 0
    finally:
        site.close()


@pytest.mark.parametrize(
    "beginning", [b"GET /wait HTTP/1.1\r\nX-Long: ", b"GET /", b"POST /echo HTTP/1.1\r\nA"]
)
def test_a_head_that_comes_drop_by_drop_does_not_hold_its_line(ledger: Ledger, beginning: bytes) -> None:
    site = Installation(ledger, stream=False, keepalive=1.0)
    try:
        assert dripped(site, beginning) == b""
    finally:
        site.close()


def test_whoever_asks_first_may_send_its_body(site: Installation) -> None:
    with site.connect() as line:
        line.sendall(
            b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n"
            b"Connection: close\r\n\r\n"
        )
        assert line.recv(100).startswith(b"HTTP/1.1 100 ")
        line.sendall(b"abc")
        answer = b""
        while piece := line.recv(1 << 16):
            answer += piece
    assert answer.endswith(b"abc")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 9000 + b"\r\n\r\n", 400),
        (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 200 + b"\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
        ),
        (b"TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 501),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\nConnection: close\r\n\r\n", 501),
        (b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
    ],
    ids=["header", "line", "headers", "nonsense", "space", "smuggling", "trace", "connect", "asterisk"],
)
def test_what_is_no_decent_request_never_reaches_the_application(
    site: Installation, request_: bytes, status: int
) -> None:
    assert status_of(raw(site, request_)) == status
    assert set(site.counts()["renders"]) == {"counts"}


def test_nobody_can_imitate_what_the_door_or_a_proxy_says(site: Installation) -> None:
    hostile = {
        "Cookie": "a=b",
        "X_Forwarded_For": "10.0.0.1",
        "X-Forwarded-For": "10.0.0.2",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "Proxy": "http://evil.example",
        "X-Hamafza-Stream": "forged",
        "X-Request-ID": "chosen-by-a-client",
    }
    seen = dict(eval(site.get("/echo", headers=hostile).text))  # noqa: S307 (our own echo)
    assert seen["REMOTE_ADDR"] == "127.0.0.1"
    assert seen["wsgi.url_scheme"] == "http"
    assert not {name for name in seen if "FORWARDED" in name or "PROXY" in name or "HAMAFZA" in name}
    assert seen["HTTP_X_REQUEST_ID"] != "chosen-by-a-client"


def test_a_trusted_proxy_is_believed(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, trusted_proxies=("127.0.0.0/8", "10.1.0.0/16"))
    try:
        said = {
            "Cookie": "a=b",
            "X-Forwarded-For": "6.6.6.6, 192.0.2.7, 10.1.2.3",
            "X-Forwarded-Proto": "https",
            "X-Request-ID": "from-the-proxy-1",
        }
        answer = site.get("/echo", headers=said)
        seen = dict(eval(answer.text))  # noqa: S307 (our own echo)
        assert seen["REMOTE_ADDR"] == "192.0.2.7"
        assert seen["wsgi.url_scheme"] == "https"
        assert answer.headers["X-Request-ID"] == seen["HTTP_X_REQUEST_ID"] == "from-the-proxy-1"
    finally:
        site.close()


def test_every_answer_has_a_name_of_its_own(site: Installation) -> None:
    names = {site.get(path).headers["X-Request-ID"] for path in ("/", "/", "/private", "/nothing")}
    assert len(names) == 4


def test_an_error_of_the_application_is_an_error_and_not_the_end(site: Installation) -> None:
    answer = site.get("/broken")
    assert answer.status_code == 500
    assert "arranged" not in answer.text
    assert site.get("/").status_code == 200


def test_a_header_cannot_be_split(site: Installation) -> None:
    answer = site.get("/split", headers={"Cookie": "a=b"})
    assert answer.status_code == 500
    assert "Set-Cookie" not in answer.headers


def test_a_file_is_sent_whole_and_a_connection_serves_again(site: Installation) -> None:
    with httpx.Client(base_url=site.url) as client:
        answer = client.get("/file")
        assert len(answer.content) == int(answer.headers["Content-Length"]) == 3_072_000
        assert answer.content == (site.ledger.run_dir.parent / "big.bin").read_bytes()
        rows = client.get("/rows")
        assert rows.text.endswith("row 199999\n")
        assert int(rows.headers["Content-Length"]) == len(rows.content)


def test_slow_readers_of_large_answers_hold_no_thread(site: Installation) -> None:
    site.get("/file")
    lines = []
    for _ in range(12):
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", site.port))
        line.sendall(b"GET /file HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\n\r\n")
        lines.append(line)
    eventually(lambda: site.renders("file") >= 13)
    began = time.monotonic()
    assert site.get("/private").status_code == 200
    assert time.monotonic() - began < 1
    for line in lines:
        line.close()


def test_threads_stay(site: Installation) -> None:
    names = {site.get("/thread", headers={"Cookie": "a=b"}).text for _ in range(20)}
    assert len(names) <= 4


def test_more_requests_than_can_wait_are_sent_away(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, threads=1, queue=1)
    try:
        codes: list[int] = []

        def ask() -> None:
            codes.append(site.get("/wait", headers={"Cookie": "a=b"}).status_code)

        crowd = [threading.Thread(target=ask) for _ in range(6)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        assert sorted(codes) == [200, 200, 503, 503, 503, 503]
    finally:
        site.close()


def test_a_door_told_to_stop_finishes_what_it_began(site: Installation) -> None:
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(site.get("/wait", headers={"Cookie": "a=b"})))
    asking.start()
    time.sleep(0.3)
    idle = site.connect()
    began = time.monotonic()
    assert site.stop_door() == 0
    assert time.monotonic() - began < 3
    asking.join()
    assert answers[0].text == "done"
    idle.close()


def test_nobody_is_refused_while_the_door_is_restarted(site: Installation) -> None:
    site.kill_door()
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(site.get("/").status_code))
    asking.start()
    time.sleep(0.3)
    site.start_door()
    asking.join()
    assert answers == [200]


def test_pipelined_requests_are_answered_in_order(site: Installation) -> None:
    request = b"GET /private HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\n\r\n"
    last = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    answer = raw(site, request * 3 + last)
    assert answer.index(b"private 1") < answer.index(b"private 2") < answer.index(b"private 3")
    assert b"home 1" in answer[answer.index(b"private 3") :]


def test_a_reader_who_never_finishes_a_request_line_is_cut(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, keepalive=0.5)
    try:
        with site.connect() as line:
            line.sendall(b"GET / HT")
            line.settimeout(5)
            assert line.recv(100) == b""
    finally:
        site.close()


def test_connections_beyond_the_room_are_sent_away_and_the_others_served(ledger: Ledger) -> None:
    site = Installation(ledger, stream=False, connections=5)
    try:
        lines = [site.connect() for _ in range(5)]
        with site.connect() as beyond:
            beyond.settimeout(5)
            with contextlib.suppress(ConnectionResetError):
                assert beyond.recv(1) == b""
        lines[0].sendall(b"GET /private HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert lines[0].recv(1 << 16).startswith(b"HTTP/1.1 200")
        for line in lines:
            line.close()
        assert eventually(lambda: site.get("/private").status_code == 200)
    finally:
        site.close()


def test_the_log_tells_of_requests_without_what_may_be_a_secret(ledger: Ledger) -> None:
    logger, file = logging.getLogger("hamafza.access"), ledger.run_dir / "access.log"
    handler = logging.FileHandler(file)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    site = Installation(ledger, stream=False, access_log=True)
    try:
        site.get("/private?ticket=secret", headers={"Cookie": "a=b"})
        said = eventually(lambda: "GET /private 200" in (text := file.read_text()) and text)
        assert "127.0.0.1 GET /private 200" in said
        assert "secret" not in said
    finally:
        site.close()
        logger.removeHandler(handler)
        handler.close()
