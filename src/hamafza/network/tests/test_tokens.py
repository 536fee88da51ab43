"""Keys for programs."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from tests.world import World

from hamafza.network import tokens
from hamafza.network.models import Person, Token


def test_a_key_leads_back_to_its_person_and_only_its_digest_is_kept(world: World) -> None:
    text = tokens.create_token(world.people["officer"], "feed reader")
    assert tokens.person_of(text) == world.people["officer"]
    assert text not in Token.objects.get().digest


def test_a_revoked_an_expired_and_an_unknown_key_lead_nowhere(world: World) -> None:
    text = tokens.create_token(world.people["officer"])
    assert tokens.person_of(text + "x") is None
    assert tokens.person_of("") is None
    Token.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert tokens.person_of(text) is None
    Token.objects.update(expires=None)
    assert not tokens.revoke(world.people["head"], Token.objects.get().pk)
    assert tokens.revoke(world.people["officer"], Token.objects.get().pk)
    assert tokens.person_of(text) is None


def test_the_key_of_someone_who_left_does_not_work(world: World) -> None:
    text = tokens.create_token(world.people["officer"])
    Person.objects.filter(username="officer").update(is_active=False)
    assert tokens.person_of(text) is None
