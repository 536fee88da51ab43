"""Whether what stands in a field of reasons says anything."""

from __future__ import annotations

LEAST = 3  # letters


def says_something(text: str) -> bool:
    """At least a few letters, not all the same: dots, dashes, blanks and invisible signs are no reason.

    >>> says_something("اشتباه بود"), says_something(" \\u200b . \\u2800 "), says_something("ااااا")
    (True, False, False)
    """
    letters = [sign for sign in text.casefold() if sign.isalpha() and sign != "\u0640"]
    return len(letters) >= LEAST and len(set(letters)) > 1
