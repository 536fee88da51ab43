"""Offices that fill in one template: what is passed on honestly stays official, and each change in it is told."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from bench import offices as formulaic
from bench.altered import scanned
from django.core.cache import caches
from django.test import Client

from hamafza.network.models import Region, Unit
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import paragraphs
from hamafza.verify.answers import TURNED, Verdict, VerifyAnswer
from hamafza.verify.queries import check
from tests.attacks.officials import Official
from tests.attacks.test_verify_doctored import publish
from tests.world import World

PLACES = ("گیلان", "همدان", "کرمان", "یزد", "قم", "سمنان", "زنجان", "ایلام")
LINES = (
    "بیمهٔ تازهٔ کارگران فصلی {place} با {number} کارگاه آغاز شد",
    "کارگران فصلی {place} از این هفته در {number} کارگاه بیمه می‌شوند و برای ثبت‌نام هزینه‌ای نمی‌پردازند.",
    "دفترچه‌ها تا پایان ماه به خانه‌ها فرستاده می‌شود. هیچ کارگری برای گرفتن آن به اداره فراخوانده نمی‌شود.",
    "به پیام‌هایی که به نام بیمهٔ {place} رمز کارت شما را می‌خواهند پاسخ ندهید. این طرح شماره کارت نمی‌خواهد.",
)  # fmt: skip


@pytest.fixture
def offices(world: World) -> list[tuple[Unit, str]]:
    caches["memory"].clear()
    return [office(world, place, number) for number, place in enumerate(PLACES)]


def office(world: World, place: str, number: int) -> tuple[Unit, str]:
    region, _new = Region.objects.get_or_create(code=f"r{number}", defaults={"name": place, "name_en": place})
    unit = Unit.objects.create(
        code=f"office{number}", name=f"روابط‌عمومی بیمهٔ کارگران {place}", name_en=f"Office {number}",
        kind="office", parent=world.units["centre"], region=region,
    )  # fmt: skip
    headline, lead, *body = [line.format(place=place, number=31 + 14 * number) for line in LINES]
    made = Official(Content(headline=headline, abstract=lead, body=paragraphs(body)))
    world.units["trusted"] = unit
    publish(world, made, 500 + number)
    return unit, made.text


Passing = Callable[[str, str], str]
HONEST: dict[str, Passing] = {
    "as it is": lambda text, _name: text,
    "headline twice": lambda text, _name: f"{text.splitlines()[0]}\n{text}",
    "name above": lambda text, name: f"{name}\n{text}",
    "name and colon": lambda text, name: f"{name}: {text}",
    "به گزارش": lambda text, name: f"به گزارش {name}، {text}",
    "به نقل از": lambda text, name: text.replace("\n", f"\nبه نقل از {name}: ", 1),
    "name behind the headline": lambda text, name: text.replace("\n", f" - {name}\n", 1),
    "name in brackets": lambda text, name: f"{text} ({name})",
    "without half-spaces": lambda text, name: f"{name}: {text}".replace("\u200c", " "),
}


@pytest.mark.parametrize("how", HONEST)
def test_the_office_s_own_name_and_a_headline_told_twice_change_nothing(
    offices: list[tuple[Unit, str]], how: str
) -> None:
    for unit, text in offices:
        answer = check(HONEST[how](text, unit.name))
        assert answer.verdict == Verdict.WHOLE, (how, text)
        assert answer.sources[0].item.unit == unit


@pytest.mark.parametrize("lead", ["به گزارش {}، ", "{}: ", "به نقل از {}، "])
def test_the_name_of_another_office_is_not_passed_over(offices: list[tuple[Unit, str]], lead: str) -> None:
    others = [unit for unit, _text in offices]
    for number, (_unit, text) in enumerate(offices):
        answer = check(lead.format(others[number - 1].name) + text)
        assert answer.verdict != Verdict.WHOLE


Doctoring = tuple[str, str]
DOCTORED: list[Doctoring] = [
    (" پاسخ ندهید", " پاسخ"),
    (" پاسخ ندهید", ""),
    ("هزینه‌ای نمی‌پردازند", "هزینه‌ای"),
    (" نمی‌خواهد", ""),
    ("{place}", "بوشهر"),
    ("خانه‌ها", "وزارت نفت"),
    ("اداره", "بانک"),
    ("هیچ کارگری", "کارگری"),
]


def told(answer: VerifyAnswer) -> bool:
    return answer.verdict == Verdict.ALTERED or answer.differs


@pytest.mark.parametrize(("before", "after"), DOCTORED)
@pytest.mark.parametrize("part", ["whole", "lines"])
def test_a_change_in_a_sentence_of_many_offices_is_told_as_one(
    offices: list[tuple[Unit, str]], before: str, after: str, part: str
) -> None:
    for place, (_unit, text) in zip(PLACES, offices, strict=True):
        gone = before.format(place=place)
        kept = text if part == "whole" else "\n".join(line for line in text.splitlines() if gone in line)
        answer = check(kept.replace(gone, after))
        assert told(answer), (answer.says, kept.replace(gone, after))


def test_an_account_among_the_furniture_is_named_as_nobody_s_own(offices: list[tuple[Unit, str]]) -> None:
    text = f"{offices[0][1]}\nعضویت در کانال: https://eitaa.com/sabt_vam\n@vam_fori"
    answer = check(text)
    assert answer.verdict == Verdict.WHOLE
    assert [text[start:end] for start, end in answer.accounts] == ["https://eitaa.com/sabt_vam", "@vam_fori"]
    assert "not ours" in str(answer.says) or "از ما نیست" in str(answer.says)


@pytest.mark.parametrize(
    "words", ["شنیده‌ها حاکی است {}", "{} واقعاً؟", "{}\n@sabtnam_bot", "{}\nhttp://bit.ly/xyz"]
)
def test_words_that_turn_an_official_text_are_told_as_such(
    offices: list[tuple[Unit, str]], words: str
) -> None:
    answer = check(words.format(offices[0][1]))
    assert answer.verdict == Verdict.PART
    assert {"framing", "contact"} & {kind for one in answer.foreign for kind in one.kinds}


def test_a_paragraph_left_out_before_a_short_last_line_is_not_passed_over(world: World) -> None:
    caches["memory"].clear()
    lines = [line.format(place="کرج", number=40) for line in LINES]
    last = "گزارش فنی این کار پس از بررسی منتشر خواهد شد."
    publish(
        world,
        Official(Content(headline=lines[0], abstract=lines[1], body=paragraphs([*lines[2:], last]))),
        900,
    )
    assert check("\n".join([*lines, last])).verdict == Verdict.WHOLE
    assert check("\n".join([*lines[:3], last])).verdict != Verdict.WHOLE
    assert check("\n".join([lines[0], *lines[2:], last])).verdict == Verdict.WHOLE  # without the lead


def test_every_door_says_the_same_of_an_official_text_that_others_turned(
    offices: list[tuple[Unit, str]],
) -> None:
    text = f"{offices[0][1]} این خبر دروغ است"
    client = Client()
    told = client.post("/api/v1/verify", {"text": text}, content_type="application/json").json()
    assert told["says"] in client.post("/verify/", {"text": text}).content.decode()
    assert told["says"] == str(TURNED)


@pytest.mark.slow
def test_what_offices_of_one_kind_write_later_is_not_called_altered(world: World) -> None:
    caches["memory"].clear()
    for number, one in enumerate(formulaic.archive(160)):
        content = Content(headline=one.title, abstract=one.lead, body=paragraphs(one.body.split("\n")))
        publish(world, Official(content), 2000 + number)
    asked = [*formulaic.strangers(25), *formulaic.follow_ups(160, 25)]
    answers = [check(one.text) for one in asked]
    assert [answer for answer in answers if answer.verdict == Verdict.ALTERED] == []
    unmatched = [answer for answer in answers if answer.verdict == Verdict.NONE]
    assert len(unmatched) > len(answers) / 2
    assert all(not (answer.sources or answer.official or answer.foreign) for answer in unmatched)
    text, answer = next(
        (one.text, answer)
        for one, answer in zip(asked, answers, strict=True)
        if answer.related and not answer.sources
    )
    told = Client().post("/api/v1/verify", {"text": text}, content_type="application/json").json()
    assert [one["code"] for one in told["related"]] == [one.item.code for one in answer.related]
    page = Client().post("/verify/", {"text": text}).content.decode()
    assert "tone-muted" in page
    assert all(f"/news/{one.item.code}/" in page for one in answer.related)


def test_leads_of_several_items_are_never_called_unknown(world: World) -> None:
    """Each is official as it stands, however many offices write alike."""
    caches["memory"].clear()
    items = list(formulaic.archive(160))
    for number, one in enumerate(items):
        content = Content(headline=one.title, abstract=one.lead, body=paragraphs(one.body.split("\n")))
        publish(world, Official(content), 2000 + number)
    for first in range(0, 60, 3):
        answer = check("\n".join(one.lead for one in items[first : first + 3]))
        assert answer.verdict == Verdict.PART
        assert answer.sources


def test_what_a_scanner_read_is_neither_whole_nor_altered(world: World) -> None:
    caches["memory"].clear()
    chance = random.Random(5)
    texts = [
        "\n".join(f"{line} {one.lead}" for line in one.text.splitlines()) for one in formulaic.archive(6)
    ]
    for number, text in enumerate(texts):
        headline, lead, *body = text.splitlines()
        publish(
            world, Official(Content(headline=headline, abstract=lead, body=paragraphs(body))), 2000 + number
        )
    for text in texts:
        read = check(scanned(text, 0.04, chance))
        assert read.verdict == Verdict.PART, [one.alterations for one in read.sources]
        forged = check(scanned(text, 0.04, chance).replace("کرد", "نکرد"))
        assert forged.verdict != Verdict.WHOLE
