"""Choosing by name out of many rows: what is typed is found, what is found is a chip with a tick.

A few rows are a plain list. Of many the name is typed: with `pages/chooser.js` a list opens under the field; without it
the server looks for the name when the form is sent, and offers what it may mean. Which rows there are, and what they are
called, is said by the rooms (`network.choosers` for units and people).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.fold import fold, fold_level, fold_tight

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

M = TypeVar("M", bound=Model)
FEW = 12  # so many rows are shown whole
OFFERED = 8
TYPED = "-typed"
LONGEST = 120
SEVERAL = _("Several have this name. Choose the one you mean.")


@dataclass(frozen=True)
class ChooserSaid:
    """What came from a chooser: the keys with a tick, and the name that was typed beside them."""

    picked: tuple[str, ...] = ()
    typed: str = ""

    def __bool__(self) -> bool:
        return bool(self.picked or self.typed)


@dataclass(frozen=True)
class ChooserOption:
    """One row as it is offered: its key, its name, and what tells it from others of the same name."""

    key: str
    name: SafeString
    beside: str


@dataclass(frozen=True, kw_only=True)
class Choosable(Generic[M]):
    """One kind of rows: which field is their key, what they are called, and who answers while a name is typed.

    `among` are the sets of rows one may choose from, by name, each for the person who chooses. A room adds its own.
    """

    key: str
    names: tuple[str, ...]
    address: str
    beside: Callable[[M], str]
    nobody: _StrPromise
    whole: Callable[[QuerySet[M]], QuerySet[M]]  # with all that `beside` reads
    among: dict[str, Callable[[Any], QuerySet[M]]]

    def rows(self, among: str, actor: Any) -> QuerySet[M]:
        return self.whole(self.among[among](actor))

    def choices(self, rows: Iterable[M], words: str = "") -> list[ChooserOption]:
        """As they are shown; what was typed of their names is marked."""
        return [
            ChooserOption(str(getattr(row, self.key)), marked(str(row), words), self.beside(row))
            for row in rows
        ]

    def keyed(self, keys: Sequence[str], rows: QuerySet[M]) -> list[M]:
        """The rows of these keys, in their order; what is unknown is left out."""
        try:
            known = {str(getattr(row, self.key)): row for row in rows.filter(**{f"{self.key}__in": keys})}
        except (ValueError, OverflowError):
            return []
        return [known[key] for key in dict.fromkeys(keys) if key in known]

    def find(self, words: str, rows: QuerySet[M], limit: int = OFFERED) -> list[M]:
        """Those whose name fits, the nearest first; all names are read, since no database matches as readers do."""
        known = rows.values_list("pk", *self.names)
        near = [(rank(words, *names), at, pk) for at, (pk, *names) in enumerate(known)]
        keys = [pk for place, _at, pk in sorted(one for one in near if one[0] is not None)][:limit]
        found = rows.in_bulk(keys)
        return [found[pk] for pk in keys]

    def meant(self, words: str, rows: QuerySet[M]) -> M:
        """The one that fits, or that is called just so."""
        found = self.find(words, rows, 2)
        if not found:
            raise ValidationError(self.nobody, code="nobody")
        just_so = [row for row in found if self.near(row, words) == 0]
        if len(found) > 1 and len(just_so) != 1:
            raise ValidationError(SEVERAL, code="several")
        return found[0]

    def near(self, row: M, words: str) -> int | None:
        return rank(words, *(str(getattr(row, name)) for name in self.names))


def rank(words: str, *names: str) -> int | None:
    """How near the words come to the names of a row: 0 is a name itself; nothing if they do not fit.

    Spacing, and the letters and digits of the keyboard, make no difference.
    """
    tight, glued = fold_tight(words), [fold_tight(name) for name in names if name]
    if tight in glued:
        return 0
    if any(name.startswith(tight) for name in glued):
        return 1
    wanted, whole = fold(words).split(), " ".join(["", *map(fold, names)])
    if all(word in whole for word in wanted):
        return 2 if all(f" {word}" in whole for word in wanted) else 3
    return 4 if any(tight in name for name in glued) else None


def marked(name: str, words: str) -> SafeString:
    """The name with the first of the words in it marked."""
    level = fold_level(name).lower()
    for word in fold_level(words).lower().split():
        if (at := level.find(word)) >= 0:
            pieces = name[:at], name[at : at + len(word)], name[at + len(word) :]
            return format_html("{}<mark>{}</mark>{}", *pieces)
    return format_html("{}", name)


class Chooser(forms.SelectMultiple):
    """The plain list of a few, or the field one types names into."""

    template_name = "pages/_chooser.html"

    @property
    def field(self) -> ChooserField[Any]:
        return self.choices.field  # type: ignore[attr-defined,no-any-return]

    @property
    def use_fieldset(self) -> bool:  # type: ignore[override]
        return self.field.several and self.field.few is not None

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return "" if self.use_fieldset else id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> ChooserSaid:
        picked = data.getlist(name) if hasattr(data, "getlist") else listed(data.get(name))
        typed = str(data.get(name + TYPED) or "").strip()
        return ChooserSaid(tuple(str(one) for one in picked if one not in (None, "")), typed[:LONGEST])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and name + TYPED not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        said = value if isinstance(value, ChooserSaid) else ChooserSaid(tuple(map(str, listed(value))))
        context = forms.Widget.get_context(self, name, value, {"dir": "auto", **(attrs or {})})
        shown = self.searching(said) if self.field.few is None else self.plain(said)
        return context | shown | {"several": self.field.several, "typed_name": name + TYPED}

    def plain(self, said: ChooserSaid) -> dict[str, Any]:
        choices = self.field.kind.choices(self.field.few or ())
        return {"few": [(one, one.key in said.picked) for one in choices], "blank": self.field.empty}

    def searching(self, said: ChooserSaid) -> dict[str, Any]:
        """The chips, what was typed, and what it may mean."""
        kind, typed = self.field.kind, said.typed
        picked = kind.keyed(said.picked, self.field.rows)
        offered = kind.find(typed, self.field.rows) if typed else []
        try:
            picked, offered, typed = self.field.both(said), [], ""
        except ValidationError:
            offered = [row for row in offered if row not in picked]
        return {
            "picked": kind.choices(picked),
            "offered": kind.choices(offered),
            "typed": typed,
            "address": f"{reverse(kind.address)}?among={self.field.among}",
        }


class ChooserField(forms.ModelMultipleChoiceField[M], Generic[M]):
    """One row, or any number of them, by their keys or by the name that was typed.

    Nothing can be chosen before `of` has said who chooses.
    """

    kind: Choosable[M]
    model: type[M]

    def __init__(
        self,
        *,
        among: str = "active",
        several: bool = False,
        empty: Any = "—",
        whole: int = FEW,
        **options: Any,
    ) -> None:
        self.among, self.several, self.empty, self.most = among, several, empty, whole
        self._few: tuple[Any, list[M]] | None = None
        nothing = self.model._default_manager.none()
        super().__init__(nothing, to_field_name=self.kind.key, widget=Chooser, **options)

    def of(self, actor: Any) -> None:
        """Offer what this person may choose."""
        self.queryset = self.kind.rows(self.among, actor)

    @property
    def rows(self) -> QuerySet[M]:
        assert self.queryset is not None
        return self.queryset

    @property
    def few(self) -> list[M] | None:
        """All rows, if there are but a few."""
        if not self.most:
            return None
        if self._few is None or self._few[0] is not self.queryset:
            self._few = (self.queryset, list(self.rows[: self.most + 1]))
        return self._few[1] if len(self._few[1]) <= self.most else None

    def both(self, said: ChooserSaid) -> list[M]:
        """What has a tick and what was typed. Of one row the latest word counts."""
        picked = self.kind.keyed(said.picked, self.rows)
        if said.typed:
            meant = self.meant(said.typed)
            picked = [*(row for row in picked if row != meant), meant]
        return picked if self.several else picked[-1:]

    def meant(self, words: str) -> M:
        return self.kind.meant(words, self.rows)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):  # how a form of a model knows its rows
            value = self.rows.filter(pk=value).first()
        return value if isinstance(value, ChooserSaid) else super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        said = value if isinstance(value, ChooserSaid) else ChooserSaid(tuple(map(str, listed(value))))
        if len(self.kind.keyed(said.picked, self.rows)) < len(set(said.picked)):
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": ""}
            )
        found = self.both(said)
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return found if self.several else next(iter(found), None)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def listed(value: Any) -> Iterable[Any]:
    if value is None or value == "":
        return ()
    return value if isinstance(value, list | tuple | set | frozenset | QuerySet) else (value,)
