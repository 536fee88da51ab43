"""A chart says the same as its table, and nothing in it depends on colour or on a style in the page."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from hamafza.pages import charts
from hamafza.pages.charts import ChartNumber


def drawn(tag: str, **context: object) -> str:
    with override("en"):
        return Template("{% load charts %}" + tag).render(Context(context))


def test_bars_are_as_long_as_their_numbers_and_the_numbers_stand_beside() -> None:
    rows = [ChartNumber("A", 50, "/a/"), ChartNumber("B", 25), ChartNumber("C", 0)]
    assert [bar.width for bar in charts.bars(rows)] == [100, 50, 0]
    shown = drawn("{% bars rows %}", rows=rows)
    assert '<a href="/a/">A</a>' in shown
    assert re.findall(r'class="num">(\d+)<', shown) == ["50", "25", "0"]


def test_a_line_begins_at_nothing_and_has_a_table_behind_it() -> None:
    line = charts.line([ChartNumber("1", 90), ChartNumber("2", 100)], baseline=0)
    assert line.points == "0.0,5.6 100.0,2.0"  # a tenth more looks like a tenth more
    shown = drawn("{% line rows 'Answers' 55 %}", rows=[ChartNumber("day 1", 38), ChartNumber("day 2", 196)])
    assert re.findall(r"<td[^>]*>(\d+)", shown) == ["38", "196"]
    assert "compared with 55" in shown


@pytest.mark.parametrize("values", [[], [0, 0], [3], [1, 0, 5]])
def test_nothing_and_little_are_drawn_too(values: list[float]) -> None:
    assert len(charts.spark(values)) == len(values)
    assert all(stick.height >= 2 for stick in charts.spark(values))
    charts.bars([ChartNumber("x", one) for one in values])
    if values:
        charts.line([ChartNumber("x", one) for one in values])


def test_an_uncertain_number_is_a_range_in_words_too() -> None:
    assert charts.band(62, 71, 80) == charts.Band(62, 18, 71)
    assert "71 of 100, surely between 62 and 80" in drawn("{% band 62 71 80 'Level' %}")


def test_the_map_has_each_province_once_with_the_west_on_the_left() -> None:
    found = charts.tiles({"tehran": 10, "ilam": 1}, "?region=", "ilam")
    known = [one for one in found if one.code]
    assert len(found) % 7 == 0
    assert len({one.code for one in known}) == len(known) == 31
    assert set(charts.SHORT) == {one.code for one in known}
    column = {one.code: at % 7 for at, one in enumerate(found)}
    assert column["west-azerbaijan"] < column["tehran"] < column["razavi-khorasan"]
    by_code = {one.code: one for one in known}
    assert (by_code["tehran"].shade, by_code["ilam"].shade, by_code["qom"].shade) == (4, 0, 0)
    assert by_code["ilam"].href == "?region=ilam"
    assert by_code["ilam"].chosen


def test_no_drawing_holds_words_or_styles() -> None:
    rows = [ChartNumber("A", 2), ChartNumber("B", 1)]
    everything = drawn(
        "{% bars rows %}{% line rows 'x' %}{% shares parts %}{% spark values 'x' %}{% band 1 2 3 'x' %}{% tile_map map 'x' %}",
        rows=rows,
        parts=[("done", "yes", 2), ("off", "no", 0)],
        values=[1, 2],
        map={"qom": 3},
    )
    for drawing in re.findall(r"<svg.*?</svg>", everything, re.S):
        assert not re.sub(r"<[^>]+>", "", drawing).strip()
    assert "style=" not in everything
    assert everything.count("<tr>") >= 2 + 2 + 31  # the tables behind
