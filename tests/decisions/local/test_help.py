"""Does what helps stand after each question: tips, myths, numbers and our own guidance?"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.door import reading
from accounts.facts import Number
from accounts.models import Membership
from decisions.actions.editions import about
from decisions.choices import Outcome, PersonRole
from decisions.guidance import NATIONS, myths
from decisions.guidance.tips import tips_for
from decisions.local import numbers
from decisions.local.help import SHOWN, Help, grouped, help_with, myth_notes
from decisions.steps import ASKING
from tests.cast import Cast
from tests.decisions.directory.listed import agency
from tests.decisions.drafted import Drafted, statements
from tests.decisions.local.kept import kept, read

pytestmark = pytest.mark.django_db
SLUGS = [step.slug for step in ASKING]
RINGS = ["what-has-happened", "recipients", "telling", "advice"]


@pytest.fixture
def step(cast: Cast) -> Drafted:
    return Drafted(cast, "safety", PersonRole.CHILD)


def area(page: str) -> str:
    """What helps, as the page has it."""
    return page[page.index('id="help-with-this"') : page.index("</main>")]


def at(step: Drafted, slug: str, part: str = "") -> str:
    step.slug = slug
    return step.get(part)


def test_help_stands_after_every_question(step: Drafted) -> None:
    step.set(direction="asked")
    for slug in SLUGS:
        page = at(step, slug)
        assert page.index("</form>", page.index("<h1")) < page.index('id="help-with-this"')
        shown = area(page)
        assert "Tips" in shown
        assert "Why we ask" in shown
        assert re.search(r"<(h2|h3|summary)[^>]*>\s*</", page) is None
        first = shown[shown.index('class="app-tips"') :].split("</ul>")[0]
        assert first.count("<li") <= SHOWN


@pytest.mark.parametrize("slug", SLUGS)
def test_a_step_asks_the_database_little(slug: str, cast: Cast, step: Drafted) -> None:
    step.set(direction="asked")
    agency(cast.lead, name="The hub", kind="childrens-social-care", phone="01632 960777")
    kept(cast.lead, steps=[slug])
    with CaptureQueriesContext(connection) as asked:
        at(step, slug)
    assert statements(asked) <= (10 if slug == "recipients" else 8), [
        each["sql"][:90] for each in asked.captured_queries
    ]


def test_numbers_stand_where_somebody_may_have_to_ring(cast: Cast, step: Drafted) -> None:
    step.set(direction="asked")
    for slug in SLUGS:
        has = "01632 960100" in area(at(step, slug))
        assert has == (slug in RINGS), slug
    assert "Checked 2 March 2026" in area(at(step, "advice"))
    opened = area(at(step, "what-has-happened"))
    assert "In danger now? Ring first" in opened


def test_services_of_the_directory_fit_whom_it_is_about(cast: Cast, step: Drafted) -> None:
    agency(cast.lead, name="The hub", kind="childrens-social-care", phone="01632 960777")
    agency(cast.lead, name="Adult desk", kind="adult-social-care", phone="01632 960778")
    agency(cast.lead, name="No telephone", kind="police")
    agency(cast.lead, name="Old desk", kind="police", phone="01632 960779", is_active=False)
    agency(cast.lead, name="Twice", kind="police", phone="(01632) 960100")
    agency(cast.stranger, name="Their hub", kind="police", phone="01632 960780")
    shown = area(at(step, "recipients"))
    assert "The hub" in shown
    assert "Not checked yet" in shown
    for other in ("Adult desk", "No telephone", "Old desk", "Twice", "Their hub"):
        assert other not in shown
    grown = Drafted(cast, "recipients", PersonRole.ADULT)
    assert "Adult desk" in area(grown.get())
    assert "The hub" not in area(grown.get())


def test_one_number_stands_once() -> None:
    first = Number(1, "Duty", "01632 960100")
    again = Number(2, "Twice", "(01632) 960 100")
    other = Number(3, "Other", "112")
    assert numbers._once([first, again, other]) == [first, other]


def test_our_own_guidance_stands_at_its_steps(cast: Cast, step: Drafted) -> None:
    page = kept(cast.lead, steps=["safety"], title="Keeping an address safe")
    kept(cast.stranger, steps=["safety"], title="Theirs")
    shown = area(at(step, "safety"))
    assert "Keeping an address safe" in shown
    assert "Not read yet" in shown
    assert "Theirs" not in shown
    assert 'rel="noopener noreferrer"' in shown
    assert "Keeping an address safe" not in at(step, "concern")
    read(page, cast.practitioner)
    assert "You read it on" in area(at(step, "safety"))


def test_no_form_stands_in_the_help(cast: Cast, step: Drafted) -> None:
    """To press a button there would lose what is typed and not saved yet."""
    kept(cast.lead, steps=["safety"])
    assert "<form" not in area(at(step, "safety"))


def test_pages_of_rows_have_it_too(step: Drafted) -> None:
    assert "Tips" in area(at(step, "recipients", "new"))
    assert "Tips" in area(at(step, "advice", "new"))


def test_the_answer_and_the_people_choose_the_tips(step: Drafted) -> None:
    assert "If you do not share, look again" in area(at(step, "decision"))
    step.set(outcome=Outcome.SHARE_ALL)
    assert "If you do not share, look again" not in area(at(step, "decision"))
    step.set(outcome=Outcome.NOT_SHARE)
    assert "If you do not share, look again" in area(at(step, "decision"))
    assert about(step.record()) == "child"
    assert "An adult may say no" not in area(at(step, "consent"))
    step.person(PersonRole.ADULT)
    assert "An adult may say no" in area(at(step, "consent"))


def test_everything_that_fits_is_there(cast: Cast, step: Drafted) -> None:
    with_all = help_of(step, cast.practitioner)
    folded = [each for group in with_all.more for each in group.tips]
    assert {each.key for each in (*with_all.tips, *folded)} == {
        each.key for each in tips_for("safety", "england", "child")
    }
    assert with_all.how_many_more == len(folded)
    assert all(group.tips and group.title for group in with_all.more)


def help_of(step: Drafted, member: Membership) -> Help:
    with reading(member.actor()):
        return help_with("safety", step.record(), member)


def test_kinds_of_which_there_is_none_are_left_out() -> None:
    assert grouped([]) == ()
    avoid = [each for each in tips_for("safety", "wales") if each.kind == "avoid"]
    assert [group.title for group in grouped(avoid)] == ["Avoid"]


def test_myths_say_where_they_are_from() -> None:
    notes = myth_notes(myths(), "england")
    assert any("(2018)" in each for each in notes)
    assert any("not confirmed that the edition of 2026" in each for each in notes)
    for nation in set(NATIONS) - {"england"}:
        assert "The list was written for England." in myth_notes(myths(), nation)
    assert myth_notes((), "wales") == ()


def test_an_unconfirmed_tip_says_so(step: Drafted) -> None:
    shown = area(at(step, "telling"))
    secret = shown[shown.index("Do not promise to keep a secret") :]
    assert "Not confirmed." in secret[: secret.index("</li>")]
