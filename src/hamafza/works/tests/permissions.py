"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# {work} is the province's, entered by its officer; {piece} its file; {item} the province's, published.
WRITERS = ("officer", "colleague", "editor", "trusted", "head", "admin")
OWN = ("officer", "colleague", "admin")
SEE = ("observer", "officer", "colleague", "editor", "head", "admin")


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/works/"),
    members("GET", "/desk/works/?state=overdue&since=nonsense&page=x"),
    members("POST", "/desk/works/", 302),
    some(WRITERS, "GET", "/desk/works/new/", 200),
    some(WRITERS, "POST", "/desk/works/new/", 422),
    members("POST", "/desk/works/show/", 404),
    some(SEE, "GET", "/desk/works/{work}/", 200),
    members("GET", "/desk/works/999999/", 404),
    some(OWN, "GET", "/desk/works/{work}/edit/", 200),
    some(OWN, "POST", "/desk/works/{work}/edit/", 422),
    some(SEE, "POST", "/desk/works/{work}/draft/", 302),
    some(SEE, "GET", "/desk/works/{work}/evidence/{piece}/", 200),
    some(SEE, "POST", "/desk/works/{work}/evidence/{piece}/", 302),
    some(SEE, "GET", "/desk/works/{work}/evidence/999999/", 404),
    some(OWN, "POST", "/desk/works/{work}/do/stop/", 422),
    some(OWN, "POST", "/desk/works/{work}/do/promise/", 422),
    some(SEE, "POST", "/desk/works/{work}/do/nonsense/", 404),
    members("POST", "/desk/works/by-item/{item}/", 404),
]
