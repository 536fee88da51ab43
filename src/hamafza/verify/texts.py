"""An official text as it is compared: what readers saw of a version, as plain letters."""

from __future__ import annotations

from hamafza.lib.reuse.fingerprints import fingerprints
from hamafza.lib.reuse.letters import Letters, letters
from hamafza.newsroom.content import words
from hamafza.newsroom.models import Version
from hamafza.verify.postings import Row

FIELDS = ("kicker", "headline", "abstract", "body")


def official_text(version: Version) -> str:
    """Kicker, headline, lead and body, one paragraph a line."""
    return "\n".join(filter(None, (words(version, name) for name in FIELDS)))


def official_letters(version: Version) -> Letters:
    return letters(official_text(version))


def rows_of(shown: int, version: Version) -> list[Row]:
    """The postings of a shown version, each fingerprint once."""
    first: dict[int, int] = {}
    for number, place in fingerprints(official_letters(version).folded):
        first.setdefault(number, place)
    return [(number, shown, place) for number, place in first.items()]
