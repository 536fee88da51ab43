"""A book of 600 units in each form: seconds, memory at its highest, size. `python bench/documents.py [FORM...]`

Each form is written by a process of its own, whose memory is read at its end.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from hamafza.lib.documents import docx, html, pdf, plain, xlsx
from hamafza.lib.documents.model import (
    Amount,
    Block,
    Chart,
    ChartSeries,
    Contents,
    Document,
    Form,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    TableColumn,
)
from hamafza.lib.documents.values import Shape, Unmeasured, ValueKind

FONTS = Path(__file__).parents[1] / "src/hamafza/pages/static/pages/fonts"
UNITS, ROWS = 600, 20
SENTENCE = "واحد در این دوره گزارش کارهای خود را به شورا داد و پیشرفت هر کار با سند آن آمده است. "


def book(units: int = UNITS) -> Document:
    """One page or more for each unit: a paragraph, a table of its works and a chart of two windows."""
    chance = random.Random(1401)
    blocks: list[Block] = [Contents(1)]
    for number in range(units):
        blocks += [
            Heading(f"واحد شمارهٔ {number}"),
            Paragraph.of(SENTENCE * 3, Amount(number, Shape(ValueKind.NUMBER))),
        ]
        blocks += [works(chance), windows(chance), PageBreak()]
    return Document("کتاب نشست شورا", tuple(blocks))


def works(chance: random.Random) -> Table:
    columns = (TableColumn("کار"), TableColumn("مرحله"), TableColumn("خبرها", ValueKind.NUMBER), TableColumn("تغییر", ValueKind.SIGNED, 1),
               TableColumn("پیشرفت", ValueKind.PERCENT), TableColumn("پایان", ValueKind.DATE))  # fmt: skip
    rows = [
        (
            f"کار شمارهٔ {number} با عنوانی که دو سه واژه دارد",
            chance.choice(("برنامه", "در جریان", "پایان‌یافته")),
            chance.randrange(900),
            chance.uniform(-50, 50),
            chance.random() if chance.random() > 0.1 else Unmeasured("گزارش نرسید"),
            date(2022, 3, 21) + timedelta(chance.randrange(365)),
        )
        for number in range(ROWS)
    ]
    return Table(columns, rows, "کارهای واحد")


def windows(chance: random.Random) -> Chart:
    def values() -> tuple[int, ...]:
        return tuple(chance.randrange(100) for _ in range(6))

    labels = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور")
    return Chart(
        Form.BARS,
        "خبرها در دو دوره",
        labels,
        (ChartSeries("۱۴۰۰", values()), ChartSeries("۱۴۰۱", values())),
        "ماه",
    )


def write(form: str, units: int) -> None:
    document = book(units)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began, busy = time.perf_counter(), time.process_time()
    with tempfile.TemporaryFile() as file:
        if form == "xlsx":
            xlsx.write(document, file)
        elif form in ("html", "plain"):
            for piece in (html if form == "html" else plain).write(document):
                file.write(piece.encode())
        else:
            {"docx": docx, "pdf": pdf}[form].write(document, file, fonts=FONTS)
        size = file.tell() / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    wall, cpu = time.perf_counter() - began, time.process_time() - busy
    print(
        f"{form:6} {units:4} units  {wall:6.1f} s ({cpu:.1f} s busy)  {most:4} MB (before {before} MB)  {size:5.1f} MB",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        write(sys.argv[2], int(sys.argv[3]))
    else:
        for wanted in sys.argv[1:] or ["html", "plain", "xlsx", "docx"]:
            subprocess.run([sys.executable, __file__, "--here", wanted, str(UNITS)], check=True)
