"""What is missing in a form is said by the page, in the person's language, not by the browser in its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from hamafza.calls.tests.cast import answer_of, asked
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from tests.house.places import ROOT, found
from tests.world import World

TEMPLATES = found("templates/**/*.html")
FORM = re.compile(r'<form\b((?:{%.*?%}|"[^"]*"|[^>"])*)>(.*?)</form>', re.S)
MUST = re.compile(r"<(?:input|textarea|select)\b[^>]*\srequired\b|as_field_group")
NOTHING, SENT = {"reason": " "}, {"do": "send"}


def client_of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_form_of_the_desk_leaves_the_complaint_to_the_browser(path: Path) -> None:
    forms = FORM.findall(path.read_text())
    silent = [
        tag
        for tag, inside in forms
        if MUST.search(inside) and "novalidate" not in tag and 'method="post"' in tag
    ]
    assert silent == []


def first_words(client: Client, path: str, said: dict[str, str]) -> str:
    """What stands first on the page after sending."""
    text = client.post(path, said, follow=True).content.decode()
    found = re.search(r"<(p|section)\b[^>]*data-first[^>]*>(.*?)</\1>", text, re.S)
    assert found
    return re.sub(r"<[^>]+>", " ", found[2])


def waiting(world: World) -> Item:
    content = Content(headline="تیتر", abstract="لید", topics=["work"])
    item = actions.create(actor=world.as_("officer"), unit=world.units["province"], content=content)
    return actions.submit(actor=world.as_("officer"), item=item)


def test_an_item_is_not_sent_back_published_urgently_or_withdrawn_without_a_reason(world: World) -> None:
    item, colleague = waiting(world), client_of(world, "colleague")
    for what in ("return", "urgent"):
        said = first_words(colleague, f"/desk/items/{item.pk}/{what}/", NOTHING)
        assert "دلیل یا توضیح را بنویسید" in said
    actions.publish(actor=world.as_("colleague"), item=item)
    said = first_words(client_of(world, "colleague"), f"/desk/items/{item.pk}/withdraw/", NOTHING)
    assert "دلیل یا توضیح را بنویسید" in said


def test_a_call_is_not_cancelled_without_a_reason(world: World) -> None:
    call = asked(world)
    assert "بنویسید" in first_words(client_of(world, "head"), f"/desk/calls/{call.pk}/cancel/", NOTHING)


def test_an_answer_is_not_sent_back_without_saying_what_is_missing(world: World) -> None:
    call = asked(world)
    answer = answer_of(call, world, "province")
    client_of(world, "officer").post(f"/desk/calls/{call.pk}/answers/{answer.pk}/done/")
    path = f"/desk/calls/{call.pk}/answers/{answer.pk}/return/"
    assert "بنویسید" in first_words(client_of(world, "head"), path, NOTHING)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("head", "/desk/units/{centre}/invite"),
        ("head", "/desk/units/{centre}/members"),
        ("head", "/desk/calls/new/"),
        ("head", "/desk/incidents/new/"),
        ("head", "/accounts/password/change/"),
        ("admin", "/desk/units/new"),
        ("admin", "/desk/network/"),
    ],
)
def test_an_empty_form_comes_back_with_what_is_missing(world: World, name: str, path: str) -> None:
    said = first_words(client_of(world, name), path.format(centre=world.units["centre"].pk), SENT)
    assert "باید" in said
    assert not re.search("[A-Za-z]{4}", said)


def test_an_empty_log_in_comes_back_with_what_is_missing(db: None) -> None:
    assert "باید" in first_words(Client(), "/accounts/login/", SENT)


def test_an_empty_question_to_the_public_page_is_answered(db: None) -> None:
    assert "دست‌کم یک جملهٔ کامل" in Client().post("/verify/", {"text": ""}).content.decode()
