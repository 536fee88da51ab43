"""One rendering per page and change, and never a page older than an event about it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamafza.door import page_cache
from hamafza.door.page import CachedPage
from hamafza.door.page_cache import PageCache
from hamafza.door.wsgi import Busy, CompleteResponse


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def an_answer(
    text: str, tags: str = "home", as_of: int = 10, status: int = 200, **headers: str
) -> CompleteResponse:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    body = text.encode()
    own = [("Content-Type", "text/html"), ("X-Hamafza-Cache", tags), ("X-Hamafza-As-Of", str(as_of))]
    return CompleteResponse(status, "Whatever", [*own, *named], body, len(body))


class Renderer:
    """Renders when told to go on; remembers for what."""

    def __init__(self, *answers: CompleteResponse, held: bool = False) -> None:
        self.answers = list(answers)
        self.queries: list[str] = []
        self.began = asyncio.Event()
        self.go = asyncio.Event()
        if not held:
            self.go.set()

    async def __call__(self, query: str) -> CompleteResponse:
        self.queries.append(query)
        self.began.set()
        answer = self.answers[min(len(self.queries), len(self.answers)) - 1]
        await self.go.wait()
        return answer


async def begun(render: Renderer) -> None:
    await render.began.wait()


def plays(test: Callable[[PageCache], Awaitable[None]]) -> Callable[[], None]:
    def run() -> None:
        async def inside() -> None:
            cache = PageCache(1 << 20)
            cache.begin(5)
            await test(cache)

        asyncio.run(inside())

    run.__name__ = test.__name__
    return run


def text_of(found: CachedPage | CompleteResponse | None) -> str:
    assert isinstance(found, CachedPage)
    return found.variant("").body.decode()


@plays
async def test_a_page_is_rendered_once(cache: PageCache) -> None:
    render = Renderer(an_answer("one"))
    assert cache.find("s", "/", "") is None
    await cache.get("s", "/", "", render)
    assert text_of(cache.find("s", "/", "")) == "one"
    assert len(render.queries) == 1


@plays
async def test_a_crowd_waits_for_one_rendering(cache: PageCache) -> None:
    render = Renderer(an_answer("one"), held=True)
    crowd = [asyncio.ensure_future(cache.get("s", "/", "", render)) for _ in range(50)]
    await asyncio.sleep(0)
    render.go.set()
    assert {text_of(found) for found in await asyncio.gather(*crowd)} == {"one"}
    assert len(render.queries) == 1


@plays
async def test_who_leaves_does_not_stop_the_rendering_for_the_others(cache: PageCache) -> None:
    render = Renderer(an_answer("one"), held=True)
    first = asyncio.ensure_future(cache.get("s", "/", "", render))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(cache.get("s", "/", "", render))
    await asyncio.sleep(0)
    first.cancel()
    render.go.set()
    assert text_of(await second) == "one"
    assert len(render.queries) == 1


@plays
async def test_an_event_drops_the_pages_of_its_tags_only(cache: PageCache) -> None:
    await cache.get("s", "/", "", Renderer(an_answer("home", "home item:5")))
    await cache.get("s", "/about", "", Renderer(an_answer("about", "about")))
    cache.invalidate(11, ["item:5"])
    assert cache.find("s", "/", "") is None
    assert text_of(cache.find("s", "/about", "")) == "about"


@plays
async def test_an_event_the_page_already_knows_does_not_drop_it(cache: PageCache) -> None:
    await cache.get("s", "/", "", Renderer(an_answer("home", as_of=12)))
    cache.invalidate(11, ["home"])
    cache.invalidate(12, ["home"])
    assert cache.find("s", "/", "") is not None
    cache.invalidate(13, ["home"])
    assert cache.find("s", "/", "") is None


@plays
async def test_a_page_overtaken_while_it_was_rendered_is_not_kept(cache: PageCache) -> None:
    render = Renderer(an_answer("old", as_of=10), held=True)
    asking = asyncio.ensure_future(cache.get("s", "/", "", render))
    await begun(render)
    cache.invalidate(11, ["home"])
    render.go.set()
    assert text_of(await asking) == "old"
    assert cache.find("s", "/", "") is None
    assert cache.stats()["too_old"] == 1


@plays
async def test_who_asks_after_an_event_is_not_given_what_was_begun_before_it(cache: PageCache) -> None:
    render = Renderer(an_answer("old", as_of=10), an_answer("new", as_of=11), held=True)
    early = asyncio.ensure_future(cache.get("s", "/", "", render))
    await begun(render)
    cache.invalidate(11, ["home"])
    late = [asyncio.ensure_future(cache.get("s", "/", "", render)) for _ in range(5)]
    await asyncio.sleep(0)
    render.go.set()
    assert text_of(await early) == "old"
    assert {text_of(found) for found in await asyncio.gather(*late)} == {"new"}
    assert len(render.queries) == 2


@plays
async def test_an_event_about_something_else_causes_no_second_rendering(cache: PageCache) -> None:
    render = Renderer(an_answer("one", as_of=10), held=True)
    early = asyncio.ensure_future(cache.get("s", "/", "", render))
    await begun(render)
    cache.invalidate(11, ["item:77"])
    late = asyncio.ensure_future(cache.get("s", "/", "", render))
    await asyncio.sleep(0)
    render.go.set()
    assert text_of(await early) == text_of(await late) == "one"
    assert len(render.queries) == 1
    assert cache.find("s", "/", "") is not None


@plays
async def test_a_page_from_before_the_door_began_to_look_is_not_kept(cache: PageCache) -> None:
    await cache.get("s", "/", "", Renderer(an_answer("old", as_of=4)))
    assert cache.find("s", "/", "") is None


@plays
async def test_a_restored_database_makes_everything_void_even_what_is_being_rendered(
    cache: PageCache,
) -> None:
    await cache.get("s", "/a", "", Renderer(an_answer("a")))
    render = Renderer(an_answer("b", as_of=10), held=True)
    asking = asyncio.ensure_future(cache.get("s", "/b", "", render))
    await begun(render)
    cache.begin(3)
    render.go.set()
    await asking
    assert cache.find("s", "/a", "") is None
    assert cache.find("s", "/b", "") is None


@plays
async def test_parameters_that_do_not_count_share_a_page(cache: PageCache) -> None:
    render = Renderer(an_answer("home"))
    await cache.get("s", "/", "", render)
    assert cache.find("s", "/", "utm_source=x&fbclid=1") is not None
    await cache.get("s", "/", "a=1", render)
    assert len(render.queries) == 1 or render.queries == ["", ""]


@plays
async def test_what_shows_uncounted_parameters_is_not_kept(cache: PageCache) -> None:
    await cache.get("s", "/", "evil=1", Renderer(an_answer("evil")))
    assert cache.find("s", "/", "") is None
    render = Renderer(an_answer("good"))
    assert text_of(await cache.get("s", "/", "evil=2", render)) == "good"
    assert render.queries == [""]
    assert text_of(cache.find("s", "/", "evil=3")) == "good"


@plays
async def test_parameters_that_count_make_pages_of_their_own(cache: PageCache) -> None:
    one = Renderer(an_answer("1", X_Hamafza_Vary_Query="q page"))
    two = Renderer(an_answer("2", X_Hamafza_Vary_Query="q page"))
    await cache.get("s", "/s", "q=%D8%A2%D8%A8", one)
    await cache.get("s", "/s", "page=2&q=%d8%a2%d8%a8&x=1", two)
    assert two.queries == ["page=2&q=%D8%A2%D8%A8"]
    assert text_of(cache.find("s", "/s", "q=%D8%A2%D8%A8&page=2")) == "2"
    assert text_of(cache.find("s", "/s", "q=%D8%A2%D8%A8")) == "1"
    assert cache.find("s", "/s", "q=other") is None


@plays
async def test_a_missing_page_does_not_decide_which_parameters_count(cache: PageCache) -> None:
    await cache.get("s", "/s", "page=99", Renderer(an_answer("none", status=404)))
    await cache.get("s", "/s", "page=2", Renderer(an_answer("2", X_Hamafza_Vary_Query="page")))
    assert text_of(cache.find("s", "/s", "page=2")) == "2"


@plays
async def test_another_host_has_pages_of_its_own(cache: PageCache) -> None:
    await cache.get("http://a", "/", "", Renderer(an_answer("a")))
    assert cache.find("http://b", "/", "") is None


@pytest.mark.parametrize(
    "answer",
    [
        an_answer("x", Set_Cookie="a=b"),
        an_answer("x", Vary="Accept-Language"),
        an_answer("x", Content_Encoding="gzip"),
        an_answer("x", status=500),
        an_answer("x", status=302),
        CompleteResponse(200, "OK", [("X-Hamafza-Cache", "home")], b"x", 1),
        CompleteResponse(200, "OK", [("X-Hamafza-As-Of", "10")], b"x", 1),
        CompleteResponse(200, "OK", [], b"x", 1),
    ],
    ids=["cookie", "language", "encoded", "error", "redirect", "no position", "no tags", "silent"],
)
def test_what_is_not_the_same_for_everybody_is_shared_with_nobody(answer: CompleteResponse) -> None:
    async def inside() -> None:
        cache = PageCache(1 << 20)
        cache.begin(5)
        render = Renderer(answer, held=True)
        asking = [asyncio.ensure_future(cache.get("s", "/", "", render)) for _ in range(3)]
        await asyncio.sleep(0)
        render.go.set()
        found = await asyncio.gather(*asking)
        assert all(isinstance(each, CompleteResponse) for each in found)
        assert len(render.queries) == 3
        assert cache.find("s", "/", "") is None

    asyncio.run(inside())


@plays
async def test_an_unshared_page_is_not_waited_for_one_after_another(cache: PageCache) -> None:
    await cache.get("s", "/login", "", Renderer(CompleteResponse(200, "OK", [], b"x", 1)))
    render = Renderer(CompleteResponse(200, "OK", [], b"x", 1), held=True)
    asking = [asyncio.ensure_future(cache.get("s", "/login", "", render)) for _ in range(3)]
    await asyncio.sleep(0)
    assert len(render.queries) == 3
    render.go.set()
    await asyncio.gather(*asking)


def test_memory_is_bounded_and_what_was_asked_for_lately_stays() -> None:
    async def inside() -> None:
        cache = PageCache(300_000)
        cache.begin(5)
        for number in range(60):
            await cache.get("s", f"/{number}", "", Renderer(an_answer("x" * 10_000)))
            cache.find("s", "/0", "")
        stats = cache.stats()
        assert stats["bytes"] <= 300_000
        assert stats["evicted"] > 40
        assert cache.find("s", "/0", "") is not None
        assert cache.find("s", "/59", "") is not None

    asyncio.run(inside())


@plays
async def test_pages_that_are_not_there_cannot_push_out_those_that_are(cache: PageCache) -> None:
    await cache.get("s", "/", "", Renderer(an_answer("home")))
    for number in range(500):
        await cache.get("s", f"/guess{number}", "", Renderer(an_answer("x" * 2000, "none", status=404)))
    assert cache.find("s", "/", "") is not None


@plays
async def test_a_page_that_appears_takes_the_place_of_its_absence(cache: PageCache) -> None:
    await cache.get("s", "/n", "", Renderer(an_answer("none", "item:9", status=404)))
    cache.invalidate(11, ["item:9"])
    await cache.get("s", "/n", "", Renderer(an_answer("here", "item:9", as_of=11)))
    assert text_of(cache.find("s", "/n", "")) == "here"


def test_pages_are_trusted_for_a_while_only_when_nobody_tells_of_changes() -> None:
    async def inside() -> None:
        clock = Clock()
        cache = PageCache(1 << 20, clock)
        cache.begin(5)
        await cache.get("s", "/", "", Renderer(an_answer("home")))
        cache.blind()
        clock.now += page_cache.BLIND - 1
        cache.blind()
        assert cache.find("s", "/", "") is not None
        clock.now += 2
        assert cache.find("s", "/", "") is None
        cache.seeing()
        assert cache.find("s", "/", "") is not None
        clock.now += page_cache.LONGEST
        assert cache.find("s", "/", "") is None

    asyncio.run(inside())


def test_too_many_who_wait_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "WAITING", 3)

    async def inside() -> None:
        cache = PageCache(1 << 20)
        cache.begin(5)
        render = Renderer(an_answer("one"), held=True)
        crowd = [asyncio.ensure_future(cache.get("s", "/", "", render)) for _ in range(6)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        render.go.set()
        found = await asyncio.gather(*crowd, return_exceptions=True)
        assert sum(isinstance(each, Busy) for each in found) == 2

    asyncio.run(inside())


TAGS = ("a", "b")


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("change"), st.sampled_from(TAGS)),
            st.tuples(st.just("hear"), st.integers(1, 3)),
            st.tuples(st.just("ask"), st.sampled_from(TAGS)),
            st.tuples(st.just("finish"), st.integers(0, 3)),
        ),
        max_size=60,
    )
)
def test_no_page_is_served_from_memory_that_an_event_heard_of_has_made_wrong(
    script: list[tuple[str, object]],
) -> None:
    """Pages show the number of changes of their tag; events are heard late; renderings end in any order."""

    async def inside() -> None:
        cache = PageCache(1 << 20)
        cache.begin(0)
        log: list[str] = []  # the ledger: position n+1 changed this tag
        heard = 0
        running: list[asyncio.Event] = []

        async def ask(tag: str) -> None:
            async def render(query: str) -> CompleteResponse:
                as_of = len(log)
                done = asyncio.Event()
                running.append(done)
                text = str(log.count(tag))  # what the queries see: at least as new as `as_of`
                await done.wait()
                return an_answer(text, tag, as_of)

            await cache.get("s", f"/{tag}", "", render)

        asking = []
        for name, value in script:
            if name == "change":
                log.append(str(value))
            elif name == "hear":
                for _ in range(int(str(value))):
                    if heard < len(log):
                        heard += 1
                        cache.invalidate(heard, [log[heard - 1]])
            elif name == "ask":
                asking.append(asyncio.ensure_future(ask(str(value))))
            elif running:
                running.pop(int(str(value)) % len(running)).set()
            for _ in range(4):
                await asyncio.sleep(0)
            for tag in TAGS:
                page = cache.find("s", f"/{tag}", "")
                if page is not None:
                    assert int(text_of(page)) >= log[:heard].count(tag)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        for done in running:
            done.set()
        await asyncio.sleep(0)

    asyncio.run(inside())
