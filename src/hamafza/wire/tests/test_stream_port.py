"""The stream's own port, as a proxy asks it: with one packet, with several, wrongly, and while the process is away."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hamafza.wire.stream.control import stat
from hamafza.wire.tests.ledger import Ledger, own_ledger
from hamafza.wire.tests.processes import Line, StreamProcess, eventually
from hamafza.wire.ticket import issue

pytestmark = pytest.mark.slow
KEY = "only-for-tests"


def ticket(*audiences: str, as_of: str = "e1-0", life: float = 3600) -> str:
    return issue(KEY, person=7, session="s7", audiences=audiences, as_of=as_of, expires=time.time() + life)


class Site:
    """A stream process that listens on a port of its own."""

    def __init__(self, ledger: Ledger) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.set_inheritable(True)
        self.ledger = ledger
        self.stream = StreamProcess(
            ledger,
            listening=self._listening.fileno(),
            ticket_key=KEY,
            trusted_proxies=["127.0.0.1"],
            anonymous_per_address=1,
        )
        self.lines: list[Line] = []

    def ask(self, target: str, *, cut: int = 0, method: str = "GET", more: str = "") -> Line:
        """A request, in two packets if it is to be `cut`."""
        packet = f"{method} {target} HTTP/1.1\r\nHost: a\r\n{more}\r\n".encode()
        line = Line(socket.create_connection(self._listening.getsockname(), timeout=10))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.lines.append(line)
        for piece in filter(None, (packet[:cut], packet[cut:])):
            line.socket.sendall(piece)
            time.sleep(0.05 if cut else 0)
        return line

    def status(self, line: Line) -> int:
        line.until(lambda _: line.head or line.ended)
        return int(line.head.split()[1])

    def connections(self) -> int:
        report = stat(self.ledger.run_dir)
        return -1 if report is None else int(report["connections"])

    def close(self) -> None:
        self.stream.close()
        for line in self.lines:
            line.close()
        self._listening.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with own_ledger(tmp_path) as ledger:
        site = Site(ledger)
        yield site
        site.close()


@pytest.mark.parametrize("cut", [0, 1, 20])
def test_a_ticket_opens_what_it_says_and_replays_what_was_missed(site: Site, cut: int) -> None:
    site.ledger.append("unit:1")
    site.ledger.append("unit:2")
    line = site.ask(f"/live?ticket={ticket('all', 'unit:1')}&since=e1-0", cut=cut)
    line.until(lambda reader: reader.positions == [1])
    site.ledger.append("all")
    line.until(lambda reader: reader.positions == [1, 3])
    assert b"Content-Type: text/event-stream" in line.head


def test_without_a_ticket_one_hears_what_is_public(site: Site) -> None:
    line = site.ask("/live")
    line.until(lambda reader: reader.last)
    site.ledger.append("all")
    site.ledger.append("public")
    line.until(lambda reader: reader.positions)
    assert line.reader.positions == [2]


@pytest.mark.parametrize("cut", [0, 20])
def test_strangers_are_counted_by_the_address_the_proxy_names(site: Site, cut: int) -> None:
    first, second, third = (
        site.ask("/live", cut=cut, more=f"X-Forwarded-For: {address}\r\n")
        for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2")
    )
    assert [site.status(line) for line in (first, second, third)] == [200, 503, 200]


@pytest.mark.parametrize(
    ("target", "method", "status"),
    [
        (f"/live?ticket={ticket('all', life=-1)}", "GET", 403),
        ("/live?ticket=forged", "GET", 403),
        ("/live?ticket=", "GET", 200),
        ("/live", "POST", 405),
        ("/live/ticket", "GET", 404),
        ("/api/v1/wire", "GET", 404),
        ("/", "GET", 404),
    ],
    ids=["expired", "forged", "empty", "posted", "ticket", "api", "page"],
)
def test_nothing_else_is_to_be_had_here(site: Site, target: str, method: str, status: int) -> None:
    for cut in (0, 9):
        line = site.ask(target, method=method, cut=cut)
        assert site.status(line) == status
        line.close()
        eventually(lambda: site.connections() == 0)


def test_a_revoked_ticket_opens_nothing(site: Site) -> None:
    old = ticket("all")
    site.ledger.append("control", kind="wire.revoke", payload={"person": 7})
    eventually(lambda: site.status(site.ask(f"/live?ticket={old}")) == 403)


def test_who_leaves_is_forgotten(site: Site) -> None:
    for cut in (0, 20):
        line = site.ask(f"/live?ticket={ticket('all')}", cut=cut)
        line.until(lambda reader: reader.last)
        assert site.connections() == 1
        line.close()
        eventually(lambda: site.connections() == 0)


def test_while_the_process_is_restarted_one_waits_and_is_not_refused(site: Site) -> None:
    site.stream.kill()
    line = site.ask(f"/live?ticket={ticket('all')}")
    site.stream.start()
    line.until(lambda reader: reader.last == "e1-0")
