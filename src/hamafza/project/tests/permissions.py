"""Who gets what on the installation's own addresses, and on the wire's."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, administrators, anyone_in, members, row

# On this machine the metrics are open; from elsewhere they are an administrator's.
ROWS: list[Row] = [
    row("GET", "/healthz", otherwise=200),
    row("POST", "/healthz", otherwise=405),
    row("GET", "/metrics", otherwise=200),
    row("GET", "/desk/health/", admin=200, otherwise=404),
    row("GET", "/desk/health/parked/", otherwise=405),
    row("POST", "/desk/health/parked/", admin=302, otherwise=404),
    row("GET", "/desk/health/set-aside/", otherwise=405),
    row("POST", "/desk/health/set-aside/", otherwise=404),
    anyone_in("GET", "/desk/"),
    anyone_in("GET", "/desk/now/latest/"),
    anyone_in("GET", "/desk/now/nothing/", 404),
    row("GET", "/desk/style/", anonymous=302, admin=200, otherwise=404),
    anyone_in("GET", "/desk/places/network/"),
    members("GET", "/desk/places/together/"),
    members("GET", "/desk/places/results/"),
    administrators("GET", "/desk/record/"),
    administrators("GET", "/desk/record/trail.csv"),
    administrators("POST", "/desk/record/erase", 422),
    row("GET", "/api/", otherwise=200),
    row("GET", "/api/v1/openapi.json", otherwise=200),
]
FROM_ELSEWHERE: list[Row] = [row("GET", "/metrics", admin=200, otherwise=404)]
