"""A session while it runs: its points and their clock, the floor, who is there, votes by show of hands."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World

from hamafza.council.models import Hearing, Member, Session
from hamafza.minutes import access, actions, approving, consumers, queries
from hamafza.minutes.errors import NotInSession, NotPresent, SeatTaken, VotedAlready
from hamafza.minutes.models import Motion, Turn
from hamafza.minutes.tests import cast
from hamafza.minutes.tests.cast import hearing, later
from hamafza.pages.refusals import Invalid, NotAllowed, Refused, SentBefore
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db


def states_of(session: Session) -> list[str]:
    return [one.state for one in session.hearings.order_by("order", "pk")]


def test_the_next_point_ends_the_one_before_and_its_list_of_speakers(world: World) -> None:
    session = cast.running(world)
    actions.ask_floor(actor=world.as_("trusted"), session=session)
    actions.hear(actor=world.as_("secretary"), hearing=hearing(session, 2), now=later(20))
    assert states_of(session) == ["waiting", "done", "current"]
    assert hearing(session, 1).ended == later(20)
    assert Turn.objects.get().state == "withdrawn"


def test_a_second_tap_on_five_minutes_more_adds_nothing(world: World) -> None:
    session = cast.running(world)
    for _tap in range(2):
        actions.prolong(actor=world.as_("secretary"), hearing=hearing(session), given=5)
    assert hearing(session).minutes == 10


def test_a_point_that_was_not_dealt_with_travels_on_and_the_others_are_ended(world: World) -> None:
    session = cast.running(world)
    actions.carry(actor=world.as_("head"), hearing=hearing(session, 2))
    approving.end(actor=world.as_("head"), session=session, now=later(60))
    consumers.ended(Event.objects.get(kind="council.session.ended"))
    consumers.ended(Event.objects.get(kind="council.session.ended"))  # once more changes nothing
    assert [one.point.state for one in session.hearings.order_by("order")] == ["ended", "ended", "open"]


def test_the_floor_goes_round_in_the_order_in_which_it_was_asked_for(world: World) -> None:
    session = cast.running(world)
    first, second = (
        actions.ask_floor(actor=world.as_(name), session=session) for name in ("trusted", "editor")
    )
    assert actions.ask_floor(actor=world.as_("trusted"), session=session) == first
    secretary = world.as_("secretary")
    actions.give_floor(actor=secretary, turn=first)
    actions.give_floor(actor=secretary, turn=second)
    assert [one.state for one in Turn.objects.order_by("pk")] == ["done", "speaking"]
    actions.end_turn(actor=world.as_("editor"), turn=Turn.objects.get(pk=second.pk))
    assert not queries.turns(session, hearing(session))


def test_nobody_takes_the_floor_themselves(world: World) -> None:
    session = cast.running(world)
    turn = actions.ask_floor(actor=world.as_("trusted"), session=session)
    with pytest.raises(NotAllowed):
        actions.give_floor(actor=world.as_("trusted"), turn=turn)
    with pytest.raises(NotAllowed):
        actions.ask_floor(actor=world.as_("officer"), session=session)  # an observer listens


def test_the_quorum_counts_members_and_substitutes_and_no_observers(world: World) -> None:
    session = cast.begun(world)
    cast.present(world, session, "officer", "editor")
    attendance = queries.attendance(session)
    assert (attendance.present, attendance.needed, attendance.is_quorate) == (1, 2, False)
    seat = session.invitations.get(member__person=world.people["trusted"])
    actions.attend(actor=world.as_("secretary"), invitation=seat, presence="substitute")
    assert queries.attendance(session).is_quorate


def test_one_says_only_for_the_own_seat_that_one_is_here(world: World) -> None:
    session = cast.begun(world)
    seat = session.invitations.get(member__person=world.people["trusted"])
    with pytest.raises(NotAllowed):
        actions.attend(actor=world.as_("editor"), invitation=seat, presence="present")


def test_a_substitute_votes_only_on_a_seat_that_its_unit_left_empty(world: World) -> None:
    session = cast.begun(world)
    seat = session.invitations.get(member__unit=world.units["body"])
    Member.objects.filter(pk=seat.member_id).update(substitute_unit=world.units["province"])
    actions.hear(actor=world.as_("head"), hearing=hearing(session))
    motion = actions.put_motion(actor=world.as_("head"), hearing=hearing(session), text="نامهٔ مجوز")
    officer = world.as_("officer")
    for presence in ("present", "absent"):
        with pytest.raises(Invalid):
            actions.attend(actor=officer, invitation=seat, presence=presence)
    actions.attend(actor=officer, invitation=seat, presence="substitute")
    assert actions.cast(actor=officer, motion=motion, choice="for").unit == world.units["body"]
    actions.attend(actor=world.as_("editor"), invitation=seat, presence="present")  # the unit itself comes
    with pytest.raises(NotPresent):
        actions.cast(actor=officer, motion=motion, choice="against")
    for presence in ("substitute", "absent"):
        with pytest.raises(SeatTaken):
            actions.attend(actor=officer, invitation=seat, presence=presence)


def test_nobody_votes_for_a_unit_whose_presence_the_secretary_said(world: World) -> None:
    session = cast.running(world)
    seat = session.invitations.get(member__unit=world.units["body"])
    Member.objects.filter(pk=seat.member_id).update(substitute_unit=world.units["province"])
    actions.attend(actor=world.as_("secretary"), invitation=seat, presence="present")
    assert access.Seated(world.as_("officer"), session).voting is None
    actions.attend(actor=world.as_("secretary"), invitation=seat, presence="substitute")
    assert access.Seated(world.as_("officer"), session).voting == seat


def test_a_unit_has_one_vote_and_changes_it_until_the_vote_is_closed(world: World) -> None:
    session = cast.running(world)
    motion = actions.put_motion(actor=world.as_("head"), hearing=hearing(session), text="نامهٔ مجوز", key="k")
    assert (
        actions.put_motion(actor=world.as_("head"), hearing=hearing(session), text="نامهٔ مجوز", key="k")
        == motion
    )
    for name, choice in (
        ("head", "for"),
        ("secretary", "against"),
        ("trusted", "for"),
        ("trusted", "abstain"),
    ):
        actions.cast(actor=world.as_(name), motion=motion, choice=choice, confirmed=True)
    count = queries.motions(session, [hearing(session)])[0]
    assert [(vote.unit.code, vote.choice) for vote in count.votes] == [
        ("centre", "against"),
        ("trusted", "abstain"),
    ]
    closed = actions.close_motion(actor=world.as_("secretary"), motion=motion)
    assert closed.present == 3
    with pytest.raises(NotInSession):
        actions.cast(actor=world.as_("trusted"), motion=motion, choice="for")


def test_the_same_words_under_the_same_key_at_another_point_are_no_second_tap(world: World) -> None:
    session, head = cast.running(world), world.as_("head")
    actions.put_motion(actor=head, hearing=hearing(session), text="نامهٔ مجوز", key="k")
    with pytest.raises(SentBefore):
        actions.put_motion(actor=head, hearing=hearing(session, 2), text="نامهٔ مجوز", key="k")
    cast.line(world, session, key="k")
    with pytest.raises(SentBefore):
        cast.line(world, session, key="k", number=2)


def test_the_vote_of_a_colleague_is_changed_only_on_purpose(world: World) -> None:
    session = cast.running(world)
    motion = actions.put_motion(actor=world.as_("head"), hearing=hearing(session), text="نامهٔ مجوز")
    actions.cast(actor=world.as_("head"), motion=motion, choice="for")
    address, client = (
        f"/desk/council/sessions/{session.pk}/live/motions/{motion.pk}/against/",
        world.client("secretary"),
    )
    assert str(world.people["head"]) in client.post(address).content.decode()
    assert motion.votes.get().choice == "for"
    with pytest.raises(VotedAlready):
        actions.cast(actor=world.as_("secretary"), motion=motion, choice="against")
    client.post(address, {"confirmed": "1"})
    assert motion.votes.get().choice == "against"


def test_only_who_is_there_votes(world: World) -> None:
    session = cast.begun(world)
    actions.hear(actor=world.as_("head"), hearing=hearing(session))
    motion = actions.put_motion(actor=world.as_("head"), hearing=hearing(session), text="نامهٔ مجوز")
    with pytest.raises(NotPresent):
        actions.cast(actor=world.as_("trusted"), motion=motion, choice="for")
    with pytest.raises(NotAllowed):
        actions.cast(actor=world.as_("officer"), motion=motion, choice="for")


def test_nothing_runs_on_after_the_end(world: World) -> None:
    session = cast.running(world)
    actions.ask_floor(actor=world.as_("trusted"), session=session)
    actions.put_motion(actor=world.as_("head"), hearing=hearing(session), text="نامهٔ مجوز")
    approving.end(actor=world.as_("secretary"), session=session, now=later(60))
    assert (Turn.objects.get().state, Motion.objects.get().state) == ("withdrawn", "closed")
    assert set(session.invitations.values_list("presence", flat=True)) == {"present", "absent"}
    with pytest.raises(Refused):
        actions.hear(actor=world.as_("head"), hearing=hearing(session, 2))


STEPS = st.lists(
    st.tuples(st.sampled_from(["hear", "finish", "carry", "prolong"]), st.integers(0, 2)), max_size=10
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_tapped_at_most_one_point_is_heard(world: World, steps: list[tuple[str, int]]) -> None:
    session = Session.objects.first() or cast.running(world)
    Hearing.objects.update(state="waiting", began=None, ended=None)
    for name, number in steps:
        more = {"given": 5} if name == "prolong" else {}
        try:
            getattr(actions, name)(actor=world.as_("head"), hearing=hearing(session, number), **more)
        except Refused:
            continue
        assert states_of(session).count("current") <= 1
        agenda = queries.agenda(world.as_("officer"), session)
        assert agenda.following is None or agenda.following.hearing.state == "waiting"


def test_what_somebody_may_not_see_is_not_found_for_them_here_either(world: World) -> None:
    session = cast.running(world, secret=True)
    member, other = world.as_("editor"), world.as_("colleague")
    assert len(queries.agenda(member, session).points) == 4
    assert len(queries.agenda(other, session).points) == 3
    assert access.Seated(other, session).own is None
