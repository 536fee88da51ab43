"""A few items for the browser tests."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from hamafza.calls.actions import ask
from hamafza.calls.addressing import Address
from hamafza.calls.question import Question
from hamafza.council.models import Hearing, Session
from hamafza.minutes import actions as live
from hamafza.minutes.tests import cast
from hamafza.network.access import standing
from hamafza.network.models import Person, Unit
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.importing import import_page
from hamafza.relay.actions import relay
from hamafza.response.tests.cast import ready
from tests.world import World

PAGE = Path(__file__).parents[2] / "src/hamafza/demo/shara-50215.txt"


def seed() -> None:
    head = standing(Person.objects.get(username="head"))
    centre = Unit.objects.get(code="centre")
    import_page(actor=head, unit=centre, data=PAGE.read_bytes(), filename=PAGE.name, publish=True)
    trusted = standing(Person.objects.get(username="trusted"))
    fund = Unit.objects.get(code="trusted")
    for number in range(1, 8):
        content = Content(
            kicker="گزارش",
            headline=f"طرح شمارهٔ {number} به بهره‌برداری رسید",
            abstract="این طرح دسترسی مردم را آسان‌تر می‌کند.",
            body="<p>بند نخست متن.</p><p>بند دوم متن.</p>",
            topics=["work"],
            profile="explainer" if number == 3 else "news",
        )
        item = actions.create(actor=trusted, unit=fund, content=content)
        actions.publish(actor=trusted, item=item)
    last = item
    actions.correct(
        actor=trusted,
        item=last,
        content=Content(**{**Content.of(last.current).as_dict(), "headline": "طرح شمارهٔ ۷ آغاز شد"}),
        base_number=1,
        note="طرح هنوز به بهره‌برداری نرسیده است.",
    )
    officer = standing(Person.objects.get(username="officer"))
    waiting = actions.create(
        actor=officer,
        unit=Unit.objects.get(code="province"),
        content=Content(headline="خبری که منتظر بازبینی است", abstract="لید خبر", topics=["welfare"]),
    )
    actions.submit(actor=officer, item=waiting)
    question = Question(
        kind="cover", title="پوشش نمایشگاه", deadline=timezone.now() + timedelta(days=3), urgent=True
    )
    ask(actor=head, unit=centre, question=question, address=Address(everyone=True))
    relay(actor=officer, unit=Unit.objects.get(code="province"), item=last)
    people = {person.username: person for person in Person.objects.all()}
    ready(World(units={unit.code: unit for unit in Unit.objects.all()}, people=people))


def crowd(number: int) -> None:
    """A network of that many units: the cast, and liaisons below the centre, made at once."""
    liaisons = range(number - Unit.objects.count())
    centre = Unit.objects.get(code="centre")
    Unit.objects.bulk_create(
        Unit(
            code=f"n{n}",
            name=f"رابط {n}",
            name_en=f"Liaison {n}",
            sort_key=f"{n:04}",
            parent=centre,
            kind="liaison",
        )
        for n in liaisons
    )


def council() -> None:
    """A council that has been in session for half an hour, on its first point for nine minutes."""
    people = {person.username: person for person in Person.objects.all()}
    world = World(units={unit.code: unit for unit in Unit.objects.all()}, people=people)
    session = cast.running(world, secret=True)
    cast.line(world, session, "۱۲۳ از ۱۴۶ برنامه پر شده است؛ هفت خانه هنوز خالی است و سه برخورد مانده.")
    cast.line(world, session, "در سیستان و بلوچستان دو رابط تازه معرفی شد", speaker="کارشناس صندوق")
    live.ask_floor(actor=world.as_("trusted"), session=session)
    motion = live.put_motion(
        actor=world.as_("head"), hearing=cast.hearing(session), text="نامهٔ مجوز عکاسی به همهٔ کارگاه‌ها"
    )
    live.cast(actor=world.as_("head"), motion=motion, choice="for")
    now = timezone.now()
    Session.objects.update(began=now - timedelta(minutes=37))
    Hearing.objects.filter(state="current").update(began=now - timedelta(minutes=2))
    session.lines.update(at=now - timedelta(minutes=1))
    cast.offered(world, name="شورای دوم", name_en="Second council")
