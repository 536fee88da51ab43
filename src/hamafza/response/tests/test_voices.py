"""One text does not speak in many names; a quotation under its author's name does, an exercise never."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.calls import actions as calls
from hamafza.calls.addressing import Address
from hamafza.calls.models import Call
from hamafza.calls.question import Question
from hamafza.lib.text.likeness import alike, copied, marks
from hamafza.network.access import standing
from hamafza.network.models import Membership, Person, Role, Unit
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Invalid, Objection
from hamafza.relay.actions import clear, relay
from hamafza.relay.models import Relay, RelayKind
from hamafza.response import errors, helping, publishing, voices, working
from hamafza.response.consumers import sent_to_many
from hamafza.response.models import Incident, Wording
from hamafza.response.tests import cast
from hamafza.response.tests.cast import minutes
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db

SENTENCES = (
    "نتیجهٔ آزمایش چهل نمونه از آب کرج منتشر شد و همه استاندارد است. "
    "اگر چیز دیگری دیده‌اید برای ما بفرستید تا همان روز بررسی و پاسخ داده شود."
)
OWN = (
    "همکاران ما در استان گزارش آزمایشگاه را خوانده‌اند؛ برای خانواده‌ها نوشته‌ایم چگونه خودشان نتیجه را ببینند."
)


def packed(world: World, **said: object) -> Incident:
    incident = cast.published(world)
    helping.make_pack(
        actor=world.as_("officer"),
        incident=incident,
        sentences=SENTENCES,
        address=Address(units=("trusted", "body", "centre")),
        now=minutes(50),
    )
    return incident


def draft(world: World, text: str, **said: str) -> Item:
    content = Content(
        headline="دربارهٔ آب کرج", abstract=said.pop("abstract", ""), body=f"<p>{text}</p>", **said
    )
    return newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)


def test_words_are_alike_however_they_were_typed() -> None:
    assert copied(marks(SENTENCES), marks(SENTENCES.replace("ی", "ي").replace("ک", "ك"))) == 1
    assert copied(marks(OWN), marks(SENTENCES)) == 0
    assert alike("آب شهر کرج آلوده است", "می‌گویند آب کرج از دیروز آلوده است و بیمارستان‌ها پر شده") > 0.5
    assert alike("آب شهر کرج آلوده است", "وام ازدواج امسال پرداخت نمی‌شود") < 0.2


def test_who_coordinates_the_relays_asks_from_their_own_unit_under_the_owners_name(world: World) -> None:
    incident = cast.published(world)
    working.assign(
        actor=world.as_("officer"), incident=incident, person=world.people["trusted"], role="relay"
    )
    address = Address(units=("body", "centre"))
    pack, call = helping.make_pack(
        actor=world.as_("trusted"), incident=incident, sentences=SENTENCES, address=address, now=minutes(50)
    )
    assert (call.unit, pack.credit) == (world.units["trusted"], world.units["province"].name)
    assert Wording.objects.get(incident=incident, kind="pack").unit == world.units["province"]


def test_another_unit_that_publishes_the_pack_as_it_is_is_refused_with_the_reason(world: World) -> None:
    packed(world)
    with pytest.raises(Objection) as refused:
        newsroom.publish(actor=world.as_("trusted"), item=draft(world, SENTENCES))
    assert world.units["province"].name in str(refused.value)


def test_its_own_words_pass_and_are_kept_beside_the_others(world: World) -> None:
    incident = packed(world)
    newsroom.publish(actor=world.as_("trusted"), item=draft(world, OWN))
    item = newsroom.publish(
        actor=world.as_("trusted"), item=draft(world, f"{OWN} {SENTENCES[:90]} {OWN[::-1]}")
    )
    assert Wording.objects.filter(incident=incident, item=item, kind="voice").exists()


def test_the_same_words_as_an_attributed_quotation_pass(world: World) -> None:
    packed(world)
    item = draft(world, f"{OWN}</p><blockquote><p>{SENTENCES}</p></blockquote><p>", source="روابط‌عمومی البرز")
    assert newsroom.publish(actor=world.as_("trusted"), item=item).state == "published"


def test_the_same_words_as_a_relayed_quotation_pass(world: World) -> None:
    incident = cast.published(world)
    assert incident.item is not None
    for name, unit in (("trusted", "trusted"), ("head", "centre")):
        made = relay(
            actor=world.as_(name),
            unit=world.units[unit],
            item=incident.item,
            kind=RelayKind.QUOTATION,
            text=cast.words().fact,
        )
        assert made.is_live


def test_quotation_marks_without_a_name_are_no_quotation(world: World) -> None:
    packed(world)
    item = draft(world, f"</p><blockquote><p>{SENTENCES}</p></blockquote><p>")
    with pytest.raises(Objection):
        newsroom.publish(actor=world.as_("trusted"), item=item)


def test_a_unit_with_another_units_words_is_refused_in_the_room_too(world: World) -> None:
    incident = packed(world)
    item = newsroom.publish(actor=world.as_("trusted"), item=draft(world, OWN))
    voices.add_voice(actor=world.as_("trusted"), incident=incident, item=item)
    Wording.objects.filter(item=item).update(unit=world.units["body"])
    with pytest.raises(errors.OneTextManyVoices):
        voices.add_voice(actor=world.as_("trusted"), incident=incident, item=item)


@pytest.mark.slow
def test_ordering_fifty_units_to_publish_one_text_is_refused_and_as_a_quotation_it_passes(
    world: World,
) -> None:
    incident = cast.published(world)
    crowd = [Unit.objects.create(code=f"v{n}", name=f"واحد {n}", trust="at-once") for n in range(50)]
    address = Address(units=tuple(unit.code for unit in crowd))
    with pytest.raises(errors.OneTextManyVoices):
        helping.make_pack(
            actor=world.as_("officer"),
            incident=incident,
            sentences=SENTENCES,
            address=address,
            same_text=True,
        )
    _pack, call = helping.make_pack(
        actor=world.as_("officer"), incident=incident, sentences=SENTENCES, address=address, now=minutes(50)
    )
    assert (call.kind, call.asked, call.needs) == ("relay", 50, "nothing")
    refused = []
    for unit in crowd:
        someone = Person.objects.create(username=unit.code, name=unit.name)
        Membership.objects.create(person=someone, unit=unit, role=Role.OFFICER)
        who = standing(someone)
        text = Content(headline="آب کرج", body=f"<p>{SENTENCES}</p>")
        item = newsroom.create(actor=who, unit=unit, content=text)
        with pytest.raises(Objection) as said:
            newsroom.publish(actor=who, item=item)
        refused.append(str(said.value))
        quoted = Content(
            headline=f"واحد {unit.code}: پاسخ البرز",
            body=f"<blockquote>{SENTENCES}</blockquote>",
            source="البرز",
        )
        newsroom.publish(actor=who, item=newsroom.create(actor=who, unit=unit, content=quoted))
    assert len(refused) == 50
    assert all(world.units["province"].name in reason for reason in refused)


def asked(world: World, *, units: tuple[str, ...] = ("trusted", "body"), **said: object) -> Call:
    """The centre sends a text round, outside any incident; the worker has followed."""
    usual = {"kind": "cover", "title": "پوشش آب کرج", "text": SENTENCES, "urgent": True}
    question = Question(**{**usual, "deadline": timezone.now() + timedelta(days=2), **said})
    call = calls.ask(
        actor=world.as_("head"), unit=world.units["centre"], question=question, address=Address(units=units)
    )
    for event in Event.objects.filter(kind="calls.call.asked"):
        sent_to_many(event)
    return call


def introduction(world: World, name: str, unit: str, text: str, item: Item) -> Relay:
    return relay(
        actor=world.as_(name), unit=world.units[unit], item=item, kind=RelayKind.INTRODUCTION, text=text
    )


def test_the_text_of_a_call_to_several_units_is_nobody_s_own_and_passes_as_a_quotation(world: World) -> None:
    asked(world)
    with pytest.raises(Objection) as refused:
        newsroom.publish(actor=world.as_("trusted"), item=draft(world, SENTENCES))
    assert world.units["centre"].name in str(refused.value)
    quoted = draft(world, f"</p><blockquote><p>{SENTENCES}</p></blockquote><p>", source="مرکز")
    assert newsroom.publish(actor=world.as_("trusted"), item=quoted).state == "published"
    assert newsroom.publish(actor=world.as_("trusted"), item=draft(world, OWN)).state == "published"
    content = Content(headline="آب کرج", body=f"<p>{SENTENCES}</p>")
    own = newsroom.create(actor=world.as_("head"), unit=world.units["centre"], content=content)
    assert (
        newsroom.publish_urgently(actor=world.as_("head"), item=own, reason="لازم بود").state == "published"
    )


def test_a_text_for_one_unit_may_be_published_by_it(world: World) -> None:
    asked(world, units=("trusted",))
    assert newsroom.publish(actor=world.as_("trusted"), item=draft(world, SENTENCES)).state == "published"


def test_who_is_quoted_in_a_call_may_still_correct_what_it_said_first(world: World) -> None:
    item = newsroom.publish(actor=world.as_("trusted"), item=draft(world, SENTENCES))
    asked(world)
    content = Content(headline="دربارهٔ آب کرج", body=f"<p>{SENTENCES}</p><p>{OWN}</p>")
    corrected = newsroom.correct(
        actor=world.as_("trusted"), item=item, content=content, base_number=1, note="یک جمله افزوده شد"
    )
    assert corrected.published.number == 2


def test_the_words_of_a_drill_s_call_are_nobody_s_to_publish(world: World) -> None:
    asked(world, units=("trusted",), exercise=True)
    with pytest.raises(Objection, match="exercise|رزمایش|تمرین"):
        newsroom.publish(actor=world.as_("trusted"), item=draft(world, SENTENCES))
    incident = cast.published(world)
    with pytest.raises(Objection, match="exercise|رزمایش|تمرین"):
        introduction(world, "trusted", "trusted", SENTENCES, incident.item)


def test_an_introduction_with_the_words_of_a_call_is_refused_like_an_item(world: World) -> None:
    incident = cast.published(world)
    asked(world)
    with pytest.raises(Objection) as refused:
        introduction(world, "trusted", "trusted", SENTENCES, incident.item)
    assert world.units["centre"].name in str(refused.value)
    assert not Relay.objects.exists()
    assert introduction(world, "trusted", "trusted", OWN, incident.item).is_live


def test_one_introduction_under_two_names_is_refused(world: World) -> None:
    incident = cast.published(world)
    introduction(world, "trusted", "trusted", OWN, incident.item)
    with pytest.raises(Objection) as refused:
        introduction(world, "head", "centre", OWN, incident.item)
    assert world.units["trusted"].name in str(refused.value)


def test_a_waiting_introduction_is_compared_again_when_it_is_cleared(world: World) -> None:
    incident = cast.published(world)
    world.units["centre"].trust = "one-check"
    world.units["centre"].save()
    waiting = introduction(world, "head", "centre", OWN, incident.item)
    introduction(world, "trusted", "trusted", OWN, incident.item)
    with pytest.raises(Objection):
        clear(actor=world.as_("admin"), relay=waiting)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_an_exercise_is_kept_in_the_room_and_its_words_never_published(world: World) -> None:
    incident = cast.published(world, exercise=True)
    assert incident.state == "published"
    assert incident.item is None
    assert not Item.objects.exists()
    text = cast.words()
    for who, unit in (("trusted", "trusted"), ("officer", "province")):
        content = Content(
            headline=text.headline, abstract=text.fact, body=f"<p>{text.why}</p><p>{text.done}</p>"
        )
        item = newsroom.create(actor=world.as_(who), unit=world.units[unit], content=content)
        with pytest.raises(Objection):
            newsroom.publish_urgently(actor=world.as_(who), item=item, reason="لازم بود")


def test_the_first_word_in_an_exercise_is_no_item(world: World) -> None:
    incident = cast.claimed(world, exercise=True)
    held = publishing.hold(actor=world.as_("officer"), incident=incident, text="داریم بررسی می‌کنیم.")
    assert held.item is None
    assert not Item.objects.exists()


def test_a_withdrawn_item_speaks_for_nobody(world: World) -> None:
    incident = cast.published(world)
    item = newsroom.create(
        actor=world.as_("trusted"),
        unit=world.units["trusted"],
        content=Content(headline="ت", body=f"<p>{OWN}</p>"),
    )
    item = newsroom.publish(actor=world.as_("trusted"), item=item)
    item = newsroom.withdraw(actor=world.as_("trusted"), item=item, reason="نادرست بود")
    with pytest.raises(Invalid):
        voices.add_voice(actor=world.as_("trusted"), incident=incident, item=item)
