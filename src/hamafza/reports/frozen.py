"""A report as it is handed in: numbers, the rows behind them and words, as plain values with a hash."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.utils import translation

from hamafza.network.models import Unit
from hamafza.reports.lines import Number, Period, all_lines, count_lines, source_of

ROWS_KEPT = 100  # for each number; the others are counted
LANGUAGES = ("fa", "en")


def content_of(unit: Unit, period: Period, words: dict[str, str]) -> dict[str, Any]:
    """All that the version says; the names of its lines too, in both languages, since they may change later."""
    counted = count_lines(unit, period)
    return {
        "unit": unit.code,
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "labels": labels(),
        "numbers": counted,
        "rows": {key: rows(unit, period, key) for key, number in counted.items() if number},
        "words": {group: text for group, text in sorted(words.items()) if text},
    }


def labels() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for key, line in all_lines().items():
                found.setdefault(key, {})[language] = str(line.label)
    return found


def rows(unit: Unit, period: Period, key: str) -> list[list[str]]:
    source = source_of(key)
    found = source.rows(unit, period, key, ROWS_KEPT) if source else ()
    return [[row.title, row.url, moment(row.at)] for row in found]


def moment(at: datetime | date | None) -> str:
    return at.isoformat() if at else ""


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content as JSON with sorted keys and no spaces."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two versions would say the same."""
    return all(one.get(name) == other.get(name) for name in ("numbers", "rows", "words"))


def value(content: dict[str, Any], key: str) -> Number:
    found: Number = content["numbers"].get(key)
    return found
