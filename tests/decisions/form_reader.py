"""What would a browser without scripts post from a page? Its form as it stands."""

from __future__ import annotations

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the answers of the one form that has a version."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.answers: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self.within = False
        self.select = self.area = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "form":
            self.within = "app-step" in found.get("class", "")
        if not self.within:
            return
        if tag == "input" and (
            found.get("type") not in {"radio", "checkbox"} or "checked" in found
        ):
            self.answers.setdefault(name, []).append(found.get("value", ""))
        elif tag == "button" and name == "do":
            self.buttons.append(found["value"])
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.select = name
            self.answers[name] = [""]
        elif tag == "option" and "selected" in found:
            self.answers[self.select] = [found["value"]]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            # A parser drops one line end at the start; a browser posts CR LF.
            text = self.text.removeprefix("\n").replace("\n", "\r\n")
            self.answers[self.area] = [text]
            self.area = ""
        elif tag == "form":
            self.within = False


def read(html: str) -> FormReader:
    """The form of a step's page."""
    reader = FormReader()
    reader.feed(html)
    return reader


def answers_on(html: str) -> dict[str, str]:
    """What would be posted if somebody pressed Continue at once."""
    return {name: values[-1] for name, values in read(html).answers.items() if name}


def buttons_on(html: str) -> list[str]:
    """The values of the buttons that do something beyond Continue."""
    return read(html).buttons
