"""The twelve states of an incident as the seven steps that people speak of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hamafza.response import states

STAGES: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (pgettext_lazy("stage", "Report"), (states.REPORTED,)),
    (pgettext_lazy("stage", "Assessment"), (states.TRIAGED,)),
    (pgettext_lazy("stage", "Answering unit"), (states.CLAIMED, states.HOLDING)),
    (pgettext_lazy("stage", "Facts"), (states.VERIFYING,)),
    (pgettext_lazy("stage", "Response"), (states.READY, states.CLEARED)),
    (pgettext_lazy("stage", "Publication"), (states.PUBLISHED, states.AMPLIFYING)),
    (pgettext_lazy("stage", "Follow-up"), (states.MONITORING, states.CLOSED, states.REVIEWED)),
)


@dataclass(frozen=True)
class Stage:
    name: Promise
    is_done: bool
    is_current: bool


def stages(state: str) -> list[Stage]:
    """Nothing for an incident that left the path: merged or rejected."""
    at = next((number for number, (_name, own) in enumerate(STAGES) if state in own), None)
    if at is None:
        return []
    return [Stage(name, number < at, number == at) for number, (name, _own) in enumerate(STAGES)]
