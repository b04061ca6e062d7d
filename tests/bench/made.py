"""Which databases are measured? An empty one by the migrations, and copies of it, filled."""

from __future__ import annotations

from django.core.management import call_command

from accounts.door import acting
from accounts.models import Membership
from decisions.actions.colleagues import name_colleague
from tests.bench.fill import fill
from tests.bench.place import EMPTY, drop, go_to, make, name_of, superuser
from tests.bench.written import full_draft, full_record
from tests.cast import settle
from tests.factories import decision_at

SIZES = (1_000, 100_000)
# Of twenty decisions: most are short, as most records are; two hold everything.
MODELS = ("recorded",) * 12 + ("incomplete",) * 2 + ("draft",) * 2 + ("superseded",)


def make_databases(sizes: tuple[int, ...] = SIZES) -> Membership:
    """Both sizes, each from the same written decisions; gives who wrote most of them."""
    make(EMPTY)
    go_to(EMPTY)
    call_command("migrate", verbosity=0, interactive=False)
    cast = settle()
    people = (cast.practitioner, cast.colleague)
    for number, status in enumerate(MODELS):
        decision_at(status, people[number % 2], team_id=cast.team.pk)
    full_record(cast.practitioner)
    shared = full_draft(cast.colleague)
    with acting(cast.colleague.actor()):
        name_colleague(shared, actor=cast.colleague.actor(), person_id=cast.lead.person_id)
    go_to("postgres")
    for size in sizes:
        make(name_of(size), EMPTY)
        took = fill(name_of(size), size)
        print(f"{name_of(size)}: {held(size)} in {took:.0f} s", flush=True)
    return cast.practitioner


def held(size: int) -> str:
    """How much a database holds, in words."""
    counted = (
        "(SELECT count(*) FROM decisions_decision)",
        "(SELECT count(*) FROM decisions_historicaldecision)",
        "(SELECT count(DISTINCT organisation_id) FROM decisions_decision)",
        "pg_size_pretty(pg_database_size(current_database()))",
    )
    with superuser(name_of(size)) as there:
        row = there.execute(f"SELECT {', '.join(counted)}").fetchone()
    assert row is not None
    return "{:,} decisions with {:,} versions in {} organisations, {}".format(*row)


def drop_databases() -> None:
    go_to("postgres")
    for name in (EMPTY, *(name_of(size) for size in SIZES)):
        drop(name)
