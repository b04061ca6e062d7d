"""How do tests come by an injury that can be marked on a drawing?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from accounts.door import acting
from accounts.models import Membership
from decisions.actions.information import add_items
from decisions.choices import Category
from decisions.marking.actions import add_mark
from decisions.models import BodyMark, Decision, InformationItem
from decisions.record import Record, load
from tests.cast import client_of
from tests.decisions.form_reader import answers_on
from tests.factories import draft, record_of

CHEEK = {
    "figure": "infant", "side": "front", "region": "left-cheek", "size": "1 cm by 1 cm",
    "colour": "Blue or purple", "description": "Bruise. Round, with clear edges",
}  # fmt: skip
IN_WORDS = "Left cheek, 1 cm by 1 cm, blue or purple. Bruise. Round, with clear edges"


class Injury:
    """A draft by ``author`` with one injury, and whoever looks at it."""

    def __init__(self, author: Membership, **columns: Any) -> None:
        self.author = author
        self.decision = draft(author, **columns)
        line = {"text": "A bruise", "category": Category.INJURY, "is_included": True}
        self.item = self.adds(line)

    def adds(self, line: dict[str, Any]) -> InformationItem:
        actor = self.author.actor()
        with acting(actor):
            return add_items(self.decision, actor=actor, lines=[line])[0]

    def marked(self, item: InformationItem | None = None, **changed: Any) -> BodyMark:
        actor = self.author.actor()
        with acting(actor):
            record = load(Decision.objects.select_related("organisation").get(pk=self.decision.pk))
            values = {**CHEEK, **changed}
            return add_mark(record, item or self.item, actor=actor, values=values)

    def record(self) -> Record:
        return record_of(self.decision, self.author)

    def marks(self) -> list[BodyMark]:
        return self.record().marks

    def url(self, name: str = "body_map", *more: Any) -> str:
        return reverse(name, args=[self.decision.reference, self.item.pk, *more])

    def get(self, url: str, who: Membership | None = None) -> HttpResponse:
        return client_of(who or self.author).get(url)

    def page(self, url: str) -> str:
        answer = self.get(url)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def post(self, url: str, *, page: str = "", who: Membership | None = None, **changed: Any):
        """Send a form as it stands on its page, or stood (``page``)."""
        data = answers_on(page or self.page(url)) | changed
        return client_of(who or self.author).post(url.split("?", maxsplit=1)[0], data)
