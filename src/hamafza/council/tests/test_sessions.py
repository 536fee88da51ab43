"""A session is planned, moved, cancelled; its clocks ring; points travel to the next one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.council import agenda, founding, inviting, planning, states
from hamafza.council.models import Holiday, Point, SeatRole, Series, SeriesRhythm, Session, SessionInvitation
from hamafza.council.tests import cast
from hamafza.flow import deadlines
from hamafza.flow.models import Deadline, Rules
from hamafza.lib.calendar.jalali import TEHRAN, jalali
from hamafza.pages.refusals import Conflict, Invalid, NotAllowed, ReasonMissing, Refused, WrongState
from hamafza.wire.models import Event

pytestmark = pytest.mark.usefixtures("positions")
NOW = datetime(2026, 12, 1, 9, tzinfo=TEHRAN)


@pytest.fixture
def council(world: World) -> Series:
    Rules.objects.update_or_create(id=1, defaults={"quiet_from": time(0), "quiet_until": time(0)})
    return cast.series(world)


def plan(world: World, council: Series, days: float = 20, **said: object) -> Session:
    starts = NOW + timedelta(days=days)
    return planning.plan(actor=world.as_("secretary"), series=council, starts=starts, now=NOW, **said)


def at(session: Session, days: float) -> str:
    """The state after the clock has looked at this moment, counted from the session."""
    deadlines.ring(session.starts + timedelta(days=days), "session")
    session.refresh_from_db()
    return session.state


def agenda_of(session: Session) -> list[str]:
    return [hearing.point.title for hearing in session.hearings.exclude(order=0).select_related("point")]


def hand_in(world: World, council: Series, title: str = "کمبود رابط", **said: object) -> Point:
    return agenda.hand_in(actor=world.as_("officer"), series=council, title=title, **said)


def hold(world: World, session: Session) -> Session:
    secretary = world.as_("secretary")
    for name in ("lock", "begin", "end"):
        session = planning.take(actor=secretary, session=session, name=name, confirmed=True)
    return session


def test_a_session_is_numbered_and_every_seat_is_invited(world: World, council: Series) -> None:
    first, second = plan(world, council), plan(world, council, 40)
    assert (first.number, second.number) == (1, 2)
    assert first.invitations.count() == council.members.count() == 4
    assert first.hearings.get(order=0).point.by_system
    event = Event.objects.filter(kind="council.session.planned").first()
    assert event is not None
    assert event.audiences == "all"


def test_a_second_tap_plans_nothing_again(world: World, council: Series) -> None:
    assert plan(world, council).pk == plan(world, council).pk
    assert Event.objects.filter(kind="council.session.planned").count() == 1


@pytest.mark.parametrize("who", ["officer", "editor", "trusted"])
def test_nobody_but_the_secretary_plans(world: World, council: Series, who: str) -> None:
    with pytest.raises(NotAllowed):
        planning.plan(actor=world.as_(who), series=council, starts=NOW + timedelta(days=5), now=NOW)


def test_nothing_is_planned_in_the_past_or_beyond_three_years(world: World, council: Series) -> None:
    for days in (-1, 1200):
        with pytest.raises(Invalid) as refused:
            plan(world, council, days)
        assert refused.value.field == "starts"


def test_the_clock_opens_asks_and_locks_on_the_days_of_the_charter(world: World, council: Series) -> None:
    session = plan(world, council)
    assert at(session, -11) == states.SCHEDULED
    assert at(session, -10) == states.AGENDA_OPEN
    assert at(session, -3) == states.BRIEFS_DUE
    assert at(session, -1) == states.AGENDA_LOCKED
    assert [step.step for step in session.steps.all()] == ["plan", "open", "ask-briefs", "lock"]


def test_a_series_has_days_of_its_own(world: World, council: Series) -> None:
    council.opens_days, council.briefs_days, council.locks_days = 15, 7, 2
    council.save()
    session = plan(world, council)
    assert [at(session, day) for day in (-15, -7, -2)] == ["agenda_open", "briefs_due", "agenda_locked"]


def test_of_days_that_have_passed_only_the_last_rings(world: World, council: Series) -> None:
    session = plan(world, council, 2)
    assert at(session, -1.9) == states.BRIEFS_DUE
    assert [step.step for step in session.steps.all()] == ["plan", "ask-briefs"]


def test_a_move_asks_everybody_again_and_sets_the_clocks_anew(world: World, council: Series) -> None:
    session = plan(world, council)
    mine = session.invitations.get(member__person=world.people["head"])
    inviting.reply(actor=world.as_("head"), invitation=mine, reply="come")
    assert at(session, -10) == states.AGENDA_OPEN
    later = session.starts + timedelta(days=3)
    now = session.starts - timedelta(days=9)
    planning.move(
        actor=world.as_("secretary"), session=session, starts=later, reason="تالار پر است.", now=now
    )
    session.refresh_from_db()
    assert (session.state, session.sequence) == (states.SCHEDULED, 1)
    assert SessionInvitation.objects.get(pk=mine.pk).reply == ""
    assert [at(session, day) for day in (-10, -3, -1)] == ["agenda_open", "briefs_due", "agenda_locked"]


def test_a_small_move_keeps_the_agenda_open(world: World, council: Series) -> None:
    session = plan(world, council)
    at(session, -10)
    later, now = session.starts + timedelta(hours=2), session.starts - timedelta(days=9)
    planning.move(actor=world.as_("secretary"), session=session, starts=later, reason="ناهار", now=now)
    session.refresh_from_db()
    assert session.state == states.AGENDA_OPEN
    assert at(session, -3.01) == states.AGENDA_OPEN
    assert at(session, -3) == states.BRIEFS_DUE


def test_a_move_needs_a_reason_a_new_time_and_a_free_one(world: World, council: Series) -> None:
    session, other = plan(world, council), plan(world, council, 30)
    secretary = world.as_("secretary")
    with pytest.raises(ReasonMissing):
        planning.move(actor=secretary, session=session, starts=NOW + timedelta(days=9), reason=" ", now=NOW)
    with pytest.raises(Invalid) as refused:
        planning.move(actor=secretary, session=session, starts=other.starts, reason="دیرتر", now=NOW)
    assert refused.value.field == "starts"
    planning.move(actor=secretary, session=session, starts=session.starts, reason="همان", now=NOW)
    assert not Event.objects.filter(kind="council.session.moved").exists()


def test_points_travel_until_they_are_ended(world: World, council: Series) -> None:
    waiting = hand_in(world, council, "پیش از هر برنامه")
    first = plan(world, council)
    second = plan(world, council, 40)
    hand_in(world, council, "دومی")
    assert agenda_of(first) == ["پیش از هر برنامه", "دومی"]
    assert agenda_of(second) == []
    hold(world, first)
    assert [hearing.state for hearing in first.hearings.all()] == ["done", "carried", "carried"]
    assert agenda_of(second) == ["پیش از هر برنامه", "دومی"]
    agenda.end(actor=world.as_("secretary"), point=waiting)
    assert agenda_of(second) == ["دومی"]


def test_a_cancelled_session_gives_its_points_on(world: World, council: Series) -> None:
    first, second = plan(world, council), plan(world, council, 40)
    hand_in(world, council)
    planning.cancel(actor=world.as_("head"), session=first, reason="عزای عمومی")
    assert agenda_of(second) == ["کمبود رابط"]
    assert not Deadline.objects.filter(flow="session", row=first.pk, stopped=None).exists()
    first.refresh_from_db()
    assert (first.state, first.sequence) == (states.CANCELLED, 1)
    assert first.hearings.get(order=0).point.state == "ended"


def test_a_point_that_is_put_off_comes_to_the_session_after(world: World, council: Series) -> None:
    first = plan(world, council)
    hand_in(world, council)
    hearing = first.hearings.get(order=1)
    agenda.put_off(actor=world.as_("secretary"), session=first, hearing=hearing)
    hand_in(world, council, "تازه")
    second = plan(world, council, 40)
    assert agenda_of(second) == ["کمبود رابط"]


def test_after_the_lock_a_point_waits_for_the_next_session(world: World, council: Series) -> None:
    first = plan(world, council)
    at(first, -1)
    point = hand_in(world, council)
    assert agenda_of(first) == []
    assert agenda_of(plan(world, council, 40)) == [point.title]


def test_a_second_tap_hands_in_nothing_again_and_another_text_is_told(world: World, council: Series) -> None:
    assert hand_in(world, council, retry_key="k").pk == hand_in(world, council, retry_key="k").pk
    with pytest.raises(Conflict):
        hand_in(world, council, "دیگری", retry_key="k")
    for other in ({"text": "متن دیگر"}, {"confidential": True}):
        with pytest.raises(Conflict):
            hand_in(world, council, retry_key="k", **other)


@pytest.mark.parametrize("who", ["editor", "trusted", "observer"])
def test_who_only_listens_hands_in_nothing(world: World, council: Series, who: str) -> None:
    with pytest.raises(NotAllowed):
        agenda.hand_in(actor=world.as_(who), series=council, title="نکته")


def test_after_the_lock_only_the_secretary_changes_a_point(world: World, council: Series) -> None:
    session = plan(world, council)
    point = hand_in(world, council)
    agenda.change(actor=world.as_("officer"), point=point, minutes=15)
    assert session.hearings.get(order=1).minutes == 15
    at(session, -1)
    with pytest.raises(Refused, match="دستور"):
        agenda.change(actor=world.as_("officer"), point=point, title="دیگر")
    agenda.change(actor=world.as_("secretary"), point=point, title="دیگر")
    with pytest.raises(NotAllowed):
        agenda.change(actor=world.as_("head"), point=point, title="سوم")


def test_the_secretary_puts_the_points_in_order(world: World, council: Series) -> None:
    session, secretary = plan(world, council), world.as_("secretary")
    for title in ("الف", "ب", "پ"):
        hand_in(world, council, title)
    last = session.hearings.get(order=3)
    agenda.step_by(actor=secretary, session=session, hearing=last, places=-1)
    assert agenda_of(session) == ["الف", "پ", "ب"]
    agenda.step_by(actor=secretary, session=session, hearing=last, places=-5)
    assert agenda_of(session) == ["پ", "الف", "ب"]
    agenda.give_minutes(actor=secretary, session=session, hearing=last, minutes=20)
    with pytest.raises(Refused):
        agenda.step_by(actor=secretary, session=session, hearing=session.hearings.get(order=0), places=1)
    with pytest.raises(NotAllowed):
        agenda.arrange(actor=world.as_("officer"), session=session, order=[])


def test_one_tap_answers_and_another_changes_it(world: World, council: Series) -> None:
    session = plan(world, council)
    seat = session.invitations.get(member__unit=world.units["province"])
    for said in ("come", "not", "not"):
        inviting.reply(actor=world.as_("officer"), invitation=seat, reply=said)
    assert Event.objects.filter(kind="council.invitation.replied").count() == 2
    inviting.reply(actor=world.as_("secretary"), invitation=seat, reply="substitute", note="تلفنی")
    with pytest.raises(NotAllowed):
        inviting.reply(actor=world.as_("head"), invitation=seat, reply="come")
    with pytest.raises(Invalid):
        inviting.reply(actor=world.as_("officer"), invitation=seat, reply="perhaps")
    hold(world, session)
    with pytest.raises(WrongState):
        inviting.reply(actor=world.as_("officer"), invitation=seat, reply="come")


def test_the_rhythm_plans_the_next_session_and_passes_over_holidays(world: World, council: Series) -> None:
    council.rhythm, council.nth, council.at = SeriesRhythm.MONTHLY, 2, time(8, 30)
    council.save()
    Holiday.objects.create(day=jalali(1405, 10, 1).to_gregorian(), name="یلدا")
    assert planning.catch_up(NOW + timedelta(days=1)) == 1
    session = council.sessions.get()
    # 10 Azar has passed; the first working days of Dey are Wednesday the second and Saturday the fifth.
    assert session.starts == datetime.combine(date(2026, 12, 26), time(8, 30), TEHRAN)
    assert planning.catch_up(NOW + timedelta(days=2)) == 0
    assert session.steps.get().by is None


def test_after_a_cancelled_session_the_rhythm_goes_on_with_the_one_after(
    world: World, council: Series
) -> None:
    council.rhythm, council.since, council.weeks = SeriesRhythm.WEEKLY, date(2026, 12, 5), 2
    council.save()
    planning.catch_up(NOW)
    planning.cancel(actor=world.as_("secretary"), session=council.sessions.get(), reason="سفر")
    planning.catch_up(NOW)
    days = council.sessions.order_by("starts").values_list("starts", flat=True)
    assert [day.astimezone(TEHRAN).date() for day in days] == [date(2026, 12, 5), date(2026, 12, 19)]


def test_after_the_session_the_clocks_of_the_minutes_tell_what_is_late(world: World, council: Series) -> None:
    session = hold(world, plan(world, council))
    assert session.ended is not None
    for days in (1, 3, 5, 7):
        deadlines.ring(session.ended + timedelta(days=days), "session")
    late = Event.objects.filter(kind="council.session.late").values_list("payload", flat=True)
    assert [one.split('"late":"')[1].split('"')[0] for one in late] == [*states.AFTER]


def test_a_new_seat_is_invited_and_one_that_is_given_up_is_expected_no_more(
    world: World, council: Series
) -> None:
    session, secretary = plan(world, council), world.as_("secretary")
    seat = founding.give_seat(actor=secretary, series=council, unit=world.units["trusted"])
    assert founding.give_seat(actor=secretary, series=council, unit=world.units["trusted"]).pk == seat.pk
    assert session.invitations.filter(member=seat).count() == 1
    founding.end_seat(actor=secretary, member=seat)
    assert session.invitations.get(member=seat).withdrawn
    with pytest.raises(NotAllowed):
        founding.give_seat(actor=world.as_("officer"), series=council, unit=world.units["trusted"])


def test_a_series_is_never_without_a_secretary(world: World, council: Series) -> None:
    own = council.members.get(role=SeatRole.SECRETARY)
    for act in (
        lambda: founding.end_seat(actor=world.as_("secretary"), member=own),
        lambda: founding.change_seat(actor=world.as_("secretary"), member=own, role=SeatRole.MEMBER),
    ):
        with pytest.raises(Invalid):
            act()
    own.refresh_from_db()
    assert own.until is None
    assert own.role == SeatRole.SECRETARY


def test_a_person_sits_for_a_unit_they_belong_to(world: World, council: Series) -> None:
    with pytest.raises(Invalid) as refused:
        founding.give_seat(
            actor=world.as_("secretary"),
            series=council,
            unit=world.units["trusted"],
            person=world.people["officer"],
        )
    assert refused.value.field == "person"


def test_a_council_is_founded_once_by_a_head_or_secretary(world: World) -> None:
    said = {"unit": world.units["centre"], "name": "شورای تازه", "wide": True}
    made = founding.found(actor=world.as_("head"), **said)
    assert founding.found(actor=world.as_("head"), **said).pk == made.pk
    assert made.members.get().role == SeatRole.SECRETARY
    with pytest.raises(Invalid):
        founding.found(actor=world.as_("secretary"), **said)
    with pytest.raises(NotAllowed):
        founding.found(actor=world.as_("officer"), unit=world.units["province"], name="کمیته")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("since", {"rhythm": "weekly"}),
        ("quorum_value", {"quorum_value": 101}),
        ("briefs_days", {"opens_days": 2}),
        ("comments_days", {"sending_days": 4}),
    ],
)
def test_what_does_not_fit_together_is_said_at_its_field(
    world: World, council: Series, field: str, said: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        founding.change(actor=world.as_("secretary"), series=council, **said)
    assert refused.value.field == field


def test_a_series_ends_when_nothing_is_ahead(world: World, council: Series) -> None:
    session, secretary = plan(world, council), world.as_("secretary")
    with pytest.raises(Refused):
        founding.end(actor=secretary, series=council)
    planning.cancel(actor=secretary, session=session, reason="پایان کار")
    assert founding.end(actor=secretary, series=council).ended
    with pytest.raises(Refused):
        plan(world, council)


def test_a_point_by_rule_comes_once_for_its_subject(world: World, council: Series) -> None:
    said = {"title": "مجوز عکاسی", "subject_kind": "problem", "subject_id": "7"}
    first = agenda.hand_in_by_rule(series=council, **said)
    assert agenda.hand_in_by_rule(series=council, **said).pk == first.pk
    agenda.end(actor=world.as_("secretary"), point=first)
    assert agenda.hand_in_by_rule(series=council, **said).pk != first.pk


def test_the_unit_that_speaks_is_known_without_being_asked(world: World, council: Series) -> None:
    assert hand_in(world, council).unit == world.units["province"]
    assert timezone.is_aware(council.founded)


def test_whoever_does_not_see_a_point_does_not_move_it(world: World, council: Series) -> None:
    held = cast.session(council)
    titles = ("یکم", "پنهان", "دوم", "سوم")
    rows = [
        cast.hearing(held, cast.point(council, title, confidential=title == "پنهان"), order)
        for order, title in enumerate(titles, 1)
    ]
    admin = world.as_("admin")
    agenda.arrange(actor=admin, session=held, order=[rows[3].pk, rows[1].pk])
    assert agenda_of(held) == ["سوم", "پنهان", "یکم", "دوم"]
    agenda.step_by(actor=admin, session=held, hearing=rows[3], places=1)
    assert agenda_of(held) == ["یکم", "پنهان", "سوم", "دوم"]
