"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row


def inside(method: str, path: str, status: int = 200) -> Row:
    """Those who see unpublished work of the province."""
    roles = ("observer", "officer", "colleague", "editor", "head", "admin")
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


# {item} is the trusted unit's, published; {draft} is a draft of the province; {relay} is the centre's,
# live; {waiting} is an introduction of the province that waits for its check.
ROWS: list[Row] = [
    members("GET", "/desk/relays/"),
    members("GET", "/desk/relays/all/"),
    members("GET", "/desk/relays/all/?side=received&unit=x&since=y&page=z"),
    members("POST", "/desk/relays/all/", 302),
    members("GET", "/desk/relays/part/worth/"),
    members("GET", "/desk/relays/part/attention/"),
    members("GET", "/desk/relays/part/ours/"),
    members("GET", "/desk/relays/part/received/"),
    members("GET", "/desk/relays/part/nonsense/", 404),
    members("GET", "/desk/relays/ledger/"),
    members("GET", "/desk/relays/ledger/?days=7&page=x"),
    members("GET", "/desk/relays/ledger/rows/"),
    members("GET", "/desk/relays/ledger/rows/?by=nobody&days=x"),
    members("GET", "/desk/relays/of/{item}/"),
    members("GET", "/desk/relays/of/{draft}/", 404),
    members("GET", "/desk/relays/tap/{item}/"),
    members("GET", "/desk/relays/tap/{draft}/", 404),
    members("GET", "/desk/relays/{relay}/"),
    members("GET", "/desk/relays/999999/", 404),
    inside("GET", "/desk/relays/{waiting}/"),
    # Refusals of the buttons are said in a message on the page: see test_actions.
    members("POST", "/desk/relays/make/{item}/", 302),
    members("POST", "/desk/relays/make/999999/", 404),
    members("POST", "/desk/relays/{relay}/nonsense/", 404),
    inside("POST", "/desk/relays/{waiting}/return/", 302),
    inside("POST", "/desk/relays/{waiting}/nonsense/", 404),
    row("GET", "/desk/relays/make/{item}/", anonymous=302, otherwise=405),
    row("GET", "/desk/relays/{relay}/withdraw/", anonymous=302, otherwise=405),
]
