"""A seeded set of statements, quoted, misspelt and altered: the right original is named, every change found.

The words are put together at random; `bench/verify.py` does the same with real articles.
"""

from __future__ import annotations

import random

import pytest
from bench.altered import ALTERATIONS, CUTS, Case, altered_cases, cases
from tests.world import World

from hamafza.lib.reuse.letters import letters
from hamafza.lib.text.lexicon import lexicon
from hamafza.newsroom.models import Item, ItemState, Transition, Version
from hamafza.verify import actions
from hamafza.verify.answers import Verdict, VerifyAnswer
from hamafza.verify.queries import check
from hamafza.verify.texts import official_text

pytestmark = pytest.mark.slow

ITEMS, CASES = 40, 30
VERBS = ["آغاز می‌شود", "انجام شد", "پایان خواهد یافت", "فراهم است", "گزارش نشده است", "ادامه دارد"]
NAMES = ["محمودی", "رضایی", "کریمی", "نوروزی", "احمدپور", "صادقی"]


def sentence(rng: random.Random, nouns: list[str]) -> str:
    words = rng.sample(nouns, rng.randint(8, 12))
    words[3:3] = [str(rng.randint(11, 980))]
    if rng.random() < 0.4:
        words[6:6] = ["دکتر", rng.choice(NAMES)]
    return " ".join([*words, rng.choice(VERBS)]) + "."


def statement(rng: random.Random, nouns: list[str]) -> str:
    paragraphs = [" ".join(sentence(rng, nouns) for _ in range(3)) for _ in range(3)]
    return "".join(f"<p>{text}</p>" for text in paragraphs)


@pytest.fixture
def archive(world: World) -> list[str]:
    """Official texts by the order of their items."""
    return written(world)


def written(world: World) -> list[str]:
    rng, nouns = random.Random(11), sorted(lexicon().nouns)
    unit, person = world.units["trusted"], world.people["trusted"]
    texts = []
    for number in range(ITEMS):
        item = Item.objects.create(unit=unit, created_by=person)
        version = Version.objects.create(
            item=item, number=1, author=person, headline=sentence(rng, nouns), body=statement(rng, nouns)
        )
        item.current = item.published = version
        item.state, item.code, item.firstpublished = ItemState.PUBLISHED, 100 + number, version.created
        item.save()
        Transition.objects.create(
            item=item, version=version, step="publish", to_state="published", by=person, at=version.created
        )
        actions.index(item=item)
        texts.append(official_text(version))
    return texts


def strangers(count: int) -> list[str]:
    """Texts of the same kind that were never published."""
    rng, nouns = random.Random(99), sorted(lexicon().nouns)
    return [" ".join(sentence(rng, nouns) for _ in range(4)) for _ in range(count)]


def named(answer: VerifyAnswer, case: Case, texts: list[str]) -> bool:
    return any(texts[(source.item.code or 0) - 100] == texts[case.source] for source in answer.sources)


def test_the_right_original_is_named_in_every_spelling(archive: list[str]) -> None:
    for how in CUTS:
        made = cases(archive, strangers(20), how, CASES, random.Random(5))
        lost = [case.text for case in made if not named(check(case.text), case, archive)]
        assert len(made) == CASES
        assert lost == []


def test_a_quotation_with_misspelt_words_is_still_found(archive: list[str]) -> None:
    made = cases(archive, strangers(20), "quotation", CASES, random.Random(6), typos=0.05)
    assert sum(named(check(case.text), case, archive) for case in made) >= 0.93 * len(made)


def test_every_alteration_is_found_and_named_for_what_it_is(archive: list[str]) -> None:
    for how in ALTERATIONS:
        each_is_found(archive, how)


def each_is_found(archive: list[str], how: str) -> None:
    kinds = {"number": {"number", "date"}, "negation": {"negation"}, "name": {"name"}}.get(how)
    made = altered_cases(archive, strangers(20), how, CASES, random.Random(7))
    assert len(made) == CASES
    for case in made:
        answer = check(case.text)
        assert named(answer, case, archive)
        changes = [change for source in answer.sources for change in source.alterations]
        if kinds is None:
            continue  # a sentence put in or left out beside the edge of the text may be no part of it
        assert answer.verdict == Verdict.ALTERED
        after = [letters(one.after).folded for one in changes if set(one.kinds) & kinds and one.after]
        for _before, word in case.changed:
            folded = letters(word).folded
            assert any(folded in one or one in folded for one in after), (word, case.text)


def test_unrelated_texts_match_nothing(archive: list[str]) -> None:
    assert {check(text).verdict for text in strangers(200)} == {Verdict.NONE}
