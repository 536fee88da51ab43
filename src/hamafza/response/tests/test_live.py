"""No event is forgotten: an old page with the fragments its events name is the new page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from fnmatch import fnmatchcase

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser
from tests.world import World

from hamafza.calls import answering
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer
from hamafza.network.access import standing
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.response import actions, afterwards, clocks, consumers, helping, publishing, voices, working
from hamafza.response.helping import Wanted
from hamafza.response.models import Evidence, Help, Incident
from hamafza.response.tests import cast
from hamafza.response.tests.cast import client_of, minutes
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db

Act = Callable[[World, Incident], object]
Make = Callable[[World], Incident]
FLEETING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|<time.*?</time>', re.S)


def by(name: str, act: Callable[..., object], **said: object) -> Act:
    return lambda world, incident: act(actor=world.as_(name), incident=incident, **said)


def with_evidence(world: World) -> Incident:
    incident = cast.verifying(world)
    working.add_evidence(actor=world.as_("officer"), incident=incident, piece=cast.piece(), now=minutes(20))
    return incident


def written(world: World) -> Incident:
    incident = cast.verifying(world)
    cast.evidenced(world, incident)
    publishing.write(actor=world.as_("officer"), incident=incident, words=cast.words(), now=minutes(25))
    return incident


def hurried(world: World) -> Incident:
    return publishing.publish_emergency(
        actor=world.as_("officer"), incident=cast.ready(world), reason="مردم آب نمی‌خورند", now=minutes(35)
    )


def closed(world: World) -> Incident:
    return actions.close(actor=world.as_("officer"), incident=cast.published(world), reason="تمام")


def ask_help(world: World, incident: Incident) -> object:
    wanted = Wanted(title="یک کارشناس آب", kind="expert", deadline=timezone.now() + timedelta(hours=6))
    address = Address(units=("trusted", "body"))
    return helping.ask_help(
        actor=world.as_("officer"), incident=incident, wanted=wanted, address=address, now=timezone.now()
    )


def asked(world: World) -> Incident:
    incident = cast.claimed(world, severity=4)
    ask_help(world, incident)
    return incident


def answer_of(world: World, incident: Incident) -> Answer:
    answers = Answer.objects.select_related("unit", "call")
    return answers.get(call__in=helping.calls_of(incident), unit=world.units["trusted"])


def offer(world: World, incident: Incident) -> None:
    answering.accept(actor=world.as_("trusted"), answer=answer_of(world, incident))
    consumers.first_offer(Event.objects.filter(kind="calls.answer.accepted").latest("pk"))


def offered(world: World) -> Incident:
    incident = asked(world)
    offer(world, incident)
    return incident


def take(world: World, incident: Incident) -> Help:
    answer = answer_of(world, incident)
    return helping.take_help(actor=world.as_("officer"), incident=incident, answer=answer)


def taken(world: World) -> Incident:
    incident = offered(world)
    take(world, incident)
    return incident


def own(world: World, headline: str, **said: str) -> Item:
    """Something of the fund's that readers see."""
    content = Content(headline=headline, abstract="همکاران ما نتیجه را خواندند.", **said)
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    return newsroom.publish(actor=world.as_("trusted"), item=item)


def speak(world: World, incident: Incident) -> object:
    item = own(world, "آزمایش آب را چگونه بخوانیم")
    return voices.add_voice(actor=world.as_("trusted"), incident=incident, item=item)


def explain(world: World, incident: Incident) -> object:
    item = own(world, "آب شهر را چه کسی می‌آزماید", profile="explainer")
    return working.link_explainer(actor=world.as_("officer"), incident=incident, item=item)


def pack(world: World, incident: Incident) -> object:
    sentences = "نتیجهٔ آزمایش چهل نمونه منتشر شد و همه استاندارد است. چیز دیگری دیدید به ما بگویید."
    address = Address(units=("trusted", "body"))
    return helping.make_pack(
        actor=world.as_("officer"), incident=incident, sentences=sentences, address=address
    )


