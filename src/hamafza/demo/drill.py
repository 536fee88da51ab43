"""A drill: a false claim, from the first report to the lessons, through the desk's own pages.

Every line of the timeline is what the incident itself wrote down. In it `✓` is a clock that was kept, `⌛` one that
ran out, and `✗` a refusal: each of them is asked for, and must come for its own reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.calls.models import Answer
from hamafza.demo import drill_texts as texts
from hamafza.demo.drill_lines import told_of
from hamafza.demo.drill_rules import LEVELS, RULES
from hamafza.demo.staging import Failed, StagedPlay
from hamafza.network.models import Person
from hamafza.response import clocks, states
from hamafza.response.models import Clock, Evidence, Help, Incident, IncidentStep
from hamafza.response.words import IncidentRole
from hamafza.wire.consumers import known
from hamafza.wire.models import Event

ASKED = 4  # of the crowd are asked for help; those after them get the roles of the room
LEAST = ASKED + len(states.ASSIGNABLE) - 1  # the clearer is none of the crowd
DAY = 24 * 60  # minutes
NEW = "/desk/incidents/new/"


@dataclass(frozen=True)
class Cast:
    """User names. The clearers are the owner's editor and one who stands above; `crowd` are of other units."""

    duty: str
    reporter: str
    second: str
    writer: str
    clearer: str
    above: str
    owner: str  # code of the owner's unit
    crowd: tuple[tuple[str, str], ...]  # (user name, unit code); at least `LEAST`

    @property
    def players(self) -> dict[str, tuple[str, str]]:
        """Who of the crowd gets which role: all but the clearer's, whose check must count for the owner."""
        roles = (role for role in states.ASSIGNABLE if role != states.CLEARER)
        return dict(zip(roles, self.crowd[ASKED:], strict=False))

    def plays(self, role: str) -> str:
        return self.players[role][0]


def follow() -> None:
    """What the worker would do: this room's followers of the ledger, once; doing it twice changes nothing."""
    for event in Event.objects.filter(kind__startswith="calls.answer.").order_by("-pk")[:1]:
        for name, one in known().items():
            if name.startswith("response.") and one.wants(event.kind):
                one.handle(event)


