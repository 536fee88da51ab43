"""Pages in memory up to a size, found by key and by tag."""

from collections import OrderedDict, defaultdict

from hamafza.door.page import CachedPage

Key = tuple[str, str, str]  # site, path, query


class PageShelf:
    """Pages up to a size; the one not asked for longest goes first."""

    def __init__(self, limit: int) -> None:
        self.pages: OrderedDict[Key, CachedPage] = OrderedDict()
        self.size = 0
        self._limit = limit
        self._sizes: dict[Key, int] = {}
        self._by_tag: defaultdict[str, set[Key]] = defaultdict(set)

    def get(self, key: Key) -> CachedPage | None:
        page = self.pages.get(key)
        if page is not None:
            self.pages.move_to_end(key)
        return page

    def put(self, key: Key, page: CachedPage) -> int:
        """Returns how many others had to go."""
        self.remove(key)
        size = page.size()
        if size > self._limit // 4:
            return 0
        self.pages[key], self._sizes[key] = page, size
        self.size += size
        for tag in page.tags:
            self._by_tag[tag].add(key)
        return self._make_room()

    def drop(self, tag: str, pos: int) -> int:
        old = [key for key in self._by_tag.get(tag, ()) if self.pages[key].as_of < pos]
        for key in old:
            self.remove(key)
        return len(old)

    def clear(self) -> None:
        self.pages.clear()
        self._sizes.clear()
        self._by_tag.clear()
        self.size = 0

    def _make_room(self) -> int:
        evicted = 0
        while self.size > self._limit:
            self.remove(next(iter(self.pages)))
            evicted += 1
        return evicted

    def remove(self, key: Key) -> None:
        page = self.pages.pop(key, None)
        if page is None:
            return
        self.size -= self._sizes.pop(key)
        for tag in page.tags:
            keys = self._by_tag[tag]
            keys.discard(key)
            if not keys:
                del self._by_tag[tag]
