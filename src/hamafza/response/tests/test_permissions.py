"""Every address of incidents at the desk, asked by every role."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.world import World

from hamafza.calls.tests.cast import answer_of
from hamafza.calls.tests.cast import asked as ask_anything
from hamafza.network.tests.permissions import ROLES
from hamafza.response.models import IncidentStep
from hamafza.response.tests import cast
from hamafza.response.tests.permissions import ROWS

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_the_table_says(world: World, role: str) -> None:
    incident = cast.verifying(world)
    hidden = cast.reported(world, by="secretary", touches=())
    call = ask_anything(world, units=("province",))
    names = {
        "incident": incident.pk,
        "hidden": hidden.pk,
        "piece": cast.evidenced(world, incident).pk,
        "answer": answer_of(call, world, "province").pk,
    }
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(world.people[role])
    wrong = [
        f"{method} {path}: {status}, not {wanted[role]}"
        for method, path, wanted in ROWS
        if (status := client.generic(method, path.format(**names)).status_code) != wanted[role]
    ]
    assert wrong == []


@pytest.mark.parametrize("role", ["observer", "trusted", "secretary", "editor"])
def test_seeing_an_incident_is_not_acting_in_it(world: World, role: str) -> None:
    incident = cast.verifying(world)
    before = IncidentStep.objects.filter(incident=incident).count()
    for what in ("acknowledge", "claim", "verify", "ready", "publish", "monitor"):
        cast.client_of(world, role).post(f"/desk/incidents/{incident.pk}/{what}/")
    for form in ("close", "reject", "escalate", "reopen"):
        data = {"reason": "دلیل روشن"}
        answer = cast.client_of(world, role).post(f"/desk/incidents/{incident.pk}/form/{form}/", data)
        assert answer.status_code == 404
    assert IncidentStep.objects.filter(incident=incident).count() == before
