"""Like notices are one line: those of one kind about one thing on one day, the newest on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from hamafza.notices.models import Notice

LEAST = 3  # so many are bundled; two stand as they are


@dataclass(frozen=True)
class NoticeBundle:
    """The newest of some like notices, and the others."""

    newest: Notice
    others: list[Notice] = field(default_factory=list)

    @property
    def number(self) -> int:
        return 1 + len(self.others)

    @property
    def oldest(self) -> Notice:
        return self.others[-1]

    @property
    def unseen(self) -> str:
        """Whose keys are seen with this line."""
        return " ".join(str(one.pk) for one in (self.newest, *self.others) if not one.seen)


def bundled(notices: Iterable[Notice]) -> Iterator[NoticeBundle]:
    alike: dict[object, list[Notice]] = {}
    for one in notices:
        day, subject = timezone.localtime(one.made).date(), one.subject or str(one.pk)
        alike.setdefault((one.kind, subject, one.unit_id, day, one.seen is None), []).append(one)
    for found in alike.values():
        if len(found) >= LEAST:
            yield NoticeBundle(found[0], found[1:])
        else:
            yield from map(NoticeBundle, found)
