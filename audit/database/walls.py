"""Which rows does a transaction reach? Those of the organisation that it works for.

With no organisation told there are no rows: a view that forgets its filter, or its block,
shows nothing. The expressions are written as PostgreSQL gives them back, to be compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.database.catalogue import Standing
from audit.database.objects import LEDGER, Policy, Thing, Wall
from audit.database.tables import ACTS, Tracked

ORGANISATION = "(NULLIF(current_setting('app.org'::text, true), ''::text))::bigint"
PERSON = "(NULLIF(current_setting('app.person'::text, true), ''::text))::bigint"
SYSTEM = "(current_setting('app.actor_kind'::text, true) = 'system'::text)"

MINE = f"(organisation_id = {ORGANISATION})"
OWN_MEMBERSHIPS = f"""(membership_id IN ( SELECT accounts_membership.id
   FROM accounts_membership
  WHERE (accounts_membership.person_id = {PERSON})))"""
BELONGS_TO = f"""(EXISTS ( SELECT 1
   FROM accounts_membership
  WHERE ((accounts_membership.organisation_id = accounts_organisation.id) AND (accounts_membership.person_id = {PERSON}))))"""  # noqa: E501
MEMBERS_HERE = f"""(EXISTS ( SELECT 1
   FROM accounts_membership
  WHERE ((accounts_membership.person_id = audit_historicalperson.id) AND (accounts_membership.organisation_id = {ORGANISATION}))))"""  # noqa: E501

COLLEAGUES = f"""(EXISTS ( SELECT 1
   FROM accounts_membership
  WHERE ((accounts_membership.person_id = accounts_person.id) AND (accounts_membership.organisation_id = {ORGANISATION}))))"""  # noqa: E501
# Sign-in looks for a person before it knows who asks; nothing else reads people outside a block.
BEFORE_SIGN_IN = (
    "(COALESCE(current_setting('app.actor_kind'::text, true), ''::text) "
    "= ANY (ARRAY[''::text, 'system'::text]))"
)
PEOPLE = f"({BEFORE_SIGN_IN} OR (id = {PERSON}) OR {COLLEAGUES})"

# Sign-in must find where a person belongs before an organisation is chosen.
OWN = {
    "accounts_membership": f"(person_id = {PERSON})",
    "accounts_roleheld": OWN_MEMBERSHIPS,
    "accounts_teammembership": OWN_MEMBERSHIPS,
}
HALF_TYPED = f"((person_id = {PERSON}) OR {SYSTEM})"
ACT_OF_NO_ORGANISATION = f"((organisation_id IS NULL) AND ((person_id = {PERSON}) OR {SYSTEM}))"
ACT_OF_THIS_TRANSACTION = f"(NOT (organisation_id IS DISTINCT FROM {ORGANISATION}))"

SPECIAL: dict[str, tuple[Policy, ...]] = {
    "accounts_organisation": (
        Policy(
            "accounts_organisation",
            "wall_see",
            "SELECT",
            using=f"((id = {ORGANISATION}) OR {SYSTEM} OR {BELONGS_TO})",
        ),
        Policy("accounts_organisation", "wall_make", "INSERT", check=SYSTEM),
        Policy("accounts_organisation", "wall_change", "UPDATE", using=f"(id = {ORGANISATION})"),
    ),
    "accounts_person": (
        Policy("accounts_person", "wall_see", "SELECT", using=PEOPLE),
        Policy("accounts_person", "wall_make", "INSERT", check=SYSTEM),
        Policy("accounts_person", "wall_change", "UPDATE", using=PEOPLE),
    ),
    "audit_historicalorganisation": (
        Policy(
            "audit_historicalorganisation",
            "wall_see",
            "SELECT",
            using=f"((id = {ORGANISATION}) OR {SYSTEM})",
        ),
    ),
    "audit_historicalperson": (
        Policy(
            "audit_historicalperson",
            "wall_see",
            "SELECT",
            using=f"((id = {PERSON}) OR {MEMBERS_HERE})",
        ),
    ),
    "accounts_halftyped": (
        Policy("accounts_halftyped", "wall", "ALL", using=HALF_TYPED, check=HALF_TYPED),
    ),
    ACTS: (
        Policy(ACTS, "wall_see", "SELECT", using=f"({MINE} OR {ACT_OF_NO_ORGANISATION})"),
        Policy(ACTS, "wall_add", "INSERT", check=ACT_OF_THIS_TRANSACTION),
    ),
}
# Read by one function of the ledger's, before an invited person belongs anywhere.
INVITATIONS = "accounts_invitation"


def walled(pairs: dict[str, Tracked], standing: Standing) -> Iterator[Thing]:
    """Every table with an organisation, every history, and the few with rules of their own."""
    histories = {pair.history for pair in pairs.values()}
    for table in standing.tables:
        policies = list(_policies(table, standing, is_history=table in histories))
        if policies:
            yield Wall(table)
            yield from policies
    if INVITATIONS in standing.tables:
        yield Policy(INVITATIONS, "ledger_reads", "SELECT", role=LEDGER, using="true")


def _policies(table: str, standing: Standing, *, is_history: bool) -> Iterator[Policy]:
    if table in SPECIAL:
        yield from SPECIAL[table]
    elif standing.has(table, "organisation_id"):
        if is_history:
            yield Policy(table, "wall_see", "SELECT", using=MINE)
        else:
            yield Policy(table, "wall", "ALL", using=MINE, check=MINE)
    if table in OWN:
        yield Policy(table, "wall_own", "SELECT", using=OWN[table])
    if is_history:
        # With row-level security forced, not even the owner of the table adds versions.
        yield Policy(table, "ledger_writes", "INSERT", role=LEDGER, check="true")
