"""The words of a relay: a passage that stands in the origin, or an introduction."""

from __future__ import annotations

from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold_tight
from hamafza.newsroom.markup import plain_text
from hamafza.newsroom.models import Version
from hamafza.relay import errors
from hamafza.relay.models import RelayKind

LONGEST_QUOTATION, LONGEST_INTRODUCTION = 1200, 1500  # characters


def tidy(text: str) -> str:
    """What was typed, its letters and spaces put right."""
    return display(text.strip())


def fitting(kind: str, text: str, version: Version) -> str:
    """The text if it fits the kind of relay. Raises what is wrong with it."""
    if kind == RelayKind.WHOLE:
        return ""
    if not text:
        raise errors.TextMissing
    if kind == RelayKind.QUOTATION:
        if len(text) > LONGEST_QUOTATION:
            raise errors.TextLong
        if not stands_in(text, version):
            raise errors.NotInOrigin
    elif len(text) > LONGEST_INTRODUCTION:
        raise errors.TextLong
    return text


def stands_in(passage: str, version: Version) -> bool:
    """Word for word, whatever letters, half-spaces and line ends it was typed with."""
    whole = " ".join([version.headline, version.abstract, plain_text(version.body)])
    return bool(fold_tight(passage)) and fold_tight(passage) in fold_tight(whole)
