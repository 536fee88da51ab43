"""Counts a report again from its data package alone, and says where the package differs from itself.

Nothing of the product is imported: only what anybody has who downloads the package.

    python tests/recount.py report.zip
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from statistics import median

NOT_MEASURED = "سنجیده نشده"
MONTHS = {"year": 12, "quarter": 3, "month": 1}
STEADY = {"percent": Fraction(1), "count": Fraction(2), "money": Fraction(2), "rate": Fraction(2)}
AXIS = 1000
Row = dict[str, str]


class Package:
    """The tables of a package whose files are what it says they are."""

    def __init__(self, path: str | io.BytesIO) -> None:
        with zipfile.ZipFile(path) as archive:
            self.about = json.loads(archive.read("datapackage.json"))
            self.rows: dict[str, list[Row]] = {}
            for one in self.about["resources"]:
                data = archive.read(one["path"])
                assert one["hash"] == "sha256:" + hashlib.sha256(data).hexdigest(), one["path"]
                assert one["bytes"] == len(data), one["path"]
                self.rows[one["name"]] = list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def month(code: str) -> int:
    """ "1404", "1404-Q2" and "1404-07" as the number of their first month."""
    year, _, part = code.partition("-")
    return int(year) * 12 + (int(part[1:]) * 3 - 3 if part.startswith("Q") else int(part or 1) - 1)


def exact(text: str) -> Fraction | None:
    return None if text in ("", NOT_MEASURED) else Fraction(text)


def shown(value: Fraction | None, places: int) -> Decimal | None:
    """Half away from zero."""
    if value is None:
        return None
    units = (abs(value) * 10**places * 2 + 1) // 2
    return Decimal(int(-units if value < 0 else units)).scaleb(-places)


class Recount:
    """One indicator of the last declared set of a comparison."""

    def __init__(self, package: Package, entry: Row) -> None:
        self.entry, self.package = entry, package
        self.key = (entry["indicator"], entry["version"])
        self.about = next(r for r in package.rows["indicators"] if (r["code"], r["version"]) == self.key)
        self.places, self.factor = int(self.about["decimals"]), Fraction(self.about["factor"])
        self.before, self.after = self.baseline(), self.measured()
        self.same = sorted(set(self.before) & set(self.after))
        self.alone = [] if self.before and self.after else sorted(set(self.before) | set(self.after))

    def of(self, table: str) -> Iterator[Row]:
        return (r for r in self.package.rows[table] if (r["indicator"], r["version"]) == self.key)

    def window(self, name: str) -> range:
        step = MONTHS[self.about["frequency"]]
        return range(month(self.entry[f"{name}_first"]), month(self.entry[f"{name}_last"]) + 1, step)

    def baseline(self) -> dict[str, tuple[Fraction, Fraction]]:
        """What was locked, of units that had measured the whole window."""
        wanted = (self.entry["before_first"], self.entry["before_last"])
        whole = len(self.window("before"))
        rows = [
            r
            for r in self.of("baselines")
            if (r["first"], r["last"]) == wanted and int(r["periods"]) == whole
        ]
        self.heads_before = {r["unit"]: Fraction(r["base"]) / whole for r in rows}
        if self.about["spans"] == "last":
            return {r["unit"]: (Fraction(r["last_amount"]), Fraction(r["last_base"])) for r in rows}
        over = whole if self.about["spans"] == "mean" else 1
        return {r["unit"]: (Fraction(r["amount"]) / over, Fraction(r["base"]) / over) for r in rows}

    def measured(self) -> dict[str, tuple[Fraction, Fraction]]:
        """What the observations amount to in the later window, the highest revision of each."""
        periods = self.window("after")
        last: dict[tuple[str, int], Row] = {}
        for row in self.of("observations"):
            at = (row["unit"], month(row["period"]))
            if at[1] in periods and (at not in last or int(row["revision"]) > int(last[at]["revision"])):
                last[at] = row
        series: dict[str, list[tuple[int, Fraction, Fraction]]] = defaultdict(list)
        for (unit, period), row in last.items():
            if (value := exact(row["value"])) is not None:
                series[unit].append((period, value, exact(row["base"]) or Fraction()))
        whole = {unit: rows for unit, rows in series.items() if len(rows) == len(periods)}
        self.heads_after = {
            unit: sum(r[2] for r in rows) / Fraction(len(rows)) for unit, rows in whole.items()
        }
        return {unit: self.spanned(rows) for unit, rows in whole.items()}

    def spanned(self, rows: list[tuple[int, Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
        if self.about["spans"] == "last":
            return max(rows)[1:]
        over = len(rows) if self.about["spans"] == "mean" else 1
        return sum(r[1] for r in rows) / Fraction(over), sum(r[2] for r in rows) / Fraction(over)

    def total(self, of: dict[str, tuple[Fraction, Fraction]]) -> Fraction | None:
        """Of the units that measured both windows; if nobody measured the other window, of those of this one."""
        parts = [of[unit] for unit in self.same or self.alone if unit in of]
        adds, amounts = self.about["adds"], [amount for amount, _base in parts]
        bases = sum(base for _amount, base in parts)
        if not parts or (adds == "none" and len(parts) > 1):
            return None
        if adds == "ratio":
            return self.factor * sum(amounts) / bases if bases else None
        if adds == "weighted":
            return sum(a * b for a, b in parts) / bases if bases else None
        if adds == "median":
            return Fraction(median(amounts))
        return sum(amounts) / Fraction(len(amounts) if adds == "mean" else 1)

    def per_head(
        self, of: dict[str, tuple[Fraction, Fraction]], heads: dict[str, Fraction]
    ) -> Decimal | None:
        """A sum among heads, which do not add up over time: their mean counts."""
        parts = [(of[unit][0], heads[unit]) for unit in self.same]
        if self.about["adds"] != "sum" or not parts or not all(base for _amount, base in parts):
            return None
        return shown(self.factor * sum(a for a, _b in parts) / sum(b for _a, b in parts), max(self.places, 1))

    def told(self) -> dict[str, object]:
        """All that a sentence tells, counted from the numbers that are shown."""
        before, after = (
            shown(self.total(self.before), self.places),
            shown(self.total(self.after), self.places),
        )
        heads = (
            self.per_head(self.before, self.heads_before),
            self.per_head(self.after, self.heads_after),
        )
        told: dict[str, object] = {"before": before, "after": after, "units": len(self.same)}
        told |= dict(
            zip(
                ("per_head_before", "per_head_after"),
                heads if None not in heads else (None, None),
                strict=True,
            )
        )
        if before is None or after is None:
            return told | {"change": None, "percent": None, "direction": "missing", "verdict": "missing"}
        change, points = after - before, self.about["measure"] == "percent"
        percent = None
        if before > 0 and not points:
            percent = shown(Fraction(change) / Fraction(before) * 100, 1)
        small = abs(change) if points else None if percent is None else abs(percent)
        steady = small is not None and small < STEADY[self.about["measure"]]
        direction = "same" if steady or not change else "up" if change > 0 else "down"
        return told | {
            "change": change,
            "percent": percent,
            "direction": direction,
            "verdict": self.verdict(direction),
        }

    def verdict(self, direction: str) -> str:
        if direction == "same" or self.about["better"] == "neither":
            return "same" if direction == "same" else "neither"
        return "better" if (direction == "up") == (self.about["better"] == "more") else "worse"

    def bars(self) -> dict[str, dict[str, object]]:
        told = self.told()
        values = {name: told[name] for name in ("before", "after")}
        there = [Fraction(v) for v in values.values() if isinstance(v, Decimal)]
        low = min([Fraction(), *there])
        high = Fraction(100) if self.about["measure"] == "percent" else max([Fraction(), *there])
        span = max([high, Fraction(), *there]) - low
        return {name: self.bar(value, low, high, span) for name, value in values.items()}

    def bar(self, value: object, low: Fraction, high: Fraction, span: Fraction) -> dict[str, object]:
        found: dict[str, object] = {
            "value": value,
            "axis_low": low,
            "axis_high": high,
            "begin": None,
            "length": None,
        }
        if isinstance(value, Decimal):
            zero, end = (
                (int(shown(AXIS * (v - low) / span, 0) or 0) if span else 0)
                for v in (Fraction(), Fraction(value))
            )
            found |= {"begin": min(zero, end), "length": abs(end - zero)}
        return found


_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.", "٬")


def numbers_in(sentence: str) -> set[Decimal]:
    text = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", sentence.translate(_DIGITS))
    return {Decimal(one) for one in re.findall(r"[0-9]+(?:\.[0-9]+)?", text)}


def numbers_of(told: dict[str, object], about: Row) -> set[Decimal]:
    """Every number that the sentence may hold."""
    names = ("before", "after", "change", "percent", "per_head_before", "per_head_after")
    found = {abs(one) for name in names if isinstance(one := told[name], Decimal)}
    extra = [about["price_year"], about["factor"] if told["per_head_before"] is not None else ""]
    return found | {Decimal(one) for one in extra if one}


def differs(said: str, counted: object) -> bool:
    if counted is None or isinstance(counted, str):
        return said not in (("", NOT_MEASURED) if counted is None else (counted,))
    return exact(said) != Fraction(counted)  # type: ignore[arg-type]


def compared(place: str, row: Row, counted: dict[str, object]) -> Iterator[str]:
    for name, value in counted.items():
        if differs(row[name], value):
            yield f"{place}: {name} is {row[name]!r}, counted {value}"


def of_sentence(row: Row, one: Recount) -> Iterator[str]:
    place, told = f"{row['indicator']} ({row['language']})", one.told()
    yield from compared(place, row, told)
    name = one.about["name_en" if row["language"] == "en" and one.about["name_en"] else "name"]
    if told["direction"] != "missing" and (
        foreign := numbers_in(row["sentence"].replace(name, "")) - numbers_of(told, one.about)
    ):
        yield f"{place}: the sentence has {sorted(map(str, foreign))}, which nothing gives"
    needed = {
        abs(v)
        for n in ("before", "after")
        if isinstance(v := told[n], Decimal) and told["direction"] != "missing"
    }
    if missing := needed - numbers_in(row["sentence"]):
        yield f"{place}: the sentence lacks {sorted(map(str, missing))}"


def differences(package: Package) -> list[str]:
    """Everything in the package that does not follow from its own observations and baselines."""
    newest: dict[str, int] = {}
    for row in package.rows["sets"]:
        newest[row["comparison"]] = max(newest.get(row["comparison"], 0), int(row["number"]))
    found: list[str] = []
    for entry in package.rows["sets"]:
        if int(entry["number"]) != newest[entry["comparison"]]:
            continue
        one = Recount(package, entry)
        mine = [
            [r for r in one.of(table) if r["comparison"] == entry["comparison"]]
            for table in ("sentences", "bars")
        ]
        if not all(mine):
            found.append(f"{entry['indicator']}: in the set, but not in the report")
        for row in mine[0]:
            found += of_sentence(row, one)
        for row in mine[1]:
            found += compared(f"bar of {row['indicator']} {row['window']}", row, one.bars()[row["window"]])
    return found


if __name__ == "__main__":
    wrong = differences(Package(sys.argv[1]))
    print("\n".join(wrong) or "Counted again: no difference.")
    sys.exit(bool(wrong))
