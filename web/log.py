"""Log lines as JSON on standard output, one per request, without personal data."""

import logging
from collections.abc import MutableMapping
from traceback import extract_tb
from typing import Any

import structlog

from web.settings import get_settings


def configure_log() -> None:
    """Write JSON lines; the libraries below speak only when something is wrong."""
    logging.basicConfig(level=logging.WARNING)
    for talkative in ("httpx", "httpcore"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            where_it_broke if get_settings().production else structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        cache_logger_on_first_use=False,
    )


def where_it_broke(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep kind and place of a fault: its message may quote what somebody typed."""
    fault = event.pop("exc_info", None)
    if isinstance(fault, BaseException):
        event["fault"] = type(fault).__name__
        event["at"] = [
            f"{frame.filename}:{frame.lineno}" for frame in extract_tb(fault.__traceback__)
        ]
    return event
