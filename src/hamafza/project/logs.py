"""Structured logs on standard error: readable lines, or JSON with Persian left as it is."""

from __future__ import annotations

import json
import logging
import logging.config
import sys
from typing import Any

import structlog


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
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                "django": {"level": "INFO"},
                "django.request": {"level": "ERROR"},
                "hamafza": {"level": "DEBUG" if options["debug"] else "INFO"},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
