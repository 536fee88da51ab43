"""What readers and search engines get of an evidenced response."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from tests.world import World

from hamafza.newsroom import actions as newsroom
from hamafza.newsroom.content import Content
from hamafza.newsroom.models import Item
from hamafza.response import publishing, working
from hamafza.response.models import Incident
from hamafza.response.tests import cast
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db


def page(item: Item, prefix: str = "") -> str:
    answer = Client().get(f"{prefix}/news/{item.code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def data(body: str) -> list[dict[str, object]]:
    found = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)[0])
    return found if isinstance(found, list) else [found]


def test_a_response_is_data_of_a_claim_review_and_calls_itself_an_official_response(world: World) -> None:
    incident = cast.published(world, link="https://example.org/post/1")
    assert incident.item is not None
    body = page(incident.item)
    article, review = data(body)
    assert article["@type"] == "NewsArticle"
    assert (review["@type"], review["claimReviewed"]) == ("ClaimReview", cast.CLAIM)
    assert review["reviewRating"]["ratingValue"] == 1  # type: ignore[index]
    assert review["genre"] == "official response"
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.org/post/1"  # type: ignore[index]
    for name in ("fact-check", "fact check", "راستی‌آزمایی"):
        assert name not in body + page(incident.item, "/en")


def test_the_fact_comes_first_and_the_claim_once(world: World) -> None:
    incident = cast.published(world)
    assert incident.item is not None
    text = re.sub(r"<script.*?</script>|<head>.*?</head>", "", page(incident.item), flags=re.S)
    assert text.count(cast.CLAIM) == 1
    places = [
        text.index(part) for part in (cast.words().headline, cast.words().fact, cast.CLAIM, cast.words().why)
    ]
    assert places == sorted(places)


def published_explainer(world: World) -> Item:
    content = Content(
        profile="explainer", headline="آب شهر چگونه آزمایش می‌شود؟", abstract="هر روز.", topics=["work"]
    )
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    return newsroom.publish(actor=world.as_("trusted"), item=item)


def test_an_explainer_that_is_linked_later_renews_the_pages_of_both(world: World) -> None:
    incident, explainer = cast.published(world), published_explainer(world)
    working.link_explainer(actor=world.as_("officer"), incident=incident, item=explainer)
    event = Event.objects.get(kind="response.explainer.linked")
    assert (event.subject, event.audiences.split()) == (f"item:{incident.item_id}", ["public"])
    assert json.loads(event.payload)["tags"] == [f"item:{explainer.pk}"]


def test_explainers_and_the_claims_they_answer_point_to_each_other(world: World) -> None:
    explainer = published_explainer(world)
    incident = cast.cleared(world)
    working.link_explainer(actor=world.as_("officer"), incident=incident, item=explainer)
    working.link_explainer(actor=world.as_("officer"), incident=incident, item=explainer)
    incident = publishing.publish(actor=world.as_("officer"), incident=incident)
    assert incident.item is not None
    assert incident.item.current is not None
    assert f"/news/{explainer.code}/" in page(incident.item)
    assert incident.item.current.headline in page(explainer)


def test_other_items_say_nothing_of_claims(world: World) -> None:
    content = Content(headline="کتابخانه", abstract="باز شد.")
    item = newsroom.create(actor=world.as_("trusted"), unit=world.units["trusted"], content=content)
    item = newsroom.publish(actor=world.as_("trusted"), item=item)
    assert [one["@type"] for one in data(page(item))] == ["NewsArticle"]
    assert not Incident.objects.exists()
