"""A draft with words to look at, for the tests of its hints."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.door import acting, reading
from decisions.actions.drafting import add_part
from decisions.choices import Nature
from decisions.models import DismissedHint, InformationItem, Recipient
from decisions.wording import shown
from decisions.wording.found import Found, each_of
from tests.cast import Cast
from tests.decisions.drafted import Drafted

HOUSING = {"agency_type": "housing", "agency_name": "Fernbrook Homes", "gets_everything": True}


class Written(Drafted):
    """A draft with items and somebody who gets them."""

    def __init__(self, cast: Cast, *texts: str, nature: str = Nature.FACT) -> None:
        super().__init__(cast, "check")
        self.recipient = self.add(Recipient, **HOUSING)
        self.items = [
            self.add(InformationItem, text=text, nature=nature, is_included=True, position=number)
            for number, text in enumerate(texts, start=1)
        ]

    def add(self, model: Any, **values: Any) -> Any:
        with acting(self.actor):
            return add_part(self.decision(), model, actor=self.actor, values=values)

    def found(self) -> list[Found]:
        record = self.record()
        with reading(self.actor):
            return list(each_of(shown.of_record(record)))

    def one(self, kind: str) -> Found:
        [found] = [each for each in self.found() if each.hint.kind == kind]
        return found

    def presses(self, do: str, client: Client | None = None) -> object:
        url = reverse("wording", args=[self.reference])
        return (client or self.client).post(url, {"do": do}, follow=False)

    def text(self, number: int = 0) -> str:
        with reading(self.actor):
            return InformationItem.objects.get(pk=self.items[number].pk).text

    def version(self) -> int:
        with reading(self.actor):
            return self.decision().version

    def put_away(self) -> int:
        with reading(self.actor):
            return DismissedHint.objects.filter(decision=self.decision()).count()

    def page(self) -> str:
        return self.client.get(reverse("check", args=[self.reference])).content.decode()
