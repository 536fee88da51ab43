"""A seeded red team against the verdict: nothing that was doctored is called whole, and nothing honest altered."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from django.core.cache import caches

from hamafza.lib.reuse.letters import letters
from hamafza.newsroom.models import Item, ItemState, Transition, Version
from hamafza.verify import actions
from hamafza.verify.answers import Verdict, VerifyAnswer
from hamafza.verify.queries import check
from tests.attacks.doctorings import DOCTORINGS, HONEST, Change
from tests.attacks.officials import Official, officials, said_by
from tests.world import World

pytestmark = pytest.mark.slow

TEXTS, SEED, EACH_DOCTORED, EACH_HONEST = 40, 16, 6, 13
Case = tuple[str, str, str]  # kind, official text, what is pasted


@pytest.fixture
def archive(world: World) -> list[Official]:
    caches["memory"].clear()
    texts = officials(TEXTS, SEED)
    for number, one in enumerate(texts):
        publish(world, one, 100 + number)
    return texts


def publish(world: World, one: Official, code: int) -> None:
    unit, person = world.units["trusted"], world.people["trusted"]
    item = Item.objects.create(unit=unit, created_by=person)
    version = Version.objects.create(item=item, number=1, author=person, **one.content.as_dict())
    item.current = item.published = version
    item.state, item.code, item.firstpublished = ItemState.PUBLISHED, code, version.created
    item.save()
    Transition.objects.create(
        item=item, version=version, step="publish", to_state="published", by=person, at=version.created
    )
    actions.index(item=item)


def cases(texts: list[Official], kinds: Mapping[str, Change], each: int) -> list[Case]:
    """So many pasted texts of each kind, from texts drawn at random."""
    made: list[Case] = []
    for kind, change in kinds.items():
        chance, done = random.Random(f"{SEED} {kind}"), 0
        for _ in range(20 * each):
            official = chance.choice(texts).text
            if done < each and (pasted := change(official, chance)) and pasted != official + "":
                made.append((kind, official, pasted))
                done += 1
            elif kind == "as it is" and done < each:
                made.append((kind, official, official))
                done += 1
    return made


def test_nothing_doctored_is_whole_and_no_percentage_is_a_lie(archive: list[Official]) -> None:
    made = [one for one in cases(archive, DOCTORINGS, EACH_DOCTORED) if not is_said_elsewhere(one, archive)]
    assert len(made) >= 400
    wrong = [(kind, pasted[:80]) for kind, _text, pasted in made if lies(check(pasted))]
    assert wrong == []


def is_said_elsewhere(case: Case, archive: list[Official]) -> bool:
    """Whether what came out is by chance what another official text says."""
    _kind, text, pasted = case
    return letters(pasted).folded in said_by([one for one in archive if one.text != text])


def lies(answer: VerifyAnswer) -> bool:
    green = answer.verdict in (Verdict.WHOLE, Verdict.LINK, Verdict.NONE)
    foreign = answer.foreign or any(one.changes for one in answer.sources)
    return green or (answer.percent == 100 and bool(foreign))


def test_what_is_passed_on_honestly_is_whole(archive: list[Official]) -> None:
    made = cases(archive, HONEST, EACH_HONEST)
    assert len(made) >= 400
    answers = [(kind, check(pasted)) for kind, _text, pasted in made]
    accused = [kind for kind, answer in answers if answer.verdict == Verdict.ALTERED]
    other = [kind for kind, answer in answers if answer.verdict != Verdict.WHOLE]
    assert accused == []
    assert len(other) <= 0.01 * len(made), other
