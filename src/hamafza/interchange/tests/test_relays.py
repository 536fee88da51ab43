"""Relays over the API."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.interchange.tests.test_items import Caller
from hamafza.newsroom import actions
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.relay.models import Relay


@pytest.fixture
def item(world: World) -> Item:
    trusted = world.as_("trusted")
    content = Content(headline="تیتر", abstract="لید خبر", body="<p>متن خبر</p>")
    made = actions.create(actor=trusted, unit=world.units["trusted"], content=content)
    return actions.publish(actor=trusted, item=made)


def test_a_program_relays_with_credit_and_twice_makes_one(world: World, item: Item) -> None:
    officer = Caller(world, "officer")
    first = officer.post(f"/items/{item.pk}/relay", {"unit": "province"})
    second = officer.post(f"/items/{item.pk}/relay", {"unit": "province"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert first.json()["credit"] == "روابط‌عمومی صندوق"
    assert first.json()["origin_url"].endswith(f"/news/{item.code}/")
    assert Relay.objects.count() == 1


def test_refusals_are_problem_documents_with_a_key(world: World, item: Item) -> None:
    trusted, officer = Caller(world, "trusted"), Caller(world, "officer")
    own = trusted.post(f"/items/{item.pk}/relay", {"unit": "trusted"})
    assert (own.status_code, own.json()["type"]) == (409, "urn:hamafza:problem:own-item")
    elsewhere = officer.post(f"/items/{item.pk}/relay", {"unit": "centre"})
    assert (elsewhere.status_code, elsewhere.json()["type"]) == (403, "urn:hamafza:problem:not-allowed")
    quoted = officer.post(
        f"/items/{item.pk}/relay", {"unit": "province", "kind": "quotation", "text": "نیست"}
    )
    assert (quoted.status_code, quoted.json()["type"]) == (422, "urn:hamafza:problem:not-in-origin")
    assert officer.post(f"/items/{item.pk}/relay", {"unit": "nowhere"}).status_code == 422


def test_an_introduction_is_returned_with_a_reason(world: World, item: Item) -> None:
    officer, colleague = Caller(world, "officer"), Caller(world, "colleague")
    said = {"unit": "province", "kind": "introduction", "text": "این طرح در البرز هم اجرا می‌شود."}
    made = officer.post(f"/items/{item.pk}/relay", said).json()
    assert made["state"] == "waiting"
    one = f"/relays/{made['id']}/return"
    assert officer.post(one, {"reason": "نه"}).status_code == 403
    missing = colleague.post(one, {"reason": " "})
    assert (missing.status_code, missing.json()["type"]) == (422, "urn:hamafza:problem:reason-missing")
    assert colleague.post(one, {"reason": "کوتاه‌تر"}).json()["state"] == "withdrawn"


def test_suggestions_come_with_their_reasons_and_go_when_they_are_relayed(world: World, item: Item) -> None:
    editor = Caller(world, "editor")
    (one,) = editor.get("/relays/suggestions?unit=body").json()["suggestions"]
    assert (one["item"], one["unit"]["code"], one["origin_unit"]["code"]) == (item.pk, "body", "trusted")
    assert {reason["reason"] for reason in one["reasons"]} == {"kin", "fresh", "uncarried"}
    assert one["points"] == pytest.approx(sum(reason["points"] for reason in one["reasons"]))
    assert editor.get("/relays/suggestions?unit=centre").json()["suggestions"] == []
    assert editor.get("/relays/suggestions?unit=nowhere").status_code == 422
    editor.post(f"/items/{item.pk}/relay", {"unit": "body"})
    assert editor.get("/relays/suggestions").json()["suggestions"] == []


def test_the_ledger_says_who_relays_whom(world: World, item: Item) -> None:
    officer = Caller(world, "officer")
    officer.post(f"/items/{item.pk}/relay", {"unit": "province"})
    found = officer.get("/relays/ledger?days=7").json()
    assert found["pairs"] == [{"origin": "trusted", "by": "province", "count": 1}]
    rows = {row["unit"]["code"]: (row["given"], row["received"]) for row in found["units"]}
    assert rows == {"province": (1, 0), "trusted": (0, 1)}
    assert officer.get("/relays/ledger?days=8").status_code == 422


def test_a_list_says_what_became_of_the_origin_and_goes_on_page_by_page(world: World, item: Item) -> None:
    officer, head = Caller(world, "officer"), Caller(world, "head")
    officer.post(f"/items/{item.pk}/relay", {"unit": "province"})
    head.post(f"/items/{item.pk}/relay", {"unit": "centre", "kind": "quotation", "text": "متن خبر"})
    item.refresh_from_db()
    assert item.current is not None
    content = Content(**{**Content.of(item.current).as_dict(), "abstract": "لید درست"})
    actions.correct(
        actor=world.as_("trusted"), item=item, content=content, base_number=1, note="رقم نادرست بود"
    )
    page = officer.get(f"/relays?item={item.pk}&limit=1").json()
    assert [row["unit"]["code"] for row in page["relays"]] == ["centre"]
    assert page["next"]
    [row] = officer.get("/relays?unit=province&state=live&origin_unit=trusted").json()["relays"]
    assert (row["corrected_since"], row["correction"], row["version"]) == (True, "رقم نادرست بود", 1)
    taken = officer.post(f"/relays/{row['id']}/take-over")
    assert (taken.status_code, taken.json()["version"], taken.json()["corrected_since"]) == (200, 2, False)
    followed = officer.post(f"/relays/{row['id']}/follow", {"follow": True})
    assert followed.json()["follow"]
    gone = officer.post(f"/relays/{row['id']}/withdraw", {"reason": "تکراری"})
    assert gone.json()["state"] == "withdrawn"
