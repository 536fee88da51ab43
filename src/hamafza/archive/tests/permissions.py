"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

# {saved} is a search that the officer keeps.
ROWS: list[Row] = [
    members("GET", "/desk/search/"),
    members("GET", "/desk/search/?q=x&after=nonsense"),
    members("GET", "/desk/search/saved/"),
    members("POST", "/desk/search/save/", 302),
    row("POST", "/desk/search/saved/{saved}/drop/", anonymous=302, officer=302, otherwise=404),
    members("POST", "/desk/search/saved/999999/drop/", 404),
    row("GET", "/desk/search/save/", anonymous=302, otherwise=405),
]
