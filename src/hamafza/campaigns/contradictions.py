"""Words of a text that say that something is finished, while its evidence status says that it is not yet."""

from __future__ import annotations

import re

from hamafza.campaigns.models import GridSlot
from hamafza.campaigns.words import EvidenceStatus

# The whole list, closed: a word is added with a test.
FINISHED = (
    "افتتاح شد", "گشایش یافت", "گشوده شد", "به بهره‌برداری رسید", "بهره‌برداری شد", "راه‌اندازی شد",
    "آغاز به کار کرد", "تکمیل شد", "تحویل داده شد",
    "opened", "inaugurated", "put into operation", "is operational", "went into service", "completed",
    "handed over",
)  # fmt: skip
NOT_YET = frozenset({EvidenceStatus.PLANNED, EvidenceStatus.UNDER_WAY})
GAPS = re.compile(r"[\s\u200c]+")
BETWEEN = r"[\s\u200c]*"
WORDS = "|".join(BETWEEN.join(re.escape(part) for part in GAPS.split(one)) for one in FINISHED)
PATTERN = re.compile(rf"(?<!\w)(?:{WORDS})(?!\w)", re.IGNORECASE)


def finished_words(text: str) -> list[str]:
    """The words of the list that stand in the text, each once, as they are written there."""
    return list(dict.fromkeys(found.group() for found in PATTERN.finditer(text)))


def contradictions(slot: GridSlot) -> list[str]:
    """What the headline and the lead of the item that fills the slot say against its evidence status."""
    if slot.evidence not in NOT_YET or slot.item is None or slot.item.published is None:
        return []
    version = slot.item.published
    return finished_words(f"{version.headline}\n{version.abstract}\n{version.body}")
