"""What a comparison counts and says."""

from __future__ import annotations

from tests.world import World

from hamafza.comparisons.tests.cast import compared


def test_the_sentences_are_written_from_the_figures_in_both_languages(world: World) -> None:
    _comparison, result = compared(world)
    rows = {row["code"]: row for row in result.content["rows"]}
    assert rows["training"]["sentence"] == {
        "fa": "آموزش روستا: ۹٬۵۴۰ نفر بیشتر؛ از ۱۸٬۴۲۰ نفر به ۲۷٬۹۶۰ نفر (۵۱٫۸ درصد بیشتر).",
        "en": "Rural training: 9,540 people more, from 18,420 people to 27,960 people (51.8 percent more).",
    }
    assert rows["road"]["verdict"] == "worse"
    assert rows["road"]["bars"] == [[0, 826], [0, 1000]]
    assert result.content["summary"]["en"] == "Of 2 indicators: 1 got better, 1 got worse."
