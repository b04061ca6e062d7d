"""How does an administrator invite somebody?"""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.door import SYSTEM, reading
from accounts.models import Invitation
from audit.models import Act
from tests.accounts.litany import is_unknown, refuses
from tests.cast import Cast, client_of

FORM = {
    "email": "Wren.Sallow@fernbrook.example",
    "name": "Wren Sallow",
    "job_title": "School nurse",
    "phone": "",
    "roles": ["practitioner", "lead"],
}


def invitations(cast: Cast) -> list[Invitation]:
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        found = Invitation.objects.filter(email="wren.sallow@fernbrook.example")
        return list(found.order_by("id"))


def test_it_sends_a_link_that_works_once(administrator: Client, cast: Cast) -> None:
    form = {**FORM, "team": cast.team.pk}
    assert administrator.post("/people/invite/", form).headers["Location"] == "/people/"
    (invitation,) = invitations(cast)
    assert (invitation.roles, invitation.team_id) == ("lead,practitioner", cast.team.pk)
    assert invitation.invited_by_id == cast.administrator.person_id
    page = administrator.get("/people/").content.decode()
    assert "We have sent an invitation" in page
    assert "Wren Sallow" in page
    (message,) = mail.outbox
    assert message.to == ["wren.sallow@fernbrook.example"]
    assert re.search(r"http://testserver/invitation/[\w-]{43}/", message.body)
    assert "Fernbrook Community Health Trust" in message.body


def test_the_secret_is_stored_nowhere(administrator: Client, cast: Cast) -> None:
    administrator.post("/people/invite/", FORM)
    secret = re.search(r"/invitation/([\w-]+)/", mail.outbox[0].body)[1]
    (invitation,) = invitations(cast)
    assert secret not in str(vars(invitation))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"email": ""}, "Enter an email address"),
        ({"email": "wren"}, "like name@example.org"),
        ({"email": "posy.thimble@fernbrook.example"}, "already belongs here"),
        ({"name": ""}, "Enter a name"),
        ({"roles": []}, "Choose at least one role"),
        ({"roles": ["owner"]}, "Choose from the answers shown"),
        ({"team": "999999"}, "Choose one of the answers shown"),
        ({"name": "Wren\0Sallow"}, "U+0000"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    administrator: Client, cast: Cast, change: dict[str, object], why: str
) -> None:
    answer = administrator.post("/people/invite/", {**FORM, **change})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert why in page
    assert "School nurse" in page
    assert page.split("<title>")[1].startswith("Error:")
    assert invitations(cast) == []
    assert mail.outbox == []


def test_a_second_invitation_replaces_the_first(administrator: Client, cast: Cast) -> None:
    administrator.post("/people/invite/", FORM)
    administrator.post("/people/invite/", FORM)
    first, second = invitations(cast)
    assert first.revoked_at
    assert not second.revoked_at


def test_sending_again_makes_a_new_link(administrator: Client, cast: Cast) -> None:
    administrator.post("/people/invite/", FORM)
    (first,) = invitations(cast)
    answer = administrator.post(f"/invitations/{first.pk}/again/")
    assert answer.headers["Location"] == "/people/"
    assert len(mail.outbox) == 2
    first, second = invitations(cast)
    assert first.revoked_at
    assert (second.name, second.roles) == (first.name, first.roles)


def test_taking_it_back(administrator: Client, cast: Cast) -> None:
    administrator.post("/people/invite/", FORM)
    (invitation,) = invitations(cast)
    administrator.post(f"/invitations/{invitation.pk}/revoke/")
    assert invitations(cast)[0].revoked_at
    assert "Wren Sallow" not in administrator.get("/people/").content.decode()
    is_unknown(administrator, f"/invitations/{invitation.pk}/revoke/", reads=False)


def test_a_mail_that_cannot_be_sent_is_told(
    administrator: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    administrator.post("/people/invite/", FORM)
    assert "could not be sent" in administrator.get("/people/").content.decode()
    assert len(invitations(cast)) == 1


def test_each_is_an_act_of_the_administrator(administrator: Client, cast: Cast) -> None:
    administrator.post("/people/invite/", FORM)
    (invitation,) = invitations(cast)
    administrator.post(f"/invitations/{invitation.pk}/revoke/")
    with reading(SYSTEM("tests", cast.fernbrook.pk)):
        acts = Act.objects.filter(target=f"invitation:{invitation.pk}").order_by("id")
        told = [(act.kind, act.person_id, act.role) for act in acts]
    who = (cast.administrator.person_id, "administrator")
    assert told == [("account.invited", *who), ("account.invitation_revoked", *who)]


def test_markup_in_a_name_is_text(administrator: Client, cast: Cast) -> None:
    administrator.post("/people/invite/", {**FORM, "name": "<script>alert(1)</script>"})
    assert "<script>alert" not in administrator.get("/people/").content.decode()
    assert "<script>alert(1)</script>" in mail.outbox[0].body


def test_a_line_end_in_a_name_forges_no_header(administrator: Client, cast: Cast) -> None:
    name = "Wren\r\nBcc: evil@evil.example"
    administrator.post("/people/invite/", {**FORM, "name": name})
    for message in mail.outbox:
        assert message.recipients() == ["wren.sallow@fernbrook.example"]


def test_who_is_refused(administrator: Client, cast: Cast) -> None:
    administrator.post("/people/invite/", FORM)
    (invitation,) = invitations(cast)
    refuses(cast, "/people/invite/")
    for act in ("again", "revoke"):
        url = f"/invitations/{invitation.pk}/{act}/"
        refuses(cast, url, reads=False)
        is_unknown(client_of(cast.stranger), url, reads=False)
        is_unknown(administrator, f"/invitations/999999/{act}/", reads=False)
