"""What portals of open data read here: the catalogue of all indicators and reports, and what a package says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamafza.comparisons.models import ComparisonResult, DeclaredComparison
from hamafza.figures.models import Indicator
from hamafza.lib.documents.sheet_cells import MEDIA_TYPE
from hamafza.lib.figures.catalogue import (
    CatalogueDataset,
    CatalogueFile,
    CataloguePublisher,
    DataCatalogue,
    LanguageTexts,
)
from hamafza.lib.figures.package import PackageNote
from hamafza.lib.figures.periods import first_day
from hamafza.network.models import Network, Unit
from hamafza.pages.languages import codes
from hamafza.portal.addresses import absolute
from hamafza.portal.stories import ItemStory

FRICTIONLESS = "https://specs.frictionlessdata.io/data-package/"
ZIP = "application/zip"
SHEETS = {"csv": "text/csv", "xlsx": MEDIA_TYPE}
TITLE, PACKAGE = _("Open data"), _("Data package")
ABOUT = _(
    "What the units measure, with its definition and source; the comparative reports made of it; and every set of indicators that was declared, whether its report was published or not."
)


def note_of(story: ItemStory, result: ComparisonResult, network: Network) -> PackageNote:
    """In the language of the report, so that the package is the same at each of its addresses."""
    with translation.override(story.lang):
        return PackageNote(
            name=f"report-{story.code}-{result.number}",
            title=story.version.headline,
            description=result.content["summary"][story.lang],
            version=str(story.version.number),
            created=result.at,
            homepage=absolute("item", code=story.code),
            publisher=str(network),
        )


def catalogue_of(
    network: Network, indicators: Iterable[Indicator], reports: Iterable[DeclaredComparison]
) -> DataCatalogue:
    publisher = CataloguePublisher(address("home"), in_each(network))
    datasets = [*(of_indicator(one) for one in indicators), *(of_report(one) for one in reports)]
    return DataCatalogue(
        address=address("data-catalogue"),
        title=said(TITLE),
        description=said(ABOUT),
        publisher=publisher,
        homepage=address("data"),
        datasets=datasets,
    )


def of_indicator(one: Indicator) -> CatalogueDataset:
    """The values of an indicator: they change without end, so that nothing says when they did last."""
    definition, page = one.current, address("indicator", code=one.code)
    assert definition is not None
    return CatalogueDataset(
        address=f"{page}#dataset",
        identifier=one.code,
        title={"fa": definition.name, "en": definition.name_en},
        description={"fa": definition.meaning, "en": definition.meaning_en},
        publisher=publisher_of(one.unit),
        landing_page=page,
        issued=one.created,
        version=str(definition.number),
        frequency=definition.frequency,
        files=tuple(
            CatalogueFile(address("indicator-values", code=one.code, form=form), {"en": form.upper()}, kind)
            for form, kind in SHEETS.items()
        ),
    )


def of_report(one: DeclaredComparison) -> CatalogueDataset:
    item = one.item
    assert item is not None
    version = item.published
    assert version is not None
    assert item.firstpublished is not None
    page = absolute("item", language=version.language, code=item.code)
    return CatalogueDataset(
        address=f"{page}#dataset",
        identifier=str(item.code),
        title={version.language: version.headline},
        description={version.language: version.abstract or version.headline},
        publisher=publisher_of(item.unit),
        landing_page=page,
        issued=item.firstpublished,
        modified=version.created,
        version=str(version.number),
        begins=first_day(one.before_first, one.calendar),
        ends=first_day(one.after_last + 1, one.calendar) - timedelta(1),
        files=(
            CatalogueFile(address("package", code=item.code), said(PACKAGE), ZIP, conforms_to=FRICTIONLESS),
        ),
    )


def publisher_of(unit: Unit) -> CataloguePublisher:
    return CataloguePublisher(address("unit", code=unit.code), in_each(unit))


def in_each(named: Network | Unit) -> LanguageTexts:
    return {"fa": named.name, "en": named.name_en}


def said(text: Promise) -> LanguageTexts:
    """A text of ours in every language."""
    found = {}
    for code in codes():
        with translation.override(code):
            found[code] = str(text)
    return found


def address(name: str, **parts: object) -> str:
    """One address for all languages: what is named does not change with the reader."""
    return absolute(name, language=settings.LANGUAGE_CODE, **parts)
