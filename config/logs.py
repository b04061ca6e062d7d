"""What goes into the log? One JSON object a line: ids and kinds, never what somebody typed.

An exception's own words are left out. PostgreSQL's quote the row that failed, Django's the value
that did not fit; the kind of exception, where it rose and what constraint it broke are enough.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from types import TracebackType

import structlog
from structlog.typing import EventDict, WrappedLogger

FRAMES = 12
NUMBERS = (int, float, bool)
# Who holds one of these addresses needs no account: what follows is a key, not an id.
SECRETS = re.compile(r"^(\w+ /(?:r|invitation)/).*")


def formatter() -> logging.Formatter:
    """The formatter of every handler; sets up structlog on the way."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    shared = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            from_record,
            without_words,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            as_json,
        ],
        pass_foreign_args=True,
        use_get_message=False,
    )


def from_record(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Which part speaks, on which route; its message without the words that fill it."""
    record: logging.LogRecord = event["_record"]
    event["logger"] = record.name
    arguments = event.pop("positional_args", None)
    if arguments and all(isinstance(argument, NUMBERS) for argument in arguments):
        event["event"] = record.msg % arguments
    if record.name.startswith("django.security"):
        # The message is the exception's own text.
        event["event"] = "refused"
    if status := getattr(record, "status_code", None):
        event["status"] = status
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    if match is not None:
        event["route"] = match.route
    return event


def without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Exceptions by kind and place; addresses without what was asked in them."""
    found = event.pop("exc_info", None)
    exception = sys.exc_info() if found is True else found
    exception = exception[1] if isinstance(exception, tuple) else exception
    if isinstance(exception, BaseException):
        event["exception"] = described(exception)
    event.pop("stack_info", None)
    event.pop("user_agent", None)
    if isinstance(event.get("request"), str):
        event["request"] = SECRETS.sub(r"\1…", event["request"].partition("?")[0])
    return event


def described(exception: BaseException) -> dict[str, object]:
    """An exception without its words: kind, cause, PostgreSQL's codes, and where it rose."""
    told: dict[str, object] = {
        "kind": _kind(exception),
        "at": _frames(exception.__traceback__),
    }
    diagnosis = getattr(exception, "diag", None)
    for name in ("sqlstate", "table_name", "constraint_name"):
        if value := getattr(diagnosis, name, None):
            told[name] = value
    cause = exception.__cause__
    if cause is not None:
        told["cause"] = described(cause)
    return told


def _kind(exception: BaseException) -> str:
    return f"{type(exception).__module__}.{type(exception).__qualname__}"


def _frames(found: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(found)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def as_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """One line; what JSON does not know is named by its kind, not written out."""
    return json.dumps(event, default=lambda value: type(value).__name__, ensure_ascii=True)
