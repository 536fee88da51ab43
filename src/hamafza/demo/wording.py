"""Filling the sentences of the demo: places, bodies and numbers."""

from __future__ import annotations

import random
import re

from hamafza.lib.text.digits import to_persian

NUMBER = re.compile(r"{([a-e]):(\d+)-(\d+)}")


class ItemWording:
    """One item's wording: a letter means the same number wherever the item names it."""

    def __init__(self, chance: random.Random, *, province: str, capital: str, body: str) -> None:
        self.chance, self.numbers = chance, dict[str, int]()
        self.names = {"p": province, "c": capital, "b": body}

    def say(self, text: str) -> str:
        text = NUMBER.sub(self.number, text)
        for letter, name in self.names.items():
            text = text.replace(f"{{{letter}}}", name)
        return text

    def number(self, match: re.Match[str]) -> str:
        letter, least, most = match[1], int(match[2]), int(match[3])
        if letter not in self.numbers:
            self.numbers[letter] = self.chance.randint(least, most)
        return to_persian(str(self.numbers[letter]))

    def pick(self, texts: list[str]) -> str:
        return self.say(self.chance.choice(texts))
