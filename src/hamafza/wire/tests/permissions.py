"""Who gets what on the wire's own addresses."""

from __future__ import annotations

from hamafza.network.tests.permissions import Row, row

ROWS: list[Row] = [row("GET", "/live/ticket", anonymous=404, otherwise=200)]
