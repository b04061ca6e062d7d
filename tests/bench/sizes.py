"""How many bytes does a visit take? The built styles and scripts as served, pages compressed."""

from __future__ import annotations

import gzip
import re
from urllib.request import Request, urlopen

from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from tests.bench.pages import step_pages
from tests.bench.place import go_to
from tests.bench.written import full_draft, full_record
from tests.cast import client_of
from tests.factories import record_of

FIRST_AIM, LATER_AIM = 90_000, 25_000
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def measure(address: str, database: str, author: Membership) -> list[str]:
    """Print both; what missed an aim."""
    parts = first_visit(address)
    first = sum(parts.values())
    print("\n| First visit | Bytes |\n|---|---|")
    for name, size in parts.items():
        print(f"| {name} | {size:,} |")
    print(f"| together | {first:,} |")
    go_to(database)
    later = later_pages(author)
    print("\n| Later page | Bytes |\n|---|---|")
    for name, size in sorted(later.items(), key=lambda pair: -pair[1])[:8]:
        print(f"| {name} | {size:,} |", flush=True)
    missed = [f"first visit: {first:,} bytes"] if first > FIRST_AIM else []
    return missed + [f"{name}: {size:,} bytes" for name, size in later.items() if size > LATER_AIM]


def first_visit(address: str) -> dict[str, int]:
    """The sign-in page and all that it links to, as they cross the wire."""
    page, size = _fetched(f"{address}/sign-in/")
    parts = {"sign-in page": size}
    for path in dict.fromkeys(LINKED.findall(page.decode())):
        parts[path.removeprefix("/static/")] = _fetched(address + path)[1]
    return parts


def _fetched(url: str) -> tuple[bytes, int]:
    """What an address holds, and its bytes compressed, by the server or as a proxy would."""
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=30) as answer:
        body = answer.read()
        if answer.headers["Content-Encoding"] == "gzip":
            return gzip.decompress(body), len(body)
    return body, min(len(body), len(gzip.compress(body, 6)))


def later_pages(author: Membership) -> dict[str, int]:
    """Every page of a full record, once styles and scripts are kept by the browser."""
    client: Client = client_of(author)
    draft, record = full_draft(author), full_record(author)
    urls = dict(step_pages(record_of(draft, author)))
    urls |= {name: reverse(name, args=[draft.reference]) for name in ("tasks", "check")}
    urls |= {name: reverse(name, args=[record.reference]) for name in ("recorded", "print")}
    urls |= {name: reverse(name) for name in ("mine", "find", "start", "ringing", "already")}
    return {name: len(gzip.compress(client.get(url).content, 6)) for name, url in urls.items()}
