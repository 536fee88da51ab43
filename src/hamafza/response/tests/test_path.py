"""The path of an incident, and what it refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.world import World

from hamafza.newsroom.models import Item
from hamafza.pages.refusals import Invalid, NotAllowed, OwnWork, WrongState
from hamafza.response import actions, clocks, errors, publishing, working
from hamafza.response.models import Clock, Incident, IncidentStep
from hamafza.response.tests import cast
from hamafza.response.tests.cast import minutes

pytestmark = pytest.mark.django_db


def test_a_claim_is_reported_weighed_owned_answered_cleared_by_another_and_published(world: World) -> None:
    incident = cast.published(world)
    assert incident.state == "published"
    assert incident.item is not None
    item = Item.objects.get(pk=incident.item_id)
    assert (item.state, item.unit, item.urgent) == ("published", world.units["province"], False)
    assert item.checked is not None
    version = item.published
    assert version is not None
    assert (version.profile, version.author) == ("response", world.people["officer"])
    assert version.abstract.startswith("هر چهل نمونه")
    assert version.body.count("آلوده است") == 1
    assert version.evidence[0]["label"] == "آزمایش آب"
    steps = list(IncidentStep.objects.filter(incident=incident).values_list("step", flat=True))
    assert steps == [
        "report", "triage", "claim", "verify", "evidence", "check_evidence", "write", "ready", "clear", "publish",
    ]  # fmt: skip


def test_each_step_says_which_clock_it_kept(world: World) -> None:
    incident = cast.published(world, severity=4)
    marks = {row.step: row.clocks for row in incident.transitions.all() if row.clocks}
    assert marks == {
        "triage": {"acknowledge": "kept", "triage": "kept"},
        "claim": {"ownership": "kept"},
        "clear": {"clearance": "kept"},
        "publish": {"holding": "broken"},
    }


def test_the_writer_never_clears(world: World) -> None:
    incident = cast.verifying(world)
    cast.evidenced(world, incident)
    publishing.write(actor=world.as_("colleague"), incident=incident, words=cast.words())
    incident = publishing.ready(actor=world.as_("officer"), incident=incident)
    with pytest.raises(OwnWork):
        publishing.clear(actor=world.as_("colleague"), incident=incident)
    with pytest.raises(NotAllowed):
        publishing.clear(actor=world.as_("officer"), incident=incident)
    assert publishing.clear(actor=world.as_("editor"), incident=incident).state == "cleared"


def test_an_administrator_who_wrote_does_not_clear_either(world: World) -> None:
    incident = cast.verifying(world)
    cast.evidenced(world, incident)
    publishing.write(actor=world.as_("admin"), incident=incident, words=cast.words())
    incident = publishing.ready(actor=world.as_("officer"), incident=incident)
    with pytest.raises(OwnWork):
        publishing.clear(actor=world.as_("admin"), incident=incident)


def test_at_the_highest_level_two_others_clear(world: World) -> None:
    incident = cast.ready(world, severity=5)
    incident = publishing.clear(actor=world.as_("colleague"), incident=incident)
    assert incident.state == "response_ready"
    publishing.clear(actor=world.as_("colleague"), incident=incident)
    with pytest.raises(WrongState):
        publishing.publish(actor=world.as_("officer"), incident=incident)
    assert publishing.clear(actor=world.as_("head"), incident=incident).state == "cleared"


def test_a_changed_text_is_cleared_anew(world: World) -> None:
    incident = publishing.clear(actor=world.as_("colleague"), incident=cast.ready(world, severity=5))
    publishing.write(
        actor=world.as_("officer"), incident=incident, words=cast.words(headline="آب کرج سالم است")
    )
    incident = publishing.clear(actor=world.as_("head"), incident=incident)
    assert incident.state == "response_ready"


def test_a_clearance_does_not_outlive_the_return_of_the_text(world: World) -> None:
    incident = publishing.clear(actor=world.as_("colleague"), incident=cast.ready(world, severity=5))
    publishing.return_(actor=world.as_("head"), incident=incident, reason="یک عدد کم است")
    publishing.ready(actor=world.as_("officer"), incident=incident)
    assert publishing.clear(actor=world.as_("head"), incident=incident).state == "response_ready"


def test_no_evidence_no_rebuttal(world: World) -> None:
    incident = cast.verifying(world)
    publishing.write(actor=world.as_("officer"), incident=incident, words=cast.words())
    with pytest.raises(errors.NoEvidence):
        publishing.ready(actor=world.as_("officer"), incident=incident)
    working.add_evidence(actor=world.as_("officer"), incident=incident, piece=cast.piece())
    with pytest.raises(errors.NoEvidence):
        publishing.ready(actor=world.as_("officer"), incident=incident)


def test_nobody_checks_the_evidence_they_entered(world: World) -> None:
    incident = cast.verifying(world)
    found = working.add_evidence(actor=world.as_("officer"), incident=incident, piece=cast.piece())
    with pytest.raises(OwnWork):
        working.check_evidence(actor=world.as_("officer"), evidence=found)
    assert len(found.sha256) == 64


def test_true_criticism_is_answered_and_corrected_never_rebutted(world: World) -> None:
    incident = cast.verifying(world, kind="criticism")
    cast.evidenced(world, incident)
    with pytest.raises(errors.NoRebuttal):
        publishing.write(actor=world.as_("officer"), incident=incident, words=cast.words())
    with pytest.raises(Invalid):
        publishing.write(
            actor=world.as_("officer"), incident=incident, words=cast.words(stance="right", done="")
        )
    publishing.write(actor=world.as_("officer"), incident=incident, words=cast.words(stance="right"))
    publishing.ready(actor=world.as_("officer"), incident=incident)
    publishing.clear(actor=world.as_("colleague"), incident=incident)
    incident = publishing.publish(actor=world.as_("officer"), incident=incident)
    assert incident.item is not None
    assert incident.item.published is not None
    assert "چه چیزی درست است" in incident.item.published.body


def test_the_claim_is_said_once(world: World) -> None:
    incident = cast.verifying(world)
    with pytest.raises(Invalid) as refused:
        publishing.write(actor=world.as_("officer"), incident=incident, words=cast.words(why=cast.CLAIM))
    assert refused.value.field == "why"


def test_an_emergency_publication_is_flagged_and_cleared_within_a_day(world: World) -> None:
    incident = cast.ready(world, severity=4)
    incident = publishing.publish_emergency(
        actor=world.as_("officer"), incident=incident, reason="مردم آب نمی‌خورند", now=minutes(35)
    )
    assert incident.emergency
    assert incident.item is not None
    assert incident.item.urgent
    clock = Clock.objects.get(incident=incident, name="emergency")
    assert clock.due == minutes(35) + timedelta(hours=24)
    incident = publishing.clear(actor=world.as_("colleague"), incident=incident, now=minutes(300))
    assert Item.objects.get(pk=incident.item_id).checked is not None
    assert incident.transitions.last().clocks == {"emergency": "kept"}


def test_a_hasty_answer_to_a_reopened_claim_is_shown_with_its_clearance(world: World) -> None:
    officer, incident = world.as_("officer"), cast.published(world)
    incident = actions.close(actor=officer, incident=incident, reason="تمام")
    incident = actions.reopen(actor=officer, incident=incident, reason="دوباره")
    incident = actions.claim(actor=officer, incident=incident, unit=world.units["province"])
    incident = actions.verify(actor=officer, incident=incident)
    publishing.write(actor=officer, incident=incident, words=cast.words(headline="آب کرج امروز هم سالم است"))
    incident = publishing.publish_emergency(actor=officer, incident=incident, reason="صف کشیده‌اند")
    publishing.clear(actor=world.as_("colleague"), incident=incident)
    item = Item.objects.get(pk=incident.item_id)
    assert item.published is not None
    assert item.published.headline == "آب کرج امروز هم سالم است"


def test_a_holding_statement_is_out_in_time(world: World) -> None:
    incident = cast.claimed(world, severity=4)
    holding = publishing.hold(
        actor=world.as_("officer"),
        incident=incident,
        text="در دست بررسی\nتا یک ساعت دیگر می‌گوییم.",
        now=minutes(20),
    )
    assert holding.item is not None
    assert holding.item.state == "published"
    incident.refresh_from_db()
    assert incident.state == "holding"
    assert incident.transitions.last().clocks == {"holding": "kept"}
    with pytest.raises(Invalid):
        publishing.hold(actor=world.as_("officer"), incident=incident, text="{known}")


def test_silence_tells_the_deputies_then_the_centre_and_then_the_heads_of_the_network(world: World) -> None:
    incident = cast.triaged(world, severity=4)
    clocks.run(minutes(19))
    assert Incident.objects.get(pk=incident.pk).escalated == 0
    clocks.run(minutes(21))
    assert Incident.objects.get(pk=incident.pk).escalated == 1
    clocks.run(minutes(36))
    assert Incident.objects.get(pk=incident.pk).escalated == 2
    clocks.run(minutes(51))
    assert Incident.objects.get(pk=incident.pk).escalated == 3
    clocks.run(minutes(200))
    steps = [row.step for row in incident.transitions.all() if row.by is None]
    assert steps == ["escalate", "late", "escalate", "escalate"]  # in between, the holding statement


def test_who_calls_the_centre_in_takes_nothing_back_from_the_heads(world: World) -> None:
    incident = cast.triaged(world, severity=4)
    for minute in (20, 35, 50):
        clocks.run(minutes(minute))
    incident = actions.escalate(actor=world.as_("head"), incident=incident, reason="کسی نیست")
    assert incident.escalated == 3


def test_situation_reports_run_by_the_clock(world: World) -> None:
    incident = cast.claimed(world, severity=5)
    first = working.report_situation(
        actor=world.as_("officer"), incident=incident, text="۳ کانال", now=minutes(24)
    )
    second = working.report_situation(
        actor=world.as_("officer"), incident=incident, text="۵ کانال", now=minutes(40)
    )
    assert (first.on_time, second.on_time) == (True, False)
    assert Clock.objects.get(incident=incident, name="situation", stopped=None).due == minutes(55)


def test_the_same_report_twice_is_one_incident(world: World) -> None:
    unit, report = world.units["trusted"], actions.Report(claim="x", where="y")
    first = actions.report(actor=world.as_("trusted"), unit=unit, report=report, retry_key="k")
    again = actions.report(actor=world.as_("trusted"), unit=unit, report=report, retry_key="k")
    assert first == again
    assert first.transitions.count() == 1


def test_an_incident_ends_and_is_learnt_from(world: World) -> None:
    incident = cast.published(world)
    incident = actions.monitor(actor=world.as_("officer"), incident=incident, now=minutes(60))
    incident = actions.close(
        actor=world.as_("officer"), incident=incident, reason="دو روز است کسی نمی‌گوید", now=minutes(90)
    )
    assert Clock.objects.get(incident=incident, stopped=None).name == "review"
    incident = actions.review(
        actor=world.as_("head"),
        incident=incident,
        true="آب سالم بود",
        lessons="نتیجهٔ آزمایش هر روز",
        now=minutes(95),
    )
    assert incident.state == "reviewed"
    incident = actions.reopen(actor=world.as_("head"), incident=incident, reason="دوباره", now=minutes(99))
    assert (incident.state, incident.reopened) == ("triaged", 1)


def test_two_reports_of_one_claim_become_one(world: World) -> None:
    first, second = cast.triaged(world), cast.reported(world, by="colleague")
    merged = actions.merge(actor=world.as_("head"), incident=second, into=first)
    assert (merged.state, merged.merged_into_id) == ("merged", first.pk)
    assert not Clock.objects.filter(incident=second, stopped=None).exists()
    with pytest.raises(WrongState):
        actions.acknowledge(actor=world.as_("head"), incident=second)
    with pytest.raises(Invalid):
        actions.merge(actor=world.as_("head"), incident=first, into=first)


def test_an_exercise_is_never_merged_with_the_real_thing(world: World) -> None:
    first, second = cast.triaged(world), cast.reported(world, by="colleague", exercise=True)
    with pytest.raises(Invalid):
        actions.merge(actor=world.as_("head"), incident=second, into=first)


def test_an_opinion_may_be_let_be(world: World) -> None:
    incident = cast.triaged(world, kind="opinion")
    incident = actions.close(actor=world.as_("head"), incident=incident, reason="یک نظر است")
    assert incident.state == "closed"
    false = cast.triaged(world)
    with pytest.raises(WrongState):
        actions.close(actor=world.as_("head"), incident=false, reason="نمی‌خواهیم")
