"""Sentences that the figures write themselves, in both languages. Nobody types a number here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hamafza.figures.models import SCALES, Measure
from hamafza.figures.wording import language_now, number
from hamafza.lib.documents.model import Language
from hamafza.pages.templatetags.hamafza import digits

LANGUAGES: tuple[Language, ...] = ("fa", "en")
Row = dict[str, Any]


def name_of(row: Row) -> str:
    return told(row, "name")


def told(row: Row, name: str) -> str:
    """A text of the definition in the language of the moment, if it has it."""
    return str((language_now() == "en" and row[f"{name}_en"]) or row[name])


def word_of(row: Row, value: Decimal) -> str:
    """What one or many are called."""
    if language_now() == "fa" or not row["word_en"]:
        return str(row["word"])
    return str(row["word_en"] if abs(value) == 1 else row["words_en"] or row["word_en"])


def measured(row: Row, value: str | Decimal) -> str:
    """«۲٬۱۴۰ میلیارد تومان», "64.2 percent"."""
    exact = Decimal(value)
    shown = number(exact, row["decimals"])
    if row["measure"] == Measure.PERCENT:
        return _("%(number)s percent") % {"number": shown}
    return " ".join(str(part) for part in (shown, SCALES[row["scale"]], word_of(row, exact)) if part)


def difference(row: Row) -> str:
    """A change without its sign; of percents in percentage points."""
    exact = abs(Decimal(row["change"]))
    if row["measure"] != Measure.PERCENT:
        return measured(row, exact)
    said = ngettext("%(number)s percentage point", "%(number)s percentage points", 1 if exact == 1 else 2)
    return said % {"number": number(exact, row["decimals"])}


def sentence(row: Row) -> str:
    """One indicator in one sentence."""
    if row["direction"] == "missing":
        return missing(row)
    said = {
        "name": name_of(row),
        "change": difference(row),
        "before": measured(row, row["before"]["value"]),
        "after": measured(row, row["after"]["value"]),
    }
    return course(row) % said + "".join(_tails(row)) + "."


def course(row: Row) -> str:
    """The pattern of what happened."""
    if row["direction"] == "same":
        return _("%(name)s: about the same, from %(before)s to %(after)s")
    if row["measure"] == Measure.PERCENT:
        up = _("%(name)s: %(change)s higher, from %(before)s to %(after)s")
        return (
            up if row["direction"] == "up" else _("%(name)s: %(change)s lower, from %(before)s to %(after)s")
        )
    up = _("%(name)s: %(change)s more, from %(before)s to %(after)s")
    return up if row["direction"] == "up" else _("%(name)s: %(change)s less, from %(before)s to %(after)s")


def _tails(row: Row) -> list[str]:
    """What belongs to the number: the share, the prices, heads, whether it is provisional."""
    tails = [relative(row)] if row["percent"] is not None else []
    if row["price_year"]:
        tails.append(_(", at prices of %(year)s") % {"year": digits(row["price_year"])})
    if row["per_head"]:
        tails.append(heads(row))
    if row["before"]["provisional"] or row["after"]["provisional"]:
        tails.append(pgettext("tail of a sentence", " (provisional)"))
    return tails


def relative(row: Row) -> str:
    percent = Decimal(row["percent"])
    said = {"percent": number(abs(percent), 1)}
    if not percent:
        return ""
    return (_(" (%(percent)s percent more)") if percent > 0 else _(" (%(percent)s percent less)")) % said


def heads(row: Row) -> str:
    before, after = (number(Decimal(one), max(row["decimals"], 1)) for one in row["per_head"])
    said = {
        "many": number(Decimal(row["factor"]), 0),
        "among": told(row, "denominator"),
        "before": before,
        "after": after,
    }
    return _("; for every %(many)s of %(among)s from %(before)s to %(after)s") % said


def missing(row: Row) -> str:
    """Which window is empty, and why."""
    empty = [name for name in ("before", "after") if row[name]["value"] is None]
    if empty == ["before"]:
        said = _("%(name)s: not measured in the earlier window")
    elif empty == ["after"]:
        said = _("%(name)s: not measured in the later window")
    else:
        said = _("%(name)s: not measured")
    because = (
        _("; the reason: %(reason)s") % {"reason": "؛ ".join(row["reasons"]).rstrip(".")}
        if row["reasons"]
        else ""
    )
    return said % {"name": name_of(row)} + because + "."


def summary(counts: dict[str, int]) -> str:
    """How many went which way, the falls with the rises."""
    told = {
        "better": ngettext("%(number)s got better", "%(number)s got better", counts["better"]),
        "worse": ngettext("%(number)s got worse", "%(number)s got worse", counts["worse"]),
        "same": ngettext(
            "%(number)s stayed about the same", "%(number)s stayed about the same", counts["same"]
        ),
        "neither": ngettext("%(number)s changed", "%(number)s changed", counts["neither"]),
        "missing": ngettext("%(number)s was not measured", "%(number)s were not measured", counts["missing"]),
    }
    parts = [said % {"number": digits(counts[name])} for name, said in told.items() if counts[name]]
    total = sum(counts.values())
    return ngettext("Of %(total)s indicator: %(parts)s.", "Of %(total)s indicators: %(parts)s.", total) % {
        "total": digits(total),
        "parts": _(", ").join(parts),
    }


def in_both(content: dict[str, Any]) -> dict[str, Any]:
    """The content with its sentences, written once and kept."""
    for row in content["rows"]:
        row["sentence"] = {}
    content["summary"] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for row in content["rows"]:
                row["sentence"][language] = sentence(row)
            content["summary"][language] = summary(content["counts"])
    return content
