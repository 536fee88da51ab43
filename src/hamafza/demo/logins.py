"""The log-ins of the demo: kept in the data folder, readable by its owner only, and shown with what to try."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from hamafza.network.models import Membership, Person

FILE = "demo-logins.json"
GAP = "  "
# What to try with each, in both languages: whoever shows the demo to others may need the other one.
TRIES = {
    "officer": ("Write an item and send it for its check.", "خبری بنویسید و برای بازبینی بفرستید."),
    "colleague": ("Check what the officer has sent.", "خبری را که کارشناس فرستاده بازبینی کنید."),
    "trusted": ("Publish at once, then correct it.", "خبری را بی‌درنگ منتشر و سپس اصلاح کنید."),
    "editor": ("Relay another unit's item with one tap.", "خبر واحد دیگری را با یک ضربه بازنشر کنید."),
    "head": ("Ask all units for something; answer a claim.", "از همهٔ واحدها چیزی بخواهید؛ به ادعایی پاسخ دهید."),
    "secretary": ("See who has answered the centre's calls.", "ببینید کدام واحدها به درخواست‌های مرکز پاسخ داده‌اند."),
    "observer": ("Look at everything and change nothing.", "همه چیز را ببینید، بی‌آنکه چیزی را تغییر دهید."),
    "admin": ("Add units and people; look at the system's health.", "واحد و کاربر بیفزایید و وضع سامانه را ببینید."),
    "outsider": ("See how little an account without a unit sees.", "ببینید حساب بدون واحد چه کم می‌بیند."),
}  # fmt: skip


def keep(passwords: dict[str, str]) -> None:
    path = Path(settings.DATA) / FILE
    with open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)


def print_logins() -> bool:
    """Print the log-ins as a table; False if there are none."""
    path = Path(settings.DATA) / FILE
    if not path.exists():
        return False
    passwords = json.loads(path.read_text())
    rows = [(_("name"), _("password"), _("role"), _("unit"))]
    rows += [(name, password, *place(name)) for name, password in in_order(passwords)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print(GAP.join(padded(cell, room) for cell, room in zip(row, widths, strict=True)).rstrip())
        for line in TRIES.get(row[0], ()):
            print(f"{' ' * widths[0]}{GAP}{line}")
    return True


def in_order(passwords: dict[str, str]) -> list[tuple[str, str]]:
    """Those who write come first."""
    order = list(TRIES)
    return sorted(
        passwords.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)
    )


def place(username: str) -> tuple[str, str]:
    """Role and unit of a person, as they are now."""
    held = Membership.objects.filter(person__username=username).select_related("unit").first()
    if held is not None:
        return str(held.get_role_display()), str(held.unit)
    is_administrator = Person.objects.filter(username=username, is_administrator=True).exists()
    return (_("administrator") if is_administrator else "–"), "–"


def padded(cell: str, room: int) -> str:
    return cell + " " * (room - width(cell))


def width(text: str) -> int:
    """Columns of a terminal: what joins or stands over letters takes none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Cf"} for letter in text)
