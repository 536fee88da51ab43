"""What is wrong in the forms of a page, in the order of the page, with the field to go to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField, FileField, PasswordInput
from django.forms.formsets import BaseFormSet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COUNTED = (
    pgettext_lazy("how many", "one"),
    pgettext_lazy("how many", "two"),
    pgettext_lazy("how many", "three"),
    pgettext_lazy("how many", "four"),
    pgettext_lazy("how many", "five"),
    pgettext_lazy("how many", "six"),
    pgettext_lazy("how many", "seven"),
    pgettext_lazy("how many", "eight"),
    pgettext_lazy("how many", "nine"),
)


@dataclass(frozen=True)
class Mistake:
    """A thing to correct. Without an anchor it concerns the form as a whole."""

    message: str
    anchor: str = ""
    name: str = ""
    row: str | Promise = ""
    number: int = 0


def mistakes(sources: tuple[Any, ...]) -> list[Mistake]:
    return [mistake for source in sources if source for mistake in of(source)]


def judge_only(form: BaseForm, *names: str) -> None:
    """A question about a form that is not finished: nothing else in it is called wrong yet."""
    for name in form.errors.keys() - set(names):
        del form.errors[name]


def of(source: BaseForm | BaseFormSet[Any]) -> Iterator[Mistake]:
    yield from of_rows(source) if isinstance(source, BaseFormSet) else of_form(source)


def of_form(form: BaseForm, row: str | Promise = "", number: int = 0) -> Iterator[Mistake]:
    fields = form.visible_fields()
    first = anchor(fields[0]) if number and fields else ""
    loose = [str(error) for error in form.non_field_errors()]
    loose += [str(error) for field in form.hidden_fields() for error in field.errors]
    for text in loose:
        yield Mistake(text, first, "", row, number)
    for field in fields:
        for error in field.errors:
            yield Mistake(str(error), anchor(field), capfirst(str(field.label or "")), row, number)


def of_rows(rows: BaseFormSet[Any]) -> Iterator[Mistake]:
    """Rows are counted as they stand on the page; the name of a row is `row_name` of its form."""
    for message in rows.non_form_errors():
        yield Mistake(str(message))
    removed = rows.deleted_forms if rows.can_delete and rows.is_bound else []
    name = getattr(rows.form, "row_name", _("row"))
    for number, form in enumerate(rows.forms, 1):
        if form not in removed:
            yield from of_form(form, name, number)


def anchor(field: BoundField) -> str:
    """A group of boxes has no label of its own: its frame carries the name."""
    return field.id_for_label or str(field.auto_id)


def in_words(number: int) -> str:
    return str(COUNTED[number - 1]) if number <= len(COUNTED) else str(number)


def has_secrets(sources: tuple[Any, ...]) -> bool:
    """Passwords are never given back, so nobody may be told that everything is kept."""
    return any(isinstance(field.field.widget, PasswordInput) for field in fields_of(sources))


def has_files(sources: tuple[Any, ...]) -> bool:
    """A browser forgets a chosen file when the page comes back."""
    return any(
        isinstance(field.field, FileField) and field.form.files.get(field.html_name)
        for field in fields_of(sources)
    )


def fields_of(sources: tuple[Any, ...]) -> Iterator[BoundField]:
    for source in sources:
        for form in getattr(source, "forms", [source]) if source else []:
            yield from form
