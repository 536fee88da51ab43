"""Decisions and problems of units over the API."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.decisions.models import Decision
from hamafza.decisions.tests.cast import FAR, TEXT, confidential, decided, held
from hamafza.interchange.tests.test_items import Caller
from hamafza.problems.tests.cast import TITLE, reported

pytestmark = pytest.mark.usefixtures("positions")
WHY = "منتظر نامهٔ معاونت هستیم."


def test_a_program_records_a_decision_and_the_units_answer_its_call(world: World) -> None:
    session, point = held(world)
    said = {"session": session.pk, "point": point.pk, "text": TEXT, "owner": "province", "due": str(FAR)}
    made = Caller(world, "secretary").post("/decisions", {**said, "helpers": ["trusted"]})
    assert made.status_code == 201, made.content
    row = made.json()
    assert made.headers["Location"] == f"/api/v1/decisions/{row['id']}"
    assert [helper["unit"]["code"] for helper in row["helpers"]] == ["trusted"]
    call = Caller(world, "secretary").get(f"/calls/{row['call']}").json()
    assert call["owed"] is True


def test_nobody_declines_a_decision_over_the_api(world: World) -> None:
    row = decided(world, due=FAR)
    said = Caller(world, "officer").post(f"/calls/{row.call_id}/answer", {"do": "decline"})
    assert (said.status_code, said.json()["type"].rpartition(":")[2]) == (403, "owed")


def test_each_step_has_its_refusals(world: World) -> None:
    row = decided(world, due=FAR)
    path = f"/decisions/{row.pk}/step"
    officer, head = Caller(world, "officer"), Caller(world, "head")
    assert officer.post(path, {"do": "verify", "reason": WHY}).status_code == 403
    assert officer.post(path, {"do": "block"}).json()["errors"][0]["field"] == "reason"
    assert officer.post(path, {"do": "block", "reason": WHY}).json()["state"] == "blocked"
    assert officer.post(path, {"do": "resume"}).json()["state"] == "in-progress"
    assert officer.post(path, {"do": "object", "reason": WHY}).json()["objections"][0]["upheld"] is False
    kept = head.post(path, {"do": "keep", "unit": "province", "reason": "هماهنگ شد"}).json()
    assert kept["objections"][0]["answer"] == "هماهنگ شد"
    assert head.post(path, {"do": "release", "unit": "trusted", "reason": WHY}).json()["helpers"][0][
        "released"
    ]
    assert head.post(path, {"do": "postpone", "reason": WHY}).json()["errors"][0]["field"] == "due"
    moved = head.post(path, {"do": "postpone", "due": "2090-01-01", "reason": WHY})
    assert moved.json()["due"] == "2090-01-01"
    assert head.post(path, {"do": "supersede", "reason": WHY}).json()["errors"][0]["field"] == "by"
    assert head.post(path, {"do": "drop", "reason": WHY}).json()["state"] == "dropped"
    assert head.post(path, {"do": "drop", "reason": WHY}).status_code == 409


def test_what_waits_for_the_caller_is_a_list_of_its_own(world: World) -> None:
    row = decided(world, due=FAR)
    assert Caller(world, "secretary").get("/decisions?waiting=true").json()["decisions"] == []
    Decision.objects.filter(pk=row.pk).update(state="done")
    found = Caller(world, "secretary").get("/decisions?waiting=true").json()["decisions"]
    assert [one["id"] for one in found] == [row.pk]
    assert (
        len(Caller(world, "head").get(f"/decisions?series={row.session.series_id}").json()["decisions"]) == 1
    )


def test_a_helper_without_a_seat_is_not_told_where_a_confidential_one_was_decided(world: World) -> None:
    row = confidential(world)
    seen = Caller(world, "trusted").get(f"/decisions/{row.pk}").json()
    assert (seen["session"], seen["point"], seen["text"]) == (None, None, row.text)
    assert (
        Caller(world, "trusted").get(f"/decisions?series={row.session.series_id}").json()["decisions"] == []
    )
    assert Caller(world, "admin").get(f"/decisions/{row.pk}").status_code == 404
    assert Caller(world, "admin").get("/decisions").json()["decisions"] == []


def test_a_program_asks_who_said_the_same_and_joins(world: World) -> None:
    known, caller = reported(world), Caller(world, "trusted")
    found = caller.get("/problems/alike?text=مجوز عكاسي در کارگاه ها")
    assert [one["problem"]["id"] for one in found.json()["alike"]] == [known.pk]
    joined = caller.post(f"/problems/{known.pk}/join", {"unit": "trusted", "words": "در همهٔ کارگاه‌ها"}).json()
    assert (joined["units"], joined["voices"][1]["words"]) == (2, "در همهٔ کارگاه‌ها")
    head = Caller(world, "head")
    asked = {"do": "pass-on", "reason": "بودجه می‌خواهد"}
    assert head.post(f"/problems/{known.pk}/step", asked).json()["errors"][0]["field"] == "authority"
    passed = head.post(f"/problems/{known.pk}/step", {**asked, "authority": "سازمان برنامه"}).json()
    assert (passed["state"], passed["authority"]) == ("elsewhere", "سازمان برنامه")
    assert caller.post("/problems", {"unit": "province", "kind": "law", "title": TITLE}).status_code == 403
