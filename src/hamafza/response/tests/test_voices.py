"""One text does not speak in many names; a quotation under its author's name does, an exercise never."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.calls.addressing import Address
from hamafza.network.access import standing
from hamafza.network.models import Membership, Person, Role, Unit
from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.errors import Objection
from hamafza.newsroom.models import Item
from hamafza.relay.actions import relay
from hamafza.relay.models import Kind
from hamafza.response import errors, helping, voices, working
from hamafza.response.likeness import alike, copied, marks
from hamafza.response.models import Incident, Wording
from hamafza.response.tests import cast
from hamafza.response.tests.cast import minutes

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
            kind=Kind.QUOTATION,
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
            newsroom.publish_urgently(actor=world.as_(who), item=item, reason="x")
