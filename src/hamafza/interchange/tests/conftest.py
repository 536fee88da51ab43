"""Things of the small federation that programs ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from tests.world import World

from hamafza.calls import answering
from hamafza.calls.addressing import Address
from hamafza.calls.tests.cast import asked
from hamafza.comparisons.tests.cast import compared
from hamafza.council import planning
from hamafza.council.agenda import hand_in
from hamafza.council.tests import cast as councils_of
from hamafza.decisions.tests.cast import FAR, decided, held
from hamafza.interchange.tests.permission_rows import PDF, PNG
from hamafza.minutes.actions import ask_floor, put_motion
from hamafza.minutes.models import Comment
from hamafza.minutes.tests import cast as council
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Attachment, Item, Picture
from hamafza.newsroom.uploads import save_attachment, save_picture
from hamafza.problems.tests.cast import reported
from hamafza.relay.actions import relay
from hamafza.relay.models import RelayKind
from hamafza.reports.books import ask
from hamafza.reports.tests.cast import asked as round_asked
from hamafza.reports.tests.cast import handed_in
from hamafza.response.actions import close
from hamafza.response.helping import Wanted, ask_help, take_help
from hamafza.response.tests.cast import minutes, piece, published, verifying
from hamafza.response.working import add_evidence
from hamafza.works.actions import Proof, prove
from hamafza.works.tests.cast import entered


@pytest.fixture
def site(world: World) -> Iterator[Callable[..., Any]]:
    """The program as a server calls it; the connection of the test stays open between requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def things(world: World, settings: Any, tmp_path: Any) -> dict[str, int]:
    """Drafts are the province's, by the officer; what is shown is the fund's; incidents are the province's."""
    settings.MEDIA_ROOT = tmp_path
    shown = item(world, "trusted", "trusted")
    shown = actions.publish(actor=world.as_("trusted"), item=shown)
    sent = actions.submit(actor=world.as_("officer"), item=item(world, "officer", "province"))
    urgent = item(world, "officer", "province")
    urgent = actions.publish_urgently(actor=world.as_("officer"), item=urgent, reason="سیل در راه است")
    made = relay(actor=world.as_("head"), unit=world.units["centre"], item=shown)
    said = {"kind": RelayKind.INTRODUCTION, "text": "این طرح در البرز هم اجرا می‌شود."}
    waiting = relay(actor=world.as_("officer"), unit=world.units["province"], item=shown, **said)
    found = {"draft": item(world, "officer", "province"), "sent": sent, "urgent": urgent, "shown": shown}
    found |= {"relay": made, "waiting": waiting} | calls(world) | incidents(world)
    found["problem"] = reported(world)
    found["deciding"], found["decided_at"] = where = held(world, series={"name": "کارگروه تصمیم"})
    found["decision"] = decided(world, where, due=FAR)
    picture, kept = uploads(world)
    found |= {"picture": picture, "file": kept}
    found |= works(world) | sessions(world) | councils(world) | reports(world)
    found["comparison"] = compared(world)[0]
    explainer = published_item(world, profile="explainer")
    own = published_item(world, headline="آب البرز سالم است")
    return {name: one.pk for name, one in found.items()} | {"explainer": explainer.code, "own": own.code}


def uploads(world: World) -> tuple[Picture, Attachment]:
    said = {"actor": world.as_("officer"), "unit": world.units["province"]}
    picture = save_picture(**said, file=SimpleUploadedFile("a.png", PNG))
    return picture, save_attachment(**said, file=SimpleUploadedFile("a.pdf", PDF))


def published_item(world: World, **said: str) -> Item:
    made = item(world, "officer", "province", **said)
    return actions.publish(actor=world.as_("colleague"), item=made)


def item(world: World, by: str, unit: str, **said: str) -> Item:
    words = {"headline": "بیمهٔ کارگران", "abstract": "لید خبر", "body": "<p>متن خبر</p>", **said}
    return actions.create(actor=world.as_(by), unit=world.units[unit], content=Content(**words))


def works(world: World) -> dict[str, Any]:
    """One in hand, with evidence, and a finished one."""
    work, link = entered(world), Proof(url="https://example.org/minutes")
    prove(actor=world.as_("officer"), work=work, piece=link)
    return {"work": work, "proof": work.evidence.get(), "finished": entered(world, state="done")}


def sessions(world: World) -> dict[str, Any]:
    """One that runs, one whose draft is written, one open for comments, one with signed minutes."""
    live, signed = council.running(world, name="شورای نخست"), council.signed(world, name="شورای دوم").session
    commented = council.offered(world, name="شورای سوم")
    heard = council.hearing(live)
    said = {"session": commented, "by": world.people["trusted"], "text": "درست نیست"}
    return {
        "live": live,
        "heard": heard,
        "line": council.line(world, live),
        "turn": ask_floor(actor=world.as_("trusted"), session=live),
        "motion": put_motion(actor=world.as_("head"), hearing=heard, text="نامهٔ مجوز"),
        "ended": council.ended(world, name="شورای چهارم"),
        "commented": commented,
        "comment": Comment.objects.create(**said),
        "signed": signed,
        "written": signed.lines.order_by("pk")[0],
    }


def councils(world: World) -> dict[str, Any]:
    """One with a session ahead and a point on its agenda."""
    series = councils_of.series(world, name="شورای پنجم")
    starts = councils_of.soon()
    coming = planning.plan(actor=world.as_("secretary"), series=series, starts=starts)
    raised = hand_in(actor=world.as_("officer"), series=series, title="کمبود رابط")
    return {"council": series, "coming": coming, "raised": raised}


def reports(world: World) -> dict[str, Any]:
    """The province has handed in what the centre asked for, and the book is being made."""
    of = round_asked(world)
    report = handed_in(world)
    return {"round": of, "report": report, "book": ask(actor=world.as_("head"), of=of, language="fa")}


def calls(world: World) -> dict[str, Any]:
    """One that nobody answered, and one that the province has done."""
    now = timezone.now()
    open_ = asked(world, units=("province",), deadline=now + timedelta(days=3), now=now, urgent=True)
    done = asked(world, units=("province",), deadline=now + timedelta(days=3), now=now, urgent=True)
    row = answering.accept(actor=world.as_("officer"), answer=done.answers.get())
    answering.done(actor=world.as_("officer"), answer=row, note="انجام شد")
    return {"call": open_, "done": done}


def incidents(world: World) -> dict[str, Any]:
    """One that is being verified, with evidence nobody checked; an answered one, a closed one; two with help."""
    officer, open_ = world.as_("officer"), verifying(world)
    kept = add_evidence(actor=officer, incident=open_, piece=piece())
    closed = close(actor=officer, incident=published(world), reason="کسی دیگر نمی‌پرسد")
    found = {"incident": open_, "piece": kept, "answered": published(world), "closed": closed}
    found |= {"offered": verifying(world), "helped": verifying(world)}
    for name in ("offered", "helped"):
        wanted = Wanted(title="کارشناس", kind="expert", deadline=timezone.now() + timedelta(days=1))
        call = ask_help(
            actor=officer,
            incident=found[name],
            wanted=wanted,
            address=Address(units=("trusted",)),
            now=minutes(50),
        )
        offer = answering.accept(
            actor=world.as_("trusted"), answer=call.answers.get(), note="یک حسابدار", now=minutes(55)
        )
    take_help(actor=officer, incident=found["helped"], answer=offer)
    return found
