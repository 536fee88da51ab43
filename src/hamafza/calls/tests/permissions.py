"""Who gets what on every address of this room at the desk: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# The centre asks the province: its own people, the province's, and those who stand above the province.
SEE = ("observer", "officer", "colleague", "editor", "secretary", "head", "admin")
ASKERS = ("officer", "colleague", "editor", "trusted", "secretary", "head", "admin")
WRITERS = ("officer", "colleague", "editor", "trusted", "head")


def seen(method: str, path: str, status: int, **said: int) -> Row:
    return row(method, path, **{"anonymous": 302, **dict.fromkeys(SEE, status), **said}, otherwise=404)


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


# {call} is the centre's to the province, {answer} the province's; {other} an answer to another call.
ROWS: list[Row] = [
    members("GET", "/desk/calls/"),
    members("GET", "/desk/calls/?over=1&page=x"),
    members("GET", "/desk/calls/asked/"),
    members("POST", "/desk/calls/", 302),
    members("POST", "/desk/calls/asked/", 302),
    members("GET", "/desk/calls/rules/"),
    some(("admin",), "POST", "/desk/calls/rules/", 422),
    some(ASKERS, "GET", "/desk/calls/new/", 200),
    some(ASKERS, "POST", "/desk/calls/new/", 422),
    some(ASKERS, "POST", "/desk/calls/preview/", 200),
    some(WRITERS, "GET", "/desk/calls/hand-over/", 200),
    some(WRITERS, "POST", "/desk/calls/hand-over/", 404),
    seen("GET", "/desk/calls/{call}/", 200),
    some(("secretary", "head", "admin"), "POST", "/desk/calls/{call}/", 302),
    members("GET", "/desk/calls/999999/", 404),
    seen("GET", "/desk/calls/{call}/part/head/", 200),
    seen("GET", "/desk/calls/{call}/part/mine/", 200),
    seen("GET", "/desk/calls/{call}/part/follow/", 200),
    seen("GET", "/desk/calls/{call}/part/who/", 200),
    seen("GET", "/desk/calls/{call}/part/nonsense/", 404),
    some(("secretary", "head", "admin"), "GET", "/desk/calls/{call}/part/board/", 200),
    seen("POST", "/desk/calls/{call}/nonsense/", 404),
    seen("POST", "/desk/calls/{call}/remind/", 302),
    seen("GET", "/desk/calls/{call}/remind/", 405, outsider=405, trusted=405),
    seen("POST", "/desk/calls/{call}/answers/{answer}/accept/", 302),
    seen("POST", "/desk/calls/{call}/answers/{answer}/nonsense/", 404),
    members("POST", "/desk/calls/{call}/answers/{other}/accept/", 404),
    seen("GET", "/desk/calls/{call}/answers/{answer}/file/", 404),
]
