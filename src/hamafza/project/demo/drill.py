"""A drill: a false claim, from the first report to the lessons, through the desk's own pages.

Every line of the timeline is what the incident itself wrote down; every refusal is asked for and must come.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

from django.db.models import F
from django.utils import timezone

from hamafza.calls.models import Answer
from hamafza.network.models import Person
from hamafza.project.demo import drill_texts as texts
from hamafza.project.demo.hands import Hands, InProcess
from hamafza.response import clocks
from hamafza.response.models import Clock, Evidence, Help, Incident, Transition
from hamafza.wire.consumers import registry
from hamafza.wire.models import Event

SAID = re.compile(
    r'class="notice notice-(?:danger|warn)"[^>]*role="alert">(.*?)</p>|class="errorlist[^>]*>(.*?)</ul>', re.S
)
TAGS = re.compile(r"<[^>]+>")


class Failed(Exception):
    """The drill met something else than the rules promise."""


@dataclass(frozen=True)
class Cast:
    """User names. The clearers are the owner's editor and one who stands above; `crowd` are the volunteers."""

    duty: str
    reporter: str
    second: str
    writer: str
    clearer: str
    above: str
    owner: str  # code of the owner's unit
    crowd: tuple[tuple[str, str], ...]  # (user name, unit code)


def follow() -> None:
    """What the worker would do: this room's followers of the ledger, once; doing it twice changes nothing."""
    for event in Event.objects.filter(kind__startswith="calls.answer.").order_by("-pk")[:1]:
        for name, one in registry.items():
            if name.startswith("response.") and one.wants(event.kind):
                one.handle(event)


