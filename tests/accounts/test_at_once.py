"""Does what must hold still hold when several do it at the same moment?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from accounts import actions, queries
from accounts.door import SYSTEM, reading
from accounts.models import Invitation, Membership, Person
from tests.cast import Cast, settle

Done = Callable[[], object]


def at_once(*doings: Done) -> list[object]:
    """Each in a thread and a transaction of its own; what each gave or raised."""
    together = Barrier(len(doings))

    def run(doing: Done) -> object:
        together.wait()
        try:
            return doing()
        except PermissionDenied as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    return settle()


def now(member: Membership) -> Membership:
    with reading(SYSTEM("tests", member.organisation_id)):
        return queries.people_of(member.organisation_id).get(pk=member.pk)


def test_two_administrators_cannot_take_the_role_from_each_other(committed: Cast) -> None:
    here = committed.administrator.actor()
    actions.give_role(committed.lead, role="administrator", actor=here)
    pair = [now(committed.administrator), now(committed.lead)]
    results = at_once(
        *(
            lambda each=each: actions.take_role(each, role="administrator", actor=here)
            for each in pair
        )
    )
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "PermissionDenied"]
    assert sum("administrator" in now(each).roles for each in pair) == 1


def test_an_invitation_is_accepted_once(committed: Cast) -> None:
    there = SYSTEM("invitation", committed.fernbrook.pk)
    invitation = actions.invite(
        committed.fernbrook, email="wren@fernbrook.example", name="W", roles=["lead"], actor=there
    ).invitation
    results = at_once(*[lambda: join(invitation)] * 4)
    assert sum(isinstance(result, Membership) for result in results) == 1
    assert Person.objects.filter(email="wren@fernbrook.example").count() == 1


def join(invitation: Invitation) -> Membership:
    return actions.accept_invitation(
        invitation,
        name="Wren",
        password="gravel teapot minnow",
        actor=SYSTEM("invitation", invitation.organisation_id),
    )


def test_many_wrong_passwords_at_once_cost_five_checks(
    committed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    checked: list[str] = []
    verify = Argon2PasswordHasher.verify

    def counted(hasher: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        checked.append(password)
        return bool(verify(hasher, password, encoded))

    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted)
    form = {"login": committed.practitioner.person.email, "password": "wrong words entirely"}
    answers = at_once(*[lambda: Client().post("/sign-in/", form).status_code] * 20)
    assert set(answers) <= {422, 429}
    assert len(checked) <= 5
