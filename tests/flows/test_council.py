"""A council of forty units over HTTP: from its founding to the first point of the next session, with all states, clocks and refusals."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hamafza.council.models import Holiday, Point, Series, Session
from hamafza.flow import deadlines
from hamafza.network.models import Membership, Person, Role, Unit
from hamafza.wire.models import Event
from tests.world import World

pytestmark = pytest.mark.django_db
UNITS = 40
FORM = {
    "wide": "on", "kind": "council", "name": "شورای هماهنگی روابط‌عمومی‌ها", "about": "", "takes_problems": "on",
    "rhythm": "monthly", "calendar": "jalali", "nth": "۸", "weeks": "2", "at": "10:00", "length": "۹۰", "place": "تالار",
    "quorum": "share", "quorum_value": "50", "opens_days": "10", "briefs_days": "3", "locks_days": "1",
    "draft_days": "0", "comments_days": "0", "approval_days": "5", "sending_days": "7",
}  # fmt: skip


class Desk:
    """The council's people at their browsers."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.browsers: dict[str, Client] = {}

    def browser(self, who: str) -> Client:
        return self.browsers.setdefault(who, self.world.client(who))

    def get(self, who: str, path: str) -> str:
        answer = self.browser(who).get(f"/desk/council/{path}")
        assert answer.status_code == 200, path
        return unescape(answer.content.decode())

    def post(self, who: str, path: str, **said: Any) -> int:
        return self.browser(who).post(f"/desk/council/{path}", said).status_code

    def says(self, who: str, path: str, **said: Any) -> str:
        """What the page says after a button was pressed."""
        answer = self.browser(who).post(f"/desk/council/{path}", said, follow=True)
        return unescape(answer.content.decode())


@pytest.fixture
def desk(world: World, settings: Any, tmp_path: Any) -> Desk:
    """Forty units with a person each: four of the cast, and thirty-six more."""
    settings.MEDIA_ROOT = tmp_path
    for number in range(UNITS - 4):
        code = f"unit-{number}"
        unit = Unit.objects.create(code=code, name=f"روابط‌عمومی {number}", parent=world.units["centre"])
        person = Person.objects.create(username=code, name=f"کارشناس {number}", email=f"{code}@example.org")
        Membership.objects.create(person=person, unit=unit, role=Role.OFFICER)
        world.units[code], world.people[code] = unit, person
    return Desk(world)


def founded(desk: Desk) -> Series:
    """Its rules are put right where they do not fit; two taps found one council."""
    unit = desk.world.units["centre"].pk
    assert desk.post("officer", "new/", unit=unit, **FORM) == 404
    assert desk.post("secretary", "new/", unit=unit, **{**FORM, "quorum_value": "120"}) == 422
    assert desk.post("secretary", "new/", unit=unit, **{**FORM, "locks_days": "4"}) == 422
    for _tap in range(2):
        assert desk.post("secretary", "new/", unit=unit, **FORM) == 302
    return Series.objects.get()


def seated(desk: Desk, series: Series) -> None:
    seats = f"{series.pk}/seats/new/"
    assert desk.post("officer", seats, unit="trusted", role="member") == 404
    head = desk.world.people["head"].pk
    assert desk.post("secretary", seats, unit="centre", person=head, role="chair") == 302
    for code in desk.world.units:
        role = "observer" if code == "unit-35" else "member"
        if code != "centre":
            assert desk.post("secretary", seats, unit=code, role=role) == 302
    assert series.members.count() == UNITS + 1  # the centre has its chair and its secretary


def planned(desk: Desk, series: Series) -> Session:
    """On the first day that the rhythm proposes, with one tap; a holiday of that month moves it."""
    first = proposed(desk, series)[0]
    lines = f"{first['starts'][:10]} تعطیلی"
    assert desk.post("secretary", "holidays/", days=lines) == 404
    assert desk.post("admin", "holidays/", days="هیچ روز") == 422
    assert desk.post("admin", "holidays/", days=lines) == 302
    assert Holiday.objects.count() == 1
    second = proposed(desk, series)[0]
    assert second["starts"] > first["starts"]
    assert desk.post("head", f"{series.pk}/plan/", **second) == 404
    assert desk.post("secretary", f"{series.pk}/plan/", **{**second, "starts": "۱۴۰۰/۰۱/۰۱ ساعت ۱۰"}) == 422
    for _tap in range(2):
        assert desk.post("secretary", f"{series.pk}/plan/", **second) == 302
    return series.sessions.get()


