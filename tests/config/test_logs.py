"""Does the log stay free of what people typed, whatever fails?"""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import structlog
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import path

from accounts.door import SYSTEM, acting
from accounts.models import Person
from config.logs import formatter

CANARY = "what the child said"


def written(record: logging.LogRecord) -> dict[str, Any]:
    line = formatter().format(record)
    assert "\n" not in line
    told: dict[str, Any] = json.loads(line)
    return told


def a_record(message: str, *values: object, **more: Any) -> logging.LogRecord:
    return logging.LogRecord(
        more.pop("name", "django.request"),
        logging.ERROR,
        __file__,
        1,
        message,
        values,
        more.pop("exc_info", None),
    )


def raised(failure: Exception) -> Any:
    try:
        raise failure
    except type(failure) as caught:
        return type(caught), caught, caught.__traceback__


def test_an_exception_is_told_by_its_kind_and_place() -> None:
    told = written(a_record("Failed: %s", CANARY, exc_info=raised(ValueError(CANARY))))
    assert CANARY not in json.dumps(told)
    assert told["event"] == "Failed: %s"
    assert told["exception"]["kind"] == "builtins.ValueError"
    assert told["exception"]["at"][-1].endswith(" raised")
    assert (told["level"], told["logger"]) == ("error", "django.request")
    assert told["at"].endswith("Z")


def test_numbers_in_a_message_are_told() -> None:
    assert written(a_record("%d of %d workers", 1, 2))["event"] == "1 of 2 workers"


def test_a_suspicious_request_is_not_quoted() -> None:
    failure = SuspiciousOperation(CANARY)
    record = a_record(CANARY, name="django.security.SuspiciousOperation", exc_info=raised(failure))
    assert CANARY not in json.dumps(written(record))


def test_a_line_cannot_be_forged() -> None:
    told = written(a_record("a\r\n{} \u2028 b"))
    assert told["event"] == "a\r\n{} \u2028 b"


def of_structlog(**told: object) -> dict[str, object]:
    logger = logging.getLogger("tests.logs")
    lines: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(formatter())
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logger.addHandler(handler)
    try:
        structlog.get_logger("tests.logs").error("seen", **told)
    finally:
        logger.removeHandler(handler)
    found: dict[str, object] = json.loads(lines[0])
    return found


def test_what_json_does_not_know_is_named_not_written() -> None:
    told = of_structlog(request="GET /find?q=x", thing=object())
    assert (told["request"], told["thing"]) == ("GET /find", "object")


@pytest.mark.parametrize("place", ["/r/", "/invitation/"])
def test_an_address_that_is_a_key_is_not_written_out(place: str) -> None:
    told = of_structlog(request=f"POST {place}1.secret/?q=x")
    assert told["request"] == f"POST {place}…"


@pytest.mark.django_db
def test_postgresql_is_not_quoted() -> None:
    with pytest.raises(DataError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::bigint", [CANARY])
    assert CANARY in str(caught.value)
    failure = caught.value
    told = written(a_record("Failed", exc_info=(type(failure), failure, failure.__traceback__)))
    assert CANARY not in json.dumps(told)
    assert told["exception"]["cause"]["sqlstate"] == "22P02"


@pytest.mark.django_db
def test_a_constraint_is_named_and_its_row_is_not() -> None:
    with acting(SYSTEM("tests")):
        Person.objects.create_user(CANARY)
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            Person.objects.create_user(CANARY)
    failure = caught.value
    told = written(a_record("Failed", exc_info=(type(failure), failure, failure.__traceback__)))
    assert CANARY not in json.dumps(told)
    assert told["exception"]["cause"]["constraint_name"] == "accounts_person_email_key"


def breaks(request: object) -> None:
    raise ValueError(CANARY)


urlpatterns = [path("breaks", breaks)]
handler500 = "config.errors.server_error"


@pytest.mark.django_db
@pytest.mark.urls("tests.config.test_logs")
def test_a_view_that_fails_on_what_was_typed_does_not_log_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(formatter())
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    names = ("django.request", "django_structlog.middlewares.request", "django.security")
    for name in names:
        logging.getLogger(name).addHandler(handler)
    try:
        visitor = Client(raise_request_exception=False)
        visitor.post(f"/breaks?q={CANARY}", {"said": CANARY}, headers={"user-agent": CANARY})
    finally:
        for name in names:
            logging.getLogger(name).removeHandler(handler)
    assert any("builtins.ValueError" in line for line in lines)
    assert "breaks" in "".join(lines)
    everything = "".join(lines) + "".join(capsys.readouterr())
    assert CANARY not in everything
    assert CANARY.replace(" ", "%20") not in everything
