"""The minutes while they are written: several hands, line by line, and no version is ever overwritten."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamafza.council.models import Hearing, Session
from hamafza.flow.transitions import once
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold
from hamafza.lib.text.typed import correct_typing
from hamafza.minutes import events, hands
from hamafza.minutes.access import WRITTEN, Seated
from hamafza.minutes.errors import LineChanged, MinutesClosed
from hamafza.minutes.events import LineFacts, happened
from hamafza.minutes.models import KEY_LIMIT, LINE_LIMIT, NAME_LIMIT, LineVersion, MinutesLine
from hamafza.minutes.queries import speakers
from hamafza.minutes.words import LineKind
from hamafza.network.access import Standing
from hamafza.pages.refusals import Invalid, NotAllowed, SentBefore
from hamafza.wire.actions import append

NAMED = re.compile(r"@\s*(?P<name>[^:：\n]{2,80})[:：]\s*(?P<text>.+)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class LineWords:
    """What a line says: whose words, of what kind."""

    text: str
    speaker: str = ""
    kind: str = LineKind.SAID

    def put_right(self) -> LineWords:
        """Letters and half-spaces as in all texts of the house; «@name: …» names who speaks."""
        found = NAMED.match(self.text.strip())
        text, speaker = (found["text"], found["name"]) if found else (self.text, self.speaker)
        kind = LineKind.NOTE if self.kind == LineKind.SAID and not speaker.strip() else self.kind
        return replace(self, text=text_right(text), speaker=display(speaker.strip()), kind=kind)


def text_right(text: str) -> str:
    """Letters and half-spaces as in all texts of the house."""
    language = "fa" if re.search(r"[\u0600-\u06ff]", text) else "en"
    return correct_typing(text.strip(), language=language)


def write(
    *,
    actor: Standing,
    hearing: Hearing,
    words: LineWords,
    key: str,
    at: datetime | None = None,
    now: datetime | None = None,
) -> MinutesLine:
    """A new line under a point. The same key of the same person is the line written before.

    `at` is when it was written down, if the connection was away until now.
    """
    now = now or timezone.now()
    words = checked(words)
    session = hearing.session

    def anew() -> MinutesLine:
        permitted(actor, session)
        line = MinutesLine.objects.create(
            session=session,
            hearing=hearing,
            by=actor.person,
            key=key[:KEY_LIMIT],
            at=written_at(session, at, now),
        )
        hands.rest(actor, hearing)
        return say(actor, line, words, 1, key, now)

    def same_line(line: MinutesLine) -> bool:
        return line.hearing_id == hearing.pk and words_of(line.versions.all()[0]) == words

    known = MinutesLine.objects.filter(by=actor.person, key=key[:KEY_LIMIT])
    return once(known.first, anew, same_line)


def written_at(session: Session, at: datetime | None, now: datetime) -> datetime:
    """The clock of a phone may be wrong: never before the session began, never to come."""
    began = session.began or now
    return min(max(at, began), now) if at else now


def revise(
    *,
    actor: Standing,
    line: MinutesLine,
    words: LineWords,
    base: int,
    key: str = "",
    struck: bool = False,
    now: datetime | None = None,
) -> MinutesLine:
    """Another version of a line, written over its version `base`; `struck` takes it out.

    Raises `LineChanged` if there is a newer one; then nothing is overwritten.
    """
    words = checked(words)
    with transaction.atomic():
        rows = MinutesLine.objects.select_for_update(of=("self",))
        line = rows.select_related("session__series__unit", "hearing__point__series", "current").get(
            pk=line.pk
        )
        permitted(actor, line.session)
        if key and (sent := line.versions.filter(author=actor.person, key=key[:KEY_LIMIT]).first()):
            if not same(sent, words, struck):
                raise SentBefore
            return line
        if same(line.holds, words, struck):
            return line
        if line.holds.number != base:
            raise LineChanged(line)
        return say(actor, line, words, base + 1, key, now or timezone.now(), struck=struck)


def strike(*, actor: Standing, line: MinutesLine, base: int, key: str = "") -> MinutesLine:
    """Take a line out. It stays in its versions, and can be put back."""
    return revise(actor=actor, line=line, words=words_of(line.holds), base=base, key=key, struck=True)


def words_of(version: LineVersion) -> LineWords:
    return LineWords(text=version.text, speaker=version.speaker, kind=version.kind)


def same(version: LineVersion, words: LineWords, struck: bool) -> bool:
    return words_of(version) == words and version.struck == struck


def permitted(actor: Standing, session: Session) -> None:
    if not Seated(actor, session).leads:
        raise NotAllowed
    state = Session.objects.values_list("state", flat=True).get(pk=session.pk)
    if state not in WRITTEN:
        raise MinutesClosed


def checked(words: LineWords) -> LineWords:
    if words.kind not in LineKind.values:
        raise Invalid(_("This is not one of the choices."), field="kind")
    words = words.put_right()
    if not words.text:
        raise Invalid(_("Write what was said."), field="text")
    if len(words.text) > LINE_LIMIT or len(words.speaker) > NAME_LIMIT:
        raise Invalid(_("This text is too long. Shorten it."), field="text")
    if words.kind == LineKind.QUOTATION and not words.speaker:
        raise Invalid(_("Say whose words these are: a quotation has a speaker."), field="speaker")
    return words


def say(
    actor: Standing,
    line: MinutesLine,
    words: LineWords,
    number: int,
    key: str,
    now: datetime,
    *,
    struck: bool = False,
) -> MinutesLine:
    """Write the version, and tell it last."""
    version = LineVersion.objects.create(
        line=line,
        number=number,
        kind=words.kind,
        speaker=words.speaker,
        office=office_of(line.session, words.speaker),
        text=words.text,
        struck=struck,
        author=actor.person,
        at=now,
        key=key[:KEY_LIMIT],
    )
    line.current = version
    line.save(update_fields=["current"])
    facts = LineFacts(
        **events.about(line.session, actor.person.pk),
        hearing=line.hearing_id,
        line=line.pk,
        number=number,
        struck=struck,
    )
    append(happened(events.LINE, line.session, facts, line.hearing))
    return line


def office_of(session: Session, speaker: str) -> str:
    """What somebody of this name is, if they sit in the session."""
    wanted = fold(speaker)
    return next((one.office for one in speakers(session) if speaker and fold(one.name) == wanted), "")
