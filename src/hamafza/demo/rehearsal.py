"""A rehearsal: a council of forty units, from its founding to the first point of its next session.

It goes through the desk's own pages. In the timeline `✗` is a refusal: each is asked for, and must come for its own reason.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hamafza.council.models import Hearing, Series, Session, SessionInvitation
from hamafza.demo.rehearsal_rules import COUNCIL_RULES
from hamafza.demo.staging import Failed, StagedPlay
from hamafza.lib.formats.print_view import read_page
from hamafza.minutes.models import Comment, Minutes, MinutesLine, Motion, Turn
from hamafza.network.models import Person, Unit
from hamafza.newsroom.content import Content
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Item

SEATS, AWAY = 40, 13
POINTS = ("گزارش آمادگی هفتهٔ مهارت و آبادانی", "مشکل: مجوز عکاسی در کارگاه‌ها", "کمبود رابط در پنج استان")
SECRET, SECRET_LINE = "تغییر در ساختار مرکز", "گزینهٔ دوم برگزیده شد"
DECIDED = "هفت خانهٔ خالی برنامهٔ هفتهٔ مهارت پر شود"


@dataclass(frozen=True)
class Players:
    """User names; `members` are (user name, unit code) of the units that have a seat, `outside` has none."""

    chair: str
    secretary: str
    observer: str
    outside: str
    members: tuple[tuple[str, str], ...]


@dataclass
class Rehearsal(StagedPlay):
    """Plays the parts of all."""

    rules = COUNCIL_RULES

    players: Players

    def did(self, name: str, what: str, path: str, data: dict[str, Any] | None = None) -> str:
        place = self.post(name, path, data)
        self.line(name, what)
        return place

    @property
    def secretary(self) -> str:
        return self.players.secretary

    @property
    def speakers(self) -> list[str]:
        return [name for name, _code in self.players.members]

    def run(self) -> Session:
        """The session that was held."""
        series = self.founded()
        session, following = self.planned(series)
        self.prepared(series, session)
        self.begun(session)
        self.written(session)
        self.spoken(session)
        self.voted(session)
        self.decided(session)
        self.closed_doors(session)
        self.ended(session)
        self.commented(session)
        self.signed(session)
        self.amended(session)
        self.published(session)
        self.followed(following)
        return session

    # Before the session

    def founded(self) -> Series:
        """A council with its seats."""
        unit = Person.objects.get(username=self.secretary).memberships.earliest("pk").unit
        name = _("Rehearsal of %(time)s") % {"time": f"{timezone.localtime():%H:%M:%S}"}
        form = {
            "unit": unit.pk, "wide": "on", "kind": "council", "name": name, "name_en": "", "about": "",
            "rhythm": "none", "calendar": "jalali", "nth": 1, "weeks": 2, "at": "10:00", "length": 90,
            "quorum": "share", "quorum_value": 50, "opens_days": 10, "briefs_days": 3, "locks_days": 1,
            "draft_days": 0, "comments_days": 0, "approval_days": 5, "sending_days": 7,
        }  # fmt: skip
        place = self.did(self.secretary, _("founds a council"), "/desk/council/new/", form)
        series = Series.objects.get(pk=number(place))
        seats = f"/desk/council/{series.pk}/seats/new/"
        chair = Person.objects.get(username=self.players.chair)
        self.post(self.secretary, seats, {"unit": unit.code, "person": chair.pk, "role": "chair"})
        listener = Person.objects.get(username=self.players.observer)
        home = listener.memberships.earliest("pk").unit
        sits = {"unit": home.code, "person": listener.pk, "role": "observer"}
        self.post(self.secretary, seats, sits)
        for _name, code in self.players.members:
            self.post(self.secretary, seats, {"unit": code, "role": "member"})
        self.line(self.secretary, _("gives %(number)s seats") % {"number": series.members.count()})
        return series

    def planned(self, series: Series) -> tuple[Session, Session]:
        """This session, and the next one."""
        path = f"/desk/council/{series.pk}/plan/"
        self.hide("member-plans", self.speakers[0], path)
        found = []
        for days in (1, 30):
            starts = f"{timezone.localtime() + timedelta(days=days):%Y-%m-%d %H:%M}"
            place = self.did(
                self.secretary, _("plans a session"), path, {"starts": starts, "length": 90, "place": "تالار"}
            )
            found.append(Session.objects.get(pk=number(place)))
        return found[0], found[1]

    def prepared(self, series: Series, session: Session) -> None:
        """Points are handed in, invitations answered, the agenda locked."""
        new, step = f"/desk/council/{series.pk}/points/new/", f"/desk/council/sessions/{session.pk}/step/"
        self.refuse("observer-hands-in", self.players.observer, new, point_form(POINTS[0]))
        for name, title in zip(self.speakers, POINTS, strict=False):
            self.did(name, _("hands in: %(title)s") % {"title": title}, new, point_form(title))
        self.did(
            self.secretary,
            _("hands in a confidential point"),
            new,
            {**point_form(SECRET), "confidential": "on"},
        )
        answers = 0
        for row in session.invitations.filter(member__person=None).select_related("member__unit"):
            name = {code: name for name, code in self.players.members}[row.member.unit.code]
            reply = "not" if answers >= len(self.players.members) - AWAY else "come"
            self.post(name, f"/desk/council/sessions/{session.pk}/reply/{row.pk}/", {"reply": reply})
            answers += 1
        self.line("·", _("%(number)s members answer the invitation") % {"number": answers})
        self.refuse("begun-too-early", self.players.chair, f"{step}begin/")
        self.hide("not-begun", self.speakers[0], live(session))
        self.did(self.secretary, _("locks the agenda"), f"{step}lock/")

    # The session

    def begun(self, session: Session) -> None:
        """The chair begins; people say that they are here, one sends a substitute."""
        self.did(
            self.players.chair,
            _("begins the session"),
            f"/desk/council/sessions/{session.pk}/step/begin/",
            {"confirmed": "1"},  # a day before its time
        )
        for name in (self.players.chair, self.players.observer, *self.speakers[: len(self.speakers) - AWAY]):
            seat = self.seat(session, name)
            self.post(name, f"{live(session)}seats/{seat.pk}/", {"presence": "present"})
        row = self.seat(session, self.speakers[1])
        self.post(self.secretary, f"{live(session)}seats/{row.pk}/", {"presence": "substitute"})
        self.line("·", self.quorum(session))
        self.refuse("member-leads", self.speakers[0], self.point(session, 1, "hear"))
        self.did(self.secretary, _("goes to the first point"), self.point(session, 1, "hear"))

    def seat(self, session: Session, name: str) -> SessionInvitation:
        code = dict(self.players.members).get(name)
        rows = session.invitations.select_related("member__unit")
        found = (
            rows.filter(member__person__username=name)
            if code is None
            else rows.filter(member__unit__code=code, member__person=None)
        )
        return found.get()

    def quorum(self, session: Session) -> str:
        page = self.look(self.secretary, live(session))
        badge = re.search(r'id="live-head".*?badge-(ok|warn)">.*?</svg>\s*([^<]+)<', page, re.DOTALL)
        if badge is None or badge[1] != "ok":
            raise Failed(_("There is no quorum."))
        return badge[2].strip()

    def hearing(self, session: Session, order: int) -> Hearing:
        return list(session.hearings.select_related("point").order_by("order", "pk"))[order]

    def point(self, session: Session, order: int, what: str) -> str:
        return f"{live(session)}points/{self.hearing(session, order).pk}/{what}/"

    def say(self, session: Session, text: str, order: int = 1, **said: str) -> dict[str, str]:
        key = said.pop("key", "") or uuid.uuid4().hex
        return {"hearing": str(self.hearing(session, order).pk), "text": text, "key": key, **said}

    def written(self, session: Session) -> None:
        """Two write at one point, one line comes twice, two change one line."""
        lines, chair = f"{live(session)}lines/", self.players.chair
        self.refuse("member-writes", self.speakers[0], lines, self.say(session, "سطری از یک عضو"))
        lost = self.say(session, "بی‌گوینده", kind="quotation")
        self.refuse("nobodys-quotation", self.secretary, lines, lost)
        told = str(Person.objects.get(username=chair).name)
        spoken = self.say(session, "واحدهای نزدیک تا چهارشنبه پیشنهاد بدهند", speaker=told, kind="quotation")
        self.did(self.secretary, _("writes a quotation"), lines, spoken)
        self.did(self.secretary, _("sends the same line again: it is there once"), lines, spoken)
        if MinutesLine.objects.filter(session=session).count() != 1:
            raise Failed(_("A line is there twice."))
        self.did(chair, _("writes a note"), lines, self.say(session, "۱۲۳ از ۱۴۶ برنامه پر شده است"))
        self.post(
            chair,
            lines,
            self.say(session, "در این هفته از کارهایی گفته می‌شود که برای مردم اثر داشته است", speaker=told),
        )
        member = str(Person.objects.get(username=self.speakers[0]).name)
        self.post(self.secretary, lines, self.say(session, "دو رابط تازه معرفی شد", speaker=member))
        line = MinutesLine.objects.filter(session=session).order_by("pk")[1]
        change = f"{lines}{line.pk}/"
        first = {"text": "۱۲۴ از ۱۴۶ برنامه پر شده است", "base": 1, "key": uuid.uuid4().hex}
        self.did(self.secretary, _("changes a line"), change, first)
        self.refuse("overwritten", chair, change, {**first, "text": "۱۲۵ از ۱۴۶", "key": uuid.uuid4().hex})

    def spoken(self, session: Session) -> None:
        """The list of speakers."""
        floor = f"{live(session)}floor/"
        self.refuse("observer-speaks", self.players.observer, floor)
        for name in self.speakers[:2]:
            self.did(name, _("asks for the floor"), floor)
        turns = [f"{live(session)}turns/{turn.pk}/" for turn in Turn.objects.filter(session=session)]
        self.refuse("member-gives", self.speakers[0], f"{turns[0]}speak/")
        for turn in turns:
            self.did(self.secretary, _("gives the floor to the next"), f"{turn}speak/")
        self.did(self.speakers[1], _("has spoken"), f"{turns[1]}end/")

    def voted(self, session: Session) -> None:
        """A vote by show of hands; hands are raised, lowered, and counted."""
        asked = {"hearing": self.hearing(session, 1).pk, "text": "نامهٔ مجوز عکاسی", "key": uuid.uuid4().hex}
        self.did(self.secretary, _("opens a vote"), f"{live(session)}motions/", asked)
        motion = Motion.objects.get(session=session)
        path = f"{live(session)}motions/{motion.pk}/"
        self.refuse("absent-votes", self.speakers[-1], f"{path}for/")
        self.refuse("observer-votes", self.players.observer, f"{path}for/")
        there = self.speakers[: len(self.speakers) - AWAY]
        for count, name in enumerate(there):
            self.post(name, f"{path}{'against' if count % 9 == 5 else 'for'}/")
        self.did(there[0], _("changes the vote of the unit"), f"{path}abstain/")
        self.did(
            self.secretary, _("closes the vote: %(number)s units") % {"number": len(there)}, f"{path}close/"
        )
        self.refuse("late-vote", there[0], f"{path}for/")

    def decided(self, session: Session) -> None:
        """A decision with an owner, a helper and a day opens a call."""
        (_name, owner), (_other, helper) = self.players.members[:2]
        units = {one.code: one for one in Unit.objects.filter(code__in=[owner, helper])}
        path = f"{live(session)}decisions/"
        form = {
            "point": self.hearing(session, 1).point_id, "text": DECIDED, "owner": self.named(path, "owner", units[owner]),
            "helpers": self.named(path, "helpers", units[helper]), "retry_key": uuid.uuid4().hex,
            "due": f"{timezone.localtime() + timedelta(days=20):%Y-%m-%d}", "done_when": "",
        }  # fmt: skip
        self.refuse("member-decides", self.speakers[0], path, form)
        self.did(self.secretary, _("records a decision"), path, form)
        if session.decisions.count() != 1:
            raise Failed(_("The decision is not there."))

    def named(self, path: str, field: str, unit: Unit) -> str:
        """How the form names a unit: by its code, or in a plain list by its number."""
        page = self.look(self.secretary, path)
        plain_list = re.search(rf'<select[^>]*name="{field}"[^>]*>.*?value="{unit.pk}"', page, re.DOTALL)
        return str(unit.pk) if plain_list else unit.code

    def closed_doors(self, session: Session) -> None:
        """Time is given and taken; a confidential point is heard; what is left travels on."""
        given = {"given": self.hearing(session, 1).minutes}
        self.did(self.secretary, _("gives five minutes more"), self.point(session, 1, "more"), given)
        self.did(self.secretary, _("goes to the next point"), self.point(session, 2, "hear"))
        self.did(self.secretary, _("leaves a point to the next session"), self.point(session, 3, "carry"))
        order = next(
            at for at in range(session.hearings.count()) if self.hearing(session, at).point.title == SECRET
        )
        self.did(self.secretary, _("goes to the confidential point"), self.point(session, order, "hear"))
        told = self.say(session, SECRET_LINE, order)
        self.post(self.secretary, f"{live(session)}lines/", told)
        secret = f"{live(session)}?point={self.hearing(session, order).pk}"
        self.hide("stranger-reads", self.players.outside, secret)
        page = self.look(self.players.outside, live(session))
        if SECRET in page or SECRET_LINE in page:
            raise Failed(_("A confidential point can be seen."))

    # The minutes

    def ended(self, session: Session) -> None:
        self.did(self.players.chair, _("ends the session"), f"{live(session)}end/")
        self.hide("draft-read", self.players.outside, minutes(session))
        self.refuse("signed-early", self.players.chair, f"{minutes(session)}sign/")
        self.did(self.secretary, _("gives the draft to the members"), f"{minutes(session)}offer/")

    def commented(self, session: Session) -> None:
        line = MinutesLine.objects.filter(session=session).order_by("pk")[1]
        said = {"text": "شمار برنامه‌ها ۱۲۴ است", "line": line.pk, "key": uuid.uuid4().hex}
        self.did(self.speakers[0], _("comments on a line"), f"{minutes(session)}comments/", said)
        self.refuse("open-comment", self.players.chair, f"{minutes(session)}sign/")
        comment = Comment.objects.get(session=session)
        answer = {"answer": "همین نوشته شده است."}
        self.did(
            self.secretary, _("answers the comment"), f"{minutes(session)}comments/{comment.pk}/", answer
        )

    def signed(self, session: Session) -> None:
        self.refuse("secretary-signs", self.secretary, f"{minutes(session)}sign/")
        self.did(self.players.chair, _("signs the minutes"), f"{minutes(session)}sign/")
        self.line("·", f"SHA-256 {Minutes.objects.get(session=session).sha256[:16]}…")
        line = MinutesLine.objects.filter(session=session).order_by("pk")[0]
        change = {"text": "چیز دیگر", "base": 1, "key": uuid.uuid4().hex}
        self.refuse("changed-after", self.secretary, f"{live(session)}lines/{line.pk}/", change)
        self.did(self.secretary, _("sends the minutes"), f"{minutes(session)}send/")

    def amended(self, session: Session) -> None:
        line = MinutesLine.objects.filter(session=session).order_by("pk")[1]
        path, after = f"{minutes(session)}lines/{line.pk}/amend/", "۱۲۶ از ۱۴۶ برنامه پر شده است"
        self.refuse("amended-without-reason", self.secretary, path, {"after": after, "reason": ""})
        self.did(self.secretary, _("amends a line"), path, {"after": after, "reason": "شمارش دوباره"})

    def published(self, session: Session) -> None:
        """The news of the meeting: drafted, published without one edit by hand, read by an importer."""
        chair = self.players.chair
        self.did(chair, _("drafts the news of the meeting"), f"{minutes(session)}news/")
        item = Minutes.objects.get(session=session).item
        if item is None or item.current is None or SECRET_LINE in item.current.body:
            raise Failed(_("The news has what it must not have."))
        self.did(chair, _("publishes it as it was drafted"), f"/desk/items/{item.pk}/publish/")
        item = Item.objects.select_related("published").get(pk=item.pk)
        if item.published is None:
            raise Failed(_("The news was not published."))
        told = Content.of(item.published)
        read = read_page(self.look(chair, f"/news/{item.code}/print/").encode(), content_type="text/html")
        same = (read.headline, read.abstract) == (told.headline, told.abstract)
        if not (same and read.source and "".join(read.body)[:80] in plain_text(told.body)):
            raise Failed(_("Whoever imports the page reads something else."))
        self.line("·", _("whoever imports the page reads the same headline, lead, source and body"))

    def followed(self, following: Session) -> None:
        """The first point of the next session knows what was decided."""
        page = self.look(self.secretary, f"/desk/council/sessions/{following.pk}/")
        if DECIDED[:40] not in page:
            raise Failed(_("The next session does not know the decision."))
        self.line("·", _("the first point of the next session tells what became of the decision"))


def number(place: str) -> int:
    return int(place.rstrip("/").rsplit("/", 1)[-1])


def live(session: Session) -> str:
    return f"/desk/council/sessions/{session.pk}/live/"


def minutes(session: Session) -> str:
    return f"/desk/council/sessions/{session.pk}/minutes/"


def point_form(title: str) -> dict[str, Any]:
    return {"kind": "report", "title": title, "text": "", "minutes": 10, "retry_key": uuid.uuid4().hex}
