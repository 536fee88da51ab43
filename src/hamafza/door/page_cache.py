"""Public pages, rendered once per page and change.

A page says which tags it concerns and which ledger position its data is at least as new
as (`as_of`, read before its queries). An event at a later position drops the pages of its
tags. Whatever the order in which pages finish and events arrive, a page older than an
event it concerns is not kept.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from hamafza.door.page import CachedPage
from hamafza.door.shelf import Key, PageShelf
from hamafza.door.wsgi import IN_MEMORY, Busy, CompleteResponse

STORABLE = (200, 301, 404, 410)
LONGEST = 3600.0  # seconds a page is kept though no event has dropped it
BLIND = 30.0  # seconds pages are still served though the ledger does not answer
REMEMBERED = 5_000  # tags, paths and private addresses known one by one
ATTEMPTS = 3  # renderings a reader waits for while events overtake them
PRIVATE_MEMORY = 60.0  # seconds for which a path is known to be no public page
WAITING = 2_000  # readers that may wait for pages being rendered
SHARE_OF_OTHERS = 16  # pages that are not there (404) get one part in so many of the memory

Render = Callable[
    [str], Awaitable[CompleteResponse]
]  # takes the query string, gives the application's answer
_VARY_ALLOWED = {"accept-encoding", "cookie", "authorization"}


@dataclass
class CacheCounts:
    hits: int = 0
    not_modified: int = 0
    renders: int = 0
    joined: int = 0  # waited for somebody else's rendering
    dropped: int = 0  # by events
    evicted: int = 0  # for room
    too_old: int = 0  # not kept: an event had overtaken it


class PageCache:
    def __init__(self, limit: int, clock: Callable[[], float] = time.time) -> None:
        self.counts = CacheCounts()
        self._clock = clock
        self._shelves = {True: PageShelf(limit), False: PageShelf(limit // SHARE_OF_OTHERS)}
        self._names: OrderedDict[str, frozenset[str]] = OrderedDict()  # query names that count, by path
        self._private: OrderedDict[Key, float] = OrderedDict()
        self._era = 0
        self._rendering: dict[Key, asyncio.Task[CompleteResponse | CachedPage]] = {}
        self._waiting = 0
        self._last: OrderedDict[str, int] = OrderedDict()  # tag -> position of its last event
        self._forgotten: int | None = None  # positions up to here are not known one by one
        self._blind_since: float | None = None

    # Reading

    def find(self, site: str, path: str, query: str) -> CachedPage | None:
        """The page if it is here and right."""
        key = (site, path, self._counting(path, query) if query else "")
        for shelf in self._shelves.values():
            page = shelf.get(key)
            if page is not None:
                return page if self._fresh(page) else None
        return None

    async def get(self, site: str, path: str, query: str, render: Render) -> CompleteResponse | CachedPage:
        """The page, rendered if need be: by one of those who ask for it at the same time.

        An Answer is not for the cache; it belongs to whoever asked. Raises Busy when too
        many wait.
        """
        key = (site, path, self._counting(path, query) if query else "")
        if self._private.get(key, 0.0) > self._clock():
            return await render(query)
        for _ in range(ATTEMPTS):
            running = self._rendering.get(key)
            if running is None:
                return await asyncio.shield(self._start(key, query, render))
            found = await self._join(running)
            if not isinstance(found, CachedPage):
                return await render(query)
            if not self._overtaken(found):
                break
        return found

    async def _join(
        self, running: "asyncio.Task[CompleteResponse | CachedPage]"
    ) -> CompleteResponse | CachedPage:
        if self._waiting >= WAITING:
            raise Busy
        self.counts.joined += 1
        self._waiting += 1
        try:
            return await asyncio.shield(running)
        finally:
            self._waiting -= 1

    # Rendering

    def _start(self, key: Key, query: str, render: Render) -> "asyncio.Task[CompleteResponse | CachedPage]":
        """Begin a rendering that goes on even if the one who asked for it leaves."""
        _, path, counting = key
        task = asyncio.ensure_future(self._render(key, counting if path in self._names else query, render))
        self._rendering[key] = task
        task.add_done_callback(lambda done: self._ended(key, done))
        return task

    def _ended(self, key: Key, task: "asyncio.Task[CompleteResponse | CachedPage]") -> None:
        if self._rendering.get(key) is task:
            del self._rendering[key]
        if not task.cancelled():
            task.exception()  # those who wait get it; nobody waiting is no reason to complain

    async def _render(self, key: Key, query: str, render: Render) -> CompleteResponse | CachedPage:
        self.counts.renders += 1
        era = self._era
        answer = await render(query)
        page = self._page(answer)
        if page is None:
            if answer.status < 500:
                _remember(self._private, key, self._clock() + PRIVATE_MEMORY)
            return answer
        site, path, _ = key
        if page.status == 200:  # an error may not know which parameters count
            names = (answer.header("x-hamafza-vary-query") or "").split()
            _remember(self._names, path, self._names.get(path, frozenset()).union(names))
        counting = self._counting(path, query)
        # A page asked for with parameters that do not count may show them: served, not kept.
        if era == self._era and counting == _normal(query):
            self._store((site, path, counting), page)
        return page

    def _page(self, answer: CompleteResponse) -> CachedPage | None:
        """The answer as a page, if it is a public one and small enough to be kept."""
        tags, as_of = answer.header("x-hamafza-cache"), answer.header("x-hamafza-as-of")
        vary = {name.strip().lower() for name in (answer.header("vary") or "").split(",") if name.strip()}
        public = (
            tags is not None
            and as_of is not None
            and as_of.isdigit()
            and answer.status in STORABLE
            and isinstance(answer.body, bytes)
            and answer.length <= IN_MEMORY
            and answer.header("set-cookie") is None
            and answer.header("content-encoding") is None
            and vary <= _VARY_ALLOWED
        )
        if not public or tags is None or as_of is None or not isinstance(answer.body, bytes):
            return None
        return CachedPage(
            answer, answer.body, tags=frozenset(tags.split()), as_of=int(as_of), now=self._clock()
        )

    def _store(self, key: Key, page: CachedPage) -> None:
        if self._overtaken(page):
            self.counts.too_old += 1
            return
        for kind, shelf in self._shelves.items():
            if kind == (page.status != 404):
                self.counts.evicted += shelf.put(key, page)
            else:
                shelf.remove(key)

    def _overtaken(self, page: CachedPage) -> bool:
        if self._forgotten is None or page.as_of < self._forgotten:
            return True
        return any(self._last.get(tag, 0) > page.as_of for tag in page.tags)

    # The ledger

    def begin(self, head: int) -> None:
        """Positions start anew: nothing kept can be judged, everything goes."""
        for shelf in self._shelves.values():
            shelf.clear()
        self._era += 1
        self._rendering.clear()
        self._last.clear()
        self._forgotten = head
        self._blind_since = None

    def invalidate(self, pos: int, tags: Iterable[str]) -> None:
        """An event happened: what concerns its tags and is older goes."""
        for tag in tags:
            self._last[tag] = pos
            self._last.move_to_end(tag)
            for shelf in self._shelves.values():
                self.counts.dropped += shelf.drop(tag, pos)
        while len(self._last) > REMEMBERED:
            _, position = self._last.popitem(last=False)
            self._forgotten = max(self._forgotten or 0, position)

    def blind(self) -> None:
        """The ledger does not answer: nobody tells what has become wrong."""
        if self._blind_since is None:
            self._blind_since = self._clock()

    def seeing(self) -> None:
        self._blind_since = None

    def stats(self) -> dict[str, int | bool]:
        """Counts since the start; `following` says whether events are heard just now."""
        shelves = self._shelves.values()
        return asdict(self.counts) | {
            "following": self._forgotten is not None and self._blind_since is None,
            "pages": sum(len(shelf.pages) for shelf in shelves),
            "bytes": sum(shelf.size for shelf in shelves),
        }

    def _fresh(self, page: CachedPage) -> bool:
        now = self._clock()
        return now - page.stored < LONGEST and (self._blind_since is None or now - self._blind_since < BLIND)

    def _counting(self, path: str, query: str) -> str:
        """The part of the query that makes a page another one, in one spelling."""
        names = self._names.get(path)
        return _normal(query, names)


Kept = TypeVar("Kept")
Name = TypeVar("Name")


def _remember(known: "OrderedDict[Name, Kept]", name: Name, value: Kept) -> None:
    known[name] = value
    known.move_to_end(name)
    while len(known) > REMEMBERED:
        known.popitem(last=False)


def _normal(query: str, names: Iterable[str] | None = None) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, encoding="latin-1")
    return urlencode(sorted(pair for pair in pairs if names is None or pair[0] in names), encoding="latin-1")
