"""What data there is, as a DCAT-AP 3 catalogue in JSON-LD: portals of open data harvest it.

Addresses are those of the site; words are in the languages that they are given in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

EU = "http://publications.europa.eu/resource/authority/"
FREQUENCIES = {"year": "ANNUAL", "quarter": "QUARTERLY", "month": "MONTHLY"}
LANGUAGES = {"fa": "FAS", "en": "ENG", "ar": "ARA"}
FORMATS = {
    "application/zip": "ZIP",
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

LanguageTexts = Mapping[str, str]
"""A text in each of its languages, by their codes; an empty one is left out."""


@dataclass(frozen=True, slots=True)
class CataloguePublisher:
    address: str
    name: LanguageTexts


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """One form of a dataset; size and hash where the file is fixed."""

    address: str
    title: LanguageTexts
    media_type: str
    size: int | None = None
    sha256: str = ""
    conforms_to: str = ""  # the address of a standard


@dataclass(frozen=True, slots=True)
class CatalogueDataset:
    address: str
    """A permanent name; the page is `landing_page`."""
    identifier: str
    title: LanguageTexts
    description: LanguageTexts
    publisher: CataloguePublisher
    landing_page: str
    issued: datetime
    modified: datetime | None = None
    license: str = ""
    version: str = ""
    keywords: tuple[tuple[str, str], ...] = ()  # language and word
    frequency: str = ""  # year, quarter, month
    begins: date | None = None
    ends: date | None = None
    files: tuple[CatalogueFile, ...] = ()


@dataclass(frozen=True, slots=True)
class DataCatalogue:
    address: str
    title: LanguageTexts
    description: LanguageTexts
    publisher: CataloguePublisher
    homepage: str
    modified: datetime | None = None
    license: str = ""
    datasets: Iterable[CatalogueDataset] = ()


def catalogue(one: DataCatalogue) -> dict[str, Any]:
    """The whole catalogue, ready for `json.dumps`."""
    return without_gaps(
        {
            "@context": CONTEXT,
            "@id": one.address,
            "@type": "dcat:Catalog",
            "dct:title": words(one.title),
            "dct:description": words(one.description),
            "dct:publisher": publisher(one.publisher),
            "dct:language": [
                {"@id": f"{EU}language/{LANGUAGES[code]}"} for code in one.title if code in LANGUAGES
            ],
            "dct:license": license_document(one.license),
            "dct:modified": moment(one.modified),
            "foaf:homepage": page(one.homepage),
            "dcat:dataset": [dataset(each) for each in one.datasets],
        }
    )


def dataset(one: CatalogueDataset) -> dict[str, Any]:
    frequency = FREQUENCIES.get(one.frequency)
    return without_gaps(
        {
            "@id": one.address,
            "@type": "dcat:Dataset",
            "dct:identifier": one.identifier,
            "dct:title": words(one.title),
            "dct:description": words(one.description),
            "dct:publisher": publisher(one.publisher),
            "dct:issued": moment(one.issued),
            "dct:modified": moment(one.modified),
            "dct:temporal": temporal(one.begins, one.ends),
            "dct:accrualPeriodicity": {
                "@id": f"{EU}frequency/{frequency}",
                "@type": "dct:Frequency",
            }
            if frequency
            else None,
            "dcat:version": one.version,
            "dcat:keyword": tagged(one.keywords),
            "dcat:landingPage": page(one.landing_page),
            "dcat:distribution": [distribution(each, one.license) for each in one.files],
        }
    )


def distribution(one: CatalogueFile, license_address: str) -> dict[str, Any]:
    file_type = FORMATS.get(one.media_type)
    return without_gaps(
        {
            "@id": f"{one.address}#distribution",
            "@type": "dcat:Distribution",
            "dct:title": words(one.title),
            "dct:license": license_document(license_address),
            "dcat:accessURL": resource(one.address),
            "dcat:downloadURL": resource(one.address),
            "dcat:mediaType": {
                "@id": f"https://www.iana.org/assignments/media-types/{one.media_type}",
                "@type": "dct:MediaType",
            },
            "dct:format": {"@id": f"{EU}file-type/{file_type}", "@type": "dct:MediaTypeOrExtent"}
            if file_type
            else None,
            "dcat:byteSize": None
            if one.size is None
            else {"@value": str(one.size), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": checksum(one.sha256),
            "dct:conformsTo": {"@id": one.conforms_to, "@type": "dct:Standard"} if one.conforms_to else None,
        }
    )


def publisher(one: CataloguePublisher) -> dict[str, Any]:
    return {"@id": one.address, "@type": "foaf:Agent", "foaf:name": words(one.name)}


def words(texts: LanguageTexts) -> list[dict[str, str]]:
    return tagged(texts.items())


def tagged(texts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": code} for code, text in texts if text]


def moment(value: datetime | None) -> dict[str, str] | None:
    if value is None:
        return None
    return {"@value": value.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def temporal(begins: date | None, ends: date | None) -> dict[str, Any] | None:
    if begins is None and ends is None:
        return None
    days = {"dcat:startDate": begins, "dcat:endDate": ends}
    said = {name: {"@value": day.isoformat(), "@type": "xsd:date"} for name, day in days.items() if day}
    return {"@type": "dct:PeriodOfTime", **said}


def checksum(sha256: str) -> dict[str, Any] | None:
    if not sha256:
        return None
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"},
        "spdx:checksumValue": {"@value": sha256, "@type": "xsd:hexBinary"},
    }


def license_document(address: str) -> dict[str, str] | None:
    return {"@id": address, "@type": "dct:LicenseDocument"} if address else None


def page(address: str) -> dict[str, str]:
    return {"@id": address, "@type": "foaf:Document"}


def resource(address: str) -> dict[str, str]:
    return {"@id": address, "@type": "http://www.w3.org/2000/01/rdf-schema#Resource"}


def without_gaps(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, "", [])}
