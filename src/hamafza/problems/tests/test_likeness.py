"""Whoever writes a problem is shown those who wrote it before in other words, and not what only sounds like it."""

from __future__ import annotations

from itertools import product

import pytest
from tests.world import World

from hamafza.problems import likeness
from hamafza.problems.tests import pairs
from hamafza.problems.tests.cast import reported
from hamafza.problems.tests.pairs import Pairs

pytestmark = pytest.mark.usefixtures("positions")


def shown(known: Pairs) -> int:
    """How many of the pairs would be shown as alike."""
    rated = [max(likeness.alike(*two) for two in product(*map(likeness.sentences, pair))) for pair in known]
    return sum(rate >= likeness.ALIKE_FROM for rate in rated)


@pytest.mark.parametrize(
    ("like", "unlike", "recall", "precision"),
    [
        (pairs.LIKE, pairs.UNLIKE, 0.94, 0.89),
        (pairs.LATER_LIKE, pairs.LATER_UNLIKE, 1.0, 0.83),
        (pairs.LIKE + pairs.LATER_LIKE, pairs.UNLIKE + pairs.LATER_UNLIKE, 0.96, 0.87),
    ],
    ids=["chosen on", "written later", "together"],
)
def test_of_problems_in_the_same_vocabulary_the_same_ones_are_found(
    like: Pairs, unlike: Pairs, recall: float, precision: float
) -> None:
    right, wrong = shown(like), shown(unlike)
    assert round(right / len(like), 2) >= recall
    assert round(right / (right + wrong), 2) >= precision


def offered(world: World, **typed: str) -> str:
    return world.client("trusted").post("/desk/problems/alike/", typed).content.decode()


def test_other_forms_of_the_words_and_other_spaces_make_no_difference(world: World) -> None:
    known = reported(world, title="کارشناس روابط‌عمومی به نشست‌های مدیران دعوت نمی‌شود")
    assert known.title in offered(world, title="کارشناسان روابط عمومی را به نشست مدیر دعوت نمی‌کنند")
    assert known.title not in offered(world, title="کارشناس روابط‌عمومی رایانهٔ مناسب ندارد")


def test_what_is_told_beside_the_line_does_not_hide_the_likeness(world: World) -> None:
    known = reported(world, title="دوربین فیلم‌برداری نداریم")
    told = "هر بار از ادارهٔ همسایه اجاره می‌کنیم و گاهی تا عصر منتظر می‌مانیم. " * 3
    assert known.title in offered(world, title="واحد ما دوربین‌های فیلمبرداری ندارد", words=told)
