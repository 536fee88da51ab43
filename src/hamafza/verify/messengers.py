"""What messengers and those who pass texts on set round them: forwarded-from lines, channel names, greetings.

Only what is known to say nothing is left out; a channel name that speaks («خبر دروغ است») is a foreign word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hamafza.lib.reuse.amounts import is_number
from hamafza.lib.reuse.letters import letters
from hamafza.lib.reuse.negation import denies, is_verb
from hamafza.lib.reuse.vocabulary import is_contact, is_frame, is_saying, is_unit
from hamafza.lib.reuse.words import TextWords
from hamafza.lib.text.digits import to_latin
from hamafza.lib.text.fold import fold_level
from hamafza.verify.spans import Span

LONGEST, MOST = 4000, 300  # characters of a line, and lines of a text, that are looked at
_NAME_WORDS, _NAME_LENGTH = 5, 40
_FORWARDED = re.compile(
    r"\W*(?:(?:forwarded(?: message| many times)?(?: from)?)"
    r"|(?:باز ?ارسال|باز ?نشر|فوروارد|هدایت|ارسال)(?:[ \u200c]?شده)?(?: از(?: کانال)?)?|(?:به )?نقل از کانال)"
    r"\s*(?::|\n|$)?\s*(?P<name>.*)\Z",
    re.IGNORECASE,
)
_SENDER_LINE = re.compile(r"(?P<name>[^\[\]\d]{1,40}), \[[\d\w/:., ]{6,40}\]:?\s*\Z")
_SENDER = re.compile(
    r"\s*\[[\d/.-]{6,10}[,،] ?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?\] (?P<name>[^:\n]{1,40}): ?", re.IGNORECASE
)
_TOKEN = re.compile(
    r"(?P<handle>@\w{4,40})|(?P<tag>#\w{2,60})"
    r"|(?P<link>(?:https?://)?(?:t\.me|telegram\.me|eitaa\.com|ble\.ir|rubika\.ir|splus\.ir)/(?:joinchat/|join/)?@?\w{4,60}/?)",
    re.IGNORECASE,
)
_GREETINGS = frozenset(
    letters(text).folded
    for text in (
        "سلام", "سلام علیکم", "با سلام", "سلام و درود", "با سلام و احترام", "سلام دوستان", "سلام به همه", "درود",
        "سلام و عرض ادب", "سلام همکاران", "سلام همکاران گرامی", "سلام صبح بخیر", "hello", "hi", "hi all", "dear all",
    )
)  # fmt: skip
_ABOUT_CHANNEL = frozenset(
    letters(text).folded
    for text in (
        "کانال", "کانال ما", "در تلگرام", "در ایتا", "در بله", "در روبیکا", "در سروش", "آیدی", "آیدی کانال", "عضویت",
        "عضویت در کانال", "عضو شوید", "به ما بپیوندید", "ما را دنبال کنید", "پیوستن به کانال", "نشانی کانال", "لینک کانال",
        "join", "join us", "channel", "our channel", "id",
    )
)  # fmt: skip


def lines_of_messenger(text: str, said: frozenset[str]) -> Iterator[Span]:
    """Where such lines and tokens stand; `said` are the words of the originals and of the topics, by their keys."""
    at = looked_at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare and len(bare) <= LONGEST and looked_at < MOST:
            looked_at += 1
            start = at + line.index(bare[0])
            yield from ((start + low, start + high) for low, high in _of_line(bare, said))
        at += len(line)


def _of_line(line: str, said: frozenset[str]) -> Iterator[Span]:
    flat = to_latin(fold_level(line))
    forwarded, sender_line = _FORWARDED.match(flat), _SENDER_LINE.match(flat)
    name = forwarded or sender_line
    folded = letters(line).folded
    if folded in _GREETINGS or (
        name and len(flat) == len(line) and is_name(_without_tokens(name["name"], said))
    ):
        yield 0, len(line)
        return
    begun = 0
    if (sender := _SENDER.match(flat)) and is_sender(sender["name"]):
        begun = sender.end()
        yield 0, begun
    if letters(_without_tokens(line, said)).folded in {"", *_ABOUT_CHANNEL}:
        yield 0, len(line)
    else:
        yield from _at_the_ends(line, begun, said)


def accounts(text: str, furniture: Iterable[Span]) -> list[Span]:
    """Where in the furniture of a text accounts and links stand."""
    return [
        (start + found.start(), start + found.end())
        for start, end in furniture
        for found in _TOKEN.finditer(to_latin(text[start:end]))
        if not found["tag"]
    ]


def _without_tokens(line: str, said: frozenset[str]) -> str:
    return _TOKEN.sub(lambda found: "" if is_harmless(found, said) else found[0], line)


def _at_the_ends(line: str, begun: int, said: frozenset[str]) -> Iterator[Span]:
    """Channel names and tags before the first word and behind the last."""
    tokens = [found.span() for found in _TOKEN.finditer(line) if is_harmless(found, said)]
    first = begun
    for start, end in tokens:
        if not any(c.isalnum() for c in line[first:start]):
            yield start, end
            first = end
    last = len(line)
    for start, end in reversed(tokens):
        if start >= first and not any(c.isalnum() for c in line[end:last]):
            yield start, end
            last = start


def is_harmless(token: re.Match[str], said: frozenset[str]) -> bool:
    """The name of a channel, not of a robot, or a tag of words that the original has itself."""
    if tag := token["tag"]:
        return all(word.key in said for word in TextWords(letters(tag.replace("_", " "))).all)
    return not token[0].lower().rstrip("/").endswith("bot")


def is_sender(name: str) -> bool:
    """A person's or a channel's name, or their number."""
    return is_name(name) or re.fullmatch(r"~?\s?\+?[\d \u00a0()-]{7,20}", name.strip()) is not None


def is_name(text: str) -> bool:
    """Whether these words can name somebody and claim nothing."""
    keys = [word.key for word in TextWords(letters(text)).all]
    if len(keys) > _NAME_WORDS or len(text) > _NAME_LENGTH:
        return False
    tests = (is_number, is_frame, is_contact, is_unit, is_saying, denies, is_verb)
    return not any(test(key) for key in keys for test in tests)
