"""Traces from a request over the ledger to the streams and consumers, when somebody has switched them on.

Off, which is the rule, every function here does nothing and nothing is loaded. A ledger row
carries the trace of its request (a W3C `traceparent`), so that whoever handles it later, in
another process or on another machine, continues it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

Facts = Mapping[str, str | int | float]
_tracer: Any = None


class TracingNotInstalled(Exception):
    """The packages for traces are missing; the text says how they come."""


def switch_on(endpoint: str, process: str) -> None:
    """Send the traces of this process to `endpoint` (OTLP over HTTP). Call it after a fork, not before.

    Raises NotInstalled.
    """
    global _tracer
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracingNotInstalled("traces need: pip install 'hamafza[traces]'") from error
    provider = TracerProvider(resource=Resource({"service.name": f"hamafza-{process}"}))
    exporter = OTLPSpanExporter(endpoint=endpoint, timeout=5)
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=1000))
    _tracer = provider.get_tracer("hamafza")


def current() -> str | None:
    """The `traceparent` of what this thread is doing; None when traces are off."""
    if _tracer is None:
        return None
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def span(name: str, parent: str | None = None, facts: Facts | None = None) -> Iterator[Any]:
    """What is done inside is one step of the trace `parent`, or of a new one. Gives the span, or None."""
    if _tracer is None:
        yield None
        return
    with _tracer.start_as_current_span(name, _context(parent), attributes=facts) as step:
        yield step


def happened(name: str, parent: str | None, since: datetime, facts: Facts) -> None:
    """A step that began at `since` and ends now; without a parent it is nobody's and left out."""
    if _tracer is None or parent is None:
        return
    began = int(since.timestamp() * 1e9)
    _tracer.start_span(name, _context(parent), start_time=began, attributes=facts).end()


def _context(parent: str | None) -> Any:
    if parent is None:
        return None
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    return TraceContextTextMapPropagator().extract({"traceparent": parent})
