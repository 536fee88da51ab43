"""Who is told of sessions that run and of minutes: those who sit there, and nobody else."""

from __future__ import annotations

import pytest
from tests.world import World

from hamafza.minutes import approving, notices
from hamafza.minutes.tests import cast
from hamafza.wire.models import Event

pytestmark = pytest.mark.django_db

EVERY_SEAT = {"head", "secretary", "editor", "trusted", "officer"}


def names(world: World, kind: str, told: object) -> set[str]:
    (message,) = told(Event.objects.filter(kind=kind).latest("pk"))  # type: ignore[operator]
    return {name for name, person in world.people.items() if person.pk in message.people}


@pytest.mark.parametrize("secret", [False, True])
def test_members_hear_that_it_has_begun_and_that_there_are_minutes(world: World, secret: bool) -> None:
    session, head = cast.offered(world, confidential=secret, comments_days=3), world.as_("head")
    approving.end_comments(actor=head, session=session, reason="همه موافق‌اند", now=cast.later(95))
    approving.sign(actor=head, session=session, now=cast.later(100))
    approving.send(actor=world.as_("secretary"), session=session)
    for kind in notices.TITLES:
        assert names(world, kind, notices.moved) == EVERY_SEAT


def test_chair_and_secretary_hear_of_comments(world: World) -> None:
    session = cast.offered(world)
    approving.comment(actor=world.as_("trusted"), session=session, text="۱۲۴ بود")
    assert names(world, "minutes.comment.made", notices.commented) == {"head", "secretary"}
