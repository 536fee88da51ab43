"""Who gets what on the addresses of the installation's health: role → status of a bare request."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, row

ROWS: list[Row] = [
    row("GET", "/healthz", otherwise=200),
    row("GET", "/metrics", admin=200, otherwise=404),
    row("GET", "/desk/health/", admin=200, otherwise=404),
    row("GET", "/desk/health/parked/", otherwise=405),
    row("POST", "/desk/health/parked/", admin=302, otherwise=404),
    row("GET", "/desk/health/set-aside/", otherwise=405),
    row("POST", "/desk/health/set-aside/", otherwise=404),
]
