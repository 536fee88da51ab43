"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# {comparison} is the fund's: declared by its officer, seen by all who belong to the network.
WRITERS = ("officer", "colleague", "editor", "trusted", "head", "admin")
OWN = ("trusted", "admin")
ONE = "/desk/comparisons/{comparison}/"


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/comparisons/"),
    members("GET", "/desk/comparisons/?q=x&page=x"),
    members("POST", "/desk/comparisons/", 302),
    some(WRITERS, "GET", "/desk/comparisons/new/", 200),
    some(WRITERS, "POST", "/desk/comparisons/new/", 422),
    members("GET", ONE),
    members("GET", "/desk/comparisons/999999/", 404),
    some(OWN, "POST", f"{ONE}set/", 422),
    some(OWN, "POST", f"{ONE}count/", 302),
]
