"""Figures for readers: one indicator, the files of a report, and all open data of the network."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from hamafza.comparisons import queries as comparisons
from hamafza.comparisons import reading
from hamafza.comparisons.document import chart, credit, document_of
from hamafza.comparisons.packages import records
from hamafza.figures import queries
from hamafza.figures.access import public_indicators
from hamafza.figures.models import Definition, Indicator, Observation
from hamafza.figures.wording import number, period_in_words, sheet_number
from hamafza.files.answering import ZIP, Format, attached, fonts, respond
from hamafza.lib.documents.framing import framed
from hamafza.lib.documents.showing import DocumentReader
from hamafza.lib.figures.catalogue import catalogue
from hamafza.lib.figures.package import write_package
from hamafza.lib.figures.periods import code_of
from hamafza.lib.figures.totals import rounded
from hamafza.network.queries import the_network
from hamafza.pages.charts import ChartNumber
from hamafza.pages.sheets import Column, sheet
from hamafza.portal.addresses import absolute, local
from hamafza.portal.frame import frame
from hamafza.portal.open_data import catalogue_of, note_of
from hamafza.portal.serving import AsOf, as_of, page, public
from hamafza.portal.stories import ItemStory
from hamafza.portal.views.items import of_a_story, tags

SHOWN, ROWS = 48, 40  # periods of the chart; values of units named on the page


@require_safe
def report_file(request: HttpRequest, code: int, form: str) -> HttpResponseBase:
    """The report as a file, in the language of its address."""
    return of_a_story(lambda request, read, story: answered(request, story, form))(request, code)


def answered(request: HttpRequest, story: ItemStory, form: str) -> StreamingHttpResponse:
    report = reading.of_version(story.item, story.version)
    if report is None:
        raise Http404
    return respond(request, document_of(report, story.version.headline, story.code), Format(form))


@require_safe
def chart_picture(request: HttpRequest, code: int, indicator: str) -> HttpResponseBase:
    """The chart of one indicator as a picture, with its source and credit inside."""
    return of_a_story(lambda request, read, story: pictured(request, read, story, indicator))(request, code)


def pictured(request: HttpRequest, read: AsOf, story: ItemStory, code: str) -> HttpResponseBase:
    report = reading.of_version(story.item, story.version)
    one = next((one for one in report.figures if one.code == code), None) if report else None
    if report is None or one is None:
        raise Http404
    reader = DocumentReader.of(document_of(report, story.version.headline, story.code))
    png = framed(chart(report, one), credit(report, one, story.code), reader, fonts())
    return public(request, HttpResponse(png, content_type="image/png"), read, tags=tags(story))


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its type knows no view with a parameter
def embed(request: HttpRequest, code: int) -> HttpResponseBase:
    """The report in few words for the page of somebody else: no script, and the only page that a frame may show."""
    return of_a_story(embedded)(request, code)


def embedded(request: HttpRequest, read: AsOf, story: ItemStory) -> HttpResponseBase:
    report = reading.of_version(story.item, story.version)
    if report is None:
        raise Http404
    context = {"story": story, "report": report, "canonical": absolute("item", code=story.code)}
    return page(request, read, "portal/embed.html", context, tags=tags(story))


@require_safe
@of_a_story
def package(request: HttpRequest, read: AsOf, story: ItemStory) -> HttpResponseBase:
    """The report with every value that it stands on, so that anybody can count it again."""
    result = reading.result_of(story.item, story.version)
    if result is None:
        raise Http404
    file = io.BytesIO()
    write_package(file, note_of(story, result, the_network()), records(result, str(story.code)))
    answer = HttpResponse(file.getvalue(), content_type=ZIP)
    answer.headers["Content-Disposition"] = attached(story.version.headline, "zip")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return public(request, answer, read, tags=[*tags(story), "units"])


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    read = as_of()
    found = get_object_or_404(public_indicators(), code=code)
    definition = found.current
    assert definition is not None
    rows = course(definition)
    context = {
        **frame("indicator", title=str(found), about=definition.meaning[:200], code=code),
        "indicator": found,
        "definition": definition,
        "versions": found.definitions.select_related("by").order_by("-number"),
        "rows": rows,
        "chart": [ChartNumber(row["name"], float(row["value"])) for row in rows if row["value"] is not None],
        "breaks": [(period_in_words(definition, one.period), one.reason) for one in found.breaks.all()],
        "baselines": definition.baselines.select_related("by").order_by("-at"),
        "values": queries.latest(definition)[:ROWS],
        "asked": len(queries.asked_of(definition)),
        "reports": comparisons.published_with(found),
        "sheets": [(one, local("indicator-values", code=code, form=one)) for one in ("csv", "xlsx")],
        "canonical": absolute("indicator", code=code),
    }
    return page(
        request, read, "portal/indicator.html", context, tags=[f"indicator:{code}", f"unit:{found.unit_id}"]
    )


def course(definition: Definition) -> list[dict[str, Any]]:
    """The last periods, each with its total and what it covers."""
    return [
        {
            "name": period_in_words(definition, one.period),
            "value": None if one.value is None else rounded(one.value, definition.decimals),
            "shown": ""
            if one.value is None
            else number(rounded(one.value, definition.decimals), definition.decimals),
            "units": one.units,
            "unmeasured": one.unmeasured,
            "provisional": one.provisional,
        }
        for one in queries.series(definition)[-SHOWN:]
    ]


@require_safe
def values(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """Every value of the definition that holds, as a table."""
    found = get_object_or_404(public_indicators(), code=code)
    assert found.current is not None
    kept = queries.latest(found.current).order_by("period", "unit__code")
    return sheet(f"indicator-{code}", columns(found), each(kept.iterator(2000), found.current), form)


def each(rows: Iterator[Observation], definition: Definition) -> Iterator[Observation]:
    for row in rows:
        row.definition = definition
        yield row


def columns(indicator: Indicator) -> list[Column[Observation]]:
    definition = indicator.current
    assert definition is not None
    found: list[Column[Observation]] = [
        Column(gettext("indicator"), lambda row: indicator.code),
        Column(gettext("definition (version)"), lambda row: definition.number),
        Column(gettext("unit"), lambda row: row.unit.code),
        Column(gettext("period"), lambda row: code_of(row.period, definition.every)),
        Column(gettext("state"), lambda row: row.state),
        Column(gettext("value"), lambda row: sheet_number(row.value)),
    ]
    if definition.has_base:
        found.append(Column(gettext("among"), lambda row: sheet_number(row.among)))
    return [
        *found,
        Column(gettext("why it was not measured"), lambda row: row.reason),
        Column(gettext("document (SHA-256)"), lambda row: row.document.sha256 if row.document else ""),
        Column(gettext("link"), lambda row: row.link),
        Column(gettext("entered on"), lambda row: row.entered),
        Column(gettext("checked on"), lambda row: row.checked),
    ]


@require_safe
def data(request: HttpRequest) -> HttpResponseBase:
    """What the network measures, what it reported, and every set that was declared, published or not."""
    read = as_of()
    context = {
        **frame("data", title=gettext("Open data")),
        "indicators": list(public_indicators().filter(retired=None)),
        "reports": comparisons.published(),
        "declared": comparisons.declared(),
    }
    return page(request, read, "portal/data.html", context, tags=["data", "news"])


@require_safe
def data_catalogue(request: HttpRequest) -> HttpResponseBase:
    """The same for portals of open data, which harvest it."""
    read = as_of()
    indicators = public_indicators().filter(retired=None)
    found = catalogue(catalogue_of(the_network(), indicators, comparisons.all_published()))
    text = json.dumps(found, ensure_ascii=False)
    answer = HttpResponse(text, content_type="application/ld+json")
    return public(request, answer, read, tags=["data", "news"])
