"""The verdict from its hostile and its honest side: what was doctored, what was passed on, and what is not ours at all.

The archive is made of formulaic offices (`offices.py`) and half of one real agency. Asked are other articles of those offices, what they
write later, articles of other agencies, random sentences, and texts of the archive, doctored in all ways of `tests/attacks/doctorings.py`.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import offices
from altered import cases, scanned
from statements import Article, articles, unrelated

PASSED_ON = [
    ("whole", 0.0),
    ("half", 0.0),
    ("fifth", 0.0),
    ("quotation", 0.0),
    ("whole", 0.03),
    ("half", 0.03),
    ("fifth", 0.03),
]
SCANNED = (0.01, 0.03)
NOT_OURS = {"strangers": 0.02, "follow-ups": 0.02, "other agencies": 0.003, "random": 0.001}
"""Which share of each may be called altered."""
NAMED_RIGHT = 0.95
LETTERS = 2000
KINDS: dict[str, set[str]] = {
    "swap: unit": {"unit", "date"}, "swap: date": {"date"}, "swap: negation": {"negation"}, "number": {"number", "date"},
    "sign": {"sign", "number", "unit", "date"}, "direction": {"direction"},
}  # fmt: skip


def agency(corpus: Path) -> tuple[list[Article], list[Article]]:
    """Half of one agency's articles, for the archive; and those of the others."""
    own = [one for one in articles(corpus) if "فارس" in one.lead[:40]]
    rest = [one for one in articles(corpus) if "فارس" not in one.text]
    return own[::2], rest


