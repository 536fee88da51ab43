"""How points that are heard, turns and motions are moved: who has which role, and what others hear.

Of these moves no history is kept beside the ledger: begin and end stand in the rows.
"""

from __future__ import annotations

from typing import Any

from hamafza.council.models import Hearing
from hamafza.flow.transitions import Moves, Taken
from hamafza.minutes import events
from hamafza.minutes.access import Seated
from hamafza.minutes.events import HearingFacts, MotionFacts, TurnFacts, happened
from hamafza.minutes.models import Motion, Turn
from hamafza.minutes.states import HEARING, MOTION, OWN, TURN
from hamafza.network.access import Standing
from hamafza.wire.facts import Happened

OF_HEARING = ("session__series__unit", "point__series")


class HearingMoves(Moves[Hearing]):
    flow, related = HEARING, OF_HEARING

    def roles(self, actor: Standing, row: Hearing) -> frozenset[str]:
        return Seated(actor, row.session).flow_roles

    def record(self, taken: Taken[Hearing]) -> None: ...

    def event(self, taken: Taken[Hearing]) -> Happened:
        row = taken.row
        said: dict[str, Any] = {"hearing": row.pk, "point": row.point_id, "minutes": row.minutes}
        facts = HearingFacts(**events.about(row.session, taken.by), **said)
        return happened(taken.step.event, row.session, facts, row)


class TurnMoves(Moves[Turn]):
    flow, related = TURN, ("session__series__unit", "person")

    def roles(self, actor: Standing, row: Turn) -> frozenset[str]:
        own = frozenset({OWN}) if row.person_id == actor.person.pk else frozenset()
        return Seated(actor, row.session).flow_roles | own

    def record(self, taken: Taken[Turn]) -> None: ...

    def event(self, taken: Taken[Turn]) -> Happened:
        row = taken.row
        facts = TurnFacts(
            **events.about(row.session, taken.by), turn=row.pk, person=row.person_id, state=taken.after
        )
        return happened(taken.step.event, row.session, facts, row.hearing)


class MotionMoves(Moves[Motion]):
    flow, related = MOTION, ("session__series__unit", "hearing__point__series")

    def roles(self, actor: Standing, row: Motion) -> frozenset[str]:
        return Seated(actor, row.session).flow_roles

    def record(self, taken: Taken[Motion]) -> None: ...

    def event(self, taken: Taken[Motion]) -> Happened:
        row = taken.row
        facts = MotionFacts(**events.about(row.session, taken.by), motion=row.pk, hearing=row.hearing_id)
        return happened(taken.step.event, row.session, facts, row.hearing)


HEARINGS, TURNS, MOTIONS = HearingMoves(), TurnMoves(), MotionMoves()
