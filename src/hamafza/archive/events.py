"""What happens to saved searches, as other rooms hear it. Heard by the search's owner only.

Payload: `search` (id), `query`; of a match also `item` (id) and `code` (news code).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hamafza.wire.actions import Announcement


@dataclass(frozen=True, kw_only=True)
class SearchSaved(Announcement):
    kind: ClassVar[str] = "archive.search.saved"


@dataclass(frozen=True, kw_only=True)
class SearchDropped(Announcement):
    kind: ClassVar[str] = "archive.search.dropped"


@dataclass(frozen=True, kw_only=True)
class SearchMatched(Announcement):
    """A newly published item is found by a saved search; said once for each."""

    kind: ClassVar[str] = "archive.search.matched"