def proposed(desk: Desk, series: Series) -> list[dict[str, str]]:
    """The hidden fields of each of the buttons."""
    page = desk.get("secretary", f"{series.pk}/plan/")
    found = re.findall(r'<li class="council-day">(.*?)</li>', page, re.S)
    return [
        dict(re.findall(r'type="hidden" name="(starts|length|place|link)" value="([^"]*)"', one))
        for one in found
    ]


def answered(desk: Desk, session: Session) -> None:
    """Half of them come; a reply is changed by another tap, and nobody answers for another unit."""
    path = f"sessions/{session.pk}/reply/"
    seats = {one.member.unit.code: one.pk for one in session.invitations.select_related("member__unit")}
    assert desk.post("outsider", f"{path}{seats['province']}/", reply="come") == 404
    assert "نقش شما" in desk.says("officer", f"{path}{seats['trusted']}/", reply="come")
    for number in range(18):
        desk.post(f"unit-{number}", f"{path}{seats[f'unit-{number}']}/", reply="come")
    assert "هنوز حدنصاب نیست" in desk.get("secretary", f"sessions/{session.pk}/")
    for who, unit, said in (("officer", "province", "not"), ("officer", "province", "substitute")):
        desk.post(who, f"{path}{seats[unit]}/", reply=said)
    desk.post("trusted", f"{path}{seats['trusted']}/", reply="come")
    assert "به حدنصاب می‌رسد" in desk.get("secretary", f"sessions/{session.pk}/")


def ring(session: Session, days: float) -> str:
    """The clocks so many days from its beginning, or after its end."""
    anchor = session.ended or session.starts
    by_day = (anchor + timedelta(days=days)).replace(hour=11, minute=0)  # nobody is rung at night
    if days > 0 and by_day < anchor + timedelta(days=int(days)):
        by_day += timedelta(days=1)
    deadlines.ring(by_day, "session")
    session.refresh_from_db()
    return session.state


def handed_in(desk: Desk, series: Series, session: Session) -> None:
    """Points, a paper, a confidential one; order and minutes by the secretary; what conflicts is said."""
    path = f"{series.pk}/points/new/"
    said = {"kind": "report", "title": "گزارش آمادگی", "minutes": "۶۰", "retry_key": "a"}
    assert desk.post("unit-35", path, **said) == 404  # an observer
    assert desk.post("unit-1", path, **{**said, "title": ""}) == 422
    paper = SimpleUploadedFile("plan.pdf", b"%PDF-1.4 plan\n%%EOF")
    for _tap in range(2):
        assert desk.post("unit-1", path, **said, paper=paper) == 302
        paper.seek(0)
    desk.post("officer", path, kind="problem", title="مجوز عکاسی", minutes="30", retry_key="b")
    desk.post(
        "officer", path, kind="other", title="بودجهٔ پنهان", minutes="5", confidential="on", retry_key="c"
    )
    assert series.points.filter(handed_in_by__isnull=False).count() == 3
    page = f"sessions/{session.pk}/"
    assert "۱۵ دقیقه بیش از مدت نشست" in desk.get("secretary", page)
    last = session.hearings.get(point__title="مجوز عکاسی")
    assert desk.post("unit-1", f"{page}hearings/{last.pk}/", do="up") == 404
    desk.post("secretary", f"{page}hearings/{last.pk}/", do="up")
    desk.post("secretary", f"{page}hearings/{last.pk}/", do="minutes", minutes="۱۵")
    shown = desk.get("secretary", page)
    assert "بیش از مدت نشست" not in shown
    assert shown.index("مجوز عکاسی") < shown.index("گزارش آمادگی") < shown.index("بودجهٔ پنهان")
    assert "بودجهٔ پنهان" not in desk.get("observer", page)
    assert desk.browser("observer").get(f"/desk/council/points/{point('بودجهٔ پنهان').pk}/").status_code == 404


def point(title: str) -> Point:
    return Point.objects.get(title=title)


def locked(desk: Desk, session: Session) -> None:
    """After the lock the author changes nothing, and opening it again needs a reason."""
    path = f"points/{point('مجوز عکاسی').pk}/edit/"
    said = {"kind": "problem", "title": "مجوز فیلم‌برداری", "minutes": "15"}
    assert desk.post("officer", path, **said) == 422
    assert "بنویسید چرا" in desk.says("secretary", f"sessions/{session.pk}/step/unlock/", reason="")
    desk.post("secretary", f"sessions/{session.pk}/step/unlock/", reason="نکته‌ای فوری رسید")
    assert desk.post("officer", path, **said) == 302
    assert "دیگر ممکن نیست" in desk.says("head", f"sessions/{session.pk}/step/begin/")
    desk.post("secretary", f"sessions/{session.pk}/step/lock/")


