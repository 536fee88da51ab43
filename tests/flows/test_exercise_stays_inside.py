"""An exercise leaves no trace at any address without a log-in, nor in search, verification and streams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hamafza.demo import drill_texts
from hamafza.demo.drill import LEAST, Cast, Drill
from hamafza.lib.text.fold import fold_tight
from hamafza.network.models import Membership, Person, Role, Topic, Unit
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.response.models import Evidence, Incident
from hamafza.response.tests.cast import reported
from hamafza.wire.consumers import known
from hamafza.wire.models import Event
from tests.world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

INSIDE = ("desk/",)
ONE_LANGUAGE = ("/api/", "/accounts/")
CODE = re.compile(r"/news/(\d+)/")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
HEADLINE = "کتابخانهٔ تازهٔ شهر با هشتاد هزار جلد باز شد"
LEAD = "خوانندگان از شنبه تا چهارشنبه تا ساعت بیست می‌توانند بی‌هزینه کتاب امانت بگیرند."
WORDS = [
    "تمرین محرمانه",
    "رزمایش",
    "سد",
    "وام",
    "بیمه",
    "پرداخت نمی‌شود",
    "آلوده است",
    "تعطیل شد",
    "فردا",
    "استان",
]


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def public_addresses() -> Iterator[str]:
    """Every address outside the desk, the API's too, filled with everything there is to fill it with."""
    found = {route.replace("^", "").replace("$", "") for route in routes(get_resolver().url_patterns)}
    incidents = list(Incident.objects.values_list("pk", flat=True))
    items = [item.code or item.pk for item in Item.objects.all()] + incidents
    values: dict[str, list[Any]] = {
        "code": [
            *items,
            *Unit.objects.values_list("code", flat=True),
            *Topic.objects.values_list("code", flat=True),
        ],
        "pk": [*Item.objects.values_list("pk", flat=True), *incidents],
        "kind": ["rss", "atom", "json"],
        "year": ["1405", "2026"],
        "month": ["09", "11"],
        "day": ["04", "25"],
    }
    for route in sorted(found):
        if route.startswith(INSIDE) or not route.isascii():
            continue
        yield from filled(route, values)


def filled(route: str, values: dict[str, list[Any]]) -> Iterator[str]:
    match = PARAMETER.search(route)
    if match is None:
        yield "/" + re.sub(r"[()?|\\]|rss.atom.json", "", route)
        return
    name = match.group(1) or match.group(2)
    for value in values.get(name, ["1", "0"]):
        yield from filled(route[: match.start()] + str(value) + route[match.end() :], values)


