"""An exercise leaves no trace at any address a reader can ask for, nor on the readers' streams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hamafza.lib.text.fold import fold_tight
from hamafza.network.models import Membership, Person, Role, Topic, Unit
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.project.demo import drill_texts
from hamafza.project.demo.drill import Cast, Drill
from hamafza.response.models import Evidence, Incident
from hamafza.wire.models import Event
from tests.world import World, build

pytestmark = pytest.mark.django_db

INSIDE = ("desk/", "accounts/", "api/")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
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
    """Every address outside the desk, filled with everything there is to fill it with."""
    found = {route.replace("^", "").replace("$", "") for route in routes(get_resolver().url_patterns)}
    items = [item.code or item.pk for item in Item.objects.all()] + list(
        Incident.objects.values_list("pk", flat=True)
    )
    values: dict[str, list[Any]] = {
        "code": [
            *items,
            *Unit.objects.values_list("code", flat=True),
            *Topic.objects.values_list("code", flat=True),
        ],
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
        for prefix in ("", "/en"):
            answer = reader.get(prefix + address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            shown[prefix + address] = body.decode("utf-8", "replace")
    return shown


def searched(word: str) -> str:
    answer = Client().get(reverse("portal:search"), {"q": word})
    assert answer.status_code == 200
    return str(answer.content.decode())


def secrets(*texts: str) -> list[str]:
    return [fold_tight(text)[:40] for text in texts if len(text) > 12]


def found(shown: dict[str, str], hidden: list[str]) -> list[tuple[str, str]]:
    tight = {address: fold_tight(body) for address, body in shown.items()}
    return [(address, one) for address, body in tight.items() for one in hidden if one in body]


def published(world: World) -> Item:
    """Something public, so that lists, feeds and sitemaps are not empty."""
    content = Content(headline="کتابخانهٔ تازهٔ شهر", abstract="باز شد.", topics=["work"])
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    return newsroom.publish(actor=world.as_("trusted"), item=item)


CAST = Cast(
    duty="head", reporter="trusted", second="editor", writer="officer", clearer="colleague", above="editor",
    owner="province", crowd=(("trusted", "trusted"), ("editor", "body"), ("head", "centre"), ("trusted", "trusted")),
)  # fmt: skip


def test_a_whole_drill_leaves_no_trace(world: World) -> None:
    item = published(world)
    crowd = []
    for number in range(4):
        unit = Unit.objects.create(code=f"v{number}", name=f"واحد {number}")
        person = Person.objects.create(username=f"v{number}", name="کارشناس")
        Membership.objects.create(person=person, unit=unit, role=Role.OFFICER)
        crowd.append((person.username, unit.code))
    cast = Cast(**{**vars(CAST), "crowd": tuple(crowd)})
    Drill(cast, tell=lambda _line: None).run()
    texts = [value for value in vars(drill_texts).values() if isinstance(value, str)]
    for data in (
        drill_texts.RESPONSE,
        drill_texts.DANGER_RESPONSE,
        drill_texts.CORRECTION,
        drill_texts.EVIDENCE,
    ):
        texts += [value for value in data.values() if isinstance(value, str)]
    shown = pages()
    assert len(shown) > 100
    assert any("کتابخانهٔ" in body for body in shown.values())
    assert found(shown, secrets(*texts)) == []
    asked = {f"search {word}": searched(word) for word in ("بازنشستگان", "واریز", "نوبت‌دهی", "داروی")}
    assert found(asked, secrets(*texts)) == []
    assert list(Item.objects.all()) == [item]
    public = [event for event in Event.objects.all() if "public" in event.audiences.split()]
    assert {event.subject for event in public} == {f"item:{item.pk}"}


CLAIM = st.lists(st.sampled_from(WORDS), min_size=6, max_size=12).map(" ".join)


class AnyExercise(TestCase):
    """Whatever an exercise says and however far it goes."""

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
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
        hidden = secrets(claim, headline, f"رزمایش {severity} پاسخ", drill_texts.RESPONSE["fact"])
        assert found(pages(), hidden) == []
        assert list(Item.objects.all()) == [item]
        assert not [e for e in Event.objects.exclude(subject=f"item:{item.pk}") if "public" in e.audiences]
