"""The answer of verification as programs read it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from hamafza.lib.reuse.differences import Change
from hamafza.verify.answers import OriginalSource, VerifyAnswer


def answer_json(answer: VerifyAnswer, text: str) -> dict[str, Any]:
    """Offsets count Unicode characters of the pasted and of the official text."""
    return {
        "verdict": answer.verdict.value,
        "says": str(answer.says),
        "share": answer.percent / 100 if answer.share < 1 else 1.0,
        "cut": answer.cut,
        "patched": answer.patched,
        "complete": answer.complete,
        "official": [{"start": start, "end": end, "text": text[start:end]} for start, end in answer.official],
        "foreign": [
            {"start": one.start, "end": one.end, "text": text[one.start : one.end], "kinds": list(one.kinds)}
            for one in answer.foreign
        ],
        "furniture": [
            {"start": start, "end": end, "text": text[start:end]} for start, end in answer.furniture
        ],
        "accounts": [{"start": start, "end": end, "text": text[start:end]} for start, end in answer.accounts],
        "sources": [source_json(source) for source in answer.sources],
        "related": [item_json(source) for source in answer.related],
    }


def item_json(source: OriginalSource) -> dict[str, Any]:
    item = source.item
    return {
        "code": item.code,
        "url": f"{settings.BASE_URL}/news/{item.code}/",
        "headline": source.version.headline,
        "unit": {"code": item.unit.code, "name": str(item.unit)},
    }


def source_json(source: OriginalSource) -> dict[str, Any]:
    item = source.item
    return {
        **item_json(source),
        "version": source.version.number,
        "since": source.since,
        "standing": source.standing.value,
        "withdrawal": item.withdrawal,
        "share": round(source.share, 4),
        "quoted": round(source.quoted, 4),
        "passages": [
            {
                "start": one.start,
                "end": one.end,
                "official_start": one.official_start,
                "official_end": one.official_end,
                "official_text": source.text[one.official_start : one.official_end],
            }
            for one in source.stretches
        ],
        "changes": [change_json(change) for change in source.changes],
        "doubts": [change_json(change) for change in source.doubts],
        "differences": [change_json(change) for change in source.differences],
    }


def change_json(change: Change) -> dict[str, Any]:
    return {
        "op": change.op,
        "kinds": list(change.kinds),
        "before": change.before,
        "after": change.after,
        "start": change.b_start,
        "end": change.b_end,
        "official_start": change.a_start,
        "official_end": change.a_end,
    }
