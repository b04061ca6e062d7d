"""A witness to talk to in tests: answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, str]


@dataclass
class Stub:
    """Where it is reached, and what was posted to it."""

    url: str = ""
    posted: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def serving(
    answer: Callable[[str], Answer], headers: dict[str, str] | None = None
) -> Iterator[Stub]:
    """A server on this machine; ``answer`` gets each body."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length).decode()
            stub.posted.append((self.path, body))
            self._say(*answer(body))

        def do_GET(self) -> None:
            self._say(*answer(self.path))

        def _say(self, status: int, text: str) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
