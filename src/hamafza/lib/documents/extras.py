"""Which forms this installation can write. Nothing large is loaded to find out."""

from __future__ import annotations

import ctypes
import ctypes.util
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec

PANGO = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
"""What the writer of PDF loads from the system."""


class Missing(StrEnum):
    """What an operator would have to install."""

    OFFICE = "office"
    """The packages of the extra `office`."""
    PDF = "pdf"
    """The packages of the extra `pdf`."""
    PANGO = "pango"
    """The extra is there, but the libraries of the system are not."""


@dataclass(frozen=True)
class Unavailable(Exception):
    """A form that this installation cannot write."""

    missing: Missing


@cache
def missing_for_docx() -> Missing | None:
    return None if find_spec("docx") else Missing.OFFICE


@cache
def missing_for_pdf() -> Missing | None:
    if not find_spec("weasyprint"):
        return Missing.PDF
    return None if all(map(loads, PANGO)) else Missing.PANGO


def loads(name: str) -> bool:
    """By the name that Debian gives the library, then by whatever the system finds."""
    for wanted in (f"lib{name}.so.0", ctypes.util.find_library(name)):
        try:
            if wanted and ctypes.CDLL(wanted):
                return True
        except OSError:
            continue
    return False
