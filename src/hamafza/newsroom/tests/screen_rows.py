"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# {draft} and {waiting} are the province's, by its officer; {shown} is the fund's, published.
INSIDE = {"observer": 200, "officer": 200, "colleague": 200, "editor": 200, "head": 200, "admin": 200}
ROWS: list[Row] = [
    members("GET", "/desk/items/"),
    members("GET", "/desk/items/?scope=network"),
    members("GET", "/desk/urgent/"),
    row(
        "GET",
        "/desk/checks/",
        anonymous=302,
        colleague=200,
        editor=200,
        head=200,
        admin=200,
        otherwise=404,
    ),
    row("GET", "/desk/items/{draft}/", anonymous=302, **INSIDE, otherwise=404),
    row("GET", "/desk/items/{waiting}/", anonymous=302, **INSIDE, otherwise=404),
    members("GET", "/desk/items/{shown}/"),
    row("GET", "/desk/items/999999/", anonymous=302, otherwise=404),
    members("POST", "/desk/items/{shown}/no-such-button/", 404),
    row("GET", "/desk/items/{shown}/publish/", anonymous=302, otherwise=405),
    # Refusals of the buttons are said in a message on the item's page: see test_screens.
    *(
        row(
            "POST",
            f"/desk/items/{{draft}}/{button}/",
            anonymous=302,
            **dict.fromkeys(INSIDE, 302),
            otherwise=404,
        )
        for button in ("return", "check", "withdraw", "feature")
    ),
]
