"""Every address of calls at the desk, asked by every role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.world import World

from hamafza.calls.models import CallStep
from hamafza.calls.tests.cast import answer_of, asked, client_of
from hamafza.calls.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    call, other = asked(world, units=("province",)), asked(world, units=("trusted",))
    names = {
        "call": call.pk,
        "answer": answer_of(call, world, "province").pk,
        "other": answer_of(other, world, "trusted").pk,
    }
    assert unlike(ROWS, world.client(role), role, names) == []


@pytest.mark.parametrize("role", ["observer", "editor", "head", "secretary"])
def test_seeing_a_call_is_not_answering_it(world: World, role: str) -> None:
    call = asked(world, units=("province",))
    answer = answer_of(call, world, "province")
    for what in ("accept", "done", "decline", "reopen", "delegate"):
        client_of(world, role).post(f"/desk/calls/{call.pk}/answers/{answer.pk}/{what}/")
    answer.refresh_from_db()
    assert answer.state == "pending"
    assert not CallStep.objects.filter(answer=answer).exists()


def test_a_call_held_for_the_morning_is_not_there_for_the_asked(world: World) -> None:
    now = timezone.now()
    call = asked(world, now=now, deadline=now + timedelta(days=3))
    call.delivered = None
    call.save()
    assert client_of(world, "officer").get(f"/desk/calls/{call.pk}/").status_code == 404
    assert client_of(world, "head").get(f"/desk/calls/{call.pk}/").status_code == 200
    assert call.title not in client_of(world, "officer").get("/desk/calls/").content.decode()
    assert client_of(world, "officer").get("/desk/now/asked/").content.decode().find(call.title) == -1
