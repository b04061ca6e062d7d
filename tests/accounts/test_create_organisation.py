"""How does the first organisation begin?"""

from __future__ import annotations

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.door import SYSTEM, reading
from accounts.models import Organisation
from audit.models import Act

FIRST = [
    "--name=Fernbrook Community Health Trust",
    "--nation=england",
    "--kind=nhs",
    "--public-authority",
    "--admin-email=Hazel.Tumble@fernbrook.example",
    "--admin-name=Hazel Tumble",
]


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    call_command("create_organisation", *arguments)
    return capsys.readouterr().out


def test_it_prints_the_link_by_which_the_administrator_joins(
    client: Client, db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(*FIRST, "--address=https://sharing.example/", capsys=capsys)
    link = re.search(r"https://sharing.example(/invitation/[\w-]+/)", said)[1]
    answer = client.post(link, {"name": "Hazel Tumble", "password1": "gravel teapot minnow sun"})
    assert answer.status_code == 302
    membership = client.get("/people/").context["membership"]
    assert membership.roles == {"administrator"}
    assert membership.organisation.is_public_authority


def test_it_is_the_systems_act(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    run(*FIRST, capsys=capsys)
    with reading(SYSTEM("tests")):
        organisation = Organisation.objects.get()
    with reading(SYSTEM("tests", organisation.pk)):
        acts = Act.objects.order_by("id")
        told = [(act.kind, act.actor_kind, act.role) for act in acts]
    assert told == [
        ("account.organisation_created", "system", "create_organisation"),
        ("account.invited", "system", "create_organisation"),
    ]


def test_not_a_public_authority(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [a for a in FIRST if a != "--public-authority"]
    run(*arguments, "--not-public-authority", capsys=capsys)
    with reading(SYSTEM("tests")):
        assert not Organisation.objects.get().is_public_authority


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("--admin-email=hazel", "“hazel” is not an email address."),
        ("--nation=france", "invalid choice"),
        ("--kind=bakery", "invalid choice"),
    ],
)
def test_a_mistake_gets_a_sentence(
    db: None, capsys: pytest.CaptureFixture[str], change: str, why: str
) -> None:
    name = change.split("=", maxsplit=1)[0]
    arguments = [a for a in FIRST if not a.startswith(name)]
    with pytest.raises(CommandError, match=why):
        run(*arguments, change, capsys=capsys)


def test_whether_it_is_a_public_authority_must_be_said(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="required"):
        run(*[a for a in FIRST if a != "--public-authority"], capsys=capsys)


def test_twice_is_once(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    run(*FIRST, capsys=capsys)
    with pytest.raises(CommandError, match="already an organisation"):
        run(*FIRST, capsys=capsys)
    with reading(SYSTEM("tests")):
        assert Organisation.objects.count() == 1