def pages() -> dict[str, str]:
    reader = Client()
    shown = {}
    for address in public_addresses():
        for prefix in ("",) if address.startswith(ONE_LANGUAGE) else ("", "/en"):
            answer = reader.get(prefix + address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            shown[prefix + address] = body.decode("utf-8", "replace")
    return shown


def follow() -> None:
    """The worker hears of every item: what it puts in the indexes of search and verification is there now."""
    for event in Event.objects.filter(kind__startswith="newsroom.item.").order_by("pk"):
        for name, one in known().items():
            if name.startswith(("archive.", "verify.")) and one.wants(event.kind):
                one.handle(event)


def brought(text: str, number: int) -> dict[str, str]:
    """What search and verification answer to whoever brings the very words, on the pages and over the API."""
    at = {"REMOTE_ADDR": f"10.0.{number // 250}.{number % 250 + 1}"}  # nobody asks too often
    reader, program = Client(**at), Client(**at)  # type: ignore[arg-type]
    program.force_login(Person.objects.get(username="outsider"))
    words = {"q": text[:200]}
    answers = {
        "search": reader.get("/search/", words),
        "search in English": reader.get("/en/search/", words),
        "search over the API": program.get("/api/v1/search", words),
        "verification": reader.post("/verify/", {"text": text}),
        "verification over the API": reader.post("/api/v1/verify", {"text": text}, "application/json"),
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    verdict = answers["verification over the API"].json()["verdict"]
    said = {name: answer.content.decode() for name, answer in answers.items()}
    return said | {"verdict": verdict}


def nothing_answers(texts: list[str], item: Item) -> None:
    """Whatever hidden text is searched for or pasted, only the public item and the words themselves come back."""
    follow()
    hidden = secrets(*texts)
    for number, text in enumerate(one for one in texts if len(one) > 12):
        said, own = brought(text, number), fold_tight(text)
        assert said.pop("verdict") in {"none", "short"}, text
        others = [one for one in hidden if one not in own]
        assert found(said, others) == [], text
        for where, body in said.items():
            assert set(CODE.findall(body)) <= {str(item.code)}, (where, text)


def the_public_answers(item: Item) -> None:
    """Else nothing would be shown by what does not come back."""
    follow()
    said = brought(f"{HEADLINE}\n{LEAD}", 20_000)
    assert said.pop("verdict") == "whole"
    assert {where: CODE.findall(body)[:1] for where, body in said.items()} == dict.fromkeys(
        said, [str(item.code)]
    )


def secrets(*texts: str) -> list[str]:
    return [fold_tight(text)[:40] for text in texts if len(text) > 12]


def found(shown: dict[str, str], hidden: list[str]) -> list[tuple[str, str]]:
    tight = {address: fold_tight(body) for address, body in shown.items()}
    return [(address, one) for address, body in tight.items() for one in hidden if one in body]


def published(world: World) -> Item:
    """Something public, so that lists, feeds and sitemaps are not empty."""
    content = Content(headline=HEADLINE, abstract=LEAD, topics=["work"])
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    return newsroom.publish(actor=world.as_("trusted"), item=item)


CAST = Cast(
    duty="head", reporter="trusted", second="editor", writer="officer", clearer="colleague", above="editor",
    owner="province", crowd=(("trusted", "trusted"), ("editor", "body"), ("head", "centre"), ("trusted", "trusted")),
)  # fmt: skip


def test_a_whole_drill_leaves_no_trace(world: World) -> None:
    item = published(world)
    reported(world, claim="چیزی واقعی که هنوز پاسخ ندارد")
    crowd = []
    for number in range(LEAST):
        unit = Unit.objects.create(code=f"v{number}", name=f"واحد {number}")
        person = Person.objects.create(username=f"v{number}", name="کارشناس")
        Membership.objects.create(person=person, unit=unit, role=Role.OFFICER)
        crowd.append((person.username, unit.code))
    cast = Cast(**{**vars(CAST), "crowd": tuple(crowd)})
    Drill(cast, tell=lambda _line: None).run()
    texts = [text for value in vars(drill_texts).values() for text in strings(value)]
    shown = pages()
    assert len(shown) > 100
    assert any("کتابخانهٔ" in body for body in shown.values())
    assert found(shown, secrets(*texts)) == []
    the_public_answers(item)
    nothing_answers(texts, item)
    assert list(Item.objects.all()) == [item]
    public = [event for event in Event.objects.all() if "public" in event.audiences.split()]
    assert {event.subject for event in public} == {f"item:{item.pk}"}


def strings(value: object) -> list[str]:
    """The texts in one of the drill's constants; a module's own names are none."""
    if isinstance(value, dict):
        return [text for text in value.values() if isinstance(text, str)]
    return [value] if isinstance(value, str) and not value.isascii() else []


CLAIM = st.lists(st.sampled_from(WORDS), min_size=6, max_size=12).map(" ".join)


class AnyExercise(TestCase):
    """Whatever an exercise says and however far it goes."""

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(CLAIM, CLAIM, st.integers(1, 5), st.integers(0, 3))
    def test_no_public_address_shows_it(self, claim: str, headline: str, severity: int, depth: int) -> None:
        world = build()
        item = published(world)
        drill = Drill(CAST, tell=lambda _line: None)
        incident = drill.send_report("trusted", claim)
        upload = SimpleUploadedFile("secret.pdf", b"%PDF-1.4 " + claim.encode())
        if depth:
            drill.post("head", drill.at(incident, "form/triage/"), {"severity": severity, "kind": "false"})
            drill.post("officer", drill.at(incident, "claim/"))
            drill.post("officer", drill.at(incident, "form/hold/"), {"text": headline, "language": "fa"})
        if depth > 1:
            drill.post("officer", drill.at(incident, "verify/"))
            drill.post(
                "officer", drill.at(incident, "form/evidence/"), {**drill_texts.EVIDENCE, "file": upload}
            )
            piece = Evidence.objects.latest("pk")
            drill.post("colleague", drill.at(incident, f"evidence/{piece.pk}/check/"))
            text = {**drill_texts.RESPONSE, "headline": f"رزمایش {severity} پاسخ"}
            drill.post("officer", drill.at(incident, "form/write/"), text)
        if depth > 2:
            drill.post("officer", drill.at(incident, "form/emergency/"), {"reason": headline})
        texts = [claim, headline, f"رزمایش {severity} پاسخ", drill_texts.RESPONSE["fact"]]
        assert found(pages(), secrets(*texts)) == []
        the_public_answers(item)
        nothing_answers(texts, item)
        assert list(Item.objects.all()) == [item]
        assert not [e for e in Event.objects.exclude(subject=f"item:{item.pk}") if "public" in e.audiences]
