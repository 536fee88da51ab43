"""Two claims of the demo: one answered with evidence, one that burns. Everything is fictional and marked as such."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom.models import Item
from hamafza.response import actions, publishing, working
from hamafza.response.actions import Report
from hamafza.response.models import Incident
from hamafza.response.publishing import ResponseWords
from hamafza.response.working import EvidencePiece

ANSWERED = "می‌گویند کارگاه‌های مهارت‌آموزی البرز تعطیل شده و شهریه‌ها پس داده نمی‌شود"
BURNING = "می‌گویند ثبت‌نام دوره‌های رایگان این ماه فقط با معرفی‌نامه انجام می‌شود"
WORDS = ResponseWords(
    stance="wrong",
    headline="کارگاه‌های البرز باز است؛ سه کارگاه تا شنبه جابه‌جا می‌شود",
    fact="از چهارده کارگاه البرز یازده کارگاه امروز برقرار بود و سه کارگاه برای تعمیر تا شنبه به ساختمان کناری رفته است.",
    why="تصویر درِ بسته از ساختمان در دست تعمیر است. دفتر حضور و غیاب امروز ۳۱۲ کارآموز را نشان می‌دهد.",
    done="برنامهٔ جابه‌جایی روی در هر کارگاه نصب شد و برای کارآموزان پیامک رفت.",
    contact="روابط‌عمومی مهارت‌آموزی البرز",
)
PIECE = EvidencePiece(
    kind="data",
    label="حضور و غیاب کارگاه‌ها، یازده کارگاه از چهارده",
    source="سامانهٔ آموزش",
    dated="1405/09/02",
    text="۳۱۲ کارآموز حاضر",
)


def build(units: list[Unit], people: dict[str, Person]) -> None:
    began = timezone.now() - timedelta(hours=3)
    answered(units, people, began)
    burning(units, people, began + timedelta(hours=2, minutes=40))
    Incident.objects.update(is_demo=True)
    Item.objects.filter(current__profile="response", incident__isnull=False).update(is_demo=True)


def reported(people: dict[str, Person], units: list[Unit], claim: str, now: datetime) -> Incident:
    who = standing(people["trusted"])
    said = Report(claim=claim, where="کانال محلی", touches=("u49",))
    return actions.report(actor=who, unit=units[1], report=said, now=now)


def answered(units: list[Unit], people: dict[str, Person], began: datetime) -> None:
    head, writer, clearer = (standing(people[name]) for name in ("head", "officer", "colleague"))
    owner = next(unit for unit in units if unit.code == "u49")

    def at(minutes: int) -> datetime:
        return began + timedelta(minutes=minutes)

    incident = reported(people, units, ANSWERED, began)
    incident = actions.triage(actor=head, incident=incident, severity=3, kind="false", now=at(6))
    incident = actions.claim(actor=writer, incident=incident, unit=owner, now=at(14))
    incident = actions.verify(actor=writer, incident=incident, now=at(20))
    piece = working.add_evidence(actor=writer, incident=incident, piece=PIECE, now=at(35))
    working.check_evidence(actor=clearer, evidence=piece, now=at(41))
    working.edit_facts(actor=clearer, incident=incident, section="facts", text=WORDS.fact, base=0, now=at(44))
    publishing.write(actor=writer, incident=incident, words=WORDS, now=at(50))
    publishing.ready(actor=writer, incident=incident, now=at(51))
    publishing.clear(actor=clearer, incident=incident, now=at(63))
    publishing.publish(actor=writer, incident=incident, now=at(64))
    working.note_spread(
        actor=writer, incident=incident, where="کانال محلی", mentions=14, reach=2300, now=at(90)
    )


def burning(units: list[Unit], people: dict[str, Person], began: datetime) -> None:
    incident = reported(people, units, BURNING, began)
    head = standing(people["head"])
    actions.triage(
        actor=head, incident=incident, severity=3, kind="misleading", now=began + timedelta(minutes=7)
    )
