"""No event is forgotten: an old page with the fragments its events name is the new page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from fnmatch import fnmatchcase

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser
from tests.world import World

from hamafza.calls import actions, answering, following
from hamafza.calls.models import Call
from hamafza.calls.tests.cast import NOON, answer_of, asked, client_of
from hamafza.network.access import standing
from hamafza.wire.models import Event

Act = Callable[[World, Call], object]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def officer(act: Callable[..., object], **more: object) -> Act:
    return lambda world, call: act(
        actor=world.as_("officer"), answer=answer_of(call, world, "province"), **more
    )


def head(act: Callable[..., object], **more: object) -> Act:
    return lambda world, call: act(actor=world.as_("head"), call=call, **more)


def asker(act: Callable[..., object], **more: object) -> Act:
    """The asking side's step on an answer that says it is done."""

    def run(world: World, call: Call) -> object:
        return act(actor=world.as_("head"), answer=answer_of(call, world, "province"), **more)

    return run


def given(world: World, call: Call) -> object:
    colleague = world.people["colleague"]
    return officer(answering.delegate, person=colleague)(world, call)


def away(world: World, call: Call) -> object:
    people = {"away": world.people["colleague"], "deputy": world.people["officer"]}
    return answering.hand_over(actor=world.as_("colleague"), unit=world.units["province"], **people)


ACTS: dict[str, tuple[list[Act], Act]] = {
    "accept": ([], officer(answering.accept)),
    "decline": ([], officer(answering.decline, reason="capacity")),
    "done": ([], officer(answering.done, note="انجام شد")),
    "reopen": ([officer(answering.done)], officer(answering.reopen)),
    "delegate": ([], given),
    "hand over": ([given], away),
    "confirm": ([officer(answering.done)], asker(actions.confirm)),
    "return": ([officer(answering.done)], asker(actions.return_, reason="عکس")),
    "extend": ([], head(actions.extend, deadline=NOON + timedelta(days=30), now=NOON)),
    "close": ([], head(actions.close)),
    "cancel": ([], head(actions.cancel, reason="اشتباه")),
    "remind": ([], head(actions.remind, now=NOON)),
    "overdue": ([], lambda _world, call: following.mark_overdue(call=call, now=call.deadline)),
    "escalate": ([], lambda _world, call: following.escalate(call=call, now=call.deadline)),
    "ask": ([], lambda world, _call: asked(world, deadline=NOON + timedelta(days=40))),
}
PAGES = ["/desk/calls/{pk}/", "/desk/calls/", "/desk/calls/asked/", "/desk/"]
READERS = ["head", "officer", "colleague", "editor", "trusted"]
# Three of them for each act, by turns: whole pages are dear, and all see all kinds of acts.
READ = [(name, READERS[(at + step) % len(READERS)]) for at, name in enumerate(ACTS) for step in (0, 1, 3)]


def fragments(client: Client, path: str) -> dict[str, tuple[dict[str, str | None], str]]:
    """Every live part of a page by its id: its attributes and what it says."""
    page = LexborHTMLParser(client.get(path).content.decode())
    found = page.css("[data-live-src^='/desk/calls'], [data-live-src^='/desk/now/asked'], #now-calling")
    return {str(one.attributes["id"]): (one.attributes, TOKEN.sub("", one.html or "")) for one in found}


def concerns(attributes: dict[str, str | None], event: Event) -> bool:
    """As `live.js` decides it."""
    kinds, subject = (attributes["data-live-on"] or "").split(), attributes.get("data-live-subject")
    named = any(fnmatchcase(event.kind, kind) for kind in kinds)
    return named and (not subject or event.subject in subject.split())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "reader"), READ)
def test_an_old_page_with_the_named_fragments_is_the_new_page(world: World, name: str, reader: str) -> None:
    call = asked(world, deadline=NOON + timedelta(days=20))
    client = client_of(world, reader)
    before, act = ACTS[name]
    for step in before:
        step(world, call)
    client.get(PAGES[0].format(pk=call.pk))  # the first opening says "seen"
    old = {path: fragments(client, path.format(pk=call.pk)) for path in PAGES}
    last = Event.objects.latest("pk").pk
    act(world, call)
    for one in Call.objects.filter(moved=True):
        following.show_board(call=one)  # the clock's, a few seconds later
    mine = set(standing(world.people[reader]).audiences)
    heard = [one for one in Event.objects.filter(pk__gt=last) if mine & set(one.audiences.split())]
    for path in PAGES:
        new = fragments(client, path.format(pk=call.pk))
        assert new.keys() == old[path].keys()
        for part, (attributes, html) in old[path].items():
            if not any(concerns(attributes, event) for event in heard):
                assert new[part][1] == html, (path, part)
