"""Who gets what on every address of this room: role → status of a bare request."""

from hamafza.network.tests.permissions import Row, members, row

# {problem} is the province's, reported by its officer; {unit} is the province, {other} the fund.
WRITERS = ("officer", "colleague", "editor", "trusted", "head", "admin")


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/problems/"),
    members("POST", "/desk/problems/", 302),
    some(WRITERS, "GET", "/desk/problems/new/", 200),
    some(WRITERS, "POST", "/desk/problems/new/", 422),
    some(WRITERS, "POST", "/desk/problems/alike/", 200),
    members("GET", "/desk/problems/{problem}/"),
    members("POST", "/desk/problems/{problem}/nonsense/", 404),
    members("POST", "/desk/problems/{problem}/take-up/", 302),
    members("POST", "/desk/problems/{problem}/join/{other}/", 302),
    members("POST", "/desk/problems/{problem}/tell/{unit}/", 422),
    members("POST", "/desk/problems/{problem}/tell/0/", 404),
]
