"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# {campaign} is the centre's, its grid open; {day} its first day; {slot} is open.
PROPOSERS = ("head", "secretary", "admin")
RUNS = ("head", "admin")  # the head proposed it
ADDS = ("officer", "colleague", "editor", "trusted", "head", "admin")


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/campaigns/"),
    some(PROPOSERS, "GET", "/desk/campaigns/new/", 200),
    some(PROPOSERS, "POST", "/desk/campaigns/new/", 422),
    members("GET", "/desk/campaigns/{campaign}/"),
    members("GET", "/desk/campaigns/999999/", 404),
    members("GET", "/desk/campaigns/{campaign}/board/"),
    members("GET", "/desk/campaigns/999999/board/", 404),
    members("GET", "/desk/campaigns/{campaign}/days/{day}/"),
    members("GET", "/desk/campaigns/{campaign}/days/999999/", 404),
    some(ADDS, "GET", "/desk/campaigns/{campaign}/slots/new/", 200),
    some(ADDS, "POST", "/desk/campaigns/{campaign}/slots/new/", 422),
    some(RUNS, "POST", "/desk/campaigns/{campaign}/do/call-off/", 422),
    members("POST", "/desk/campaigns/{campaign}/do/nonsense/", 404),
    members("GET", "/desk/campaigns/slots/"),
    members("GET", "/desk/campaigns/slots/{slot}/"),
    members("GET", "/desk/campaigns/slots/999999/", 404),
    members("POST", "/desk/campaigns/slots/{slot}/do/drop/", 422),
    members("POST", "/desk/campaigns/slots/{slot}/do/nonsense/", 404),
]
