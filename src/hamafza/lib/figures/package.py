"""Figures as a Frictionless data package: tables as CSV, their columns and keys described, in one ZIP.

The same records give the same bytes, so that a package can be named by its hash. Rows are written as they come:
a package of a million observations needs little memory.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from types import NoneType
from typing import IO, Annotated, Any, get_args, get_origin, get_type_hints

from hamafza.lib.documents.csv import guarded, line
from hamafza.lib.figures.records import NOT_MEASURED, RECORDS, FigureRecord, TableReference

TYPES = {str: "string", int: "integer", Decimal: "number", datetime: "datetime"}
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same for every file: a ZIP knows no earlier day
DESCRIPTOR = "datapackage.json"
GUARD = "A text that a spreadsheet would run as a formula has an apostrophe before it."


@dataclass(frozen=True, slots=True)
class PackageNote:
    """What a package says of itself."""

    name: str  # lower-case letters, digits and hyphens
    title: str
    description: str
    version: str
    created: datetime
    homepage: str
    publisher: str
    license_name: str = ""  # a package may be given out without a licence, never with one that nobody gave
    license_address: str = ""

    def described(self) -> dict[str, Any]:
        licence = {"name": self.license_name, "path": self.license_address}
        return {
            "profile": "tabular-data-package",
            "name": self.name,
            "title": self.title,
            "description": f"{self.description}\n\n{GUARD}".strip(),
            "version": self.version,
            "created": written(self.created),
            "homepage": self.homepage,
            "contributors": [{"title": self.publisher, "role": "publisher"}],
        } | ({"licenses": [licence]} if self.license_name else {})


@dataclass(frozen=True, slots=True)
class PackageColumn:
    name: str
    type: type
    is_required: bool
    missing: str
    """What stands where there is no value."""

    @classmethod
    def of(cls, name: str, hint: Any) -> PackageColumn:
        plain, missing = get_args(hint) if get_origin(hint) is Annotated else (hint, "")
        types = [one for one in get_args(plain) or (plain,) if one is not NoneType]
        return cls(name, types[0], types == [plain] and plain is not str, missing)

    def described(self) -> dict[str, Any]:
        required = {"constraints": {"required": True}} if self.is_required else {}
        return {"name": self.name, "type": TYPES[self.type]} | required


def columns_of(kind: type[FigureRecord]) -> list[PackageColumn]:
    hints = get_type_hints(kind, include_extras=True)
    return [PackageColumn.of(one.name, hints[one.name]) for one in fields(kind)]  # type: ignore[arg-type]


def write_package(
    target: IO[bytes], note: PackageNote, rows: Mapping[type[FigureRecord], Iterable[FigureRecord]]
) -> None:
    """The package of these rows; a table without rows is there with its head."""
    resources = []
    with zipfile.ZipFile(target, "w") as archive:
        for kind in RECORDS:
            with archive.open(_entry(f"{kind.table}.csv"), "w", force_zip64=True) as file:
                resources.append(_written(file, kind, rows.get(kind, ())))
        described = note.described() | {"resources": resources}
        archive.writestr(_entry(DESCRIPTOR), json.dumps(described, ensure_ascii=False, indent=1) + "\n")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def _written(file: IO[bytes], kind: type[FigureRecord], rows: Iterable[FigureRecord]) -> dict[str, Any]:
    """The table, and what the package says of it."""
    digest, size = hashlib.sha256(), 0
    for text in table_lines(kind, rows):
        data = text.encode()
        file.write(data)
        digest.update(data)
        size += len(data)
    return resource(kind, size, digest.hexdigest())


def table_lines(kind: type[FigureRecord], rows: Iterable[FigureRecord]) -> Iterator[str]:
    """Lines of the CSV, the head first."""
    columns = columns_of(kind)
    yield line(one.name for one in columns)
    for row in rows:
        yield line(written(getattr(row, one.name), one.missing) for one in columns)


def written(value: str | int | Decimal | datetime | None, missing: str = "") -> str:
    """A value as programs read it: a point and no group, a moment in universal time.

    >>> written(Decimal("1E+3")), written(None, NOT_MEASURED), written("=1+1")
    ('1000', 'سنجیده نشده', "'=1+1")
    """
    match value:
        case None | "":
            return missing
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case str():
            return guarded(value)
    return str(value)


def resource(kind: type[FigureRecord], size: int, sha256: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": kind.table,
        "path": f"{kind.table}.csv",
        "description": (kind.__doc__ or "").strip(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": schema(kind),
    }


def schema(kind: type[FigureRecord]) -> dict[str, Any]:
    """Types, what may not be missing, and what names what."""
    described = {
        "fields": [one.described() for one in columns_of(kind)],
        "missingValues": ["", NOT_MEASURED],
        "primaryKey": list(kind.key),
    }
    keys = [foreign_key(one) for one in kind.refers]
    return described | ({"foreignKeys": keys} if keys else {})


def foreign_key(one: TableReference) -> dict[str, Any]:
    return {
        "fields": list(one.columns),
        "reference": {"resource": one.table, "fields": list(one.names)},
    }
