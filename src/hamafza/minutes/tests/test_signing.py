"""When the minutes can be signed, and who drafts the news of the meeting: as their page says it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.council.models import Session
from hamafza.flow.models import Deadline
from hamafza.minutes import approving
from hamafza.minutes.models import Minutes
from hamafza.minutes.tests import cast
from hamafza.network.models import Membership, Role

pytestmark = pytest.mark.django_db


def address(session: Session) -> str:
    return f"/desk/council/sessions/{session.pk}/minutes/"


def open_for_comments(world: World) -> Session:
    """Members have two more days."""
    session = cast.offered(world, comments_days=3)
    waiting = Deadline.objects.filter(flow="session", row=session.pk, name="comments", stopped=None)
    assert waiting.update(due=timezone.now() + timedelta(days=2)) == 1
    return session


def signing(world: World, session: Session, name: str = "head") -> bool:
    return f"{address(session)}sign/" in world.client(name).get(address(session)).content.decode()


def test_signing_is_offered_when_the_time_for_comments_is_over(world: World) -> None:
    session = open_for_comments(world)
    assert (
        "پس از آن می‌توان صورت‌جلسه را امضا کرد." in world.client("head").get(address(session)).content.decode()
    )
    assert not signing(world, session)
    Deadline.objects.filter(row=session.pk, name="comments").update(due=timezone.now())
    assert signing(world, session)


def test_the_chair_ends_the_time_for_comments_with_a_reason(world: World) -> None:
    session = open_for_comments(world)
    head, act = world.client("head"), f"{address(session)}end-comments/"
    head.post(act, {"reason": ""})
    assert not signing(world, session)
    head.post(act, {"reason": "همه موافق‌اند"})
    step = session.steps.latest("pk")
    assert (step.step, step.reason, step.by) == ("end-comments", "همه موافق‌اند", world.people["head"])
    head.post(f"{address(session)}sign/", {"confirmed": "1"})
    assert Minutes.objects.get().signed_by == world.people["head"]


@pytest.mark.parametrize("name", ["secretary", "trusted", "officer", "admin"])
def test_nobody_but_the_chair_ends_the_time_for_comments(world: World, name: str) -> None:
    session = open_for_comments(world)
    client = world.client(name)
    assert "end-comments" not in client.get(address(session)).content.decode()
    client.post(f"{address(session)}end-comments/", {"reason": "همه موافق‌اند"})
    assert not signing(world, session)


def test_signing_is_offered_when_every_comment_is_answered(world: World) -> None:
    session = cast.offered(world)
    one = approving.comment(actor=world.as_("trusted"), session=session, text="۱۲۴ بود")
    assert not signing(world, session)
    approving.settle(actor=world.as_("secretary"), comment=one, answer="درست شد")
    assert signing(world, session)


def test_the_secretary_drafts_the_news_and_an_officer_publishes_it(world: World) -> None:
    minutes = cast.signed(world)
    secretary, news = world.client("secretary"), f"{address(minutes.session)}news/"
    assert news in secretary.get(address(minutes.session)).content.decode()
    answer = secretary.post(news)
    minutes.refresh_from_db()
    item = minutes.item
    assert item is not None
    assert answer.url == f"/desk/items/{item.pk}/"
    assert secretary.get(answer.url).status_code == 200
    assert secretary.get(f"{answer.url}edit/").status_code == 404
    secretary.post(f"{answer.url}publish/", {"confirmed": "1"})
    item.refresh_from_db()
    assert (item.state, item.created_by) == ("draft", world.people["secretary"])
    assert world.client("head").get(f"{answer.url}edit/").status_code == 200


def test_a_secretary_without_a_role_in_the_publishing_unit_drafts_nothing(world: World) -> None:
    minutes = cast.signed(world)
    Membership.objects.filter(person=world.people["secretary"]).update(unit=world.units["body"])
    client, news = world.client("secretary"), f"{address(minutes.session)}news/"
    assert news not in client.get(address(minutes.session)).content.decode()
    client.post(news)
    minutes.refresh_from_db()
    assert minutes.item is None


def test_an_observer_of_the_unit_drafts_nothing(world: World) -> None:
    minutes = cast.signed(world)
    Membership.objects.create(person=world.people["observer"], unit=world.units["centre"], role=Role.OBSERVER)
    world.client("observer").post(f"{address(minutes.session)}news/")
    minutes.refresh_from_db()
    assert minutes.item is None
