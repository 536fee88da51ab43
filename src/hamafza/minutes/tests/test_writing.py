"""Several hands write one text: nothing is overwritten, nothing is written twice, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import World

from hamafza.council.models import Session
from hamafza.minutes import access, actions, approving, writing
from hamafza.minutes.errors import LineChanged, MinutesClosed
from hamafza.minutes.models import MinutesLine
from hamafza.minutes.tests import cast
from hamafza.minutes.tests.cast import later
from hamafza.minutes.writing import LineWords
from hamafza.pages.refusals import Invalid, NotAllowed, SentBefore
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db


def test_a_line_sent_twice_is_there_once(world: World) -> None:
    session = cast.running(world)
    first, second = (cast.line(world, session, key="one") for _turn in range(2))
    assert first == second
    assert Event.objects.filter(kind="minutes.line.written").count() == 1


def test_a_name_after_the_at_sign_is_who_said_it(world: World) -> None:
    line = cast.line(world, cast.running(world), "@كارشناس صندوق: كتابها را ببينيد")
    assert (line.holds.speaker, line.holds.text) == ("کارشناس صندوق", "کتاب‌ها را ببینید")
    assert "روابط‌عمومی صندوق" in line.holds.office


def test_the_second_of_two_who_change_one_line_sees_both_texts(world: World) -> None:
    line = cast.line(world, cast.running(world))
    writing.revise(actor=world.as_("head"), line=line, words=LineWords(text="هشت خانه خالی است"), base=1)
    with pytest.raises(LineChanged) as conflict:
        writing.revise(
            actor=world.as_("secretary"), line=line, words=LineWords(text="نه خانه خالی است"), base=1
        )
    assert conflict.value.theirs.holds.text == "هشت خانه خالی است"
    assert [one.text for one in line.versions.all()] == ["هفت خانه خالی است", "هشت خانه خالی است"]


def test_another_text_under_a_key_that_was_used_is_refused_and_not_dropped(world: World) -> None:
    secretary, line = world.as_("secretary"), cast.line(world, cast.running(world))
    words = LineWords(text="هشت خانه خالی است")
    for _tap in range(2):
        line = writing.revise(actor=secretary, line=line, words=words, base=1, key="k")
    assert line.holds.number == 2
    for said in ({"words": LineWords(text="نه خانه خالی است")}, {"words": words, "struck": True}):
        with pytest.raises(SentBefore):
            writing.revise(actor=secretary, line=line, base=2, key="k", **said)


def test_a_line_taken_out_stays_in_its_versions_and_comes_back(world: World) -> None:
    secretary, line = world.as_("secretary"), cast.line(world, cast.running(world))
    line = writing.strike(actor=secretary, line=line, base=1)
    assert line.holds.struck
    line = writing.revise(actor=secretary, line=line, words=LineWords(text="هفت خانه خالی است"), base=2)
    assert not line.holds.struck
    assert line.versions.count() == 3


def test_what_was_typed_without_a_connection_keeps_its_hour(world: World) -> None:
    session = cast.running(world)
    line = cast.line(world, session, at=later(5), now=later(15))
    early = cast.line(world, session, "پیش از آغاز", at=later(-500), now=later(15))
    assert (line.at, early.at) == (later(5), session.began)


def test_a_line_arrives_after_the_session_has_ended_but_not_after_the_signature(world: World) -> None:
    session = cast.ended(world)
    cast.line(world, session, "دیر رسید")
    approving.offer(actor=world.as_("secretary"), session=session)
    approving.sign(actor=world.as_("head"), session=session, now=later(100))
    with pytest.raises(MinutesClosed):
        cast.line(world, session, "بسیار دیر رسید")


@pytest.mark.parametrize("name", ["editor", "trusted", "officer", "colleague"])
def test_members_read_and_do_not_write(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        cast.line(world, cast.running(world), by=name)


def test_a_quotation_has_a_speaker(world: World) -> None:
    with pytest.raises(Invalid, match="quotation|گوینده"):
        cast.line(world, cast.running(world), kind="quotation")


def test_the_event_says_no_word_of_the_line(world: World) -> None:
    cast.line(world, cast.running(world), "رازی در میان است")
    assert not Event.objects.filter(payload__contains="راز").exists()


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["secretary", "head"]), st.integers(0, 3), st.sampled_from("ابپتث"), st.booleans()
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_however_two_write_every_accepted_text_stays(
    world: World, edits: list[tuple[str, int, str, bool]]
) -> None:
    session = Session.objects.first() or cast.running(world)
    line = cast.line(world, session, key=str(MinutesLine.objects.count()))
    accepted = ["هفت خانه خالی است"]
    for name, behind, text, struck in edits:
        line.refresh_from_db()
        before = (line.holds.text, line.holds.struck)
        base = max(0, line.holds.number - behind)
        try:
            writing.revise(
                actor=world.as_(name), line=line, words=LineWords(text=text), base=base, struck=struck
            )
        except LineChanged:
            assert behind
        else:
            accepted += [text] if before != (text, struck) else []
    assert [one.text for one in line.versions.all()] == accepted
    assert [one.number for one in line.versions.all()] == list(range(1, len(accepted) + 1))


def test_who_may_write_is_who_leads(world: World) -> None:
    session = cast.running(world)
    writes = {name for name in world.people if access.Seated(world.as_(name), session).writes}
    assert writes == {"head", "secretary", "admin"}
    assert actions.voting_units(session) == 3
