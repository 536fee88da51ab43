"""`verify` and `rebuild-fingerprints`: whose words are these, and the index that answers it."""

from __future__ import annotations

import json
import sys

from django.db import DatabaseError

from hamafza.interchange.answers import answer_json
from hamafza.project.commands.addresses import address_of
from hamafza.project.failures import Failure, UnusableInput
from hamafza.project.words import gettext as _
from hamafza.verify import actions, queries
from hamafza.verify.answers import KINDS, OriginalSource, VerifyAnswer, show_direction_marks


def check(*, as_json: bool) -> int:
    """Read a text from standard input and say whose words they are."""
    data = sys.stdin.buffer.read(queries.LARGEST + 1)
    if len(data) > queries.LARGEST:
        raise UnusableInput(_("The text is larger than 64 KB."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInput(_("The input is not UTF-8 text.")) from error
    answer = queries.check(text)
    if as_json:
        print(json.dumps(answer_json(answer, text), ensure_ascii=False, indent=1, default=str))
    else:
        show(answer, text)
    return 0


def show(answer: VerifyAnswer, text: str) -> None:
    print(answer.says, _("Official: %(percent)d %%") % {"percent": answer.percent})
    if not answer.complete:
        print(_("Some published items cannot be recognised yet."))
    for one in answer.foreign:
        words = show_direction_marks(text[one.start : one.end])
        print(f"  [{', '.join(str(KINDS[kind]) for kind in one.kinds)}]", _("not official:"), words)
    for source in answer.sources:
        show_source(source)
    if answer.related:
        print("\n" + _("Items of this network with similar turns of phrase:"))
    for source in answer.related:
        print(f"{source.version.headline}\n{address_of(source.item)}")


def show_source(source: OriginalSource) -> None:
    print(f"\n{source.version.headline}\n{address_of(source.item)}  ({source.standing.label})")
    for change in [*source.changes, *source.differences]:
        before, after = show_direction_marks(change.before) or "–", show_direction_marks(change.after) or "–"
        print(f"  [{', '.join(str(KINDS[kind]) for kind in change.kinds)}] {before} → {after}")


def rebuild() -> int:
    """Make the index of fingerprints anew while everything runs."""

    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done}/{of}", end="", file=sys.stderr, flush=True)

    try:
        count = actions.rebuild(tell)
    except actions.Rebuilding as error:
        raise Failure(_("The index is being rebuilt already.")) from error
    except DatabaseError as error:
        raise Failure(str(error)) from error
    print(_("%(count)d items are indexed for “verify”.") % {"count": count})
    return 0
