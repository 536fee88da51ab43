"""What happens to a request: memory, stream or Django."""

import asyncio
import logging
import time
from http import HTTPStatus
from typing import IO, Any

from aiohttp import web

from hamafza.door import gate
from hamafza.door.config import DoorConfig
from hamafza.door.incoming import (
    BodyTooLarge,
    RequestIds,
    environ_of,
    read_body,
    split_target,
)
from hamafza.door.page import CachedPage
from hamafza.door.page_cache import PageCache
from hamafza.door.reply import Reply, finish, plain, reply
from hamafza.door.wsgi import Busy, CompleteResponse, Threads, WsgiApp, environ_base
from hamafza.wire.proxies import IncomingRequest, Proxies
from hamafza.wire.stream.asked import (
    Asked,
    ReleasedConnection,
    flushed,
    grant_for,
    nothing_follows,
    read_ticket,
)
from hamafza.wire.stream.config import door_socket
from hamafza.wire.stream.entrance import Wish
from hamafza.wire.tally import process_facts

log = logging.getLogger(__name__)
access = logging.getLogger("hamafza.access")

_CONDITIONS = {"Range", "If-None-Match", "If-Modified-Since"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class DoorRefusal(Exception):
    """The door's own refusal."""

    def __init__(self, status: HTTPStatus, detail: str, headers: list[tuple[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


class Door:
    """Answers requests. Django finds it in the environ as `hamafza.door`."""

    def __init__(self, config: DoorConfig, app: WsgiApp, cache: PageCache) -> None:
        self._config = config
        self._cache = cache
        self._threads = Threads(app, config.threads, config.queue)
        self._base = environ_base(config.host, config.port, config.threads) | {"hamafza.door": self}
        self._proxies = Proxies(config.trusted_proxies)
        self._ids = RequestIds()
        self._courier = gate.Courier(door_socket(config.run_dir))
        self._to_streams = tuple(
            f"GET {path}{end}".encode()
            for path in (*config.public_streams, *config.granted_streams)
            for end in ("?", " ")
        )
        self._granted = gate.Remembered()
        self._requests = 0

    def stats(self) -> dict[str, Any]:
        """Counts since the start, for the health page."""
        return {
            "requests": self._requests,
            "handed_over": self._courier.carried,
            "running": self._threads.running,
            "cache": self._cache.stats(),
            "process": process_facts(),
        }

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        self._requests += 1
        started = time.perf_counter()
        request_id = self._ids.of(request, self._trusts(request))
        try:
            response = await self._answer(request, request_id)
        except DoorRefusal as refusal:
            response = plain(request, refusal.status, refusal.detail, request_id, refusal.headers)
        except Busy:
            response = plain(
                request, HTTPStatus.SERVICE_UNAVAILABLE, "busy", request_id, [("Retry-After", "1")]
            )
        except (ConnectionError, TimeoutError):
            raise
        except Exception:
            path = request.raw_path.partition("?")[0]
            log.exception("request %s failed: %s %s", request_id, request.method, path)
            response = plain(request, HTTPStatus.INTERNAL_SERVER_ERROR, "an error of ours", request_id)
        if self._config.access_log:
            self._log(request, response, request_id, time.perf_counter() - started)
        return response

    def forget(self) -> None:
        """Somebody was shut out."""
        self._granted.forget()

    def close(self) -> None:
        self._courier.close()
        self._threads.stop()

    async def _answer(self, request: web.BaseRequest, request_id: str) -> web.StreamResponse:
        if request.method not in METHODS:
            raise DoorRefusal(HTTPStatus.NOT_IMPLEMENTED, "unknown method")
        target = split_target(request.raw_path)
        if target is None:
            raise DoorRefusal(HTTPStatus.BAD_REQUEST, "not a path")
        path, query = target
        if request.method in ("GET", "HEAD"):
            if path in self._config.public_streams or path in self._config.granted_streams:
                return await self._stream(request, request_id, path, query)
            headers = request.headers
            if (
                "Cookie" not in headers
                and "Authorization" not in headers
                and not path.startswith(self._config.uncached)
                and not request.body_exists
            ):
                return await self._page(request, request_id, path, query)
        return reply(request, await self._django(request, request_id, path, query), request_id)

    def _trusts(self, request: IncomingRequest) -> bool:
        return bool(self._config.trusted_proxies) and self._proxies.trusts(request.remote or "")

    # Public pages

    async def _page(self, request: web.BaseRequest, request_id: str, path: str, query: str) -> Reply:
        site = f"{self._proxies.scheme(request)}://{request.headers.get('Host', '').lower()}"
        found: CachedPage | CompleteResponse | None = self._cache.find(site, path, query)
        hit = found is not None
        if found is None:

            async def render(query: str) -> CompleteResponse:
                return await self._django(request, request_id, path, query, as_page=True)

            found = await self._cache.get(site, path, query, render)
        else:
            self._cache.counts.hits += 1
        if isinstance(found, CachedPage):
            return self._from_memory(request, request_id, found, hit)
        if found.header("accept-ranges") and not _CONDITIONS.isdisjoint(request.headers):
            found.discard()  # a file: what of it is wanted is for Django to judge
            found = await self._django(request, request_id, path, query)
        return reply(request, found, request_id)

    def _from_memory(self, request: web.BaseRequest, request_id: str, page: CachedPage, hit: bool) -> Reply:
        headers = request.headers
        variant = page.variant(headers.get("Accept-Encoding", ""))
        last = finish(request_id)
        if self._config.show_cache:
            last += b"X-Hamafza-Page: %s\r\n" % (b"hit" if hit else b"miss")
        if page.unchanged(variant, headers.get("If-None-Match"), headers.get("If-Modified-Since")):
            self._cache.counts.not_modified += 1
            return Reply(304, variant.not_modified + last, b"", keep_alive=request.keep_alive)
        body = b"" if request.method == "HEAD" else variant.body
        return Reply(page.status, variant.head + last, body, keep_alive=request.keep_alive)

    # Streams

    async def _stream(
        self, request: web.BaseRequest, request_id: str, path: str, query: str
    ) -> web.StreamResponse:
        if request.method != "GET" or request.body_exists:
            raise DoorRefusal(
                HTTPStatus.METHOD_NOT_ALLOWED, "a stream is asked for with GET", [("Allow", "GET")]
            )
        asked = Asked.read(request, query)
        text, ticket = asked.ticket, None
        if text is None and path in self._config.granted_streams:
            text = self._granted.find(request, query)
            if text is None:
                answer = await self._django(request, request_id, path, query)
                text = answer.header(gate.TICKET_HEADER)
                if text is None or answer.status != HTTPStatus.OK:
                    return reply(request, answer, request_id)
                self._granted.keep(request, query, text)
        if text is not None:
            ticket = read_ticket(self._config.ticket_key, text)
            if ticket is None:
                raise DoorRefusal(HTTPStatus.FORBIDDEN, "this ticket is not valid any more")
        grant = grant_for(asked, self._proxies.client(request), ticket)
        transport = request.transport
        if transport is None:
            raise ConnectionResetError("the client has left")
        await flushed(request, transport)
        if not nothing_follows(request):
            raise DoorRefusal(HTTPStatus.BAD_REQUEST, "nothing may follow a request for a stream")
        if not await self._courier.hand_over(transport, grant):
            raise DoorRefusal(
                HTTPStatus.SERVICE_UNAVAILABLE, "streams are restarting", [("Retry-After", "1")]
            )
        return ReleasedConnection()

    def may_be_stream(self, packet: bytes) -> bool:
        return packet.startswith(self._to_streams) and not self._config.access_log

    def passed_on(self, transport: asyncio.Transport, wish: Wish) -> bool:
        """The short way of `_stream`: whatever has to wait, to be asked or to be refused takes the long one."""
        path, _, query = wish.raw_path.partition("?")
        asked = Asked.read(wish, query)
        text, ticket = asked.ticket, None
        if text is None and path not in self._config.public_streams:
            text = self._granted.find(wish, query)
            if text is None:
                return False
        if text is not None:
            ticket = read_ticket(self._config.ticket_key, text)
            if ticket is None:
                return False
        grant = grant_for(asked, self._proxies.client(wish), ticket)
        passed = self._courier.hand_over_at_once(transport, grant)
        self._requests += passed
        return passed

    # Django

    async def _django(
        self,
        request: web.BaseRequest,
        request_id: str,
        path: str,
        query: str,
        *,
        as_page: bool = False,
    ) -> CompleteResponse:
        config = self._config
        if request.headers.get("Expect", "").lower() == "100-continue" and request.transport is not None:
            if (request.content_length or 0) > config.body_limit:
                raise DoorRefusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large")
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body, length = await self._read(request, config.body_limit)
        method = "GET" if as_page else request.method
        environ = environ_of(
            self._base,
            request,
            method=method,
            path=path,
            query=query,
            body=body,
            length=length,
            proxied=self._proxies.trusts(request.remote or ""),
        )
        environ["REMOTE_ADDR"] = self._proxies.client(request)
        environ["wsgi.url_scheme"] = self._proxies.scheme(request)
        environ["HTTP_X_REQUEST_ID"] = request_id
        if as_page:  # the door judges these itself, against the page it keeps
            for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"):
                environ.pop(name, None)
        return await self._threads.run(environ)

    async def _read(self, request: web.BaseRequest, limit: int) -> tuple[IO[bytes], int]:
        try:
            return await read_body(request, limit, self._config.body_patience)
        except BodyTooLarge:
            raise DoorRefusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large") from None
        except TimeoutError:
            raise DoorRefusal(HTTPStatus.REQUEST_TIMEOUT, "the body did not arrive") from None

    def _log(
        self, request: web.BaseRequest, response: web.StreamResponse, request_id: str, took: float
    ) -> None:
        access.info(
            "%s %s %s %s %.1fms",
            self._proxies.client(request),
            request.method,
            request.raw_path.partition("?")[0],  # what follows may be a ticket
            "stream" if isinstance(response, ReleasedConnection) else response.status,
            took * 1000,
            extra={"request_id": request_id},
        )
