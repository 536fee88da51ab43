"""A report as its readers see it: the kept result in the language of the moment. Nothing is counted here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from hamafza.comparisons.gates import shown_with
from hamafza.comparisons.models import ComparisonResult, DeclaredComparison
from hamafza.comparisons.sentences import measured, name_of
from hamafza.comparisons.sentences import told as in_language
from hamafza.comparisons.writing import own_words
from hamafza.figures.models import Better, Measure
from hamafza.figures.wording import language_now, number
from hamafza.lib.documents.model import Calendar
from hamafza.lib.figures.claims import ForeignClaim, ToldFigure, foreign
from hamafza.lib.figures.periods import TimeWindow, month_name, window_name
from hamafza.newsroom.models import Item, Profile, Version
from hamafza.pages.templatetags.hamafza import digits

VERDICTS: dict[str, Promise] = {
    "better": pgettext_lazy("verdict", "got better"),
    "worse": pgettext_lazy("verdict", "got worse"),
    "same": pgettext_lazy("verdict", "about the same"),
    "neither": pgettext_lazy("verdict", "changed"),
    "missing": pgettext_lazy("verdict", "not measured"),
}
UNKNOWN = pgettext_lazy("value", "not measured")
Row = dict[str, Any]


@dataclass(frozen=True)
class ShownFigure:
    """One indicator of a report, in words."""

    row: Row
    name: str
    sentence: str
    verdict: str
    label: str | Promise
    before: str | Promise
    after: str | Promise
    notes: list[str]
    warnings: list[str]
    locked: datetime

    @property
    def code(self) -> str:
        return str(self.row["code"])

    @property
    def meaning(self) -> str:
        return in_language(self.row, "meaning")

    @property
    def source(self) -> str:
        return in_language(self.row, "source")


@dataclass(frozen=True)
class ShownReport:
    """Everything that the page of a report says besides the words of its item."""

    comparison: DeclaredComparison
    result: ComparisonResult
    before: str
    after: str
    figures: list[ShownFigure]
    counts: list[tuple[str, str | Promise, int]]
    warnings: list[str]
    frozen: datetime
    sha256: str
    looks: list[tuple[str, str, datetime]] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    claims: list[ForeignClaim] = field(default_factory=list)

    @property
    def months(self) -> int:
        return self.comparison.after.months

    @property
    def locked(self) -> datetime:
        """When the last of its baselines was locked."""
        return max(one.locked for one in self.figures)


def of_version(item: Item, version: Version) -> ShownReport | None:
    """The report that this version of an item shows, if it is one."""
    result = result_of(item, version)
    return shown(result.comparison, result, version) if result else None


def result_of(item: Item, version: Version) -> ComparisonResult | None:
    if version.profile != Profile.REPORT or item.pk is None:
        return None
    comparison = (
        DeclaredComparison.objects.select_related("unit", "scope", "region").filter(item=item).first()
    )
    return shown_with(comparison, version) if comparison else None


def shown(
    comparison: DeclaredComparison, result: ComparisonResult, version: Version | None = None
) -> ShownReport:
    content = result.content
    own = own_words(version, content) if version else ""
    heads = f"{version.headline}\n{version.abstract}\n" if version else ""
    return ShownReport(
        comparison,
        result,
        *windows(content),
        figures=[figure(row, content["days"]) for row in content["rows"]],
        counts=[
            (name, label, content["counts"][name])
            for name, label in VERDICTS.items()
            if content["counts"][name]
        ],
        warnings=list(about_set(content)),
        frozen=datetime.fromisoformat(content["set"]["at"]),
        sha256=content["set"]["sha256"],
        looks=[
            (name_in(content, one.indicator), one.get_cause_display(), one.at) for one in result.looks.all()
        ],
        own=own.splitlines(),
        claims=foreign(heads + own, known_numbers(content), told(content)) if version else [],
    )


def windows(content: Row) -> tuple[str, str]:
    days: Calendar = content["days"]
    first, second = (
        window_name(TimeWindow(*content[name]), days, language_now()) for name in ("before", "after")
    )
    return first, second


def name_in(content: Row, code: str) -> str:
    return next((name_of(row) for row in content["rows"] if row["code"] == code), code)


def figure(row: Row, days: Calendar) -> ShownFigure:
    return ShownFigure(
        row,
        name_of(row),
        row["sentence"][language_now()],
        row["verdict"],
        VERDICTS[row["verdict"]],
        value(row, "before"),
        value(row, "after"),
        list(notes(row)),
        list(warnings(row, days)),
        datetime.fromisoformat(row["baseline"]["at"]),
    )


def value(row: Row, name: str) -> str | Promise:
    kept = row[name]["value"]
    return UNKNOWN if kept is None else measured(row, kept)


def notes(row: Row) -> Iterator[str]:
    """What a reader needs to judge the number."""
    if row["better"] != Better.NEITHER:
        yield str(Better(row["better"]).label)
    if row["measure"] == Measure.PERCENT:
        yield _("axis from zero to a hundred percent")
    if row["price_year"]:
        yield _("both windows at prices of %(year)s") % {"year": digits(row["price_year"])}
    if row["asked"] > 1:
        yield coverage(row)
    yield in_language(row, "source")


def coverage(row: Row) -> str:
    """«۴۱۲ واحد از ۶۰۰؛ ۳۱ واحد گفته‌اند «سنجیده نشده»»."""
    said = {"units": digits(row["units"]), "asked": digits(row["asked"])}
    whole = ngettext(
        "%(units)s of %(asked)s unit measured in both windows",
        "%(units)s of %(asked)s units measured in both windows",
        row["asked"],
    )
    missing = max(row["before"]["unmeasured"], row["after"]["unmeasured"])
    if not missing:
        return whole % said
    more = ngettext("; %(number)s says “not measured”", "; %(number)s say “not measured”", missing)
    return whole % said + more % {"number": digits(missing)}


def warnings(row: Row, days: Calendar) -> Iterator[str]:
    """What weakens the comparison, in the same size as the number."""
    if row["before"]["provisional"] or row["after"]["provisional"]:
        yield _("Provisional: some values may still change.")
    if row["corrected"] is not None:
        corrected = measured(row, row["corrected"])
        yield _(
            "Values of the earlier window were corrected after it was locked; it would be %(value)s now."
        ) % {"value": corrected}
    for month, reason in row["breaks"]:
        said = {"month": month_name(month, days, language_now()), "reason": reason}
        yield _("A break in the series from %(month)s: %(reason)s") % said
    unchecked = row["before"]["unchecked"] + row["after"]["unchecked"]
    if unchecked:
        yield ngettext(
            "%(number)s value was not checked by a second person.",
            "%(number)s values were not checked by a second person.",
            unchecked,
        ) % {"number": digits(unchecked)}


def about_set(content: Row) -> Iterator[str]:
    """When the set was chosen, if that was not before; how the windows differ, if they do."""
    kept = content["set"]
    if kept["seen"]:
        said = {"seen": number(Decimal(kept["seen"]), 0), "expected": number(Decimal(kept["expected"]), 0)}
        yield _("Chosen after %(seen)s of %(expected)s values of the later window were known.") % said
    for change in kept["changes"]:
        yield changed(change)
    if content["unequal"]:
        yield _("The windows differ in length: %(reason)s") % {"reason": content["unequal"]}


def changed(change: Row) -> str:
    said = {
        "seen": digits(change["seen"]),
        "expected": digits(change["expected"]),
        "gone": _(", ").join(name_of(one) for one in change["gone"]) or _("nothing"),
        "come": _(", ").join(name_of(one) for one in change["come"]) or _("nothing"),
        "reason": change["reason"],
    }
    return (
        _(
            "The set was changed after %(seen)s of %(expected)s values; left out: %(gone)s; added: %(come)s. %(reason)s"
        )
        % said
    )


def told(content: Row) -> list[ToldFigure]:
    return [
        ToldFigure(
            tuple(name for name in (row["name"], row["name_en"]) if name),
            row["direction"],
            row["verdict"] if row["verdict"] in ("better", "worse") else "neither",
        )
        for row in content["rows"]
    ]


def known_numbers(content: Row) -> set[Decimal]:
    """Every number that the figures say: an author may repeat them."""
    years = {month // 12 for name in ("before", "after") for month in content[name]}
    found = {Decimal(one) for one in (*years, len(content["rows"]), *content["counts"].values())}
    for row in content["rows"]:
        texts = [
            row["before"]["value"],
            row["after"]["value"],
            row["change"],
            row["percent"],
            row["price_year"],
        ]
        texts += [*(row["per_head"] or ()), row["units"], row["asked"], row["factor"]]
        found |= {abs(Decimal(one)) for one in texts if one is not None}
        found |= {abs(Decimal(one)) * row["scale"] for one in texts[:3] if one is not None}
    return found
