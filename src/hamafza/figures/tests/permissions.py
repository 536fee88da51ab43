"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# `training` is the fund's, measured and signed by itself; its officer entered a value. The head of the centre checks it.
WRITERS = ("officer", "colleague", "editor", "trusted", "head", "admin")
OWN = ("trusted", "admin")
SIGN = ("head", "admin")
ONE = "/desk/figures/training/"


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/figures/"),
    members("GET", "/desk/figures/?q=x&page=x"),
    members("POST", "/desk/figures/", 302),
    members("GET", "/desk/figures/checks/"),
    members("POST", "/desk/figures/checks/", 302),
    some(WRITERS, "GET", "/desk/figures/new/", 200),
    some(WRITERS, "POST", "/desk/figures/new/", 422),
    members("GET", ONE),
    members("GET", "/desk/figures/nonsense/", 404),
    some(OWN, "GET", f"{ONE}edit/", 200),
    some(OWN, "POST", f"{ONE}edit/", 422),
    some(SIGN, "POST", f"{ONE}lock/", 422),
    some(OWN, "POST", f"{ONE}break/", 422),
    members("POST", f"{ONE}show/", 302),
    some(OWN, "GET", f"{ONE}ask/", 200),
    some(OWN, "POST", f"{ONE}ask/", 422),
    members("GET", "/desk/figures/calls/0/", 404),
    some(OWN, "GET", f"{ONE}enter/", 200),
    some(OWN, "POST", f"{ONE}enter/", 422),
    some(OWN, "GET", f"{ONE}column/trusted/", 200),
    members("GET", f"{ONE}column/province/", 404),
    some(OWN, "GET", f"{ONE}sheet.xlsx", 200),
    some(OWN, "GET", f"{ONE}sheet/", 200),
    some(OWN, "POST", f"{ONE}sheet/", 422),
]
