"""Who gets what on every address of this room: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, members, row

ROWS: list[Row] = [
    members("POST", "/desk/similar/"),
    row("GET", "/desk/similar/", anonymous=302, otherwise=405),
]