ACTS: dict[str, tuple[Make, Act]] = {
    "report": (cast.reported, lambda world, _incident: cast.reported(world, claim="ادعای دیگر")),
    "acknowledge": (cast.reported, by("head", actions.acknowledge)),
    "weigh": (cast.reported, by("head", actions.triage, severity=4, kind="false")),
    "weigh anew": (cast.claimed, by("head", actions.triage, severity=5, kind="false")),
    "reject": (cast.reported, by("head", actions.reject, reason="ادعا نیست")),
    "merge": (
        cast.reported,
        lambda world, incident: actions.merge(
            actor=world.as_("head"), incident=incident, into=cast.triaged(world)
        ),
    ),
    "own": (
        cast.triaged,
        lambda world, incident: actions.claim(
            actor=world.as_("officer"), incident=incident, unit=world.units["province"]
        ),
    ),
    "hold": (cast.claimed, by("officer", publishing.hold, text="می‌سنجیم و می‌گوییم")),
    "verify": (cast.claimed, by("officer", actions.verify)),
    "escalate": (cast.claimed, by("officer", actions.escalate, reason="چند استان")),
    "give a role": (
        cast.claimed,
        lambda world, incident: working.assign(
            actor=world.as_("officer"), incident=incident, person=world.people["colleague"], role="clearer"
        ),
    ),
    "facts": (cast.claimed, by("officer", working.edit_facts, section="facts", text="۴۰ نمونه", base=0)),
    "evidence": (cast.verifying, by("officer", working.add_evidence, piece=cast.piece())),
    "check evidence": (
        with_evidence,
        lambda world, incident: working.check_evidence(
            actor=world.as_("colleague"), evidence=Evidence.objects.get(incident=incident)
        ),
    ),
    "write": (cast.verifying, by("officer", publishing.write, words=cast.words())),
    "ready": (written, by("officer", publishing.ready)),
    "return": (cast.ready, by("colleague", publishing.return_, reason="منبع")),
    "clear": (cast.ready, by("colleague", publishing.clear)),
    "clear the first of two": (
        lambda world: cast.ready(world, severity=5), by("colleague", publishing.clear)
    ),
    "publish": (cast.cleared, by("officer", publishing.publish)),
    "publish in an emergency": (cast.ready, by("officer", publishing.publish_emergency, reason="خطر")),
    "clear afterwards": (hurried, by("colleague", publishing.clear)),
    "withdraw": (cast.published, by("colleague", afterwards.withdraw, reason="نادرست بود")),
    "ask for help": (cast.claimed, ask_help),
    "offer help": (asked, offer),
    "take help": (offered, take),
    "pass": (
        offered,
        lambda world, incident: helping.pass_help(
            actor=world.as_("officer"), incident=incident, answer=answer_of(world, incident)
        ),
    ),
    "release": (
        taken,
        lambda world, incident: helping.release(
            actor=world.as_("officer"), help_=Help.objects.get(incident=incident), thanks="سپاس"
        ),
    ),
    "pack": (cast.published, pack),
    "speak": (cast.published, speak),
    "explain": (cast.claimed, explain),
    "situation": (cast.claimed, by("officer", working.report_situation, text="سه کانال")),
    "spread": (cast.claimed, by("officer", working.note_spread, where="کانال", mentions=12)),
    "watch": (cast.published, by("officer", actions.monitor)),
    "close": (cast.published, by("officer", actions.close, reason="دیگر گفته نمی‌شود")),
    "review": (closed, by("officer", actions.review, true="آب سالم بود", lessons="هر روز")),
    "reopen": (closed, by("head", actions.reopen, reason="دوباره")),
    "late": (
        lambda world: cast.triaged(world, severity=4), lambda _world, _incident: clocks.run(minutes(21))
    ),
}  # fmt: skip
PAGES = ("/desk/incidents/{pk}/", "/desk/incidents/", "/desk/incidents/?over=1", "/desk/")
READERS = ("head", "officer", "colleague", "editor", "trusted")


def readers_of(name: str) -> list[str]:
    """Three of them for each act, by turns: whole pages are dear, and all see all kinds of acts."""
    at = list(ACTS).index(name)
    return [READERS[(at + step) % len(READERS)] for step in (0, 1, 3)]


def fragments(client: Client, path: str) -> dict[str, tuple[dict[str, str | None], str]]:
    """This room's live parts of a page by their id: their attributes and what they say; none if it is not there."""
    page = LexborHTMLParser(client.get(path).content.decode())
    found = page.css("[data-live-src^='/desk/incidents'], #now-burning")
    return {str(one.attributes["id"]): (one.attributes, FLEETING.sub("", one.html or "")) for one in found}


def concerns(attributes: dict[str, str | None], event: Event) -> bool:
    """As `live.js` decides it."""
    kinds, subject = (attributes["data-live-on"] or "").split(), attributes.get("data-live-subject")
    named = any(fnmatchcase(event.kind, kind) for kind in kinds)
    return named and (not subject or event.subject in subject.split())


@pytest.mark.slow
@pytest.mark.parametrize("name", ACTS)
def test_an_old_page_with_the_named_fragments_is_the_new_page(world: World, name: str) -> None:
    make, act = ACTS[name]
    incident = make(world)
    paths = [path.format(pk=incident.pk) for path in PAGES]
    clients = {reader: client_of(world, reader) for reader in readers_of(name)}
    old = {(reader, path): fragments(clients[reader], path) for reader in clients for path in paths}
    last = Event.objects.latest("pk").pk
    act(world, Incident.objects.select_related("unit", "owner", "item").get(pk=incident.pk))
    happened = list(Event.objects.filter(pk__gt=last))
    renewed = 0
    for (reader, path), parts in old.items():
        mine = set(standing(world.people[reader]).audiences)
        heard = [event for event in happened if mine & set(event.audiences.split())]
        new = fragments(clients[reader], path)
        for part, (attributes, html) in parts.items():
            if part in new and new[part][1] != html:
                renewed += 1
                assert any(concerns(attributes, event) for event in heard), (reader, path, part)
    assert renewed


def test_a_part_is_fetched_as_it_stands_in_the_page(world: World) -> None:
    incident = cast.published(world)
    client = client_of(world, "colleague")
    parts = fragments(client, f"/desk/incidents/{incident.pk}/")
    assert len(parts) == 9
    for attributes, html in parts.values():
        assert attributes["data-live-subject"] == f"incident:{incident.pk}"
        fetched = LexborHTMLParser(client.get(str(attributes["data-live-src"])).content.decode())
        one = fetched.css_first(f"#{attributes['id']}")
        assert one is not None
        assert FLEETING.sub("", one.html or "") == html