@dataclass
class Drill(StagedPlay):
    """Plays the parts of all."""

    rules = RULES

    cast: Cast
    settle: Callable[[], None] = field(default=follow, kw_only=True)
    exercise: bool = field(default=True, kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.last = newest(IncidentStep)
        self.before = newest(Incident)

    def report(self) -> None:
        """What was written down in the drill's own incidents since the last line."""
        own = IncidentStep.objects.filter(pk__gt=self.last, incident__gt=self.before)
        for step in own.select_related("by", "incident"):
            self.line(step.by.username if step.by else "⏱", f"#{step.incident_id} {told_of(step)}")
            self.last = step.pk

    def late(self, incident: Incident, minutes: int) -> None:
        """Minutes pass for this incident, and the clock looks at it."""
        passed = timedelta(minutes=minutes)
        running = Clock.objects.filter(incident=incident, stopped=None)
        running.update(started=F("started") - passed, due=F("due") - passed)
        running.filter(next_due__isnull=False).update(next_due=F("next_due") - passed)
        clocks.run(timezone.now())
        self.report()
        self.pause()

    # The story

    def run(self) -> Incident:
        incident = self.reported()
        self.owned(incident)
        self.staffed(incident)
        self.evidenced(incident)
        self.helped(incident)
        self.answered(incident)
        self.carried(incident)
        self.learnt(incident)
        self.repeated(incident)
        self.hurried()
        self.admitted()
        self.let_be()
        incident.refresh_from_db()
        return incident

    def claim_of(self, name: str, claim: str, where: str = texts.WHERE) -> dict[str, Any]:
        unit = Person.objects.get(username=name).memberships.select_related("unit").earliest("pk").unit
        data = {"claim": claim, "where": where, "unit": unit.code, "touches": [self.cast.owner]}
        return data | ({"exercise": "on"} if self.exercise else {})

    def send_report(self, name: str, claim: str) -> Incident:
        place = self.post(name, NEW, self.claim_of(name, claim))
        return Incident.objects.get(pk=int(place.rstrip("/").rsplit("/", 1)[-1]))

    def at(self, incident: Incident, path: str = "") -> str:
        return f"/desk/incidents/{incident.pk}/{path}"

    def reported(self) -> Incident:
        """Reported twice and once for nothing: acknowledged, merged, rejected, weighed."""
        cast = self.cast
        self.refuse("placeless", cast.reporter, NEW, self.claim_of(cast.reporter, texts.CLAIM, where=""))
        incident = self.send_report(cast.reporter, texts.CLAIM)
        self.hide("stranger-looks", cast.crowd[0][0], self.at(incident))
        self.refuse("stranger-acts", cast.crowd[0][0], self.at(incident, "claim/"))
        self.post(cast.duty, self.at(incident, "acknowledge/"))
        again = self.send_report(cast.second, texts.CLAIM_AGAIN)
        if incident.claim[:40] not in self.look(cast.duty, self.at(again)):
            raise Failed("the same claim was not found")
        self.refuse("kinds-merged", cast.duty, self.at(again, "form/merge/"), {"into": self.other_kind().pk})
        self.post(cast.duty, self.at(again, "form/merge/"), {"into": incident.pk})
        self.refuse("merged", cast.duty, self.at(again, "acknowledge/"))
        self.idle()
        self.refuse("unweighed", cast.writer, self.at(incident, "publish/"))
        weighed = {"severity": 4, "kind": "false", "touches": [cast.owner, *self.touched()]}
        self.post(cast.duty, self.at(incident, "form/triage/"), weighed)
        return incident

    def touched(self) -> list[str]:
        """Units whose facts it concerns too; their people get the roles."""
        return [code for _name, code in self.cast.players.values()]

    def other_kind(self) -> Incident:
        """Something real that burns where this is an exercise, and the other way round."""
        others = Incident.objects.filter(exercise=not self.exercise, state__in=states.BURNING)
        found = others.order_by("pk").first()
        if found is None:
            raise Failed("there is nothing of the other kind that it could be mixed up with")
        return found

    def idle(self) -> None:
        """Nobody reads it in time, until all who could have heard of it. It is rejected and stays so."""
        cast = self.cast
        incident = self.send_report(cast.second, texts.NOTHING)
        for _level in LEVELS:
            self.late(incident, 31)
        self.post(cast.duty, self.at(incident, "form/reject/"), {"reason": texts.REJECTED})
        self.refuse("rejected", cast.duty, self.at(incident, "form/reopen/"), {"reason": texts.REOPENED})

    def owned(self, incident: Incident) -> None:
        """Silence escalates up to the heads; then the owner takes it and says what is known."""
        cast, holding = self.cast, self.at(incident, "form/hold/")
        for _level in LEVELS:
            self.late(incident, 16)
        self.refuse("not-the-owner", cast.reporter, self.at(incident, "claim/"))
        self.post(cast.writer, self.at(incident, "claim/"))
        self.refuse("not-let-be", cast.duty, self.at(incident, "form/close/"), {"reason": texts.CLOSED})
        self.refuse("unfilled", cast.writer, holding, {"text": texts.UNFILLED, "language": "fa"})
        self.post(cast.writer, holding, {"text": texts.HOLDING, "language": "fa"})

    def staffed(self, incident: Incident) -> None:
        """The owner names who leads; the lead gives the other roles and calls the centre in."""
        cast = self.cast
        self.assign(incident, cast.writer, states.LEAD, cast.plays(states.LEAD))
        lead = cast.plays(states.LEAD)
        stranger = {"person": self.key(cast.plays(states.WRITER)), "role": states.CLEARER}
        self.refuse("clearer-from-elsewhere", lead, self.at(incident, "form/assign/"), stranger)
        self.assign(incident, lead, states.CLEARER, cast.clearer)
        for role in cast.players:
            if role != states.LEAD:
                self.assign(incident, lead, role, cast.plays(role))
        self.post(lead, self.at(incident, "form/escalate/"), {"reason": texts.ESCALATED})

    def assign(self, incident: Incident, by: str, role: str, name: str) -> None:
        self.post(by, self.at(incident, "form/assign/"), {"person": self.key(name), "role": role})
        self.roles[name] = str(IncidentRole(role).label)

    def key(self, name: str) -> int:
        return Person.objects.get(username=name).pk

    def evidenced(self, incident: Incident) -> None:
        """Facts that two edit at once; evidence that nobody checks for themselves; an observer who only sees."""
        cast, facts = self.cast, self.at(incident, "facts/facts/")
        writer, evidence = cast.plays(states.WRITER), cast.plays(states.EVIDENCE)
        self.post(cast.plays(states.LEAD), self.at(incident, "verify/"))
        self.look(cast.plays(states.OBSERVER), self.at(incident))
        self.refuse("observer-edits", cast.plays(states.OBSERVER), facts, {"text-0": texts.FACTS})
        response = self.at(incident, "form/write/")
        self.refuse("observer-writes", cast.plays(states.OBSERVER), response, texts.RESPONSE)
        self.post(cast.plays(states.SCRIBE), facts, {"text-0": texts.FACTS})
        self.refuse("overwrites", cast.clearer, facts, {"text-0": texts.OTHER_FACTS})
        self.post(cast.clearer, facts, {"text-1": f"{texts.FACTS}\n{texts.OTHER_FACTS}"})
        self.refuse("repeats-the-claim", writer, response, {**texts.RESPONSE, "why": texts.CLAIM})
        self.post(writer, response, texts.RESPONSE)
        self.refuse("no-evidence", writer, self.at(incident, "ready/"))
        self.post(evidence, self.at(incident, "form/evidence/"), texts.EVIDENCE)
        piece = Evidence.objects.filter(incident=incident).latest("pk")
        self.refuse("own-evidence", evidence, self.at(incident, f"evidence/{piece.pk}/check/"))
        self.refuse("unchecked-evidence", writer, self.at(incident, "ready/"))
        self.post(cast.clearer, self.at(incident, f"evidence/{piece.pk}/check/"))

    def helped(self, incident: Incident) -> None:
        """Help is asked of some, two offer, one is taken; it sees this incident only, and not for ever."""
        cast, (first, other) = self.cast, self.cast.crowd[:2]
        self.ask_help(incident)
        for name, code in (first, other):
            answer = self.answer_of(incident, code)
            self.post(name, f"/desk/calls/{answer.call_id}/answers/{answer.pk}/accept/")
            what = "take" if code == first[1] else "pass"
            self.post(cast.writer, self.at(incident, f"offers/{answer.pk}/{what}/"))
        self.look(first[0], self.at(incident))
        self.hide("not-the-helper", other[0], self.at(incident))
        self.hide("another-incident", first[0], self.at(self.other_kind()))
        self.post(first[0], self.at(incident, "form/evidence/"), texts.MORE_EVIDENCE)
        self.refuse("helper-writes", first[0], self.at(incident, "form/write/"), texts.RESPONSE)
        self.refuse("helper-moves", first[0], self.at(incident, "ready/"))
        taken = Help.objects.get(incident=incident, unit__code=first[1])
        self.post(cast.writer, self.at(incident, f"helps/{taken.pk}/release/"), {"thanks": texts.THANKS})
        self.hide("released", first[0], self.at(incident))

    def ask_help(self, incident: Incident) -> None:
        units = [code for _name, code in self.cast.crowd[:ASKED]]
        asked = {**texts.WANTED, "units": units, "within": "6", "override": texts.OVERRIDE}
        self.post(self.cast.writer, self.at(incident, "form/help/"), asked)

    def answer_of(self, incident: Incident, code: str) -> Answer:
        """The unit's answer to the last call of the incident."""
        asked = Answer.objects.filter(call__subject_kind="incident", call__subject_id=str(incident.pk))
        return asked.filter(unit__code=code).latest("pk")

    def answered(self, incident: Incident) -> None:
        """The writer never clears; weighed higher, two others do; a return is answered."""
        cast, writer = self.cast, self.cast.plays(states.WRITER)
        self.post(writer, self.at(incident, "ready/"))
        self.refuse("not-a-clearer", writer, self.at(incident, "clear/"))
        self.post(cast.clearer, self.at(incident, "clear/"))
        graver = {"severity": 5, "kind": "false", "touches": [cast.owner], "reason": texts.GRAVER}
        self.post(cast.duty, self.at(incident, "form/triage/"), graver)
        self.refuse("weighed-higher", cast.writer, self.at(incident, "publish/"))
        self.post(cast.above, self.at(incident, "form/return/"), {"reason": texts.RETURNED})
        self.post(writer, self.at(incident, "form/write/"), texts.RESPONSE)
        self.post(writer, self.at(incident, "ready/"))
        self.post(cast.clearer, self.at(incident, "clear/"))
        self.refuse("one-of-two", cast.writer, self.at(incident, "publish/"))
        self.post(cast.above, self.at(incident, "clear/"))
        self.post(cast.writer, self.at(incident, "publish/"))

    def carried(self, incident: Incident) -> None:
        """Volunteers get a pack; one text in many names is refused, declining is free."""
        cast, relay, monitor = self.cast, self.cast.plays(states.RELAY), self.cast.plays(states.MONITOR)
        volunteers = [(name, code) for name, code in cast.crowd if name != relay]
        codes = [code for _name, code in volunteers]
        pack = {"sentences": texts.SENTENCES, "within": "24", "units": codes, "override": texts.OVERRIDE}
        path = self.at(incident, "form/pack/")
        self.refuse("one-text-ordered", relay, path, {**pack, "same_text": "on"})
        self.post(relay, path, pack)
        for number, (name, code) in enumerate(volunteers):
            answer = self.answer_of(incident, code)
            what = ("accept", "accept", "decline", "done")[number % 4]
            self.post(name, f"/desk/calls/{answer.call_id}/answers/{answer.pk}/{what}/")
        said = {"asked": len(volunteers), "declined": len(volunteers[2::4])}
        self.line(relay, _("%(asked)s units were asked and answered; %(declined)s declined") % said)
        counted = {"where": texts.WHERE, "mentions": 120, "reach": 40_000}
        self.post(monitor, self.at(incident, "form/spread/"), counted)
        self.post(monitor, self.at(incident, "form/situation/"), {"text": texts.SITUATION})
        self.late(incident, 20)
        self.post(monitor, self.at(incident, "form/situation/"), {"text": texts.SITUATION_LATER})

    def learnt(self, incident: Incident) -> None:
        """Watched, closed and reviewed by those whose part it is."""
        cast = self.cast
        self.post(cast.plays(states.MONITOR), self.at(incident, "monitor/"))
        self.post(cast.plays(states.LEAD), self.at(incident, "form/close/"), {"reason": texts.CLOSED})
        self.post(cast.plays(states.SCRIBE), self.at(incident, "form/review/"), texts.REVIEW)

    def repeated(self, incident: Incident) -> None:
        """It is said again: opened again and answered at once, before a clearance that comes too late."""
        cast = self.cast
        self.post(cast.duty, self.at(incident, "form/reopen/"), {"reason": texts.REOPENED})
        self.post(cast.writer, self.at(incident, "claim/"))
        self.post(cast.plays(states.LEAD), self.at(incident, "verify/"))
        self.post(cast.plays(states.WRITER), self.at(incident, "form/write/"), texts.AGAIN)
        self.post(cast.writer, self.at(incident, "form/emergency/"), {"reason": texts.AT_ONCE})
        self.late(incident, DAY + 1)
        self.post(cast.clearer, self.at(incident, "clear/"))
        self.post(cast.above, self.at(incident, "clear/"))

    def hurried(self) -> None:
        """Danger: published before its clearance, flagged, cleared afterwards by somebody else."""
        cast = self.cast
        incident = self.begun(texts.DANGER, 4, "misleading")
        holding = {"text": texts.DANGER_HOLDING, "language": "fa"}
        self.post(cast.writer, self.at(incident, "form/hold/"), holding)
        self.ask_help(incident)
        self.late(incident, 31)  # nobody offers any
        self.post(cast.clearer, self.at(incident, "form/write/"), texts.DANGER_RESPONSE)
        self.post(cast.writer, self.at(incident, "form/emergency/"), {"reason": texts.HURRY})
        self.refuse("own-emergency", cast.clearer, self.at(incident, "clear/"))
        self.post(cast.above, self.at(incident, "clear/"))
        self.taken_back(incident)

    def taken_back(self, incident: Incident) -> None:
        """What stood in it was not right: withdrawn, and answered anew by the whole path."""
        cast = self.cast
        self.post(cast.above, self.at(incident, "form/withdraw/"), {"reason": texts.WITHDRAWN})
        self.post(cast.writer, self.at(incident, "form/write/"), texts.DANGER_AGAIN)
        self.post(cast.writer, self.at(incident, "ready/"))
        self.post(cast.above, self.at(incident, "clear/"))
        self.post(cast.writer, self.at(incident, "publish/"))

    def admitted(self) -> None:
        """True criticism is not rebutted: it is answered and corrected."""
        cast = self.cast
        incident = self.begun(texts.CRITICISM, 3, "criticism")
        response = self.at(incident, "form/write/")
        self.refuse("criticism-rebutted", cast.clearer, response, {**texts.CORRECTION, "stance": "wrong"})
        self.refuse("criticism-uncorrected", cast.clearer, response, {**texts.CORRECTION, "done": ""})
        self.post(cast.clearer, response, texts.CORRECTION)
        self.post(cast.writer, self.at(incident, "ready/"))
        self.refuse("own-text", cast.clearer, self.at(incident, "clear/"))
        self.late(incident, 121)
        self.post(cast.above, self.at(incident, "clear/"))
        self.post(cast.writer, self.at(incident, "publish/"))
        self.refuse("criticism-carried", cast.writer, self.at(incident, "form/pack/"))

    def let_be(self) -> None:
        """An opinion needs no answer; what is learnt from it comes late."""
        cast = self.cast
        incident = self.send_report(cast.reporter, texts.OPINION)
        self.post(cast.duty, self.at(incident, "form/triage/"), {"severity": 1, "kind": "opinion"})
        self.post(cast.duty, self.at(incident, "form/close/"), {"reason": texts.LET_BE})
        self.late(incident, 7 * DAY + 1)
        self.post(cast.duty, self.at(incident, "form/review/"), texts.REVIEW)

    def begun(self, claim: str, severity: int, kind: str) -> Incident:
        """Another incident with checked evidence, being verified."""
        cast = self.cast
        incident = self.send_report(cast.reporter, claim)
        self.post(cast.duty, self.at(incident, "form/triage/"), {"severity": severity, "kind": kind})
        self.post(cast.writer, self.at(incident, "claim/"))
        self.post(cast.writer, self.at(incident, "verify/"))
        self.post(cast.writer, self.at(incident, "form/evidence/"), texts.EVIDENCE)
        piece = Evidence.objects.filter(incident=incident).latest("pk")
        self.post(cast.clearer, self.at(incident, f"evidence/{piece.pk}/check/"))
        return incident


def newest(model: type[IncidentStep] | type[Incident]) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
