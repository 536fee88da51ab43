"""Calls over the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.calls.models import Answer, Call
from hamafza.interchange.tests.test_items import NEWS, PROBLEM, Caller


def wish(**said: Any) -> dict[str, Any]:
    deadline = (timezone.now() + timedelta(days=2)).isoformat()
    usual = {"unit": "centre", "kind": "cover", "title": "پوشش افتتاح", "deadline": deadline, "urgent": True}
    return {**usual, "to": {"units": ["body", "province", "trusted"]}, **said}


@pytest.fixture
def head(world: World) -> Caller:
    return Caller(world, "head")


def made(head: Caller, **said: Any) -> int:
    answer = head.post("/calls", wish(**said))
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_three_units_are_asked_and_the_counts_follow(world: World, head: Caller) -> None:
    pk = made(head)
    officer = Caller(world, "officer")
    shown = officer.get(f"/calls/{pk}").json()
    assert [row["unit"]["code"] for row in shown["mine"]] == ["province"]
    assert officer.post(f"/calls/{pk}/answer", {"do": "accept"}).json()["state"] == "accepted"
    assert head.get(f"/calls/{pk}").json()["counts"] == {"accepted": 1, "pending": 2}


def test_the_same_key_asks_once(world: World, head: Caller) -> None:
    body = wish()
    answers = [head.post("/calls", body, Idempotency_Key="tap") for _tap in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert (Call.objects.count(), Answer.objects.count()) == (1, 3)


def test_the_preview_is_who_is_asked(world: World, head: Caller) -> None:
    to = {"below": ["body"], "kinds": ["province"]}
    shown = head.post("/calls/preview", {"unit": "centre", "to": to, "urgent": True}).json()
    assert shown == {"count": 1, "units": ["province"], "full": [], "held_until": None}
    assert head.get(f"/calls/{made(head, to=to)}").json()["asked"] == 1


def test_done_needs_what_was_asked_and_the_asker_confirms(world: World, head: Caller) -> None:
    pk, fund = made(head, needs="item"), Caller(world, "trusted")
    refused = fund.post(f"/calls/{pk}/answer", {"do": "done"})
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, PROBLEM)
    assert refused.json()["errors"][0]["field"] == "item"
    code = fund.post("/items", NEWS).json()["code"]
    assert fund.post(f"/calls/{pk}/answer", {"do": "done", "item": code}).json()["item"] == code
    returned = head.post(f"/calls/{pk}/answers/trusted/return", {"reason": "تصویر ندارد"})
    assert returned.json()["returned"] == "تصویر ندارد"
    assert fund.post(f"/calls/{pk}/answers/trusted/confirm").status_code == 403
    assert head.post(f"/calls/{pk}/answers/trusted/confirm").json()["type"].endswith("wrong-state")
    fund.post(f"/calls/{pk}/answer", {"do": "done", "item": code})
    assert head.post(f"/calls/{pk}/answers/trusted/confirm").json()["state"] == "confirmed"


def test_the_ceiling_names_the_units(world: World, head: Caller) -> None:
    for _call in range(5):
        made(head, to={"units": ["body"]})
    refused = head.post("/calls", wish())
    assert (refused.status_code, refused.json()["full"]) == (409, ["body"])
    assert head.post("/calls", wish(override="سیل")).status_code == 201


def test_only_the_asking_side_reads_all_answers(world: World, head: Caller) -> None:
    pk = made(head)
    assert len(head.get(f"/calls/{pk}/answers").json()["answers"]) == 3
    page = head.get(f"/calls/{pk}/answers?limit=2").json()
    assert len(page["answers"]) == 2
    assert f"after={page['answers'][-1]['id']}" in page["next"]
    mine = Caller(world, "trusted").get(f"/calls/{pk}/answers").json()["answers"]
    assert [row["unit"]["code"] for row in mine] == ["trusted"]


def test_nobody_answers_where_they_were_not_asked(world: World, head: Caller) -> None:
    pk = made(head, to={"units": ["province"]})
    for name in ("trusted", "outsider", "head", "editor"):
        assert Caller(world, name).post(f"/calls/{pk}/answer", {"do": "accept"}).status_code == 404
    assert Caller(world, "observer").post(f"/calls/{pk}/answer", {"do": "accept"}).status_code == 403


def test_lists_by_scope(world: World, head: Caller) -> None:
    pk = made(head, to={"units": ["province"]})
    assert [one["id"] for one in head.get("/calls?scope=we-asked").json()["calls"]] == [pk]
    assert head.get("/calls?scope=asked-of-us").json()["calls"] == []
    officer = Caller(world, "officer")
    assert [one["id"] for one in officer.get("/calls?scope=asked-of-us").json()["calls"]] == [pk]
    assert Caller(world, "trusted").get("/calls").json()["calls"] == []
    assert officer.get("/calls?scope=else").status_code == 422


@pytest.mark.parametrize("act", ["remind", "close"])
def test_following_up(world: World, head: Caller, act: str) -> None:
    pk = made(head)
    assert Caller(world, "officer").post(f"/calls/{pk}/{act}").status_code == 403
    assert head.post(f"/calls/{pk}/{act}").status_code == 200


def test_more_time_and_cancelling(world: World, head: Caller) -> None:
    pk = made(head)
    later = (timezone.now() + timedelta(days=5)).isoformat()
    assert head.post(f"/calls/{pk}/extend", {"deadline": later}).status_code == 200
    assert head.post(f"/calls/{pk}/cancel", {"reason": ""}).status_code == 422
    assert head.post(f"/calls/{pk}/cancel", {"reason": "اشتباه"}).json()["state"] == "cancelled"
    assert Caller(world, "officer").post(f"/calls/{pk}/answer", {"do": "accept"}).status_code == 409


def test_who_is_away_hands_over_what_is_open(world: World, head: Caller) -> None:
    officer, pk = Caller(world, "officer"), made(head)
    officer.post(f"/calls/{pk}/answer", {"do": "delegate", "person": "officer"})
    given = {"unit": "province", "away": "officer", "deputy": "colleague"}
    answer = Answer.objects.get(call=pk, unit__code="province")
    assert officer.post("/calls/hand-over", given).json() == {"answers": [{"call": pk, "answer": answer.pk}]}
    answer.refresh_from_db()
    assert answer.delegated_to == world.people["colleague"]
    unknown = officer.post("/calls/hand-over", {**given, "deputy": "nobody"})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "deputy")
    elsewhere = Caller(world, "trusted").post("/calls/hand-over", {**given, "away": "colleague"})
    assert elsewhere.status_code == 403


def test_everybody_reads_the_rules_of_calls_and_administrators_change_them(
    world: World, head: Caller
) -> None:
    assert head.get("/calls/rules").json()["ceiling"] == 5
    rules = {"ceiling": 3, "quiet_from": "21:00", "quiet_until": "06:30", "remind_hours": 12}
    assert head.post("/calls/rules", rules).status_code == 403
    changed = Caller(world, "admin").post("/calls/rules", rules).json()
    assert changed == {**rules, "quiet_from": "21:00:00", "quiet_until": "06:30:00", "overrides": []}