@dataclass
class Drill:
    """Plays the parts of all.

    `log_in` gives a person's hands; `settle` is called after each step, so that the followers of the
    ledger have done what they do; `pause` is called between the steps.
    """

    cast: Cast
    tell: Callable[[str], None]
    log_in: Callable[[Person], Hands] = InProcess
    settle: Callable[[], None] = follow
    pause: Callable[[], None] = lambda: None
    exercise: bool = True
    last: int = 0

    def __post_init__(self) -> None:
        self.logged_in: dict[str, Hands] = {}
        self.last = Transition.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    # How somebody does something

    def hands(self, name: str) -> Hands:
        if name not in self.logged_in:
            self.logged_in[name] = self.log_in(Person.objects.get(username=name))
        return self.logged_in[name]

    def get(self, name: str, path: str, status: int = 200) -> str:
        page = self.hands(name).get(path)
        if page.status != status:
            raise Failed(f"{name} GET {path}: {page.status}, not {status}")
        return page.text

    def post(self, name: str, path: str, data: dict[str, Any] | None = None, *, refused: bool = False) -> str:
        """Do it as a person does; a refusal that was not expected, or did not come, ends the drill."""
        page = self.hands(name).post(path, data or {})
        reason = next((one or two for one, two in SAID.findall(page.text)), "")
        failed = page.status >= 400 or 'class="notice notice-danger"' in page.text
        if failed != refused:
            raise Failed(f"{name} POST {path}: {page.status} {plain(reason)}")
        if refused:
            self.line(name, f"✗ {plain(reason) or page.status}")
        self.report()
        self.settle()
        self.pause()
        return page.path

    def line(self, who: str, what: str) -> None:
        self.tell(f"{timezone.localtime():%H:%M:%S}  {who:<14} {what}")

    def report(self) -> None:
        """What was written down since the last line."""
        for step in Transition.objects.filter(pk__gt=self.last).select_related("by", "incident"):
            who = step.by.username if step.by else "⏱"
            marks = " ".join(f"{'✓' if kept else '✗'} {name}" for name, kept in step.clock_marks)
            where = step.get_to_state_display() if step.from_state != step.to_state else ""
            note = f" · {step.reason[:60]}" if step.reason else ""
            self.line(
                who, f"#{step.incident_id} {step.says}{' → ' + where if where else ''}{note} {marks}".rstrip()
            )
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
        self.founded(incident)
        self.helped(incident)
        self.answered(incident)
        self.carried(incident)
        self.learnt(incident)
        self.hurried()
        self.admitted()
        incident.refresh_from_db()
        return incident

    def send_report(self, name: str, claim: str) -> Incident:
        unit = Person.objects.get(username=name).memberships.select_related("unit").earliest("pk").unit
        data = {"claim": claim, "where": texts.WHERE, "unit": unit.code, "touches": [self.cast.owner]}
        if self.exercise:
            data["exercise"] = "on"
        place = self.post(name, "/desk/incidents/new/", data)
        return Incident.objects.get(pk=int(place.rstrip("/").rsplit("/", 1)[-1]))

    def at(self, incident: Incident, path: str = "") -> str:
        return f"/desk/incidents/{incident.pk}/{path}"

    def reported(self) -> Incident:
        """Reported twice and once for nothing: acknowledged, merged, rejected, weighed."""
        cast = self.cast
        incident = self.send_report(cast.reporter, texts.CLAIM)
        self.post(cast.duty, self.at(incident, "acknowledge/"))
        again = self.send_report(cast.second, texts.CLAIM_AGAIN)
        if incident.claim[:40] not in self.get(cast.duty, self.at(again)):
            raise Failed("the same claim was not found")
        self.post(cast.duty, self.at(again, "form/merge/"), {"into": incident.pk})
        idle = self.send_report(cast.second, texts.NOTHING)
        self.post(cast.duty, self.at(idle, "form/reject/"), {"reason": texts.REJECTED})
        self.post(cast.writer, self.at(incident, "publish/"), refused=True)
        weighed = {"severity": 5, "kind": "false", "touches": [cast.owner]}
        self.post(cast.duty, self.at(incident, "form/triage/"), weighed)
        return incident

    def owned(self, incident: Incident) -> None:
        """Silence escalates to the deputies and to the centre; then the owner takes it and says what is known."""
        self.late(incident, 16)
        self.late(incident, 16)
        self.post(self.cast.writer, self.at(incident, "claim/"))
        self.post(
            self.cast.writer, self.at(incident, "form/hold/"), {"text": texts.HOLDING, "language": "fa"}
        )
        self.post(self.cast.duty, self.at(incident, "form/escalate/"), {"reason": texts.ESCALATED})
        person = Person.objects.get(username=self.cast.clearer)
        self.post(
            self.cast.writer, self.at(incident, "form/assign/"), {"person": person.pk, "role": "clearer"}
        )

    def founded(self, incident: Incident) -> None:
        """Facts that two edit at once; evidence that nobody checks for themselves."""
        cast = self.cast
        self.post(cast.writer, self.at(incident, "verify/"))
        self.post(cast.writer, self.at(incident, "facts/facts/"), {"text-0": texts.FACTS})
        self.post(
            cast.clearer, self.at(incident, "facts/facts/"), {"text-0": texts.OTHER_FACTS}, refused=True
        )
        self.post(
            cast.clearer, self.at(incident, "facts/facts/"), {"text-1": f"{texts.FACTS}\n{texts.OTHER_FACTS}"}
        )
        self.post(cast.writer, self.at(incident, "form/write/"), texts.RESPONSE)
        self.post(cast.writer, self.at(incident, "ready/"), refused=True)  # no evidence yet
        self.post(cast.writer, self.at(incident, "form/evidence/"), texts.EVIDENCE)
        piece = Evidence.objects.filter(incident=incident).latest("pk")
        self.post(cast.writer, self.at(incident, f"evidence/{piece.pk}/check/"), refused=True)
        self.post(cast.clearer, self.at(incident, f"evidence/{piece.pk}/check/"))

    def helped(self, incident: Incident) -> None:
        """Help is asked of some, two offer, one is taken; it sees this incident only, and not for ever."""
        cast, (first, other) = self.cast, self.cast.crowd[:2]
        units = [code for _name, code in cast.crowd[:4]]
        asked = {
            "title": texts.HELP,
            "kind": "expert",
            "units": units,
            "within": "6",
            "override": texts.OVERRIDE,
        }
        self.get(first[0], self.at(incident), 404)
        self.post(cast.writer, self.at(incident, "form/help/"), asked)
        for name, code in (first, other):
            answer = Answer.objects.filter(
                unit__code=code, call__subject_kind="incident", call__subject_id=str(incident.pk)
            ).latest("pk")
            self.post(name, f"/desk/calls/{answer.call_id}/answers/{answer.pk}/accept/")
            what = "take" if code == first[1] else "pass"
            self.post(cast.writer, self.at(incident, f"offers/{answer.pk}/{what}/"))
        self.get(first[0], self.at(incident))
        self.get(other[0], self.at(incident), 404)
        self.post(first[0], self.at(incident, "form/evidence/"), texts.MORE_EVIDENCE)
        taken = Help.objects.get(incident=incident, unit__code=first[1])
        self.post(cast.writer, self.at(incident, f"helps/{taken.pk}/release/"), {"thanks": texts.THANKS})
        self.get(first[0], self.at(incident), 404)

    def answered(self, incident: Incident) -> None:
        """The writer never clears; at level 5 two others do; a return is answered."""
        cast = self.cast
        self.post(cast.writer, self.at(incident, "ready/"))
        self.post(cast.clearer, self.at(incident, "form/return/"), {"reason": texts.RETURNED})
        self.post(cast.writer, self.at(incident, "form/write/"), texts.RESPONSE)
        self.post(cast.writer, self.at(incident, "ready/"))
        self.post(cast.writer, self.at(incident, "clear/"), refused=True)
        self.post(cast.clearer, self.at(incident, "clear/"))
        self.post(cast.writer, self.at(incident, "publish/"), refused=True)  # one of two
        self.post(cast.above, self.at(incident, "clear/"))
        self.post(cast.writer, self.at(incident, "publish/"))

    def carried(self, incident: Incident) -> None:
        """Volunteers get a pack; one text in many names is refused, declining is free."""
        cast = self.cast
        codes = [code for _name, code in cast.crowd]
        pack = {"sentences": texts.SENTENCES, "within": "24", "units": codes, "override": texts.OVERRIDE}
        self.post(cast.writer, self.at(incident, "form/pack/"), {**pack, "same_text": "on"}, refused=True)
        self.post(cast.writer, self.at(incident, "form/pack/"), pack)
        for number, (name, code) in enumerate(cast.crowd):
            answer = Answer.objects.filter(
                unit__code=code, call__subject_kind="incident", call__subject_id=str(incident.pk)
            ).latest("pk")
            what = ("accept", "accept", "decline", "done")[number % 4]
            self.post(name, f"/desk/calls/{answer.call_id}/answers/{answer.pk}/{what}/")
        counted = {"where": texts.WHERE, "mentions": 120, "reach": 40_000}
        self.post(cast.writer, self.at(incident, "form/spread/"), counted)
        self.post(cast.writer, self.at(incident, "form/situation/"), {"text": texts.SITUATION})
        self.late(incident, 20)
        self.post(cast.writer, self.at(incident, "form/situation/"), {"text": texts.SITUATION_LATER})

    def learnt(self, incident: Incident) -> None:
        cast = self.cast
        self.post(cast.writer, self.at(incident, "monitor/"))
        self.post(cast.writer, self.at(incident, "form/close/"), {"reason": texts.CLOSED})
        self.post(cast.duty, self.at(incident, "form/review/"), texts.REVIEW)
        self.post(cast.duty, self.at(incident, "form/reopen/"), {"reason": texts.REOPENED})

    def hurried(self) -> None:
        """Danger: published before its clearance, flagged, cleared afterwards by somebody else."""
        cast = self.cast
        incident = self.begun(texts.DANGER, 4, "misleading")
        self.post(cast.writer, self.at(incident, "form/write/"), texts.DANGER_RESPONSE)
        self.post(cast.writer, self.at(incident, "form/emergency/"), {"reason": texts.HURRY})
        self.post(cast.writer, self.at(incident, "clear/"), refused=True)
        self.post(cast.clearer, self.at(incident, "clear/"))

    def admitted(self) -> None:
        """True criticism is not rebutted: it is answered and corrected."""
        cast = self.cast
        incident = self.begun(texts.CRITICISM, 3, "criticism")
        wrong = {**texts.CORRECTION, "stance": "wrong"}
        self.post(cast.writer, self.at(incident, "form/write/"), wrong, refused=True)
        self.post(cast.writer, self.at(incident, "form/write/"), texts.CORRECTION)
        self.post(cast.writer, self.at(incident, "ready/"))
        self.post(cast.clearer, self.at(incident, "clear/"))
        self.post(cast.writer, self.at(incident, "publish/"))
        self.get(cast.writer, self.at(incident, "form/pack/"), 404)

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


def plain(html: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", html)).split())