def held(desk: Desk, session: Session) -> None:
    """The chair begins and ends it; a decision is made at one of its points."""
    step = f"sessions/{session.pk}/step/"
    assert desk.post("officer", f"{step}begin/") == 404
    assert desk.post("head", f"{step}begin/") == 200  # it asks: the session is days ahead
    desk.post("head", f"{step}begin/", confirmed="1")
    decided = {
        "point": point("گزارش آمادگی").pk, "text": "خانه‌های خالی پر شود", "owner": "province", "retry_key": "d",
        "due": f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}", "done_when": "همه پر است",
    }  # fmt: skip
    assert desk.browser("head").post(f"/desk/decisions/new/{session.pk}/", decided).status_code == 302
    desk.post("secretary", f"points/{point('گزارش آمادگی').pk}/step/end/")
    desk.post("head", f"{step}end/")


def minuted(desk: Desk, session: Session) -> None:
    """Late minutes are told to those who lead; only the chair signs; each state follows the one before."""
    for days in (1, 3, 5, 7):
        ring(session, days + 0.5)
    late = Event.objects.filter(kind="council.session.late", subject=f"session:{session.pk}")
    assert late.count() == 3  # draft and comments are due at once in this council
    step, been = f"sessions/{session.pk}/minutes/", []
    assert (
        desk.post("secretary", f"sessions/{session.pk}/step/approve/") == 404
    )  # words are signed where they stand
    for who, name in (("secretary", "offer"), ("secretary", "sign"), ("head", "sign"), ("secretary", "send")):
        desk.post(who, f"{step}{name}/", confirmed="1")
        session.refresh_from_db()
        been.append(session.state)
    assert been == ["comment", "comment", "minutes_approved", "sent"]
    desk.post("secretary", f"sessions/{session.pk}/step/track/")


def test_from_its_founding_to_the_first_point_of_the_next_session(desk: Desk) -> None:
    series = founded(desk)
    seated(desk, series)
    session = planned(desk, series)
    assert session.invitations.count() == UNITS + 1
    answered(desk, session)
    assert ring(session, -11) == "scheduled"
    assert ring(session, -9.5) == "agenda_open"
    handed_in(desk, series, session)
    assert ring(session, -2.5) == "briefs_due"
    assert ring(session, -0.5) == "agenda_locked"
    locked(desk, session)
    held(desk, session)
    session.refresh_from_db()
    assert session.state == "minutes_draft"
    minuted(desk, session)
    desk.post("secretary", f"{series.pk}/plan/", **proposed(desk, series)[0])
    following = series.sessions.get(number=2)
    page = desk.get("head", f"sessions/{following.pk}/")
    first = page.partition("council-agenda")[2].partition("</ol>")[0]
    assert "خانه‌های خالی پر شود" in first  # what became of the last decision
    assert "مجوز فیلم‌برداری" in first  # what was not heard has travelled
    assert "گزارش آمادگی" not in first.replace("خانه‌های خالی پر شود", "").partition("مجوز فیلم‌برداری")[2]
    desk.post("secretary", f"sessions/{session.pk}/step/close/")
    session.refresh_from_db()
    assert session.state == "closed"
    moved_and_cancelled(desk, following)
    for path in (f"{series.pk}/", f"sessions/{session.pk}/", f"points/{point('مجوز فیلم‌برداری').pk}/"):
        assert desk.browser("outsider").get(f"/desk/council/{path}").status_code == 404


def moved_and_cancelled(desk: Desk, session: Session) -> None:
    """A move asks everybody again; a cancelled session asks first, and gives its points on."""
    later = f"{session.starts + timedelta(days=1):%Y-%m-%d} 11:00"
    assert desk.post("secretary", f"sessions/{session.pk}/move/", starts=later, reason="") == 422
    assert desk.post("secretary", f"sessions/{session.pk}/move/", starts=later, reason="سفر رئیس") == 302
    path = f"sessions/{session.pk}/step/cancel/"
    assert "لغو شود؟" in desk.says("head", path, reason="عزای عمومی")
    desk.post("head", path, reason="عزای عمومی", confirmed="1")
    session.refresh_from_db()
    assert (session.state, session.sequence) == ("cancelled", 2)
    assert point("مجوز فیلم‌برداری").state == "open"
