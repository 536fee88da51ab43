"""Official texts to try the verdict on: those of the demonstration, filled with a seeded chance, and the sample page."""

from __future__ import annotations

import random
from dataclasses import dataclass
from importlib.resources import files

from hamafza.demo.items import news
from hamafza.lib.reuse.letters import letters
from hamafza.network.models import Unit
from hamafza.newsroom.content import Content, words
from hamafza.newsroom.markup import paragraphs
from hamafza.verify.texts import FIELDS

BODIES = 6
PAGE = files("hamafza.demo").joinpath("shara-50215.txt")


@dataclass(frozen=True)
class Official:
    """A text as readers see it, with what it is made of."""

    content: Content

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (words(self.content, name) for name in FIELDS)))


def officials(count: int, seed: int) -> list[Official]:
    """So many different texts; the same seed makes the same texts."""
    chance, said, made = random.Random(seed), set[str](), [Official(sample_page())]
    while len(made) < count:
        one = Official(news(Unit(code=f"u{chance.randint(1, BODIES)}"), [], chance))
        if one.content.headline not in said:
            said.add(one.content.headline)
            made.append(one)
    return made


def sample_page() -> Content:
    headline, _line, lead, *body = [line for line in PAGE.read_text("utf-8").splitlines() if line.strip()]
    return Content(headline=headline.partition(": ")[2], abstract=lead, body=paragraphs(body[1:12]))


def said_by(texts: list[Official]) -> str:
    """All letters of these texts: what stands there is official, however it came about."""
    return "\n".join(letters(one.text).folded for one in texts)
