"""Help: asked of those who fit, accepted one by one, within this incident only, thanked and credited."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.calls import actions as calls
from hamafza.calls import answering
from hamafza.calls.addressing import Address
from hamafza.calls.models import Answer, Call
from hamafza.flow.deadlines import running
from hamafza.network.access import standing
from hamafza.network.models import Membership, Person, Region, Role, Topic, Unit
from hamafza.notices.consumers import make_notices
from hamafza.notices.models import Notice
from hamafza.pages.refusals import Invalid, NotAllowed, WrongState
from hamafza.response import access, actions, afterwards, consumers, helping, limits
from hamafza.response.helping import Wanted
from hamafza.response.models import Clock, Help, HelpRequest, Incident
from hamafza.response.queries import credits, offers_of_help
from hamafza.response.tests import cast
from hamafza.response.tests.cast import client_of, minutes
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def far(world: World) -> World:
    """Twenty units of another region; only two of them cover work."""
    region = Region.objects.create(code="gilan", name="گیلان")
    for number in range(20):
        unit = Unit.objects.create(code=f"g{number}", name=f"گیلان {number}", region=region)
        if number < 2:
            unit.topics.add(Topic.objects.get(code="work"))
        person = Person.objects.create(username=f"g{number}", name=f"کارشناس {number}")
        Membership.objects.create(person=person, unit=unit, role=Role.OFFICER)
        world.units[unit.code], world.people[person.username] = unit, person
    return world


def asked(world: World, incident: Incident) -> Call:
    now = timezone.now()
    return helping.ask_help(
        actor=world.as_("officer"),
        incident=incident,
        wanted=Wanted(title="یک کارشناس آب", kind="expert", deadline=now + timedelta(hours=6)),
        address=Address(regions=("gilan",), topics=("work",)),
        now=now,
    )


def offered(world: World, call: Call, name: str) -> Answer:
    answer = call.answers.select_related("unit", "call").get(unit=world.units[name])
    return answering.accept(actor=world.as_(name), answer=answer)


def test_a_request_reaches_only_units_that_match_within_a_second(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    began = time.perf_counter()
    call = asked(far, incident)
    assert time.perf_counter() - began < 1
    heard = Event.objects.filter(kind="calls.call.asked").latest("pk").audiences.split()
    matching = {f"unit:{far.units[code].pk}" for code in ("g0", "g1")}
    assert {
        name for name in heard if name in {f"unit:{far.units[f'g{n}'].pk}" for n in range(20)}
    } == matching
    assert set(call.answers.values_list("unit__code", flat=True)) == {"g0", "g1"}
    assert (call.kind, call.subject_kind, call.subject_id) == ("help", "incident", str(incident.pk))


def test_of_two_offers_one_is_accepted_and_its_unit_sees_the_incident_and_nothing_else(far: World) -> None:
    incident, other = cast.claimed(far, severity=4), cast.claimed(far, claim="ادعای دیگر دربارهٔ همین واحد")
    call = asked(far, incident)
    first, second = offered(far, call, "g0"), offered(far, call, "g1")
    assert offers_of_help(incident) == [first, second]
    assert client_of(far, "g0").get(f"/desk/incidents/{incident.pk}/").status_code == 404
    helping.take_help(actor=far.as_("officer"), incident=incident, answer=first)
    helping.pass_help(actor=far.as_("officer"), incident=incident, answer=second)
    assert offers_of_help(incident) == []
    assert list(access.visible(far.as_("g0"))) == [incident]
    assert client_of(far, "g0").get(f"/desk/incidents/{incident.pk}/").status_code == 200
    assert client_of(far, "g0").get(f"/desk/incidents/{other.pk}/").status_code == 404
    assert client_of(far, "g0").get(f"/desk/calls/{call.pk}/part/board/").status_code == 404
    assert client_of(far, "g1").get(f"/desk/incidents/{incident.pk}/").status_code == 404


def test_a_helper_is_released_thanked_and_credited_and_out(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    offer = offered(far, asked(far, incident), "g0")
    help_ = helping.take_help(actor=far.as_("officer"), incident=incident, answer=offer)
    assert helping.take_help(actor=far.as_("officer"), incident=incident, answer=offer) == help_
    offer.refresh_from_db()
    answering.done(actor=far.as_("g0"), answer=offer, note="گزارش پیوست شد")
    helping.release(actor=far.as_("officer"), help_=help_, thanks="سپاس از یاری")
    assert client_of(far, "g0").get(f"/desk/incidents/{incident.pk}/").status_code == 404
    assert [(one.unit.code, one.accepted, one.released) for one in credits()] == [("g0", 1, 1)]
    offer.refresh_from_db()
    assert offer.state == "confirmed"
    told = Event.objects.filter(kind="response.help.released").get().audiences.split()
    assert f"unit:{far.units['g0'].pk}" in told
    page = client_of(far, "officer").get("/desk/incidents/rules/").content.decode()
    assert far.units["g0"].name in page
    assert "سپاس از یاری" not in page
    with pytest.raises(WrongState):
        helping.release(actor=far.as_("officer"), help_=help_)


def test_a_helper_works_in_the_room_but_does_not_move_it(far: World) -> None:
    incident = cast.verifying(far, severity=4)
    offer = offered(far, asked(far, incident), "g0")
    helping.take_help(actor=far.as_("officer"), incident=incident, answer=offer)
    helper = standing(far.people["g0"])
    from hamafza.response import publishing, working

    working.add_evidence(actor=helper, incident=incident, piece=cast.piece())
    working.edit_facts(actor=helper, incident=incident, section="facts", text="کلر کافی است", base=0)
    for refused in (
        lambda: publishing.write(actor=helper, incident=incident, words=cast.words()),
        lambda: actions.escalate(actor=helper, incident=incident, reason="لازم بود"),
        lambda: helping.pass_help(actor=helper, incident=incident, answer=offer),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_the_first_offer_stops_its_clock_at_the_time_it_was_said(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    call = asked(far, incident)
    assert Clock.objects.get(incident=incident, name=limits.OFFER).stopped is None
    offered(far, call, "g1")
    event = Event.objects.filter(kind="calls.answer.accepted").get()
    consumers.first_offer(event)
    consumers.first_offer(event)
    assert incident.transitions.get(step="offer_help").clocks == {"offer": "kept"}
    clock = Clock.objects.get(incident=incident, name=limits.OFFER)
    assert clock.stopped == event.at
    assert not clock.broken


def noticed(kind: str) -> Iterable[Notice]:
    Notice.objects.all().delete()
    make_notices(Event.objects.filter(kind=kind).latest("pk"))
    return Notice.objects.order_by("person__username")


def test_an_offer_is_told_to_the_owner_once(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    offer = offered(far, asked(far, incident), "g1")
    consumers.first_offer(Event.objects.filter(kind="calls.answer.accepted").get())
    answering.done(actor=far.as_("g1"), answer=offer)
    consumers.first_offer(Event.objects.filter(kind="calls.answer.done").get())
    assert Event.objects.filter(kind="response.help.offered").count() == 1
    notices = list(noticed("response.help.offered"))
    assert [one.person.username for one in notices] == ["colleague", "officer"]
    assert far.units["g1"].name in notices[0].title
    assert notices[0].url == f"/desk/incidents/{incident.pk}/#aid"
    helping.take_help(actor=far.as_("officer"), incident=incident, answer=offer)
    assert not noticed("response.help.offered")


def test_an_offer_to_the_centre_that_asked_is_told_to_the_centre_too(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    now = timezone.now()
    call = helping.ask_help(
        actor=far.as_("head"),
        incident=incident,
        wanted=Wanted(title="یک مترجم", kind="translation", deadline=now + timedelta(hours=6)),
        address=Address(regions=("gilan",), topics=("work",)),
        now=now,
    )
    offered(far, call, "g0")
    consumers.first_offer(Event.objects.filter(kind="calls.answer.accepted").get())
    assert {one.person.username for one in noticed("response.help.offered")} == {
        "colleague",
        "head",
        "officer",
    }


def test_the_thanks_reach_the_released_helper_and_lead_to_where_they_are_kept(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    offer = offered(far, asked(far, incident), "g0")
    help_ = helping.take_help(actor=far.as_("officer"), incident=incident, answer=offer)
    helping.release(actor=far.as_("officer"), help_=help_, thanks="گزارش شما پاسخ را ساخت")
    [notice] = noticed("response.help.released")
    assert notice.person == far.people["g0"]
    assert "گزارش شما پاسخ را ساخت" in notice.title
    assert far.units["province"].name in notice.title
    page = client_of(far, "g0").get(notice.url)
    assert page.status_code == 200
    assert "گزارش شما پاسخ را ساخت" in page.content.decode()
    assert notice.url.split("#")[1] in page.content.decode()


def test_a_helper_released_without_words_is_thanked_all_the_same(far: World) -> None:
    incident = cast.claimed(far)
    help_ = helping.take_help(
        actor=far.as_("officer"), incident=incident, answer=offered(far, asked(far, incident), "g0")
    )
    helping.release(actor=far.as_("officer"), help_=help_)
    [notice] = noticed("response.help.released")
    assert "سپاس" in notice.title


def test_a_call_about_something_else_is_no_offer(far: World) -> None:
    from hamafza.calls.tests.cast import asked as ask_anything

    incident = cast.claimed(far)
    call = ask_anything(far, units=("g0",), kind="help")
    offer = offered(far, call, "g0")
    with pytest.raises(WrongState):
        helping.take_help(actor=far.as_("officer"), incident=incident, answer=offer)
    assert not Help.objects.exists()


def test_nobody_matching_is_said(world: World) -> None:
    incident = cast.claimed(world)
    with pytest.raises(Invalid):
        helping.ask_help(
            actor=world.as_("officer"),
            incident=incident,
            wanted=Wanted(title="x", kind="expert", deadline=minutes(600)),
            address=Address(topics=("no-such",)),
            now=minutes(20),
        )


def ended_by(world: World, incident: Incident, how: str) -> None:
    head = world.as_("head")
    if how == "close":
        Incident.objects.filter(pk=incident.pk).update(state="monitoring")
        actions.close(actor=head, incident=incident, reason="تمام")
    elif how == "reject":
        Incident.objects.filter(pk=incident.pk).update(state="triaged")
        actions.reject(actor=head, incident=incident, reason="ادعا نیست")
    else:
        actions.merge(actor=head, incident=incident, into=cast.triaged(world, claim="همان، پیش از این"))


@pytest.mark.parametrize("how", ["close", "reject", "merge"])
def test_with_an_incident_its_calls_end_and_nobody_is_reminded_any_more(far: World, how: str) -> None:
    incident = cast.verifying(far, severity=4)
    call = asked(far, incident)
    offered(far, call, "g0")
    ended_by(far, incident, how)
    call.refresh_from_db()
    assert (call.state, running("call", call.pk).exists()) == ("closed", False)
    assert [one.person.username for one in noticed("calls.call.closed")] == ["g0"]
    assert not noticed("response.incident.merged" if how == "merge" else "response.incident.ended")


@pytest.mark.parametrize("how", ["close", "reject", "merge"])
def test_what_was_done_and_not_confirmed_is_named_told_and_can_still_be_confirmed(
    far: World, how: str
) -> None:
    incident = cast.verifying(far, severity=4)
    answer = offered(far, asked(far, incident), "g0")
    answering.done(actor=far.as_("g0"), answer=answer, note="پیوست شد")
    ended_by(far, incident, how)
    said = incident.transitions.get(step="unconfirmed").reason
    assert said == f"یک کارشناس آب: {far.units['g0'].name}"
    kind = "response.incident.merged" if how == "merge" else "response.incident.ended"
    assert {one.person.username for one in noticed(kind)} == {"officer", "colleague"}
    assert calls.confirm(actor=far.as_("officer"), answer=answer).state == "confirmed"


def test_a_call_that_was_cancelled_before_stays_cancelled(far: World) -> None:
    incident = cast.verifying(far, severity=4)
    call = calls.cancel(actor=far.as_("officer"), call=asked(far, incident), reason="نه، ممنون")
    ended_by(far, incident, "close")
    call.refresh_from_db()
    assert call.state == "cancelled"


def test_a_withdrawn_response_lets_its_volunteers_go_and_keeps_asking_for_help(far: World) -> None:
    incident = cast.published(far)
    call = asked(far, incident)
    _pack, offer = helping.make_pack(
        actor=far.as_("officer"),
        incident=incident,
        sentences="نتیجه منتشر شد.",
        address=Address(units=("g0",)),
    )
    afterwards.withdraw(actor=far.as_("colleague"), incident=incident, reason="نادرست بود")
    for one in (call, offer):
        one.refresh_from_db()
    assert (call.state, offer.state) == ("open", "closed")


def test_a_request_says_what_kind_how_many_what_skill_and_who_directs(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    sent = client_of(far, "officer").post(
        f"/desk/incidents/{incident.pk}/form/help/",
        {
            "kind": "legal",
            "title": "خواندن یک قرارداد",
            "count": "2",
            "skill": "حقوق آب",
            "text": "فردا نه",
            "within": "6",
            "topics": ["work"],
            "regions": ["gilan"],
        },
    )
    assert sent.status_code == 302
    request = HelpRequest.objects.get(incident=incident)
    assert (request.kind, request.count, request.skill, request.directs) == ("legal", 2, "حقوق آب", "")
    asked_units = client_of(far, "g0").get(f"/desk/calls/{request.call_id}/").content.decode()
    for words in ("بررسی حقوقی", "۲", "حقوق آب", "مسئول هماهنگی: روابط‌عمومی البرز", "فردا نه"):
        assert words in asked_units
    room = client_of(far, "officer").get(f"/desk/incidents/{incident.pk}/part/aid/").content.decode()
    assert "بررسی حقوقی × ۲" in room


@pytest.mark.parametrize(("field", "value"), [("kind", "money"), ("count", "0"), ("count", "1000")])
def test_a_request_of_no_known_kind_or_number_is_refused(far: World, field: str, value: str) -> None:
    incident = cast.claimed(far, severity=4)
    said = {"kind": "expert", "title": "کسی", "within": "6", "topics": ["work"], field: value}
    sent = client_of(far, "officer").post(f"/desk/incidents/{incident.pk}/form/help/", said)
    assert sent.status_code == 422
    wanted = Wanted(**{"title": "کسی", "kind": "expert", "deadline": minutes(600), field: value})
    with pytest.raises(Invalid) as refused:
        helping.ask_help(actor=far.as_("officer"), incident=incident, wanted=wanted, address=Address())
    assert refused.value.field == field


def test_a_second_tap_asks_for_help_once(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    said = {"kind": "expert", "title": "کسی", "within": "6", "topics": ["work"], "retry_key": "k"}
    for _tap in range(2):
        client_of(far, "officer").post(f"/desk/incidents/{incident.pk}/form/help/", said)
    assert incident.transitions.filter(step="ask_help").count() == 1


def test_an_offer_says_what_it_brings_and_from_when(far: World) -> None:
    incident = cast.claimed(far, severity=4)
    answer = asked(far, incident).answers.get(unit=far.units["g0"])
    starts = timezone.now() + timedelta(hours=2)
    answering.accept(actor=far.as_("g0"), answer=answer, note="دو شیمی‌دان", starts=starts)
    room = client_of(far, "officer").get(f"/desk/incidents/{incident.pk}/part/aid/").content.decode()
    assert "دو شیمی‌دان" in room
    assert starts.isoformat(timespec="seconds")[:16] in room
