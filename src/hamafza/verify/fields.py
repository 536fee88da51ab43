"""Fields of forms that name an item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamafza.lib.text.digits import row_number, to_latin
from hamafza.newsroom.access import public_items
from hamafza.newsroom.models import Item
from hamafza.verify.links import codes

LONGEST_ADDRESS = 2000


class CodeField(forms.CharField):
    """A news code, in any digits, or the address here, of an item readers can see.

    It has no length that a browser would cut a pasted address to.
    """

    def __init__(self, **options: Any) -> None:
        attrs = {"dir": "ltr", "autocomplete": "off"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> Item | None:
        typed = to_latin(super().clean(value) or "").strip()
        if not typed:
            return None
        code = code_in(typed)
        item = public_items().filter(code=code).first() if code is not None else None
        if item is None:
            raise forms.ValidationError(_("There is no published item with this code or address."))
        return item


def code_in(typed: str) -> int | None:
    if typed.isascii() and typed.isdigit():
        return row_number(typed)
    found = codes(typed) if len(typed) <= LONGEST_ADDRESS else []
    return found[0] if len(found) == 1 else None
