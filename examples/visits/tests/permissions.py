"""Who gets what on every address of this room: role → status of a bare request."""

from hamafza.network.tests.permissions import Row, members, row

# {visit} is the province's, announced by its officer.
WRITERS = ("officer", "colleague", "editor", "trusted", "head", "admin")
SEE = ("observer", "officer", "colleague", "editor", "head", "admin")
IN = ("outsider", "observer", "officer", "colleague", "editor", "trusted", "secretary", "head", "admin")


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


def api(roles: tuple[str, ...], method: str, path: str, status: int, otherwise: int = 404) -> Row:
    return row(method, f"/api/v1{path}", anonymous=401, **dict.fromkeys(roles, status), otherwise=otherwise)


ROWS: list[Row] = [
    members("GET", "/desk/visits/"),
    members("POST", "/desk/visits/", 302),
    some(WRITERS, "GET", "/desk/visits/new/", 200),
    some(WRITERS, "POST", "/desk/visits/new/", 422),
    some(SEE, "GET", "/desk/visits/{visit}/", 200),
    some(SEE, "POST", "/desk/visits/{visit}/nonsense/", 404),
    some(SEE, "POST", "/desk/visits/{visit}/call-off/", 302),
    api(IN, "GET", "/visits", 200),
    api(IN, "POST", "/visits", 422),
    api(SEE, "GET", "/visits/{visit}", 200),
    api(IN, "POST", "/visits/{visit}/step", 422),
]
