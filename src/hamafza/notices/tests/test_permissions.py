"""Every address of the room, asked by every role: a person's notices are that person's alone."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.network.tests.permissions import ROLES
from hamafza.notices import kinds, unsubscribing
from hamafza.notices.kinds import Message, NoticeKind, Tap
from hamafza.notices.models import Device, Notice
from hamafza.notices.tests.conftest import Happen
from hamafza.notices.tests.permissions import ROWS
from hamafza.notices.tests.push_service import Browser


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, happen: Happen, role: str) -> None:
    officer = world.people["officer"]
    [notice] = happen(Message(title="x", url="/desk/", people=[officer.pk]))
    [tapped] = happen(Message(title="y", url="/desk/", people=[officer.pk]))
    kinds.kinds["tests.tapped"] = NoticeKind(
        "tests", lambda event: [], Tap("y", lambda actor, notice: "done")
    )
    Notice.objects.filter(pk=tapped.pk).update(kind="tests.tapped")
    device = Device.objects.create(
        person=officer, endpoint="https://push.example.org/1", session="s", **Browser("").keys
    )
    token = unsubscribing.link(officer.pk, ("tests",)).rstrip("/").rsplit("/", 1)[1]
    names = {"notice": notice.pk, "tapped": tapped.pk, "device": device.pk, "token": token}
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(world.people[role])
    wrong = [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in ROWS
        if (status := client.generic(method, path.format(**names)).status_code) != wanted[role]
    ]
    assert wrong == []
