"""When are two pieces of HTML the same? When a browser would see the same elements and text."""

from __future__ import annotations

from html.parser import HTMLParser

Event = tuple[str, object]


class Reader(HTMLParser):
    """Elements with their attributes in order of name; text without needless white space."""

    def __init__(self, *, lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = lines
        self.events: list[Event] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tidied = {name: self.tidied(name, value or "") for name, value in attrs}
        self.events.append((tag, tuple(sorted(tidied.items()))))
        if tag == "textarea" and self.lines:
            self.inside.append(tag)

    def tidied(self, name: str, value: str) -> str:
        return " ".join(value.split()) if name == "class" else value

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("/", tag))
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        text = data if self.inside else " ".join(data.split())
        if not text:
            return
        if self.events and self.events[-1][0] == "text" and not self.inside:
            self.events[-1] = ("text", f"{self.events[-1][1]} {text}")
        else:
            self.events.append(("text", text))


def seen(html: str, *, lines: bool = True) -> list[Event]:
    """What a browser would make of ``html``; ``lines``: white space in a textarea counts."""
    reader = Reader(lines=lines)
    reader.feed(str(html))
    reader.close()
    return reader.events


def textareas(html: str) -> list[str]:
    """What stands in each textarea, as a browser would show it."""
    found, open_at = [], None
    for kind, what in seen(html):
        if kind == "textarea":
            open_at = ""
        elif kind == "/" and what == "textarea" and open_at is not None:
            # A parser drops one line end at the start.
            found.append(open_at.removeprefix("\n"))
            open_at = None
        elif kind == "text" and open_at is not None:
            open_at += str(what)
    return found


def ids(html: str) -> set[str]:
    """The ids of every element."""
    return {
        dict(what)["id"] for _, what in seen(html) if isinstance(what, tuple) and "id" in dict(what)
    }
