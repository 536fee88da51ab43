"""Every address of councils, asked by every role."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.transaction import atomic, set_rollback
from tests.world import World

from hamafza.council import agenda, planning
from hamafza.council.models import Series
from hamafza.council.tests import cast
from hamafza.council.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike

pytestmark = pytest.mark.usefixtures("positions")


def names(world: World) -> dict[str, Any]:
    """An open council and a confidential one, each with a session and a point; a confidential point with a paper."""
    open_one, closed = cast.series(world), cast.series(world, name="کمیتهٔ محرمانه", confidential=True)
    session, closed_session = (planned(world, one) for one in (open_one, closed))
    officer = world.as_("officer")
    point = agenda.hand_in(actor=officer, series=open_one, title="کمبود رابط")
    secret = agenda.hand_in(actor=officer, series=open_one, title="بودجه", confidential=True)
    paper = agenda.add_paper(actor=officer, point=secret, file=SimpleUploadedFile("a.txt", b"text"))
    return {
        "series": open_one.pk,
        "closed": closed.pk,
        "session": session.pk,
        "closed_session": closed_session.pk,
        "point": point.pk,
        "closed_point": closed_session.hearings.get().point_id,
        "secret": secret.pk,
        "paper": paper.pk,
        "seat": open_one.members.get(unit=world.units["body"]).pk,
        "hearing": session.hearings.get(point=point).pk,
        "invitation": session.invitations.get(member__unit=world.units["province"]).pk,
    }


def planned(world: World, series: Series) -> Any:
    return planning.plan(actor=world.as_("secretary"), series=series, starts=cast.soon())


def test_every_role_gets_what_the_table_says(world: World) -> None:
    """One stage for all of them, as it was before each."""
    staged = names(world)
    for role in ROLES:
        with atomic():
            assert unlike(ROWS, world.client(role), role, staged) == []
            set_rollback(True)
