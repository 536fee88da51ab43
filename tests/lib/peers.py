"""The cases of other programs, put to the door of ours that answers the same question."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hamafza.lib.text.digits import to_latin, to_persian
from hamafza.lib.text.display import display
from hamafza.lib.text.fold import fold
from hamafza.lib.text.halfspace import restore
from hamafza.lib.text.sentences import sentences
from hamafza.lib.text.spaced import join_spaced
from hamafza.lib.text.stem import stem
from hamafza.lib.text.tokens import keys, tokens

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One case: where it is from, what is asked, and what that program answers."""

    source: str
    call: str
    args: list[Any]
    expected: Any

    @property
    def key(self) -> str:
        """Source, call and arguments on one line."""
        return f"{self.source}\t{self.call}\t{json.dumps(self.args, ensure_ascii=False)}"


def cases() -> Iterator[Case]:
    """Every case of every file, in order."""
    for path in sorted(CASES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if "call" in row:
                yield Case(path.stem, row["call"], row["args"], row["expected"])


def agrees(case: Case) -> bool:
    """Whether our door gives what that program gives."""
    door = DOORS.get((case.source, case.call)) or DOORS.get((case.source, case.call.partition(".")[0]))
    return door is not None and door(case)


def _cleaned(text: str) -> str:
    return join_spaced(restore(display(text)))


def _virastar(case: Case) -> bool:
    return join_spaced(restore(display(case.args[0], digits="fa"))) == case.expected


def _normalised(case: Case) -> bool:
    text = " ".join(case.args[0]) if isinstance(case.args[0], list) else case.args[0]
    expected = " ".join(case.expected) if isinstance(case.expected, list) else case.expected
    return _cleaned(text) == expected


def _in_persian_digits(case: Case) -> bool:
    return display(case.args[0], digits="fa") == case.expected


def _stemmed(case: Case) -> bool:
    word = case.args[0]
    return "".join(keys(word).parts) == fold(case.expected) if word else case.expected == ""


def _analysed(case: Case) -> bool:
    """Stop words are kept here, so what matters is that nothing expected is missing."""
    found = [part for token in tokens(case.args[0]) for part in token.keys.parts]
    expected = [stem(fold(word)) for word in case.expected] if isinstance(case.expected, list) else []
    return all(word in found for word in expected)


def _same_key(case: Case) -> bool:
    return fold(case.args[0]) == fold(case.expected)


def _split(case: Case) -> bool:
    return [sentence.text for sentence in sentences(case.args[0])] == case.expected


DOORS: dict[tuple[str, str], Callable[[Case], bool]] = {
    ("virastar", "virastar"): _virastar,
    ("hazm", "normalizer.persian_number"): _in_persian_digits,
    ("hazm", "normalizer"): _normalised,
    ("hazm", "stemmer"): _stemmed,
    ("hazm", "sentence_tokenizer"): _split,
    ("lucene", "PersianAnalyzer.tokens"): _analysed,
    ("lucene", "PersianNormalizationFilter"): _same_key,
    ("lucene", "PersianStemFilter.one_term"): _stemmed,
    ("lucene", "PersianAnalyzer.one_term"): _stemmed,
    ("persiantools_chars_digits", "characters.ar_to_fa"): lambda case: display(case.args[0]) == case.expected,
    ("persiantools_chars_digits", "characters.fa_to_ar"): _same_key,
    ("persiantools_chars_digits", "digits.en_to_fa"): lambda case: to_persian(case.args[0]) == case.expected,
    ("persiantools_chars_digits", "digits.ar_to_fa"): lambda case: to_persian(case.args[0]) == case.expected,
    ("persiantools_chars_digits", "digits.fa_to_en"): lambda case: to_latin(case.args[0]) == case.expected,
    ("persiantools_chars_digits", "digits.fa_to_ar"): _same_key,
}
"""By source and call, or source and the object called; a call that is not here asks what we do not answer."""
