"""How long does a process take to read all of the guidance, once?"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import pkgutil
import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from decisions import guidance
from decisions.guidance import library
from decisions.guidance.kept import FOLDER
from decisions.guidance.reading import HERE
from tests.bench.place import ROOT

PROCESSES = 5
AIM = 50.0
CACHED = type(functools.cache(lambda: None))
ON_THE_SHELF = ("sources", "evidence", "editions", "spans", "pairs")


def readers() -> Iterator[Callable[[], Any]]:
    """Whatever reads guidance once per process and then keeps it, found by its cache."""
    for name in ON_THE_SHELF:
        yield functools.partial(getattr, library.shelf(), name)
    yield functools.partial(library.givers, "wales")
    for found in pkgutil.iter_modules(guidance.__path__):
        module = importlib.import_module(f"decisions.guidance.{found.name}")
        for each in vars(module).values():
            ours = isinstance(each, CACHED) and each.__module__ == module.__name__
            if ours and not inspect.signature(each).parameters:
                yield each


def once() -> dict[str, float]:
    """Milliseconds of this process for everything, and for parsing the same files as TOML."""
    work = list(readers())
    wall, spent = time.perf_counter(), time.process_time()
    for each in work:
        each()
    found = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - spent}
    texts = [path.read_text("utf-8") for path in HERE.rglob("*.toml")]
    spent = time.process_time()
    for text in texts:
        tomllib.loads(text)
    found["parsing"] = time.process_time() - spent
    return {name: 1000 * seconds for name, seconds in found.items()}


def fresh() -> dict[str, float]:
    """The same in a process of its own."""
    code = "import json; from tests.bench.guidance import once; print(json.dumps(once()))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def measure() -> list[str]:
    """Print each process and the median; name what was missed."""
    for kept in HERE.rglob(f"{FOLDER}/*.toml.json"):
        kept.unlink()
    first, *rest = [fresh() for _ in range(PROCESSES + 1)]
    print("All guidance, milliseconds: wall, of the processor, and parsing the same TOML alone")
    print(f"  first ever: {first['wall']:6.1f} {first['cpu']:6.1f} {first['parsing']:6.1f}")
    for each in rest:
        print(f"  afterwards: {each['wall']:6.1f} {each['cpu']:6.1f} {each['parsing']:6.1f}")
    middle = statistics.median(each["cpu"] for each in rest)
    print(f"  median of the processor: {middle:.1f}, aim {AIM:.0f}")
    return [] if middle < AIM else [f"all guidance in {middle:.1f} ms"]
