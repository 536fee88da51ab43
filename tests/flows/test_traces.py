"""A trace leads from the request of a publication to its delivery and its consumers, over three processes."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.flows.test_kill import wait_until
from tests.listener import WireClient
from tests.server import running

Span = tuple[str, str, str]  # service, name, trace


@contextmanager
def collector() -> Iterator[tuple[str, list[Span]]]:
    """A receiver of traces; gives its address and what it has got."""
    found: list[Span] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                service = next(a.value.string_value for a in resource.resource.attributes)
                for scope in resource.scope_spans:
                    found.extend((service, one.name, one.trace_id.hex()) for one in scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/traces", found
    server.shutdown()


@pytest.mark.slow
def test_a_trace_leads_from_the_request_to_the_delivery(tmp_path: Path) -> None:
    with collector() as (address, spans), running(tmp_path, HAMAFZA_TRACES=address) as server:
        token = server.hamafza("token", "admin").split()[-1]
        listener = WireClient(server.url, token)
        listener.start()
        assert listener.connected.wait(20)
        parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        answer = httpx.post(
            f"{server.url}/api/v1/wire/probe",
            json={"text": "x"},
            headers={"Authorization": f"Bearer {token}", "traceparent": parent},
            timeout=10,
        )
        assert answer.status_code == 201
        mine = parent.split("-")[1]
        expected = {("hamafza-door", "POST api/v1/wire/probe", mine), ("hamafza-stream", "deliver", mine)}
        wait_until(lambda: expected <= set(spans))
        listener.finish()


@pytest.mark.slow
def test_what_consumers_do_belongs_to_the_trace_of_the_publication(tmp_path: Path) -> None:
    with collector() as (address, spans), running(tmp_path, HAMAFZA_TRACES=address) as server:
        token = server.hamafza("token", "trusted").split()[-1]
        parent = "00-1bf7651916cd43dd8448eb211c80319d-b7ad6b7169203332-01"
        answer = httpx.post(
            f"{server.url}/api/v1/items",
            json={"unit": "trusted", "headline": "خبر", "abstract": "لید", "publish": True},
            headers={"Authorization": f"Bearer {token}", "traceparent": parent},
            timeout=20,
        )
        assert answer.status_code == 201
        mine = parent.split("-")[1]
        consumers = {("hamafza-worker", name, mine) for name in ("archive.index", "verify.index")}
        wait_until(lambda: {("hamafza-door", "POST api/v1/items", mine)} | consumers <= set(spans))
