"""The writers' own words in both languages. A document speaks one of them, whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from hamafza.lib.documents.model import Language


@dataclass(frozen=True, slots=True)
class DocumentLabels:
    contents: str
    unmeasured: str
    unmeasured_because: str
    total: str
    numbers: str
    empty: str
    columns: str
    page: str
    text: str
    sheet: str
    table: str


WORDS: dict[Language, DocumentLabels] = {
    "fa": DocumentLabels(
        contents="فهرست",
        unmeasured="سنجیده نشده",
        unmeasured_because="سنجیده نشده: {reason}",
        total="جمع",
        numbers="عددهای نمودار",
        empty="این جدول ردیفی ندارد.",
        columns="{caption} (ستون‌های {first} تا {last} از {count})",
        page="صفحهٔ {page} از {pages}",
        text="متن",
        sheet="برگهٔ «{name}»",
        table="جدول {number}",
    ),
    "en": DocumentLabels(
        contents="Contents",
        unmeasured="Not measured",
        unmeasured_because="Not measured: {reason}",
        total="Total",
        numbers="Numbers of the chart",
        empty="This table has no rows.",
        columns="{caption} (columns {first} to {last} of {count})",
        page="Page {page} of {pages}",
        text="Text",
        sheet="Sheet “{name}”",
        table="Table {number}",
    ),
}
