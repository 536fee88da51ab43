"""What events mean to people: each room says it in its `notices.py`.

CHECKS = group("checks", _("Checks"), mail=Rhythm.NOW)

@notice("newsroom.item.submitted", group="checks")
def submitted(event: Event) -> Iterable[Message]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.utils.functional import Promise, lazy
from django.utils.module_loading import autodiscover_modules
from django_stubs_ext import StrPromise

from hamafza.lib.text.bidi import isolate_name
from hamafza.network.access import Standing
from hamafza.network.models import Role
from hamafza.notices.models import Notice, NoticeUrgency, Rhythm
from hamafza.pages.templatetags.hamafza import digits
from hamafza.wire.models import Event


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is said, and to whom.

    `title` is lazy where it is translated: it is said in both languages (`worded` for one with
    parts). `url` is a path of this installation. `people` are ids; `units` are ids too, of which those
    with one of `roles` are told. Who did it is never told. Of an `exercise` nothing is sent out.
    """

    title: str | Promise
    url: str
    people: Iterable[int] = ()
    units: Iterable[int] = ()
    roles: Iterable[Role] = tuple(Role)
    urgency: NoticeUrgency = NoticeUrgency.NORMAL
    subject: str = ""  # the event's own by default
    group: str = ""  # the kind's own by default
    exercise: bool = False


def worded(words: str | Promise, **parts: object) -> StrPromise:
    """A title with parts, each isolated: an English headline in a Persian title keeps its own direction.

    Numbers get the digits of the reader's language.
    """
    return cast(StrPromise, _worded(words, parts))


def _filled(words: str | Promise, parts: dict[str, object]) -> str:
    return str(words).format(**{name: isolate_name(shown(part)) for name, part in parts.items()})


def shown(part: object) -> str:
    """A number has the digits of the reader's language."""
    return digits(part) if isinstance(part, int) else str(part)


_worded = lazy(_filled, str)


@dataclass(frozen=True)
class NoticeGroup:
    """Kinds that a person chooses for together, and what holds until they do."""

    code: str
    label: str | Promise
    push: bool
    mail: Rhythm


@dataclass(frozen=True)
class Tap:
    """A button on the notification itself: what stands on it, and what one tap on it does.

    `do` returns what is said then. It may raise a `Refused`, or Http404 when there is nothing to do.
    """

    label: str | Promise
    do: Callable[[Standing, Notice], str]


Meaning = Callable[[Event], Iterable[Message]]


@dataclass(frozen=True)
class Enclosure:
    """A text file that goes with a letter; `parameters` are those of its type, such as the method of a calendar."""

    name: str
    media_type: str
    content: str
    parameters: tuple[tuple[str, str], ...] = ()


Encloses = Callable[[Notice], Enclosure | None]


@dataclass(frozen=True)
class NoticeKind:
    group: str
    meaning: Meaning
    tap: Tap | None = None
    encloses: Encloses | None = None


groups: dict[str, NoticeGroup] = {}
kinds: dict[str, NoticeKind] = {}


def group(code: str, label: str | Promise, *, push: bool = True, mail: Rhythm = Rhythm.DAILY) -> NoticeGroup:
    """Declare a group; `code` (30 letters at most) never changes, since people's choices are kept by it."""
    groups[code] = NoticeGroup(code, label, push, mail)
    return groups[code]


def notice(
    *named: str, group: str, tap: Tap | None = None, encloses: Encloses | None = None
) -> Callable[[Meaning], Meaning]:
    """Say what events of these kinds mean. The function reads only, and may be called again.

    `encloses` gives the file for a letter, as things stand when it is written; nothing if it gives None.
    """

    def register(meaning: Meaning) -> Meaning:
        for kind in named:
            if kind in kinds and kinds[kind].meaning is not meaning:
                raise ValueError(f"Two rooms say what {kind} means.")
            kinds[kind] = NoticeKind(group, meaning, tap, encloses)
        return meaning

    return register


def tap_of(notice: Notice) -> Tap | None:
    """The button of the notice's kind, if it has one."""
    discover()
    kind = kinds.get(notice.kind)
    return kind.tap if kind else None


def enclosure_of(notice: Notice) -> Enclosure | None:
    """The file that goes with a letter about this notice."""
    discover()
    kind = kinds.get(notice.kind)
    return kind.encloses(notice) if kind and kind.encloses else None


@cache
def discover() -> None:
    """Load the `notices` of every room; once, since looking for them costs milliseconds."""
    autodiscover_modules("notices")
