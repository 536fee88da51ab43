"""One document in both languages with everything a document may hold; what the tests of the writers share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hamafza.lib.documents.model import (
    Amount,
    Baseline,
    Callout,
    Chart,
    ChartSeries,
    Code,
    Contents,
    Document,
    Fact,
    Form,
    Heading,
    Language,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    TableColumn,
    Tone,
)
from hamafza.lib.documents.values import Shape, Unmeasured, ValueKind

FONTS = Path(__file__).parents[2] / "src/hamafza/pages/static/pages/fonts"
DAY = date(2022, 8, 14)
HALF_SPACED = "گزارش می‌شود که طرح‌های شبکهٔ هم‌افزا پیش می‌رود."


def paper(language: Language) -> Document:
    return persian() if language == "fa" else english()


def persian() -> Document:
    late = Unmeasured("واحد در این دوره شمارش نکرد")
    return Document(
        title="گزارش یکسالهٔ «طرح آب‌رسانی»",
        subtitle="دورهٔ نخست: فروردین تا شهریور ۱۴۰۱",
        language="fa",
        author="مرکز روابط عمومی",
        facts=(
            Fact("واحد", ("ادارهٔ کل خراسان رضوی",)),
            Fact("تاریخ", (Amount(DAY, Shape(ValueKind.DATE)),)),
            Fact("شماره", (Code("KH-1401/05"),)),
        ),
        blocks=(
            Contents(),
            Heading("چکیده"),
            Paragraph((HALF_SPACED, " نتیجهٔ 5-3 و تلفن 021-66401234 در متن درست می‌ماند.")),
            Paragraph.of(
                "بودجه ",
                Amount(-1234567.5, Shape(ValueKind.SIGNED, 1)),
                " ریال و سهم ",
                Amount(0.256, Shape(ValueKind.PERCENT, 1)),
                " شد؛ ",
                Strong("این مهم است."),
                " نشانی: ",
                Link("صفحهٔ طرح", "https://example.ir/طرح?a=1&b=2"),
                " و حساب ",
                Code("@hamafza_news"),
                "؛ در ",
                Amount(DAY, Shape(ValueKind.DATE)),
                ".",
            ),
            ListBlock((("چاه‌های تازه حفر شد.",), ("خط‌های ", Strong("فرسوده"), " نو شد.")), is_numbered=True),
            ListBlock((("بدون شماره",), ("با نشانهٔ English در میان",))),
            Callout(("سه واحد هنوز گزارش نداده‌اند.",), "توجه:", Tone.WARNING),
            Heading("عددها"),
            Heading("به تفکیک شهرستان", 2),
            Table(
                (
                    TableColumn("شهرستان"),
                    TableColumn("خانوار", ValueKind.NUMBER),
                    TableColumn("تغییر", ValueKind.SIGNED, 1, "میلیارد ریال"),
                    TableColumn("پیشرفت", ValueKind.PERCENT, 1),
                    TableColumn("تحویل", ValueKind.DATE),
                ),
                (
                    ("مشهد", 12345, -42.25, 0.873, DAY),
                    ("نیشابور", 980, 7.5, 0.5, date(2021, 3, 21)),
                    ("تربت‌جام", 0, 0, late, None),
                    ("=SUM(A1:A9)", 15, late, 1, DAY),
                ),
                "پیشرفت طرح در شهرستان‌ها",
                totals=("جمع", 13340, -34.75, 0.74, None),
                notes=("منبع: ادارهٔ کل آب‌وفاضلاب، ۱۴۰۱",),
                name="شهرستان‌ها",
            ),
            Chart(
                Form.BARS,
                "خبرهای منتشرشده در دو دوره",
                ("مشهد", "نیشابور", "تربت‌جام", "سبزوار"),
                (
                    ChartSeries("۱۴۰۰", (120, 80, 31, Unmeasured("بایگانی سوخته است"))),
                    ChartSeries("۱۴۰۱", (140, 62, 45, 18)),
                ),
                "شهرستان",
                notes=("هر دو دوره شش ماه است.",),
            ),
            Chart(
                Form.BARS,
                "تغییر بودجه",
                ("مشهد", "نیشابور", "تربت‌جام"),
                (ChartSeries("تغییر", (-42.2, 7.5, 18)),),
                "شهرستان",
                ValueKind.SIGNED,
                1,
                "میلیارد ریال",
            ),
            PageBreak(),
            Heading("روند"),
            Chart(
                Form.LINE,
                "خانوارهای دارای آب سالم",
                ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
                (
                    ChartSeries("روستایی", (0.61, 0.64, None, 0.7, 0.78, 0.81)),
                    ChartSeries("شهری", (0.9, 0.91, 0.91, 0.93, 0.92, 0.95)),
                ),
                "ماه",
                ValueKind.PERCENT,
                baseline=Baseline("هدف", 0.85),
            ),
        ),
    )


def english() -> Document:
    late = Unmeasured("the unit did not count in this period")
    return Document(
        title="A year of the “water supply” plan",
        subtitle="First period: April to September 2022",
        language="en",
        author="Centre of public relations",
        facts=(
            Fact("Unit", ("Razavi Khorasan",)),
            Fact("Date", (Amount(DAY, Shape(ValueKind.DATE)),)),
            Fact("Number", (Code("KH-1401/05"),)),
        ),
        blocks=(
            Contents(),
            Heading("Summary"),
            Paragraph.of("Half-spaces of a quotation stay: «", HALF_SPACED, "»."),
            Paragraph.of(
                "The budget changed by ",
                Amount(-1234567.5, Shape(ValueKind.SIGNED, 1)),
                " rials, a share of ",
                Amount(0.256, Shape(ValueKind.PERCENT, 1)),
                "; ",
                Strong("this matters."),
                " See ",
                Link("the page", "https://example.ir/plan?a=1&b=2"),
                " and ",
                Code("@hamafza_news"),
                ", on ",
                Amount(DAY, Shape(ValueKind.DATE)),
                ".",
            ),
            ListBlock(
                (("New wells were dug.",), ("Pipes that were ", Strong("worn"), " are new.")),
                is_numbered=True,
            ),
            ListBlock((("Without a number",), ("With فارسی in it",))),
            Callout(("Three units have not reported.",), "Note:", Tone.WARNING),
            Heading("Numbers"),
            Heading("By county", 2),
            Table(
                (
                    TableColumn("County"),
                    TableColumn("Households", ValueKind.NUMBER),
                    TableColumn("Change", ValueKind.SIGNED, 1, "billion rials"),
                    TableColumn("Progress", ValueKind.PERCENT, 1),
                    TableColumn("Handed over", ValueKind.DATE),
                ),
                (
                    ("Mashhad", 12345, -42.25, 0.873, DAY),
                    ("Neyshabur", 980, 7.5, 0.5, date(2021, 3, 21)),
                    ("Torbat-e Jam", 0, 0, late, None),
                    ("=SUM(A1:A9)", 15, late, 1, DAY),
                ),
                "Progress of the plan by county",
                totals=("Total", 13340, -34.75, 0.74, None),
                notes=("Source: water company, 2022",),
                name="Counties",
            ),
            Chart(
                Form.BARS,
                "Items published in two periods",
                ("Mashhad", "Neyshabur", "Torbat-e Jam", "Sabzevar"),
                (
                    ChartSeries("2021", (120, 80, 31, Unmeasured("the archive burnt down"))),
                    ChartSeries("2022", (140, 62, 45, 18)),
                ),
                "County",
                notes=("Both periods have six months.",),
            ),
            Chart(
                Form.BARS,
                "Change of the budget",
                ("Mashhad", "Neyshabur", "Torbat-e Jam"),
                (ChartSeries("Change", (-42.2, 7.5, 18)),),
                "County",
                ValueKind.SIGNED,
                1,
                "billion rials",
            ),
            PageBreak(),
            Heading("Course"),
            Chart(
                Form.LINE,
                "Households with safe water",
                ("April", "May", "June", "July", "August", "September"),
                (
                    ChartSeries("rural", (0.61, 0.64, None, 0.7, 0.78, 0.81)),
                    ChartSeries("urban", (0.9, 0.91, 0.91, 0.93, 0.92, 0.95)),
                ),
                "Month",
                ValueKind.PERCENT,
                baseline=Baseline("Target", 0.85),
            ),
        ),
    )
