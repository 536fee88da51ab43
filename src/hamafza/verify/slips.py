"""Which changes a hand or a scanner made, and which were made on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from hamafza.lib.reuse.differences import Change
from hamafza.lib.reuse.kinds import is_like_shape, is_slip
from hamafza.lib.reuse.negation import denies
from hamafza.lib.reuse.vocabulary import is_frame, is_word
from hamafza.lib.reuse.words import key

SLIPS = 3  # in a text
MISREAD = 10  # slips in a text: then a scanner read «نه» for «به» too


def held_against(changes: Sequence[Change], every: Sequence[Change]) -> list[Change]:
    """Those of `changes` that were made on purpose, as far as words tell; `every`: all between the two texts.

    One wrong letter that made no word says nothing else, and is told only. Where slips of a hand or a scanner are many,
    the few that made another word are slips too. What means something of its own, a number or a denial, is held against
    the text all the same, unless all around it is misread.
    """
    slips = [one for one in every if one.op == "replace" and is_slip(key(one.before), key(one.after))]
    plain = sum(one.kind == "spelling" or is_garbled(one) for one in slips)
    others = [one for one in slips if one.kind != "spelling" and not is_garbled(one)]
    chance = [one for one in others if may_be_a_slip(one) or (is_misread(one) and plain >= MISREAD)]
    if plain < SLIPS or plain < 2 * len(chance):
        return [
            one for one in changes if not (one in slips and is_garbled(one) and one.kinds == ("wording",))
        ]
    return [one for one in changes if not (one in chance or (one in slips and is_garbled(one)))]


def may_be_a_slip(change: Change) -> bool:
    """Whether another word came of it by chance; a name only by letters of one shape, as a scanner takes them."""
    return change.kinds == ("wording",) or (set(change.kinds) <= {"wording", "name"} and is_misread(change))


def is_misread(change: Change) -> bool:
    """Whether only letters were taken for others of the same shape."""
    return is_like_shape(key(change.before), key(change.after))


def is_garbled(change: Change) -> bool:
    """Whether what stands there now is nothing: no word, no number, no name."""
    after = key(change.after)
    return not (is_word(after) or any(c.isdigit() for c in after) or is_frame(after) or denies(after))
