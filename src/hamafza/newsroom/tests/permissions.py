"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

WRITERS = ("officer", "colleague", "editor", "trusted", "head", "admin")


def writers(method: str, path: str, status: int = 200) -> Row:
    return row(method, path, anonymous=302, otherwise=404, **dict.fromkeys(WRITERS, status))


def inside(method: str, path: str, status: int, **said: int) -> Row:
    """Those who see unpublished work of the province."""
    roles = ("observer", "officer", "colleague", "editor", "head", "admin")
    return row(method, path, **{"anonymous": 302, **dict.fromkeys(roles, status), **said}, otherwise=404)


# {draft} is an unpublished item of the province, {public} one of the trusted unit that everybody reads.
ROWS: list[Row] = [
    members("GET", "/desk/items/"),
    members("POST", "/desk/items/", 302),
    members("GET", "/desk/items/?scope=mine&state=draft&profile=news&page=x"),
    members("GET", "/desk/urgent/"),
    members("GET", "/desk/items/{public}/"),
    inside("GET", "/desk/items/{draft}/", 200),
    members("GET", "/desk/items/999999/", 404),
    inside("POST", "/desk/items/{draft}/nonsense/", 404),
    inside("POST", "/desk/items/{draft}/withdraw/", 302),
    inside("GET", "/desk/items/{draft}/withdraw/", 405, outsider=405, trusted=405, secretary=405),
    row(
        "POST", "/desk/checks/", anonymous=302, colleague=302, editor=302, head=302, admin=302, otherwise=404
    ),
    row("GET", "/desk/checks/", anonymous=302, colleague=200, editor=200, head=200, admin=200, otherwise=404),
    writers("GET", "/desk/items/new/"),
    writers("POST", "/desk/items/suggest/", 400),
    writers("GET", "/desk/import/"),
    inside("GET", "/desk/items/{draft}/edit/", 200, observer=404),
    inside("GET", "/desk/items/{draft}/writing/?base=1", 200, observer=404),
    inside("GET", "/desk/items/{draft}/correct/", 404),
    writers("POST", "/desk/items/preview/", 422),
    row("POST", "/desk/uploads/picture/", anonymous=302, otherwise=404),
    row("POST", "/desk/uploads/nonsense/", anonymous=302, otherwise=404),
    row("GET", "/desk/moment/", anonymous=302, otherwise=422),
    row("GET", "/desk/files/999999/", anonymous=302, otherwise=404),
    row("POST", "/desk/drafts/k/", anonymous=302, otherwise=400),
    row("POST", "/desk/drafts/k/discard/", otherwise=302),
]
