"""A draft in one browser, with people, for the tests of its steps."""

from __future__ import annotations

from typing import Any

from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.door import Actor, acting, reading
from decisions.actions.drafting import add_part, answer
from decisions.choices import PersonRole, Status
from decisions.models import Decision, PersonConcerned
from decisions.record import Record, load
from decisions.steps import BY_SLUG
from tests.cast import Cast, client_of
from tests.decisions.form_reader import read


class Drafted:
    """One draft; ``slug`` is the step that ``get`` and ``post`` speak to."""

    def __init__(self, cast: Cast, slug: str, *roles: str) -> None:
        self.slug, self.client = slug, client_of(cast.practitioner)
        self.member = cast.practitioner
        self.actor = Actor(
            "person", self.member.person_id, self.member.organisation_id, "practitioner"
        )
        begun = self.client.post(reverse("start"), {"direction": "share"})
        self.reference = begun["Location"].split("/")[2]
        self.people = [self.person(role) for role in roles]

    def person(self, role: str = PersonRole.CHILD, **values: Any) -> PersonConcerned:
        with acting(self.actor):
            values = {"role": role, "position": len(getattr(self, "people", ())), **values}
            return add_part(self.decision(), PersonConcerned, actor=self.actor, values=values)

    def decision(self) -> Decision:
        return Decision.objects.select_related("organisation").get(reference=self.reference)

    def record(self) -> Record:
        with reading(self.actor):
            return load(self.decision())

    def screen(self, part: str = "") -> Any:
        return BY_SLUG[self.slug].asks(self.record(), part)

    def set(self, **values: Any) -> None:
        """Answers of the decision itself, as another step would write them."""
        with acting(self.actor):
            answer(self.decision(), actor=self.actor, values=values)

    def gaps(self) -> list[str]:
        return [gap.text for gap in BY_SLUG[self.slug].asks.gaps(self.record())]

    def as_incomplete(self) -> None:
        """Recorded with gaps, as the two-minute path leaves it."""
        now = timezone.now()
        with acting(self.actor):
            Decision.objects.filter(reference=self.reference).update(
                status=Status.INCOMPLETE, outcome="share-all", reasons="To keep her safe",
                decided_at=now, recorded_at=now, recorded_by_id=self.member.person_id,
            )  # fmt: skip

    def url(self, part: str = "") -> str:
        if part:
            return reverse("step_part", args=[self.reference, self.slug, part])
        return reverse("step", args=[self.reference, self.slug])

    def get(self, part: str = "") -> str:
        found = self.client.get(self.url(part))
        assert found.status_code == 200
        return found.content.decode()

    def post(self, part: str = "", page: str = "", **changed: Any) -> Any:
        """Send a page as it stands (or as it stood: ``page``), with some answers changed."""
        data = read(page or self.get(part)).answers | changed
        return self.client.post(self.url(part), data)


def statements(asked: CaptureQueriesContext) -> int:
    """What was asked of the tables, savepoints and settings apart."""
    kinds = ("SELECT", "INSERT", "UPDATE", "DELETE")
    return sum(
        query["sql"].startswith(kinds) and "set_config" not in query["sql"]
        for query in asked.captured_queries
    )
