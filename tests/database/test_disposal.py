"""Is a record destroyed whole, by two people only, and can its history still be proved?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from accounts.door import SYSTEM, acting
from audit.database import disposal, tables
from decisions.models import Decision, DecisionLink, Disposal, LegalHold, RetentionPeriod
from tests.copies import owner_of
from tests.database.doomed import (
    CANARY,
    Two,
    agreed,
    approved,
    dispose,
    doomed,
    linked,
    proposed,
    somebody,
    two_people,
)
from tests.database.signed import sign
from tests.database.world import Place, a_draft, a_place, record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(transactional_db: None) -> Place:
    return a_place()


@pytest.fixture
def people(here: Place) -> Two:
    return two_people(here)


def asked(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """A superuser passes every wall."""
    with as_superuser() as superuser:
        return superuser.execute(statement, values or None).fetchall()


def as_superuser() -> psycopg.Connection[Any]:
    place = connection.settings_dict
    return psycopg.connect(
        host=place["HOST"], port=place["PORT"], user="postgres", dbname=place["NAME"]
    )


def everywhere(word: str) -> set[str]:
    """The columns of any table, whatever their type, that hold the word."""
    columns = asked(
        "SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns "
        "JOIN information_schema.tables USING (table_schema, table_name) "
        "WHERE table_schema IN ('public', 'ledger') AND table_type = 'BASE TABLE'"
    )
    looks = [f"%{word}%", f"%{word.encode().hex()}%"]
    with as_superuser() as superuser:
        return {
            f"{table}.{column}"
            for table, column in columns
            if superuser.execute(
                f'SELECT 1 FROM {table} WHERE "{column}"::text LIKE ANY (%s) LIMIT 1', [looks]
            ).fetchone()
        }


def rows_about(decision: Decision) -> dict[str, int]:
    """How many rows, now or then, each table holds that goes with a decision."""
    pairs = tables.tracked()
    return {
        table: count
        for each in disposal.going(pairs)
        for table in (each.table, each.history)
        if "= $1" in each.condition
        and (
            count := asked(
                f"SELECT count(*) FROM {table} x WHERE "
                + each.condition.replace("$1", str(decision.pk))
            )[0][0]
        )
    }


def test_the_word_is_in_every_table_that_goes_and_then_nowhere(here: Place, people: Two) -> None:
    decision = doomed(here)
    before = everywhere(CANARY)
    planted = {name.split(".")[1] for name in before}
    wordless = {
        "decisions_contributor", "decisions_recipientitem", "decisions_personconsent",
        "decisions_personwishes",
    }  # fmt: skip
    for each in disposal.going(tables.tracked()):
        if each.table not in wordless:
            assert {each.table, each.history} <= planted, each.table
    assert "accounts_halftyped" in planted
    covered = dispose(decision.pk, agreed(decision, people).pk, people.guardian)
    assert covered > 25
    assert everywhere(CANARY) == set()
    assert rows_about(decision) == {}


def test_every_row_that_went_has_its_leaf_and_is_named_once(here: Place, people: Two) -> None:
    decision = doomed(here)
    bystander = doomed(here)
    agreement = agreed(decision, people)
    kept = rows_about(bystander)
    leaves = asked("SELECT * FROM ledger.leaf ORDER BY leaf_index")
    covered = dispose(decision.pk, agreement.pk, people.lead)
    ((told,),) = asked("SELECT to_jsonb(d) FROM ledger.disposal d")
    assert len(told["covers"]) == covered
    names = {(each["source"], each["key"]) for each in told["covers"]}
    assert len(names) == covered
    assert all(
        asked(
            "SELECT 1 FROM ledger.leaf l JOIN ledger.source s ON s.number = l.source "
            "WHERE s.name = %s AND l.key = %s",
            *name,
        )
        for name in names
    )
    assert (told["decision_id"], told["disposal_id"]) == (decision.pk, agreement.pk)
    assert (told["proposed_by"], told["approved_by"]) == (
        people.guardian.person_id,
        people.lead.person_id,
    )
    assert told["authority_reference"] == f"period:{agreement.period_id}"
    assert asked("SELECT * FROM ledger.leaf ORDER BY leaf_index") == leaves
    assert rows_about(bystander) == kept


def test_the_salts_go_and_no_row_goes_that_is_not_named(here: Place, people: Two) -> None:
    decision = doomed(here)
    agreement = agreed(decision, people)
    sources = [name for (name,) in asked("SELECT name FROM ledger.source WHERE base IS NOT NULL")]
    before = {name: set(asked(f"SELECT history_id, lg_salt FROM {name}")) for name in sources}
    dispose(decision.pk, agreement.pk, people.lead)
    after = {name: set(asked(f"SELECT history_id, lg_salt FROM {name}")) for name in sources}
    gone = {(name, key) for name in sources for key, _salt in before[name] - after[name]}
    ((covers,),) = asked("SELECT covers FROM ledger.disposal")
    assert gone == {(each["source"], each["key"]) for each in covers}
    assert all(after[name] <= before[name] for name in sources)


def test_the_disposal_itself_is_signed_next(here: Place, people: Two) -> None:
    decision = doomed(here)
    dispose(decision.pk, agreed(decision, people).pk, people.lead)
    sign()
    assert asked(
        "SELECT l.organisation_id FROM ledger.leaf l JOIN ledger.source s ON s.number = l.source "
        "WHERE s.name = 'disposal'"
    ) == [(here.organisation.pk,)]


def test_a_later_decision_stays_and_its_link_ends_with_a_version(here: Place, people: Two) -> None:
    decision = doomed(here)
    later = record(a_draft(here), here)
    link = linked(later, decision, here)
    dispose(decision.pk, agreed(decision, people).pk, people.guardian)
    with acting(here.actor):
        assert Decision.objects.filter(pk=later.pk).exists()
        assert not DecisionLink.objects.exists()
        kinds = DecisionLink.history.filter(id=link.pk).order_by("history_id")
        assert [each.history_type for each in kinds] == ["+", "-"]
        assert kinds.last().history_user_id == people.guardian.person_id


Attack = Callable[[Place, Two, Decision], Any]


def nobody_approved(here: Place, people: Two, decision: Decision) -> Any:
    return proposed(decision, people.guardian), people.lead


def there_is_no_proposal(here: Place, people: Two, decision: Decision) -> Any:
    return 999_999, people.lead


def approved_for_another_record(here: Place, people: Two, decision: Decision) -> Any:
    return agreed(record(a_draft(here), here), people), people.lead


def refused_by_the_second_person(here: Place, people: Two, decision: Decision) -> Any:
    made = proposed(decision, people.guardian)
    told = {"refused_by": people.lead.person_id, "refused_at": made.proposed_at, "refusal": "No"}
    with acting(people.lead):
        Disposal.objects.filter(pk=made.pk).update(status="refused", **told)
    return made, people.lead


def written_in_one_go_as_approved(here: Place, people: Two, decision: Decision) -> Any:
    made = proposed(
        decision,
        people.guardian,
        status="approved",
        approved_by_id=people.lead.person_id,
        approved_at="2026-01-01T00:00Z",
    )
    return made, people.guardian


def approved_in_the_name_of_another(here: Place, people: Two, decision: Decision) -> Any:
    made = proposed(decision, people.guardian)
    return approved(made, people.guardian, approved_by=people.lead.person_id), people.guardian


def proposed_in_the_name_of_another(here: Place, people: Two, decision: Decision) -> Any:
    other = somebody(here, "guardian", "second")
    made = proposed(decision, people.guardian, proposed_by_id=other.person_id)
    return approved(made, people.lead), people.lead


def the_system_approved(here: Place, people: Two, decision: Decision) -> Any:
    made = proposed(decision, people.guardian)
    system = SYSTEM("lead", here.organisation.pk)
    return approved(made, system, approved_by=people.lead.person_id), people.lead


def a_practitioner_approved(here: Place, people: Two, decision: Decision) -> Any:
    return approved(proposed(decision, people.guardian), somebody(here, "practitioner")), here.actor


def a_lead_proposed(here: Place, people: Two, decision: Decision) -> Any:
    return approved(proposed(decision, people.lead), people.guardian), people.guardian


def somebody_of_another_organisation_approved(here: Place, people: Two, decision: Decision) -> Any:
    stranger = somebody(a_place(), "lead").within(here.organisation.pk)
    return approved(proposed(decision, people.guardian), stranger), people.guardian


def the_author_approved(here: Place, people: Two, decision: Decision) -> Any:
    author = here.actor.__class__(**{**vars(here.actor), "role": "lead"})
    return approved(proposed(decision, people.guardian), author), people.guardian


def the_authority_was_changed_after_approval(here: Place, people: Two, decision: Decision) -> Any:
    made = agreed(decision, people)
    with acting(people.guardian):
        Disposal.objects.filter(pk=made.pk).update(authority="Something else")
    return made, people.guardian


def the_authority_was_changed_on_approval(here: Place, people: Two, decision: Decision) -> Any:
    made = proposed(decision, people.guardian)
    return approved(made, people.lead, authority="Something else"), people.guardian


def a_hold_is_in_force(here: Place, people: Two, decision: Decision) -> Any:
    made = agreed(decision, people)
    own = {"organisation": here.organisation, "decision": decision, "held_by": here.person}
    with acting(people.guardian):
        LegalHold.objects.create(**own, reason="An inquest")
    return made, people.guardian


def a_draft_that_follows_it_is_open(here: Place, people: Two, decision: Decision) -> Any:
    made = agreed(decision, people)
    linked(a_draft(here), decision, here)
    return made, people.guardian


REFUSED: dict[str, tuple[Attack, str]] = {
    "nobody approved": (nobody_approved, "nobody approved"),
    "there is no proposal": (there_is_no_proposal, "nobody approved"),
    "approved for another record": (approved_for_another_record, "nobody approved"),
    "the second person refused": (refused_by_the_second_person, "nobody approved"),
    "written in one go": (written_in_one_go_as_approved, "no Guardian proposed it"),
    "approved in another’s name": (approved_in_the_name_of_another, "no Guardian or lead"),
    "proposed in another’s name": (proposed_in_the_name_of_another, "no Guardian proposed"),
    "the system approved": (the_system_approved, "no Guardian or lead"),
    "a practitioner approved": (a_practitioner_approved, "no Guardian or lead"),
    "a lead proposed": (a_lead_proposed, "no Guardian proposed"),
    "a stranger approved": (somebody_of_another_organisation_approved, "takes two people"),
    "the author approved": (the_author_approved, "of their own"),
    "authority changed later": (the_authority_was_changed_after_approval, "no Guardian"),
    "authority changed on approval": (the_authority_was_changed_on_approval, "no Guardian"),
    "a hold": (a_hold_is_in_force, "a legal hold is in force"),
    "a draft follows it": (a_draft_that_follows_it_is_open, "draft that belongs to it"),
}


def test_it_is_refused_attack_by_attack(here: Place, people: Two) -> None:
    got = {}
    for name, (prepare, _why) in REFUSED.items():
        decision = record(a_draft(here), here)
        made, by = prepare(here, people, decision)
        sign()
        with pytest.raises(DatabaseError) as refusal:
            dispose(decision.pk, made if isinstance(made, int) else made.pk, by)
        got[name] = str(refusal.value).splitlines()[0]
        assert rows_about(decision) != {}
    assert asked("SELECT count(*) FROM ledger.disposal") == [(0,)]
    assert {name: text for name, text in got.items() if REFUSED[name][1] not in text} == {}


def test_nobody_can_write_that_they_approved_their_own(here: Place, people: Two) -> None:
    made = proposed(record(a_draft(here), here), people.guardian)
    with pytest.raises(DatabaseError, match="nobody_approves_their_own_proposal"):
        approved(made, people.guardian)


def test_a_draft_is_refused(here: Place, people: Two) -> None:
    decision = a_draft(here)
    with pytest.raises(DatabaseError, match="a draft that is still open"):
        dispose(decision.pk, agreed(decision, people).pk, people.lead)


def test_what_is_not_signed_yet_is_refused(here: Place, people: Two) -> None:
    decision = record(a_draft(here), here)
    sign()
    made = approved(proposed(decision, people.guardian), people.lead)
    with pytest.raises(DatabaseError, match="not signed yet"):
        dispose(decision.pk, made.pk, people.lead)
    sign()
    with acting(here.actor):
        Decision.objects.filter(pk=decision.pk).update(version=7)
    with pytest.raises(DatabaseError, match="not signed yet"):
        dispose(decision.pk, made.pk, people.lead)
    sign()
    assert dispose(decision.pk, made.pk, people.lead)


def test_another_organisation_cannot(here: Place, people: Two) -> None:
    there = a_place()
    others = two_people(there)
    decision = record(a_draft(here), here)
    made = agreed(decision, people)
    theirs = agreed(record(a_draft(there), there), others)
    for disposal_id in (made.pk, theirs.pk):
        with pytest.raises(DatabaseError, match="no such decision here"):
            dispose(decision.pk, disposal_id, others.lead)


def test_it_happens_once(here: Place, people: Two) -> None:
    decision = record(a_draft(here), here)
    made = agreed(decision, people)
    assert dispose(decision.pk, made.pk, people.lead)
    with pytest.raises(DatabaseError, match="no such decision here"):
        dispose(decision.pk, made.pk, people.lead)


def test_outside_acting_it_is_refused(here: Place, people: Two) -> None:
    decision = record(a_draft(here), here)
    made = agreed(decision, people)
    with (
        pytest.raises(DatabaseError, match="no such decision here"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT ledger.dispose_decision(%s, %s)", [decision.pk, made.pk])


DIRECTLY = {
    "delete versions": "DELETE FROM decisions_historicaldecision",
    "delete acts": "DELETE FROM audit_act",
    "delete a decision": "DELETE FROM decisions_decision",
    "delete parts": "DELETE FROM decisions_addendum",
    "delete holds": "DELETE FROM decisions_legalhold",
    "change a hold": "UPDATE decisions_legalhold SET reason = 'Another'",
    "lift a hold by deleting its history": "DELETE FROM decisions_historicallegalhold",
    "write a disposal": (
        "INSERT INTO ledger.disposal (decision_id, organisation_id, disposal_id, proposed_by, "
        "approved_by, authority_reference, covers) VALUES (1, 1, 1, 1, 2, 'period:1', '[]')"
    ),
    "change a disposal": "UPDATE ledger.disposal SET covers = '[]'",
    "delete a disposal": "DELETE FROM ledger.disposal",
    "empty the disposals": "TRUNCATE ledger.disposal",
}


def test_the_application_cannot_do_it_by_hand(here: Place, people: Two) -> None:
    doomed(here)
    for statement in DIRECTLY.values():
        with (
            pytest.raises(DatabaseError, match=r"permission denied|refused"),
            acting(people.guardian),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_application_cannot_become_the_disposer(here: Place) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SET ROLE sd_disposer")


# Whoever owns the database can tell it whatever the application tells it.
TOLD = (
    "SELECT set_config('app.acting', '1', false), set_config('app.actor_kind', 'system', false), "
    "set_config('app.role', 'guardian', false), set_config('app.request', '', false)"
)


def test_the_owner_cannot_either_not_even_as_the_disposer(here: Place, people: Two) -> None:
    decision = doomed(here)
    made = agreed(decision, people)
    call = f"SELECT ledger.dispose_decision({decision.pk}, {made.pk})"
    with owner_of(connection.settings_dict["NAME"], autocommit=True) as owner:
        owner.execute(TOLD)
        owner.execute("SELECT set_config('app.org', %s, false)", [str(here.organisation.pk)])
        for role in ("sd_owner", "sd_disposer"):
            owner.execute(f"SET ROLE {role}")
            for statement in (*DIRECTLY.values(), call):
                with pytest.raises(psycopg.Error, match=r"permission denied|refused|row-level"):
                    owner.execute(statement)


def test_each_organisation_sees_its_own_disposals(here: Place, people: Two) -> None:
    decision = record(a_draft(here), here)
    dispose(decision.pk, agreed(decision, people).pk, people.lead)
    for place, seen in ((here, 1), (a_place(), 0)):
        with acting(place.actor), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger.disposal")
            assert cursor.fetchone() == (seen,)


def test_whatever_leads_to_a_decision_goes_with_it() -> None:
    gone = {each.table for each in disposal.going(tables.tracked())}
    carried = {model for model in apps.get_models() if model._meta.db_table in gone}
    leading = {
        model._meta.db_table
        for model in apps.get_models()
        for column in model._meta.concrete_fields
        if column.related_model in carried and getattr(column, "db_constraint", True)
    }
    assert leading <= gone | set(disposal.DERIVED)


def test_the_schedule_keeps_what_it_was(here: Place) -> None:
    with acting(here.actor):
        period = RetentionPeriod.objects.create(
            organisation=here.organisation,
            kind="child",
            years=25,
            counted_from="birth",
            source="2025",
        )
        period.years, period.source = 30, "2026"
        period.save()
        told = RetentionPeriod.history.filter(id=period.pk).order_by("history_id")
        assert list(told.values_list("years", "source")) == [(25, "2025"), (30, "2026")]
