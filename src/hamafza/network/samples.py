"""A small table that shows how a network is written down, in either language and either format."""

from __future__ import annotations

import csv
import io

from django.utils import translation

from hamafza.network.columns import TITLES
from hamafza.network.models import Region, Role, Topic, Unit

COLUMNS = (
    "code",
    "name",
    "name_en",
    "parent",
    "kind",
    "trust",
    "region",
    "topics",
    "time_zone",
    "hours",
    "person",
    "username",
    "email",
    "role",
)
NAMES = {
    "fa": [
        ("مرکز روابط‌عمومی نمونه", "زهرا نمونه"),
        ("روابط‌عمومی سازمان نمونه", "علی نمونه"),
        ("رابط ادارهٔ نمونه", ""),
    ],
    "en": [
        ("Sample PR centre", "Zahra Sample"),
        ("Sample body's office", "Ali Sample"),
        ("Sample liaison", ""),
    ],
}
TREE = [
    ("sample-centre", "", Unit.Kind.CENTRE, Unit.Trust.AT_ONCE, Role.HEAD),
    ("sample-office", "sample-centre", Unit.Kind.OFFICE, Unit.Trust.ONE_CHECK, Role.OFFICER),
    ("sample-liaison", "sample-office", Unit.Kind.LIAISON, Unit.Trust.ONE_CHECK, Role.OFFICER),
]


def table(language: str) -> list[list[str]]:
    """Headings and three units, two of them with a person. Region and topic are ones the network has."""
    with translation.override(language):
        region, topic = Region.objects.first(), Topic.objects.first()
        rows = [[str(TITLES[name]) for name in COLUMNS]]
        named = zip(NAMES[language], NAMES["en"], TREE, strict=True)
        for (name, person), (name_en, _person), (code, parent, kind, trust, role) in named:
            rows.append(
                [
                    code,
                    name,
                    name_en,
                    parent,
                    str(kind.label),
                    str(trust.label),
                    str(region or ""),
                    str(topic or ""),
                    "Asia/Tehran",
                    "07:30-15:30",
                    person,
                    f"{code}-1" if person else "",
                    f"{code}@example.org" if person else "",
                    str(role.label) if person else "",
                ]
            )
        return rows


def as_csv(language: str) -> bytes:
    """With a mark at the start, so that spreadsheet programs see that it is UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table(language))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(language: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.sheet_view.rightToLeft = language == "fa"
    for row in table(language):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
