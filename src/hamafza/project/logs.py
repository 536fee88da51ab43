"""Structured logs on standard error: readable lines, or JSON with Persian left as it is."""

from __future__ import annotations

import json
import logging
import logging.config
import sys
import threading
from types import TracebackType
from typing import Any

import structlog
from django.db.utils import InterfaceError, OperationalError

from hamafza.lib.lines import JsonLines


def record_to_stdout() -> None:
    """A running service also prints its audit trail: JSON lines on standard output, whatever the format."""
    handler = logging.StreamHandler(sys.stdout)
    processors: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(serializer=dumps),
    ]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=processors))
    trail = logging.getLogger("hamafza.record")
    trail.addHandler(handler)
    trail.propagate = False


def dumps(event: Any, **kwargs: Any) -> str:
    return json.dumps(event, ensure_ascii=False, **kwargs)


def only_json() -> None:
    """From now on whatever this process and its forks say is JSON: also what is printed, or fails before logging."""
    sys.stdout = JsonLines(sys.stdout)
    sys.stderr = JsonLines(sys.stderr)
    sys.excepthook = told
    threading.excepthook = lambda args: told(args.exc_type, args.exc_value, args.exc_traceback)


def without_trace(record: logging.LogRecord) -> bool:
    """A database that is away is one line for each request, not a page of its own."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if isinstance(error, OperationalError | InterfaceError):
        why = " ".join(str(error).split())
        record.msg, record.args, record.exc_info = f"{record.getMessage()} ({why})", (), None
    return True


def told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """A failure that nobody caught, as one line."""
    if error is not None and not issubclass(kind, SystemExit):
        logging.getLogger("hamafza").critical("uncaught", exc_info=(kind, error, trace))


def configure(options: dict[str, Any]) -> None:
    """Set up logging; `options` is `{"format": "text" | "json", "debug": bool}`."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(serializer=dumps)
        if options["format"] == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*shared, structlog.stdlib.ExtraAdder()],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": formatter},
            "filters": {"away": {"()": lambda: without_trace}},
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["away"]}
            },
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                "django": {"level": "INFO"},
                "django.request": {"level": "ERROR"},
                "hamafza": {"level": "DEBUG" if options["debug"] else "INFO"},
            },
        }
    )
    logging.captureWarnings(True)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
