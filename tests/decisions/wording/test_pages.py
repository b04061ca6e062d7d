"""Are the hints on the pages, followed and put away as they say, and is nothing of them kept?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.door import acting, reading
from audit.models import Act
from decisions.actions.drafting import change_part
from decisions.choices import CopyLanguage, Nature, PersonRole
from decisions.models import DismissedHint, InformationItem, PersonConcerned, Recipient
from decisions.sending import making
from decisions.sending.choosing import Ticks
from decisions.sending.document import Wanted
from decisions.wording.shapes import ABBREVIATION, NATURE, PROTECTED, SPECULATION
from tests.cast import Cast, client_of
from tests.decisions.drafted import statements
from tests.decisions.sending.shares import BRUISE, CHILD, DAY, SENDER, Shared
from tests.decisions.wording.drafts import Written

pytestmark = pytest.mark.django_db


def test_nothing_is_shown_where_nothing_is_found(cast: Cast) -> None:
    draft = Written(cast, "The fridge was full and both children were dressed.")
    assert "Words to look at" not in draft.page()


def test_a_short_form_is_written_out_by_one_button(cast: Cast) -> None:
    draft = Written(cast, "He has had a CIN plan since May.")
    page = draft.page()
    for words in ("Words to look at", "Fernbrook Homes may not know it", "meaning not confirmed"):
        assert words in page
    found = draft.one(ABBREVIATION)
    version = draft.version()
    done = draft.presses(f"write:{found.mark}:0")
    assert done["Location"] == f"/decisions/{draft.reference}/check/#words"
    assert draft.text() == "He has had a child in need (CIN) plan since May."
    assert draft.version() == version + 1
    # The same again, as in a double click, changes nothing.
    draft.presses(f"write:{found.mark}:0")
    assert draft.text() == "He has had a child in need (CIN) plan since May."
    assert draft.found() == []


def test_of_two_meanings_one_is_chosen(cast: Cast) -> None:
    draft = Written(cast, "The SAR is due.")
    found = draft.one(ABBREVIATION)
    assert len(found.hint.instead) == 2
    draft.presses(f"write:{found.mark}:1")
    assert draft.text() == "The Safeguarding Adults Review (SAR) is due."


def test_an_item_is_marked_as_what_its_words_are(cast: Cast) -> None:
    draft = Written(cast, "Mum said that he fell.")
    draft.presses(f"mark:{draft.one(NATURE).mark}")
    with reading(draft.actor):
        assert InformationItem.objects.get(pk=draft.items[0].pk).nature == Nature.REPORTED
    assert draft.found() == []


def test_what_is_put_away_stays_away_and_holds_no_words(cast: Cast) -> None:
    draft = Written(cast, "He is probably at his uncle’s.")
    found = draft.one(SPECULATION)
    for _ in "ab":
        assert draft.presses(f"away:{found.mark}").status_code == 302
    assert draft.found() == []
    assert draft.put_away() == 1
    assert draft.text() == "He is probably at his uncle’s."
    with reading(draft.actor):
        [row] = DismissedHint.objects.filter(decision=draft.decision())
        acts = Act.objects.filter(decision_id=draft.decision().pk, kind="wording.put_away")
        [act] = acts
    assert "probably" not in str(row.__dict__) + str(act.detail)
    assert row.dismissed_by_id == draft.member.person_id


def test_other_words_bring_it_back_and_so_does_another_recipient(cast: Cast) -> None:
    draft = Written(cast, "She has an EHCP.")
    draft.presses(f"away:{draft.one(ABBREVIATION).mark}")
    assert draft.found() == []
    police = draft.add(Recipient, agency_type="police", agency_name="Police", gets_everything=True)
    assert police.pk in draft.one(ABBREVIATION).hint.readers


def test_somebody_elses_save_in_between_is_not_overwritten(cast: Cast) -> None:
    draft = Written(cast, "He has had a CIN plan since May.")
    found = draft.one(ABBREVIATION)
    with acting(draft.actor):
        change_part(
            draft.items[0], draft.decision(), actor=draft.actor, values={"text": "A CIN plan."}
        )
    page = draft.presses(f"write:{found.mark}:0", draft.client)
    assert draft.text() == "A CIN plan."
    shown_again = draft.client.get(page["Location"]).content.decode()
    assert "Those words have changed, or were seen to" in shown_again


def test_the_words_of_others_places_are_written_out_too(cast: Cast) -> None:
    draft = Written(cast)
    draft.set(reasons="The SAR said so.", conditions="Ask the IRO first.")
    with acting(draft.actor):
        values = {"need_to_know": "They sit on the CPC.", "conditions": "Tell no UASC team."}
        change_part(draft.recipient, draft.decision(), actor=draft.actor, values=values)
    while found := draft.found():
        draft.presses(f"write:{found[0].mark}:0")
    with reading(draft.actor):
        decision = draft.decision()
        row = Recipient.objects.get(pk=draft.recipient.pk)
    assert "(SAR)" in decision.reasons
    assert "(IRO)" in decision.conditions
    assert "(CPC)" in row.need_to_know
    assert "(UASC)" in row.conditions


def test_a_recorded_text_is_never_changed(cast: Cast) -> None:
    draft = Written(cast, "He is probably at the CIN meeting.")
    found = draft.one(ABBREVIATION)
    draft.as_incomplete()
    assert draft.presses(f"write:{found.mark}:0").status_code == 403
    assert draft.text() == "He is probably at the CIN meeting."
    page = draft.page()
    assert "What is recorded stays as it is" in page
    assert "Write “" not in page
    assert draft.presses(f"away:{found.mark}").status_code == 302
    assert draft.put_away() == 1


@pytest.mark.parametrize("do", ["", "away:", "away:nothing", "write", "mark:0", "write:x:9", "?"])
def test_a_button_that_is_none_changes_nothing(cast: Cast, do: str) -> None:
    draft = Written(cast, "He is probably at the CIN meeting.")
    version = draft.version()
    assert draft.presses(do).status_code == 302
    assert draft.version() == version


def test_a_meaning_that_is_none_changes_nothing(cast: Cast) -> None:
    draft = Written(cast, "He is at the CIN meeting.")
    for number in ("1", "-1", "x", "٣", "0009", "9" * 5_000):
        draft.presses(f"write:{draft.one(ABBREVIATION).mark}:{number}")
    draft.presses(f"mark:{draft.one(ABBREVIATION).mark}")
    assert draft.text() == "He is at the CIN meeting."


def test_strangers_find_nothing_and_those_who_only_read_may_not(cast: Cast) -> None:
    draft = Written(cast, "He is at the CIN meeting.")
    do = f"away:{draft.one(ABBREVIATION).mark}"
    assert draft.presses(do, client_of(cast.stranger)).status_code == 404
    assert draft.presses(do, client_of(cast.guardian)).status_code == 403
    assert draft.put_away() == 0


def test_the_page_asks_little_however_much_is_found(cast: Cast) -> None:
    few = Written(cast, "A CIN plan.")
    many = Written(cast, *["He is probably at the CIN meeting, Mum said."] * 12)
    asked = []
    for draft in (few, many):
        with CaptureQueriesContext(connection) as queries:
            draft.page()
        asked.append(statements(queries))
    assert asked[0] == asked[1] <= 8


def test_no_more_than_thirty_are_shown_at_once(cast: Cast) -> None:
    draft = Written(cast, *["He is probably at the CIN meeting."] * 20)
    page = draft.page()
    assert page.count("data-look>") == 30
    assert "10 more are shown once these are seen to." in page


# -- A recipient's copy ------------------------------------------------------------------------


def share(cast: Cast, text: str, **recipient: str) -> Shared:
    return Shared(cast.practitioner, items=[{**BRUISE, "text": text}], **recipient)


def copy_page(client: Client, shared: Shared, **answers: str) -> str:
    url = reverse("make_copy", args=shared.address)
    if not answers:
        return client.get(url).content.decode()
    data = {"language": "en", "number": "01632 960199", **answers}
    return client.post(url, data).content.decode()


def test_a_copy_explains_its_short_forms_where_that_is_ticked(
    cast: Cast, practitioner: Client
) -> None:
    shared = share(cast, "He has had a CIN plan since May.", agency_type="housing")
    plain = copy_page(practitioner, shared)
    assert "Explain these short forms in the copy: CIN" in plain
    assert "Short forms used here" not in plain
    ticked = copy_page(practitioner, shared, explain="on", do="show")
    assert "Short forms used here" in ticked
    assert "Child in need" in ticked
    assert "has not been confirmed on a published page" in ticked


def test_a_copy_that_explains_is_a_paper_that_everybody_can_read(cast: Cast) -> None:
    shared = share(cast, "He has had a CIN plan since May.", agency_type="housing")
    record = shared.after().record
    wanted = Wanted(Ticks(), CopyLanguage.WELSH, SENDER, DAY, explains=True)
    seen = making.preview(record, shared.recipient, wanted)
    assert "Short forms used here / Talfyriadau a ddefnyddir yma" in seen.text
    # Set as PDF/UA-1, or refused.
    assert making.made(seen).pdf.startswith(b"%PDF-1.7")


def test_nothing_is_to_be_explained_to_those_who_know(cast: Cast, practitioner: Client) -> None:
    shared = share(cast, "He has had a CIN plan since May.", agency_type="childrens-social-care")
    page = copy_page(practitioner, shared)
    assert "Explain these" not in page
    assert "Words to look at" not in page


def test_a_hint_on_a_copy_is_put_away_and_what_is_ticked_stays(
    cast: Cast, practitioner: Client
) -> None:
    shared = share(cast, "He has had a CIN plan since May.", agency_type="housing")
    page = copy_page(practitioner, shared)
    assert "Words to look at" in page
    assert "Write “" not in page
    mark = page.split('value="away:')[1].split('"')[0]
    after = copy_page(practitioner, shared, explain="on", do=f"away:{mark}")
    assert "Words to look at" not in after
    assert "Short forms used here" in after
    with reading(shared.actor):
        assert DismissedHint.objects.filter(decision=shared.decision).count() == 1


def test_initials_of_somebody_hidden_are_pointed_out(cast: Cast, practitioner: Client) -> None:
    hidden = {"role": PersonRole.OTHER_ADULT, "name": "Dunnock Hedge", "is_protected": True}
    shared = Shared(
        cast.practitioner, people=[CHILD, hidden], items=[{**BRUISE, "text": "DH was there."}]
    )
    page = copy_page(practitioner, shared)
    assert "These are the initials of somebody whom The hub must not know of" in page


def test_whoever_told_us_is_not_named_to_the_family(cast: Cast) -> None:
    draft = Written(cast, "Idris rang us on Sunday.")
    draft.add(PersonConcerned, role=PersonRole.INFORMANT, name="Idris Vane")
    assert draft.found() == []
    draft.add(Recipient, agency_type="family", agency_name="Dad", gets_everything=True)
    assert draft.one(PROTECTED).hint.words == "Idris"