def sides(corpus: Path, size: int, each: int, folder: Path, seed: int = 9) -> dict[str, Any]:
    """Everything asked, by kind; what was called altered and is not ours is written down to be read.

    `seed` chooses what is asked and how it is doctored; the archive stays the same.
    """
    from archives import build

    from hamafza.newsroom.models import Item

    ours, others = agency(corpus)
    own = [*offices.archive(size), *ours]
    if Item.objects.count() < len(own):
        build(own, len(own))
    chance = random.Random(seed)
    asked = {
        "strangers": offices.strangers(size, seed + 16)[:each],
        "follow-ups": offices.follow_ups(size, each, later=seed + 15),
        "other agencies": chance.sample(others, min(each, len(others))),
    }
    honest = {name: [one.text for one in many] for name, many in asked.items()}
    for name in ("strangers", "follow-ups"):
        honest[f"{name}, short"] = [f"{one.title}\n{one.lead}" for one in asked[name]]
    honest["random"] = unrelated(corpus, each, chance)
    texts = [
        one.text for one in [*chance.sample(own[:size], each), *chance.sample(ours, min(each, len(ours)))]
    ]
    result = {
        "archive": len(own),
        "not ours": {name: not_ours(name, many, folder) for name, many in honest.items()},
        "doctored": doctored(texts, max(1, each // 75), folder, seed),
        "passed on": passed_on(texts, each // 3, folder, seed),
    }
    at = statistics.quantiles(SPENT, n=20)
    return {**result, "cpu": (round(at[9]), round(at[18]))}


SPENT: list[float] = []
"""Milliseconds of CPU of each question with up to 2 000 letters."""


def called(texts: Iterable[str]) -> list[tuple[str, Any]]:
    from hamafza.verify.queries import check

    answers = []
    for text in texts:
        begun = time.process_time()
        answers.append((text, check(text)))
        if len(text) <= LETTERS:
            SPENT.append(1000 * (time.process_time() - begun))
    return answers


def not_ours(name: str, texts: Sequence[str], folder: Path) -> dict[str, Any]:
    answers = called(texts)
    accused = [(text, answer) for text, answer in answers if answer.verdict == "altered"]
    write(folder / f"accused-{name}.txt", accused)
    count = Counter(str(answer.verdict) for _text, answer in answers)
    share = len(accused) / max(1, len(answers))
    return {
        "texts": len(answers),
        "called": dict(count),
        "altered": round(share, 4),
        "met": share <= NOT_OURS[name.partition(",")[0]],
    }


def doctored(texts: Sequence[str], each: int, folder: Path, seed: int) -> dict[str, Any]:
    """No doctored text may be whole; how many are told as what they are."""
    from tests.attacks.doctorings import DOCTORINGS

    from hamafza.lib.reuse.letters import letters

    said = "\n".join(letters(text).folded for text in texts)
    rows: dict[str, Counter[str]] = {}
    missed = []
    for kind, change in DOCTORINGS.items():
        row = rows.setdefault(kind.partition(":")[0] if not kind.startswith("swap") else kind, Counter())
        for official, pasted in made(texts, change, each, random.Random(f"{seed} {kind}")):
            if letters(pasted).folded in said and pasted.isalnum():
                continue
            ((_text, answer),) = called([pasted])
            right = is_right(kind, official, pasted, answer)
            row.update({"texts": 1, str(answer.verdict): 1, "right": right})
            if not right:
                missed.append((f"[{kind}]\n{pasted}", answer))
    write(folder / "missed-doctored.txt", missed)
    total = sum((row for row in rows.values()), Counter[str]())
    right = total["right"] / max(1, total["texts"])
    return {
        "kinds": {kind: dict(row) for kind, row in rows.items()}, "texts": total["texts"], "whole": total["whole"],
        "named right": round(right, 4), "met": not total["whole"] and right >= NAMED_RIGHT,
    }  # fmt: skip


def made(
    texts: Sequence[str], change: Callable[..., str | None], each: int, chance: random.Random
) -> Iterable[tuple[str, str]]:
    left = each
    for official in chance.sample(list(texts), len(texts)):
        pasted = change(official, chance) if left else None
        if pasted and pasted != official:
            left -= 1
            yield official, pasted


def is_right(kind: str, official: str, pasted: str, answer: Any) -> bool:
    """Whether the answer says what was done: by the kind of a change, or by words marked as not official."""
    changes = [
        one for source in answer.sources for one in (*source.changes, *source.differences, *source.doubts)
    ]
    wanted = next((kinds for name, kinds in KINDS.items() if kind.startswith(name)), None)
    kinds = {kind for one in [*changes, *answer.foreign] for kind in one.kinds}
    if answer.verdict in ("whole", "link", "none"):
        return False
    if wanted:
        return bool(kinds & wanted)
    return bool(changes or answer.foreign or answer.cut or answer.patched)


def passed_on(texts: Sequence[str], each: int, folder: Path, seed: int) -> dict[str, Any]:
    """What was passed on honestly, and how often it was accused; misspelt ones are part or whole."""
    from tests.attacks.doctorings import HONEST

    rows: dict[str, dict[str, int]] = {}
    accused = []
    few = max(2, each // 20)
    asked = {
        kind: [pasted for _text, pasted in made(texts, change, few, random.Random(f"{seed} {kind}"))]
        for kind, change in HONEST.items()
    }
    chance = random.Random(seed + 1)
    for cut, typos in PASSED_ON:
        asked[f"{cut}, {100 * typos:.0f} %"] = [
            one.text for one in cases(texts, [], cut, each, chance, typos=typos)
        ]
    for share in SCANNED:
        read = [scanned(text, share, chance) for text in chance.sample(list(texts), min(each, len(texts)))]
        asked[f"scanned, {100 * share:.0f} %"] = read
    for kind, many in asked.items():
        answers = called(many)
        rows[kind] = dict(Counter(str(answer.verdict) for _text, answer in answers))
        accused += [
            (f"[{kind}]\n{text}", answer) for text, answer in answers if answer.verdict in ("altered", "none")
        ]
    write(folder / "accused-passed-on.txt", accused)
    # What is mistyped with any letter is another word often: it is shown, and not counted here.
    total = sum(
        (Counter(row) for kind, row in rows.items() if not kind.endswith(", 3 %") or "scanned" in kind),
        Counter[str](),
    )
    return {
        "kinds": rows,
        "texts": total.total(),
        "altered": total["altered"],
        "met": total["altered"] <= 0.005 * total.total(),
    }


def write(path: Path, answers: Sequence[tuple[str, Any]]) -> None:
    """Texts with what was held against them, for reading."""
    with path.open("w", encoding="utf-8") as file:
        for text, answer in answers:
            file.write(f"{text}\n=> {answer.verdict} {answer.percent} %\n")
            for source in answer.sources:
                file.write(f"   beside {source.item.code}, {source.share:.2f} of it\n")
                for one in (*source.changes, *source.doubts):
                    file.write(f"   {one.op} {one.kinds}: {one.before!r} → {one.after!r}\n")
            file.write("\n")


def all_met(result: dict[str, Any]) -> bool:
    return all(row["met"] for row in [*result["not ours"].values(), result["doctored"], result["passed on"]])


def printed(result: dict[str, Any]) -> str:
    lines = [f"archive of {result['archive']}; CPU ms p50, p95: {result['cpu']}"]
    for name, row in result["not ours"].items():
        lines.append(
            f"  {name:16} {row['texts']}: {row['called']}; altered {row['altered']:.4f}, {'met' if row['met'] else 'MISSED'}"
        )
    for name in ("doctored", "passed on"):
        for kind, row in result[name]["kinds"].items():
            lines.append(f"  {name:10} {kind:24} {row}")
        lines.append(
            f"  {name}: {json.dumps({key: value for key, value in result[name].items() if key != 'kinds'})}"
        )
    return "\n".join(lines)
