"""Is a page sound? For axe in the browser; for the validator of HTML, as the server sent it."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse

from tests.journeys.visitor import Visitor
from tests.tools import ROOT, vnu

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passes need not be written down, which is most of the work.
RUN = """rules => axe.run(document, {
    runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]
})"""
# The design system's own script puts aria-expanded on radios that reveal something.
REVEALS = {"aria-allowed-attr"}
VALUES = re.compile(r'(?:>[^<]*<)|(?:(value|href|for|id|name|aria-[a-z]+)="[^"]*")')


@cache
def axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def faults(visitor: Visitor) -> list[str]:
    """What axe holds against the page, one line for each element."""
    if not visitor.page.evaluate("'axe' in window"):
        visitor.page.evaluate(axe())
    found: Any = visitor.page.evaluate(RUN, RULES)
    return [
        f"{visitor.path}: {one['id']}: {node['html'][:200]}"
        for one in found["violations"]
        for node in one["nodes"]
        if not (one["id"] in REVEALS and "aria-expanded" in node["html"])
    ]


def check_page(visitor: Visitor) -> None:
    """Axe finds nothing. The validator reads the page at the end, with all the others."""
    assert faults(visitor) == []


class PagesSent:
    """Every page that the server sent to any visitor, each kind once, for the validator."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: set[int] = set()

    def listen(self, patch: pytest.MonkeyPatch) -> None:
        answer = BaseHandler.get_response

        def kept(handler: BaseHandler, request: HttpRequest) -> Any:
            response: Any = answer(handler, request)
            self.keep(request, response)
            return response

        patch.setattr(BaseHandler, "get_response", kept)

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            html = response.content.decode()
            shape = hash(VALUES.sub("", html))
            if shape not in self.known:
                self.known.add(shape)
                name = re.sub(r"[^a-z-]+", "-", request.path.lower()).strip("-") or "home"
                number = f"{len(self.known):04d}"
                (self.folder / f"{name}-{response.status_code}-{number}.html").write_text(html)

    def faults(self) -> list[str]:
        """Every error in any of them, found in one run: the validator is slow to start.

        It also advises against roles that the design system's own macros write; that is no error.
        """
        pages = sorted(map(str, self.folder.glob("*.html")))
        if not pages:
            return []
        command = [*vnu(), "--format", "json", *pages]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        return [
            f"{Path(one['url']).name}: {one['message']}: {one.get('extract', '')[:160]}"
            for one in json.loads(checked.stderr)["messages"]
            if one["type"] != "info"
        ]
