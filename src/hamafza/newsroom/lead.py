"""The lead and the body as one text: in the form the first paragraph is the lead."""

from __future__ import annotations

import html
import re

from hamafza.newsroom.content import ABSTRACT_LIMIT
from hamafza.newsroom.markup import clean

FIRST = re.compile(r"\A\s*<p(?: dir=\"\w+\")?>(?P<words>.*?)</p>\s*(?P<rest>.*)\Z", re.DOTALL)
EMPHASIS = re.compile(r"</?(?:strong|em)>")
BREAK = re.compile(r"<br\s*/?>")


def join(abstract: str, body: str) -> str:
    """The text that the form shows: the lead as a first paragraph, then the body."""
    lines = [html.escape(line.strip(), quote=False) for line in abstract.split("\n") if line.strip()]
    return f"<p>{'<br>'.join(lines)}</p>{body}" if lines else body


def part(text: str) -> tuple[str, str]:
    """Lead and body of such a text.

    A first paragraph that holds more than plain words (a link, an index), or is too long for a lead,
    stays in the body: nothing of it is lost.
    """
    text = clean(text)
    found = FIRST.match(text)
    if found is None:
        return "", text
    words = BREAK.sub("\n", EMPHASIS.sub("", found["words"]))
    lead = "\n".join(line.strip() for line in html.unescape(words).split("\n") if line.strip())
    if "<" in words or not lead or len(lead) > ABSTRACT_LIMIT:
        return "", text
    return lead, found["rest"]
