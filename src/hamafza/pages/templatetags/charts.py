"""Charts: HTML and SVG without a word or a colour that says something alone, and a table behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hamafza.pages import charts
from hamafza.pages.charts import ChartNumber

register = template.Library()


@register.inclusion_tag("pages/chart/_bars.html")
def bars(numbers: Sequence[ChartNumber], heading: str = "") -> dict[str, Any]:
    """Lying bars, each with its name and number: the chart is its own table."""
    return {"rows": charts.bars(numbers), "heading": heading}


@register.inclusion_tag("pages/chart/_line.html")
def line(numbers: Sequence[ChartNumber], heading: str, baseline: float | None = None) -> dict[str, Any]:
    """A line over time with what it is compared with."""
    return {"line": charts.line(numbers, baseline), "heading": heading}


@register.inclusion_tag("pages/chart/_shares.html")
def shares(numbers: Sequence[tuple[str, Any, int]], heading: str = "") -> dict[str, Any]:
    """Parts of a whole as one bar: kind (`done`, `on`, `late`, `silent`, `off`, `rest`), name and number of each."""
    return {
        "pieces": [(kind, number) for kind, _name, number in numbers],
        "rows": numbers,
        "heading": heading,
    }


@register.simple_tag
def spark(values: Sequence[float], label: str) -> SafeString:
    """A course in the height of a line; `label` says it in words."""
    rows = [(one.kind, one.x, one.y, one.height) for one in charts.spark(values)]
    sticks = format_html_join("", '<rect class="{}" x="{}" y="{}" width="6" height="{}"/>', rows)
    return format_html(
        '<svg class="spark" role="img" aria-label="{}" viewBox="0 0 {} 40">{}</svg>',
        label,
        8 * len(values),
        sticks,
    )


@register.inclusion_tag("pages/chart/_band.html")
def band(low: float, value: float, high: float, heading: str, whole: float = 100) -> dict[str, Any]:
    """A number that is not known exactly, as the range in which it lies."""
    drawn = charts.band(low, value, high, whole)
    return {"band": drawn, "low": low, "value": value, "high": high, "whole": whole, "heading": heading}


@register.inclusion_tag("pages/chart/_map.html")
def tile_map(
    values: Mapping[str, float], heading: str, address: str = "", chosen: str = ""
) -> dict[str, Any]:
    """The provinces as equal tiles with their numbers, and a list that does the same."""
    found = charts.tiles(values, address, chosen)
    known = sorted((one for one in found if one.code), key=lambda one: -one.value)
    return {"tiles": found, "rows": known, "heading": heading, "steps": range(charts.STEPS)}
