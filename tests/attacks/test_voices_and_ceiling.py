"""One text under many names, and calls beyond the day's share: the ways round them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hamafza.calls import actions as calls
from hamafza.calls.errors import OverCeiling
from hamafza.calls.tests.cast import NOON, asked
from hamafza.flow.models import Rules
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.notices.kinds import discover
from hamafza.notices.making import make
from hamafza.notices.models import Notice
from hamafza.pages.refusals import Objection, Refused
from hamafza.response.tests.test_voices import OWN, SENTENCES, draft, packed
from hamafza.wire.models import Event
from tests.world import World

FILLER = (
    "شهروندان گرامی در این روزها پرسش‌های فراوانی از ما داشته‌اند و ما با همهٔ توان پاسخ می‌دهیم. "
    "همکاران ما در همهٔ ساعت‌های شبانه‌روز آمادهٔ شنیدن سخن شما هستند و هر پیام را می‌خوانند. "
    "از شکیبایی و همراهی همیشگی مردم خوب استان سپاسگزاریم و برای همه آرزوی تندرستی داریم. "
)


def between(words: str, *fillers: str) -> str:
    found = words.split()
    return " ".join(f"{word} {fillers[at % len(fillers)]}" for at, word in enumerate(found))


EVASIONS = {
    "as it is": (SENTENCES, ""),
    "quoted from a dot": (f"</p><blockquote><p>{SENTENCES}</p></blockquote><p>", "."),
    "quoted from nobody": (f"</p><blockquote><p>{SENTENCES}</p></blockquote><p>", "منابع آگاه"),
    "quoted from oneself": (f"</p><blockquote><p>{SENTENCES}</p></blockquote><p>", "روابط‌عمومی صندوق"),
    "quoted from an invisible name": (f"</p><blockquote><p>{SENTENCES}</p></blockquote><p>", "\u200b\u2800"),
    "among filler": (FILLER + SENTENCES + FILLER, ""),
    "with «و» between": (between(SENTENCES, "و"), ""),
    "with several words between": (between(SENTENCES, "و", "نیز", "هم", "البته"), ""),
    "with one more word between": (between(SENTENCES, "آری"), ""),
    "in other letters": (SENTENCES.replace("ی", "ي").replace("ک", "ك"), ""),
}


@pytest.mark.parametrize("text", EVASIONS.values(), ids=EVASIONS.keys())
def test_another_unit_s_text_is_not_published_as_one_s_own(world: World, text: tuple[str, str]) -> None:
    packed(world)
    with pytest.raises(Objection):
        actions.publish(actor=world.as_("trusted"), item=draft(world, text[0], source=text[1]))


def test_a_quotation_under_its_author_s_name_passes(world: World) -> None:
    packed(world)
    quoted = f"{OWN}</p><blockquote><p>{SENTENCES}</p></blockquote><p>"
    item = draft(world, quoted, source="روابط عمومي البرز")
    assert actions.publish(actor=world.as_("trusted"), item=item).state == "published"


NOTHING = (
    "",
    " ",
    ".",
    "...",
    "-",
    "\u200b",
    "\u2800",
    "\u200c\u200b\u200e",
    "\u3164",
    "؟!",
    "۱",
    "…",
    "ــ",
    "xx",
)


@pytest.mark.parametrize("reason", NOTHING)
def test_a_reason_without_words_is_none(world: World, reason: str) -> None:
    who, unit = world.as_("trusted"), world.units["trusted"]
    item = actions.create(actor=who, unit=unit, content=Content(headline="تیتر", abstract="لید"))
    with pytest.raises(Refused):
        actions.publish_urgently(actor=who, item=item, reason=reason)
    actions.publish(actor=who, item=item)
    with pytest.raises(Refused):
        actions.withdraw(actor=who, item=item, reason=reason)
    with pytest.raises(Refused):
        actions.correct(
            actor=who, item=item, content=Content(headline="دیگر", abstract="لید"), base_number=1, note=reason
        )
    call = asked(world)
    with pytest.raises(Refused):
        calls.cancel(actor=world.as_("head"), call=call, reason=reason, now=NOON)


def test_the_ceiling_is_not_passed_by_a_dot_an_exercise_or_cancelling(world: World) -> None:
    Rules.objects.create(ceiling=2)
    for _call in range(2):
        calls.cancel(actor=world.as_("head"), call=asked(world), reason="اشتباه بود", now=NOON)
    for override in NOTHING:
        with pytest.raises(OverCeiling):
            asked_with(world, override)
    for _drill in range(2):
        asked(world, exercise=True)
    with pytest.raises(OverCeiling):
        asked(world, exercise=True)
    assert asked(world, now=NOON + timedelta(days=1), deadline=NOON + timedelta(days=3)).asked == 3


def asked_with(world: World, override: str) -> object:
    from hamafza.calls.addressing import Address
    from hamafza.calls.tests.cast import question

    return calls.ask(
        actor=world.as_("head"),
        unit=world.units["centre"],
        question=question(),
        address=Address(units=("body", "province")),
        override=override,
        now=NOON,
    )


def test_an_administrator_s_correction_waits_for_a_second_person_and_the_unit_hears(world: World) -> None:
    discover()
    officer, admin = world.as_("officer"), world.as_("admin")
    content = Content(headline="تیتر", abstract="لید")
    item = actions.create(actor=officer, unit=world.units["province"], content=content)
    actions.publish(actor=world.as_("colleague"), item=item)
    changed = Content(headline="تیتر دیگر", abstract="لید")
    actions.correct(actor=admin, item=item, content=changed, base_number=1, note="اصلاح تیتر")
    item = Item.objects.get(pk=item.pk)
    assert item.published.headline == "تیتر"
    with pytest.raises(Refused):
        actions.publish(actor=admin, item=item)
    make(Event.objects.filter(kind="newsroom.item.submitted").latest("pk"))
    assert Notice.objects.filter(person=world.people["officer"], title__contains="مدیر سامانه").exists()
    actions.publish(actor=world.as_("colleague"), item=item)
    assert Item.objects.get(pk=item.pk).published.headline == "تیتر دیگر"
