"""Build `words.txt` of `hamafza.lib.text.data`: what people write and the other lists lack («این», «منافع»).

    python tools/build_words.py --news NEWS.jsonl.gz --sentences UD.jsonl.gz --out src/hamafza/lib/text/data

A word of edited sentences counts at once; one of news when two sources have it, or one has it often. So a slip
of a single writer does not become a word.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

from hamafza.lib.reuse.vocabulary import SHORT, is_word
from hamafza.lib.reuse.words import key
from hamafza.lib.text.display import display
from hamafza.lib.text.letters import ZWNJ

LETTERS = "[ءآأؤئابةتثجحخدذرزژسشصضطظعغفقلمنهوپچکگی]"
WORD = re.compile(rf"{LETTERS}{{2,20}}(?:{ZWNJ}{LETTERS}+)*")
IN_TWO_SOURCES, IN_ONE_SOURCE = 4, 10
"""How often a word of news must be seen, in two or more sources and in one."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("--news", "--sentences", "--out"):
        options.add_argument(name, type=Path, required=True)
    given = options.parse_args()
    (given.out / "words.txt").write_text("", "utf-8")  # what it held before must not count as known
    words = edited(given.sentences) | seen_often(given.news)
    lacking = sorted(word for word in words if len(word) <= SHORT or not is_word(key(word)))
    (given.out / "words.txt").write_text("\n".join(lacking) + "\n", "utf-8")
    print(f"words.txt: {len(lacking)} entries")


def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def written(text: str) -> list[str]:
    return [word.replace(ZWNJ, "") for word in WORD.findall(display(text))]


def edited(path: Path) -> set[str]:
    return {word for row in rows(path) for word in written(row["text"])}


def seen_often(path: Path) -> set[str]:
    counts: dict[str, Counter[str]] = {}
    for row in rows(path):
        counts.setdefault(row["src"], Counter()).update(written(row["body"]))
    total = sum(counts.values(), Counter[str]())
    return {
        word
        for word, count in total.items()
        if count >= (IN_TWO_SOURCES if sum(word in one for one in counts.values()) > 1 else IN_ONE_SOURCE)
    }


if __name__ == "__main__":
    main()
