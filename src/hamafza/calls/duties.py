"""What is owed: rooms above lay it on units, and follow what the units say to it.

A room says in its `room.py` what its calls are about (`Duty`). In the transaction of an answer it hears of the step,
before anybody else does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from hamafza.calls.models import Answer, Call
from hamafza.pages import rooms

if TYPE_CHECKING:
    from hamafza.flow.transitions import Taken


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Calls about this `subject` are owed. `name` is what people call it, `address` its page, by the subject's id.

    `moved` is told of each step of an answer, while the call and the answer are locked.
    """

    subject: str
    name: str | Promise
    address: Callable[[str], str]
    moved: Callable[[Taken[Answer]], object]


@dataclass(frozen=True)
class Shown:
    """What the page of an owed call says of it."""

    name: str | Promise
    address: str


def known(subject: str) -> Duty:
    """The duty of this subject. `ValueError`: no room lays such a thing on anybody."""
    found = next((one for one in rooms.brought(Duty) if one.subject == subject), None)
    if found is None:
        raise ValueError(f"No room says what is owed with the subject “{subject}”.")
    return found


def follow(taken: Taken[Answer]) -> None:
    if taken.row.call.owed:
        known(taken.row.call.subject_kind).moved(taken)


def shown(call: Call) -> Shown | None:
    if not call.owed:
        return None
    duty = known(call.subject_kind)
    return Shown(duty.name, duty.address(call.subject_id))
