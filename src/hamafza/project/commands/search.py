"""`hamafza search` and `hamafza rebuild-index`."""

from __future__ import annotations

import json
import sys
import time

from django.db import OperationalError, ProgrammingError

from hamafza.archive.access import PUBLIC, Audience, audience_of
from hamafza.archive.indexing import Vocabulary, begin_rebuild, rebuild_progress, step
from hamafza.archive.queries import Results, as_json, search
from hamafza.archive.snippets import Snippet
from hamafza.network.access import standing
from hamafza.network.models import Person
from hamafza.project.commands.addresses import address_of
from hamafza.project.failures import UnusableInput
from hamafza.project.words import gettext as _

BAR = 30  # characters
BOLD, PLAIN = "\033[1m", "\033[0m"
BATCH = 200
PAUSE = 0.01  # seconds between two batches, in which others may write


def find(query: str, *, as_: str | None, size: int, after: str, as_json_: bool, facets: bool) -> int:
    """Print what readers find, or what the person `as_` finds."""
    try:
        results = search(query, audience=audience(as_), size=size, after=after, facets=facets)
    except (OperationalError, ProgrammingError) as error:
        raise UnusableInput(_("The database is not ready; run “hamafza setup-database” first.")) from error
    if as_json_:
        print(json.dumps(as_json(results), ensure_ascii=False, indent=1))
    else:
        show(results)
    return 0


def audience(username: str | None) -> Audience:
    if username is None:
        return PUBLIC
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise UnusableInput(_("There is no active person “%(name)s”.") % {"name": username})
    return audience_of(standing(person))


def show(results: Results) -> None:
    least = "+" if results.more else ""
    print(_("Found: %(total)s") % {"total": f"{results.total}{least}"})
    for one in results.items:
        print(f"\n{one.item.code or '–'}\t{marked(one.headline)}")
        print(f"\t{one.item.unit} · {address_of(one.item)}")
        print("\t" + " ".join(marked(one.text).split()))
    for facet in results.facets:
        print(f"{facet.field}: " + ", ".join(f"{one.value} ({one.count})" for one in facet.values))
    for problem in results.problems:
        print(_("Not understood: %(field)s:%(value)s") % {"field": problem.field, "value": problem.value})
    for text in results.suggestions:
        print(_("Did you mean: %(query)s") % {"query": text})
    if results.next:
        print(_("More: --after %(cursor)s") % {"cursor": results.next})


def marked(part: Snippet) -> str:
    if not sys.stdout.isatty():
        return part.text
    text = part.text
    for start, end in reversed(part.marks):
        text = f"{text[:start]}{BOLD}{text[start:end]}{PLAIN}{text[end:]}"
    return text


def rebuild(*, from_scratch: bool) -> int:
    """Make every entry of the index anew while everything runs; goes on where it was cut off if run by the worker."""
    started = time.monotonic()
    try:
        begin_rebuild(from_scratch=from_scratch)
    except (OperationalError, ProgrammingError) as error:
        raise UnusableInput(_("The database is not ready; run “hamafza setup-database” first.")) from error
    vocabulary, count = Vocabulary(), 0
    while looked_at := step(size=BATCH, vocabulary=vocabulary):
        count += looked_at
        draw(*rebuild_progress())
        time.sleep(PAUSE)
    draw(*rebuild_progress(), end="\n")
    seconds = time.monotonic() - started
    print(_("%(count)s items indexed in %(seconds)s s.") % {"count": count, "seconds": f"{seconds:.1f}"})
    return 0


def learn() -> int:
    """Read all published items and keep how they spell compounds."""
    from hamafza.archive.spelling import learn as learn_all

    try:
        count = learn_all(anew=True)
    except (OperationalError, ProgrammingError) as error:
        raise UnusableInput(_("The database is not ready; run “hamafza setup-database” first.")) from error
    print(_("Learnt from %(count)s items.") % {"count": count})
    return 0


def draw(done: int, total: int, end: str = "") -> None:
    """The bar, on a terminal only: elsewhere it would only fill a log."""
    if sys.stderr.isatty():
        full = BAR * done // total if total else BAR
        percent = 100 * done // total if total else 100
        print(f"\r[{'█' * full}{'·' * (BAR - full)}] {percent:3}%", end=end, file=sys.stderr, flush=True)
