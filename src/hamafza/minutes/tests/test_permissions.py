"""Every address of this room, asked by every role."""

from __future__ import annotations

import pytest
from django.db.transaction import atomic, set_rollback
from tests.world import World

from hamafza.minutes import actions, approving
from hamafza.minutes.tests import cast
from hamafza.minutes.tests.permissions import ROWS
from hamafza.network.tests.permissions import ROLES, unlike

pytestmark = pytest.mark.django_db


def stage(world: World) -> dict[str, object]:
    """Three sessions: one that runs, one with signed minutes, a confidential one that runs."""
    minutes = cast.signed(world, name="شورای نخست")
    said = {"session": minutes.session, "by": world.people["trusted"], "text": "درست"}
    live = cast.running(world)
    motion = actions.put_motion(actor=world.as_("head"), hearing=cast.hearing(live), text="نامهٔ مجوز")
    written = minutes.session.lines.first()
    return {
        "signed": minutes.session_id,
        "written": written.pk if written else 0,
        "comment": minutes.session.comments.create(**said).pk,
        "live": live.pk,
        "point": cast.hearing(live).pk,
        "line": cast.line(world, live).pk,
        "turn": actions.ask_floor(actor=world.as_("trusted"), session=live).pk,
        "seat": live.invitations.get(member__person=world.people["trusted"]).pk,
        "motion": motion.pk,
        "hidden": cast.running(world, name="شورای محرمانه", confidential=True).pk,
    }


def test_every_role_gets_what_the_table_says(world: World) -> None:
    """One stage for all of them, as it was before each."""
    names = stage(world)
    for role in ROLES:
        with atomic():
            assert unlike(ROWS, world.client(role), role, names) == []
            set_rollback(True)


@pytest.mark.parametrize("role", ["observer", "colleague", "officer", "editor", "trusted"])
def test_who_does_not_lead_moves_nothing(world: World, role: str) -> None:
    session = cast.running(world)
    client, base = world.client(role), f"/desk/council/sessions/{session.pk}/live/"
    first, second = cast.hearing(session), cast.hearing(session, 2)
    client.post(f"{base}points/{second.pk}/hear/")
    client.post(f"{base}points/{first.pk}/more/", {"given": 5})
    client.post(f"{base}motions/", {"hearing": first.pk, "text": "رأی"})
    client.post(f"{base}lines/", {"hearing": first.pk, "text": "سطر", "key": "k"})
    client.post(f"{base}end/", {"confirmed": "1"})
    session.refresh_from_db()
    assert (session.state, cast.hearing(session).state, cast.hearing(session).minutes) == (
        "in_session",
        "current",
        5,
    )
    assert not session.lines.exists()
    assert not session.motions.exists()


@pytest.mark.parametrize("role", ["observer", "colleague", "admin", "outsider", "anonymous"])
def test_a_confidential_point_leaves_no_trace_for_others(world: World, role: str) -> None:
    live = cast.running(world, name="شورای نخست", secret=True)
    actions.hear(actor=world.as_("head"), hearing=cast.hearing(live, 3))
    cast.line(world, live, "رقم نهصد میلیارد است", number=3)
    actions.put_motion(actor=world.as_("head"), hearing=cast.hearing(live, 3), text="رقم نهصد")
    actions.ask_floor(actor=world.as_("trusted"), session=live)
    minutes = cast.signed(world, name="شورای دوم", secret=True)
    approving.send(actor=world.as_("secretary"), session=minutes.session)
    client = world.client(role)
    base = f"/desk/council/sessions/{live.pk}/live/"
    told = [
        base,
        *(f"{base}part/{part}/" for part in ("point", "agenda", "lines", "motions", "speakers", "present")),
    ]
    told += [
        f"/desk/council/sessions/{minutes.session_id}/minutes/{end}" for end in ("", "as/html/", "as/txt/")
    ]
    for path in told:
        answer = client.get(path)
        page = (b"".join(answer) if answer.streaming else answer.content).decode()  # type: ignore[arg-type]
        assert "نهصد" not in page, path
        assert cast.SECRET not in page, path
    assert client.get(f"{base}?point={cast.hearing(live, 3).pk}").status_code in (302, 404)


def test_a_member_sees_the_confidential_point(world: World) -> None:
    live = cast.running(world, secret=True)
    actions.hear(actor=world.as_("head"), hearing=cast.hearing(live, 3))
    page = world.client("editor").get(f"/desk/council/sessions/{live.pk}/live/").content.decode()
    assert cast.SECRET in page
