"""How is a guidance file read quickly? What was parsed once is kept beside it, as Python does.

Parsing TOML takes fifteen times as long as reading the same as JSON (docs/performance.md). What
is kept names the file's content by its SHA-256, so that it is never older than the file; it is
data alone, and where it cannot be written, the file is parsed again.
"""

import hashlib
import json
import os
import threading
import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = "__pycache__"
DAY = "a day"


def parsed(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises what reading and parsing it raise."""
    content = path.read_bytes()
    name = hashlib.sha256(content).hexdigest()
    place = path.parent / FOLDER / f"{path.name}.json"
    found = _kept(place, name)
    if found is None:
        found = tomllib.loads(content.decode("utf-8"))
        with suppress(OSError):
            _keep(place, name, found)
    return found


def _kept(place: Path, name: str) -> dict[str, Any] | None:
    """What was kept of exactly this content, or None."""
    try:
        held, _, text = place.read_text("utf-8").partition("\n")
        if held != name:
            return None
        data: dict[str, Any] = json.loads(text, object_hook=_day if f'"{DAY}"' in text else None)
    except (OSError, ValueError):
        return None
    return data


def _keep(place: Path, name: str, data: dict[str, Any]) -> None:
    """Write it whole or not at all; two processes at once write the same."""
    text = json.dumps(data, default=_named_day, ensure_ascii=False)
    place.parent.mkdir(exist_ok=True)
    draft = place.with_name(f"{place.name}.{os.getpid()}.{threading.get_ident()}")
    draft.write_text(f"{name}\n{text}", "utf-8")
    draft.replace(place)


def _named_day(value: object) -> dict[str, str]:
    """JSON has no days. A time of day, which no file has, is refused and then not kept."""
    if type(value) is not date:
        raise OSError(f"{value!r} cannot be kept")
    return {DAY: value.isoformat()}


def _day(table: dict[str, Any]) -> Any:
    return date.fromisoformat(table[DAY]) if len(table) == 1 and DAY in table else table
