"""Who gets what on every address of this room: role → status of a bare request."""

from hamafza.network.tests.permissions import Row, members, row

# {decision} is of the open council, owed by the province; {secret} of a confidential point, owed by the province.
# In the council sit: the head (chair), the secretary, the province (officer and colleague), the editor (observer).
SEATED = ("officer", "colleague", "editor", "secretary", "head")


def some(roles: tuple[str, ...], method: str, path: str, status: int) -> Row:
    return row(method, path, anonymous=302, **dict.fromkeys(roles, status), otherwise=404)


ROWS: list[Row] = [
    members("GET", "/desk/decisions/"),
    members("POST", "/desk/decisions/", 302),
    some(("secretary", "head", "admin"), "GET", "/desk/decisions/new/{session}/", 200),
    some(("secretary", "head", "admin"), "POST", "/desk/decisions/new/{session}/", 422),
    members("GET", "/desk/decisions/{decision}/"),
    members("POST", "/desk/decisions/{decision}/block/", 302),
    members("POST", "/desk/decisions/{decision}/nonsense/", 404),
    members("POST", "/desk/decisions/{decision}/postpone/", 422),
    members("POST", "/desk/decisions/{decision}/supersede/", 422),
    some(SEATED, "GET", "/desk/decisions/{secret}/", 200),
    some(SEATED, "POST", "/desk/decisions/{secret}/block/", 302),
    some(SEATED, "POST", "/desk/decisions/{secret}/postpone/", 422),
    some(SEATED, "POST", "/desk/decisions/{secret}/supersede/", 422),
]
