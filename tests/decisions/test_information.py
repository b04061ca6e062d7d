"""The information step, as a browser without scripts uses it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import half_typed
from accounts.door import Actor, acting, reading
from decisions.actions.information import add_items, items_from
from decisions.choices import Category, LeftOutKind, Nature, Outcome
from decisions.models import Decision, InformationItem, Recipient, RecipientItem
from decisions.record import Record, load
from decisions.screens.information import InformationScreen, nature_tag
from decisions.screens.information.summary import numbers
from tests.cast import Cast, client_of
from tests.decisions.form_reader import answers_on, buttons_on

pytestmark = pytest.mark.django_db
WELSH = "Dywedodd Mam-gu fod Dad yn “gwylltio”. Ŵyr neb pam; mae’r babi’n crïo. "


class Page:
    """The information step of one draft in one browser."""

    def __init__(self, cast: Cast, reference: str = "") -> None:
        self.cast, self.client = cast, client_of(cast.practitioner)
        member = cast.practitioner
        self.actor = Actor("person", member.person_id, member.organisation_id, "practitioner")
        self.reference = reference or self.begin()

    def begin(self) -> str:
        return self.client.post(reverse("start"), {"direction": "share"})["Location"].split("/")[2]

    def url(self, part: str = "") -> str:
        if part:
            return reverse("step_part", args=[self.reference, "information", part])
        return reverse("step", args=[self.reference, "information"])

    def get(self, part: str = "") -> str:
        answer = self.client.get(self.url(part))
        assert answer.status_code == 200
        return answer.content.decode()

    def post(self, part: str = "", *, page: str = "", do: str = "", **changed: object):
        """Press a button on a page as it stands, or as it stood (``page``)."""
        data = answers_on(page or self.get(part))
        data |= {name.replace("__", "-"): value for name, value in changed.items()}
        return self.client.post(self.url(part), data | ({"do": do} if do else {}))

    def write(self, *lines: str) -> list[int]:
        """Add lines; gives the keys of all items."""
        assert self.post(lines="\n".join(lines), do="add").status_code == 302
        return [item.pk for item in self.items()]

    def record(self) -> Record:
        with reading(self.actor):
            return load(
                Decision.objects.select_related("organisation").get(reference=self.reference)
            )

    def items(self) -> list[InformationItem]:
        return self.record().items

    def texts(self) -> list[str]:
        return [item.text for item in self.items()]

    def recipient(self, *keys: int) -> Recipient:
        """Somebody who gets these items and no others."""
        decision = self.record().decision
        own = {"organisation_id": decision.organisation_id, "decision_id": decision.pk}
        with acting(self.actor):
            recipient = Recipient.objects.create(**own)
            for key in keys:
                RecipientItem.objects.create(recipient=recipient, item_id=key, **own)
        return recipient

    def going(self, recipient: Recipient) -> set[int]:
        return {c.item_id for c in self.record().choices if c.recipient_id == recipient.pk}

    def becomes(self, **columns: object) -> None:
        with acting(self.actor):
            Decision.objects.filter(reference=self.reference).update(**columns)


@pytest.fixture
def page(cast: Cast) -> Page:
    return Page(cast)


def field(key: int, name: str) -> str:
    return f"item__{key}__{name}"


def test_each_line_becomes_an_item_and_the_page_comes_back_to_mark_them(page):
    answer = page.post(
        lines="- A bruise, 1 cm\n\n  Gran says he “snaps”  \nDoes not fit",
        shared_why_necessary="To keep her safe",
    )
    assert answer["Location"].startswith(page.url() + "#item-")
    assert page.texts() == ["A bruise, 1 cm", "Gran says he “snaps”", "Does not fit"]
    assert page.record().decision.shared_why_necessary == "To keep her safe"
    assert answers_on(page.get())["lines"] == ""


def test_marks_are_saved_and_continue_leads_on(page):
    first, second = page.write("A bruise", "He snaps")
    answer = page.post(
        **{
            field(first, "nature"): "fact",
            field(first, "included"): "in",
            field(second, "nature"): "reported",
            field(second, "source"): "Gran",
            field(second, "included"): "in",
            field(second, "why_necessary"): "It shows a pattern",
        }
    )
    assert answer["Location"] == reverse("step", args=[page.reference, "recipients"])
    one, two = page.items()
    assert (one.nature, one.is_included, one.source) == (Nature.FACT, True, "")
    assert (two.nature, two.source, two.why_necessary) == (
        Nature.REPORTED,
        "Gran",
        "It shows a pattern",
    )
    shown = page.get()
    assert "Who told you" in shown
    assert "Who saw, heard or measured it" in shown


@pytest.mark.parametrize("do", ["edit", "split", "move", "remove", "add"])
def test_every_button_saves_all_that_was_typed_first(page, do):
    first, second = page.write("One. Two.", "Three")
    named = {"add": "add", "move": f"move:{second}:1"}.get(do, f"{do}:{first}")
    page.post(
        do=named,
        lines="Four",
        shared_why_necessary="Because",
        **{field(second, "nature"): "opinion", field(second, "source"): "Ada"},
    )
    record = page.record()
    three = next(item for item in record.items if item.pk == second)
    assert (three.nature, three.source, three.text) == ("opinion", "Ada", "Three")
    assert record.decision.shared_why_necessary == "Because"
    assert sorted(page.texts()) == ["Four", "One. Two.", "Three"]


def test_one_press_includes_all_the_rest_for_the_one_reason(page):
    _, second, third, fourth = page.write("A bruise", "He snaps", "Where she lives", "Not rolling")
    assert "Include all the rest" in page.get()
    answer = page.post(
        do="include-the-rest",
        shared_why_necessary="They decide tonight",
        lines="Typed at the last moment",
        **{
            field(second, "nature"): "reported",
            field(third, "included"): "out",
            field(third, "left_out_kind"): "not-relevant",
            field(fourth, "included"): "in",
        },
    )
    assert answer["Location"] == page.url() + "#items"
    assert 'id="items"' in page.get()
    assert [item.is_included for item in page.items()] == [True, True, False, True, None]
    assert page.items()[1].nature == "reported"
    assert page.items()[2].text == ""
    assert page.texts()[4] == "Typed at the last moment"
    assert page.record().decision.shared_why_necessary == "They decide tonight"
    assert all(item.why_necessary == "" for item in page.items())
    # One item is marked as quickly as a button is pressed.
    assert "Include all the rest" not in page.get()


def test_the_rest_is_included_once_and_never_without_words(page):
    _, second = page.write("A bruise", "He snaps")
    shown = page.get()
    page.post(str(second), text="")
    page.post(do="include-the-rest", page=shown)
    assert [item.is_included for item in page.items()] == [True, None]
    version = page.record().decision.version
    page.post(do="include-the-rest", page=page.get())
    assert page.record().decision.version == version


def test_in_a_recorded_decision_the_rest_fills_a_gap(page):
    page.write("A bruise", "He snaps")
    page.becomes(
        status="incomplete", outcome="share-all", reasons="x", decided_at="2026-03-04T15:40Z",
        recorded_at="2026-03-04T15:41Z", recorded_by_id=page.actor.person_id,
    )  # fmt: skip
    assert "Include all the rest" in page.get()
    page.post(do="include-the-rest")
    assert [item.is_included for item in page.items()] == [True, True]


def test_one_item_in_full(page):
    (key,) = page.write("Round bruise")
    assert page.post(do=f"edit:{key}")["Location"] == page.url(str(key))
    answer = page.post(
        str(key), text="Round bruise, blue ", nature="fact", source="Ada Quill", category="injury",
        observed_at="4 March, 3:40pm", included="in", why_necessary="Not rolling yet",
        body_place="Left cheek", size="1 cm",
        **{"checked_on-day": "4", "checked_on-month": "March", "checked_on-year": "2026"},
    )  # fmt: skip
    assert answer["Location"] == f"{page.url()}#item-{key}"
    (item,) = page.items()
    assert (item.text, item.source, item.category) == ("Round bruise, blue", "Ada Quill", "injury")
    assert (item.body_place, item.size, str(item.checked_on)) == (
        "Left cheek",
        "1 cm",
        "2026-03-04",
    )
    assert (item.is_included, item.why_necessary) == (True, "Not rolling yet")
    # An untouched save keeps all and is no change.
    before = page.record().decision.version
    page.post(str(key))
    assert page.record().decision.version == before


def test_about_whom_offers_the_people_of_this_decision(page):
    page.client.post(reverse("step", args=[page.reference, "who"]), {"role": "child", "name": "A"})
    (person,) = page.record().people
    (key,) = page.write("A bruise")
    page.post(str(key), about=str(person.pk))
    assert page.items()[0].about_id == person.pk
    assert page.post(str(key), about="999999").status_code == 422


def test_split_and_join_keep_words_marks_and_recipients(page):
    key, last = page.write("He fell. She said “no.”", "Later")
    page.post(**{field(key, "nature"): "fact", field(key, "source"): "Ada"})
    hub, school = page.recipient(key), page.recipient(last)
    assert page.post(do=f"split:{key}")["Location"] == page.url(f"{key}-split")
    page.post(f"{key}-split")
    assert page.texts() == ["He fell.", "She said “no.”", "Later"]
    one, two, three = page.items()
    assert (two.nature, two.source, two.position) == ("fact", "Ada", 2)
    assert page.going(hub) == {one.pk, two.pk}
    page.post(**{field(three.pk, "nature"): "fact"})
    page.post(do=f"join:{two.pk}:{three.pk}")
    assert page.texts() == ["He fell.", "She said “no.” Later"]
    assert page.going(hub) == {one.pk, two.pk}
    assert page.going(school) == {two.pk}
    assert page.items()[1].source == "Ada"


def test_two_that_are_marked_differently_are_joined_only_by_a_person(page):
    fact, told = page.write("A bruise", "He snaps")
    answer = page.post(
        do=f"join:{fact}:{told}",
        **{field(fact, "nature"): "fact", field(told, "nature"): "reported"},
    )
    part = f"{fact}-join-{told}"
    assert answer["Location"] == page.url(part)
    assert len(page.items()) == 2
    shown = page.get(part)
    assert "A bruise\nHe snaps" in shown
    assert "nature" not in answers_on(shown)
    page.post(part, nature="reported", page=shown)
    (item,) = page.items()
    assert (item.text, item.nature) == ("A bruise\nHe snaps", "reported")
    # Pressed twice: done already.
    data = answers_on(shown) | {"nature": "reported"}
    assert page.client.post(page.url(part), data).status_code == 302
    assert len(page.items()) == 1


def test_items_change_places(page):
    a, b, c = page.write("a", "b", "c")
    answer = page.post(do=f"move:{c}:2")
    assert answer["Location"] == f"{page.url()}#item-{c}"
    assert page.texts() == ["a", "c", "b"]
    assert [item.position for item in page.items()] == [1, 2, 3]
    assert f"move:{a}:0" not in buttons_on(page.get())
    assert f"move:{b}:4" not in buttons_on(page.get())


def test_remove_asks_once_and_takes_only_that_item(page):
    a, b, _ = page.write("a", "b", "c")
    hub = page.recipient(a, b)
    answer = page.post(do=f"remove:{b}", **{field(a, "source"): "Ada"})
    assert answer["Location"] == page.url(f"{b}-remove")
    assert page.texts() == ["a", "b", "c"]
    shown = page.get(f"{b}-remove")
    assert "Remove item 2?" in shown
    page.post(f"{b}-remove", page=shown)
    assert page.texts() == ["a", "c"]
    assert [item.position for item in page.items()] == [1, 2]
    assert page.items()[0].source == "Ada"
    assert page.going(hub) == {a}
    # Pressed twice: done already.
    assert page.client.post(page.url(f"{b}-remove"), answers_on(shown)).status_code == 302
    assert page.texts() == ["a", "c"]


def test_what_is_left_out_loses_its_words_and_its_recipients(page):
    key, other = page.write("Where she lives", "A bruise")
    hub = page.recipient(key, other)
    assert "The words are taken out of this record" in page.get()
    page.post(
        **{
            field(key, "source"): "Ada",
            field(key, "included"): "out",
            field(key, "left_out_kind"): "protected",
            field(key, "left_out_reason"): "It would put her at risk",
        }
    )
    item = page.items()[0]
    assert (item.text, item.source, item.is_included) == ("", "", False)
    assert (item.left_out_kind, item.left_out_reason) == ("protected", "It would put her at risk")
    assert page.going(hub) == {other}
    assert "Where she lives" not in page.get()
    with reading(page.actor):
        kept = InformationItem.history.filter(id=key).values_list("text", flat=True)
        assert "Where she lives" in list(kept)
    # Bringing it back is typing it again.
    wrong = page.post(str(key), text="Where she lives")
    assert wrong.status_code == 422
    assert "Where she lives" in wrong.content.decode()
    page.post(str(key), text="The town she lives in", included="in")
    assert page.items()[0].text == "The town she lives in"


def test_a_double_click_adds_moves_and_joins_once(page):
    fresh = page.get()
    for _ in range(2):
        assert page.post(page=fresh, lines="a\nb\nc", do="add").status_code == 302
    assert page.texts() == ["a", "b", "c"]
    a, _, c = [item.pk for item in page.items()]
    shown = page.get()
    for _ in range(2):
        page.post(page=shown, do=f"move:{c}:2")
    assert page.texts() == ["a", "c", "b"]
    shown = page.get()
    for _ in range(2):
        page.post(page=shown, do=f"join:{a}:{c}")
    assert page.texts() == ["a\nc", "b"]


def test_two_people_mark_different_things_on_one_draft(page):
    a, b = page.write("a", "b")
    mine = theirs = page.get()
    page.post(page=theirs, lines="c", do="add", **{field(a, "nature"): "fact"})
    page.post(page=mine, lines="d", do="add", **{field(b, "nature"): "opinion"})
    assert [(i.text, i.nature) for i in page.items()] == [
        ("a", "fact"), ("b", "opinion"), ("c", ""), ("d", ""),
    ]  # fmt: skip


def test_where_both_changed_one_answer_both_are_shown(page):
    a, b = page.write("a", "b")
    mine = theirs = page.get()
    page.post(page=theirs, **{field(a, "source"): "Ada"})
    answer = page.post(page=mine, **{field(a, "source"): "Bea", field(b, "source"): "Cora"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert all(name in shown for name in ("Ada", "Bea", "Cora", "Item 1:"))
    page.post(page=shown)
    assert [item.source for item in page.items()] == ["Bea", "Cora"]


def test_what_was_typed_about_an_item_that_somebody_removed_is_shown(page):
    a, b = page.write("a", "b")
    mine = page.get()
    page.post(f"{a}-remove")
    answer = page.post(page=mine, **{field(a, "source"): "Ada <b>", field(b, "source"): "Bea"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Ada &lt;b&gt;" in shown
    assert "Item 1:" in shown
    page.post(page=shown)
    assert [(i.text, i.source) for i in page.items()] == [("b", "Bea")]


def test_what_was_typed_on_the_page_of_an_item_that_somebody_removed_comes_back(page):
    a, _ = page.write("a", "b")
    page.post(**{field(a, "source"): "Ada"})
    mine, split = page.get(str(a)), page.get(f"{a}-split")
    page.post(f"{a}-remove")
    page.post(str(a), page=mine)
    assert page.texts() == ["b"]
    page.post(str(a), page=mine, text="a, and more")
    assert [(i.text, i.source) for i in page.items()] == [("b", ""), ("a, and more", "Ada")]
    page.post(f"{a}-split", page=split, text="a\nand another")
    assert page.texts() == ["b", "a, and more", "a", "and another"]
    assert page.client.get(page.url(str(a))).status_code == 404


def test_half_typed_answers_come_back_even_about_an_item_that_is_gone(page):
    a, b = page.write("a", "b")
    listed, single = answers_on(page.get()), answers_on(page.get(str(a)))
    page.post(f"{a}-remove")
    typed = {f"item-{a}-source": "Ada", f"item-{b}-source": "Bea", "lines": "c"}
    with acting(page.actor):
        half_typed.keep(page.actor, page.url(), listed | typed)
        half_typed.keep(page.actor, page.url(str(a)), single | {"text": "a, and more"})
    shown = page.get()
    assert "It is not saved yet" in shown
    assert all(text in shown for text in ("Ada", "Bea"))
    assert answers_on(shown)["lines"] == "c"
    page.post(str(a), page=page.get(str(a)))
    assert page.texts() == ["b", "a, and more"]


def test_an_address_that_names_nothing_is_not_found(page):
    page.write("a")
    for part in ("0", "999", "999-split", "1-join", "x", "1-eat", "-1", "1-split-2", "9" * 30):
        assert page.client.get(page.url(part)).status_code == 404, part
        assert page.client.post(page.url(part), {"text": "x"}).status_code == 404, part
    for part in ("1-join-2", "999-remove"):
        assert page.client.get(page.url(part)).status_code == 404, part


def test_a_button_that_does_not_exist_saves_and_does_nothing(page):
    (key,) = page.write("a")
    for number, do in enumerate(
        ("split", "move:x:y", "join:1", "fly:1", "move:9999999999999999999999:1", "edit:0", ":")
    ):
        answer = page.post(do=do, **{field(key, "source"): f"Ada {number}"})
        assert answer.status_code == 302, do
        assert [(i.text, i.source) for i in page.items()] == [("a", f"Ada {number}")], do


def test_an_item_of_another_decision_is_out_of_reach(page, cast):
    other = Page(cast)
    (theirs,) = other.write("theirs")
    (mine,) = page.write("mine")
    assert page.client.get(page.url(str(theirs))).status_code == 404
    page.post(do=f"join:{mine}:{theirs}")
    page.post(**{field(theirs, "nature"): "fact"})
    assert [(i.text, i.nature) for i in other.items()] == [("theirs", "")]


ANY_TEXT = {
    "Welsh": WELSH * 13_000,
    "emoji": "👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿" * 20_000,
    "right to left": "قالت الجدة إنه يغضب. " * 20_000,
    "markup": "<script>alert('x')</script> & \"quoted\" {{ x }} {% y %}",
    "formulas": '=HYPERLINK("x") +1 -2 @3',
}


def test_any_text_is_kept_as_it_was_typed(page):
    for name, text in ANY_TEXT.items():
        page.reference = page.begin()
        (key,) = page.write(text.strip())
        assert page.texts() == [text.strip()], name
        page.post(str(key), category="own-words")
        assert page.texts() == [text.strip()], name
        page.post(f"{key}-split", text=text.strip())
        assert page.texts() == [text.strip()], name


def test_a_megabyte_of_lines_stays_one_page(page):
    lines = [f"{number} {WELSH}" for number in range(12_000)]
    page.write(*lines)
    items = page.items()
    assert len(items) == 200
    assert "\n".join(page.texts()) == "\n".join(line.strip() for line in lines)


def test_what_cannot_be_stored_is_named_and_the_rest_kept(page):
    (key,) = page.write("a")
    answer = page.post(lines="Nain\x00 said", **{field(key, "source"): "Ada"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "U+0000" in shown
    assert "Nain said" in shown
    page.post(page=shown)
    assert page.texts() == ["a", "Nain said"]
    assert page.items()[0].source == "Ada"


def test_a_source_that_is_too_long_is_an_error_and_not_lost(page):
    (key,) = page.write("a")
    answer = page.post(**{field(key, "source"): "x" * 300})
    assert answer.status_code == 422
    assert "x" * 300 in answer.content.decode()
    assert "Item 1: Shorten this to 200 characters or fewer: it has 300" in answer.content.decode()
    assert f'href="#id_item-{key}-source"' in answer.content.decode()


def test_of_a_recorded_decision_only_gaps_are_filled(page):
    first, second = page.write("a", "b")
    page.post(**{field(first, "nature"): "fact", field(first, "included"): "in"})
    page.becomes(
        status="incomplete", outcome="share-all", reasons="x", decided_at="2026-03-04T15:40Z",
        recorded_at="2026-03-04T15:41Z", recorded_by_id=page.actor.person_id,
    )  # fmt: skip
    shown = page.get()
    assert all(
        not button.startswith(("split", "join", "move", "remove")) for button in buttons_on(shown)
    )
    wanted = {
        field(first, "nature"): "opinion",
        field(first, "source"): "Ada",
        field(second, "nature"): "reported",
        field(second, "included"): "in",
    }
    page.post(lines="c", do=f"move:{second}:1", **wanted)
    one, two, three = page.items()
    assert (one.nature, one.source, two.nature, two.is_included) == (
        "fact",
        "Ada",
        "reported",
        True,
    )
    assert (three.text, three.position) == ("c", 3)
    assert page.post(**{field(three.pk, "included"): "out"}).status_code == 422
    assert page.client.get(page.url(f"{first}-remove")).status_code == 404
    page.post(str(first), text="changed", category="injury")
    assert page.items()[0].text == "a"
    page.post(str(first), body_place="Left cheek")
    assert page.items()[0].body_place == "Left cheek"


def test_an_item_that_was_recorded_without_words_can_be_left_out_later(page):
    (key,) = page.write("a")
    page.post(str(key), text="", nature="fact")
    page.becomes(
        status="incomplete", outcome="share-all", reasons="x", decided_at="2026-03-04T15:40Z",
        recorded_at="2026-03-04T15:41Z", recorded_by_id=page.actor.person_id,
    )  # fmt: skip
    page.post(**{field(key, "included"): "out", field(key, "left_out_kind"): "other"})
    assert (page.items()[0].is_included, page.items()[0].nature) == (False, "fact")


def queries(run, *args, **kwargs) -> int:
    """How many statements a request takes, the bounds of transactions apart."""
    with CaptureQueriesContext(connection) as caught:
        run(*args, **kwargs)
    return sum("SAVEPOINT" not in query["sql"] for query in caught)


def test_queries_do_not_grow_with_the_items(page):
    for do in ("", "add", "move:{0}:3", "join:{0}:{1}"):
        counted = [counts(page, do, amount) for amount in (4, 40)]
        assert counted[0] == counted[1], do
        assert max(counted[0]) <= 12, do


def counts(page: Page, do: str, amount: int) -> tuple[int, int]:
    """The statements of the page and of a save that changes all of its items."""
    page.reference = page.begin()
    keys = page.write(*(f"line {number}" for number in range(amount)))
    page.recipient(*keys[: amount // 2])
    shown = page.get()
    marks = {field(key, "nature"): "fact" for key in keys}
    seen = queries(page.get)
    return seen, queries(page.post, page=shown, lines="x\ny", do=do.format(*keys), **marks)


answers = st.fixed_dictionaries(
    {
        "nature": st.sampled_from(["", *Nature.values]),
        "source": st.sampled_from(["", "Ada", "Mam-gu", "جدة", "<b>"]),
        "why_necessary": st.sampled_from(["", "Because", "=1+1"]),
    }
)
presses = st.lists(
    st.tuples(
        st.sampled_from(["", "add", "edit", "move", "split", "remove", "tasks"]),
        st.integers(0, 9),
        st.integers(1, 9),
        answers,
        st.sampled_from(["", "One. Two.", "👩‍👧 Nain", "- قالت", "<script>\n=1"]),
    ),
    max_size=5,
)


@given(presses)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_of_buttons_keeps_every_answer(page, pressed):
    page.reference = page.begin()
    expected: dict[int, dict[str, str]] = {}
    texts: dict[int, str] = {}
    for verb, chosen, place, given_answers, lines in pressed:
        shown, keys = page.get(), [item.pk for item in page.items()]
        key = keys[chosen % len(keys)] if keys else 0
        do = {"move": f"move:{key}:{place}", "add": "add", "": "", "tasks": ""}.get(
            verb, f"{verb}:{key}"
        )
        changed = {field(key, name): value for name, value in given_answers.items()} if keys else {}
        then = {"then": "tasks"} if verb == "tasks" else {}
        assert page.post(page=shown, do=do, lines=lines, **changed, **then).status_code == 302
        if keys:
            expected[key] = given_answers
        items = {item.pk: item for item in page.items()}
        assert set(texts) <= set(items)
        assert all(items[k].text == text for k, text in texts.items())
        for k, values in expected.items():
            assert {name: getattr(items[k], name) for name in values} == values
        texts = {k: item.text for k, item in items.items()}


def test_add_items_takes_text_line_by_line(page):
    decision = page.record().decision
    with acting(page.actor):
        decision = Decision.objects.get(pk=decision.pk)
        added = add_items(
            decision,
            actor=page.actor,
            lines=[{**row, "is_included": True} for row in items_from("- a\n\nb")],
        )
        out = {"text": "Where she lives", "is_included": False, "left_out_kind": "protected"}
        add_items(decision, actor=page.actor, lines=[out])
    assert [item.text for item in added] == ["a", "b"]
    assert [(i.text, i.is_included, i.position) for i in page.items()] == [
        ("a", True, 1), ("b", True, 2), ("", False, 3),
    ]  # fmt: skip


def items(*rows: dict[str, object], **columns: object) -> Record:
    """A record in memory."""
    found = [InformationItem(pk=key, **row) for key, row in enumerate(rows, start=1)]
    return Record(Decision(pk=1, **columns), items=found)


def said(record: Record) -> list[tuple[str, str, str]]:
    return [(gap.text, gap.field, gap.part) for gap in InformationScreen.gaps(record)]


def test_gaps_name_items_by_number():
    whole = {"text": "secret", "nature": Nature.FACT, "is_included": True, "why_necessary": "x"}
    assert said(items(whole)) == []
    assert said(items()) == [("What you know is not written down yet.", "lines", "")]
    assert said(items(outcome=Outcome.NOT_SHARE)) == []
    record = items(
        whole,
        {**whole, "nature": ""},
        {**whole, "nature": "reported"},
        {**whole, "is_included": None},
    )
    assert said(record) == [
        ("Item 2 is not marked as a fact, an opinion or reported.", "item-2-nature", ""),
        ("Item 3 does not say whose opinion it is, or who reported it.", "item-3-source", ""),
        ("Item 4 is neither included nor left out yet.", "item-4-included", ""),
    ]
    bare = {**whole, "why_necessary": "", "text": ""}
    assert [text for text, *_ in said(items(bare, bare))] == [
        "Items 1 and 2 have no words.",
        "Items 1 and 2 do not say why they need it.",
    ]
    assert said(items({**whole, "why_necessary": ""}, shared_why_necessary="All of it")) == []
    assert said(items({**whole, "is_included": None}, outcome=Outcome.NOT_YET)) == []
    assert [text for text, *_ in said(items({"is_included": False}))] == [
        "Item 1 is left out without what kind it is.",
        "Item 1 is left out without why.",
    ]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([4], "Item 4"),
        ([1, 2], "Items 1 and 2"),
        ([1, 3, 4, 5, 9], "Items 1, 3 to 5 and 9"),
        ([1, 2, 3], "Items 1 to 3"),
    ],
)
def test_numbers_are_said_in_runs(found, text):
    assert numbers(found) == text


def test_blocks_show_what_goes_and_then_what_was_left_out():
    record = items(
        {
            "is_included": False,
            "left_out_kind": LeftOutKind.THIRD_PARTY,
            "left_out_reason": "Not needed",
        },
        {
            "text": "A bruise",
            "nature": Nature.FACT,
            "source": "Ada",
            "is_included": True,
            "category": Category.INJURY,
        },
        {"text": "b"},
        shared_why_necessary="To keep her safe",
    )
    found = InformationScreen.blocks(record)
    assert [(block.title, block.tag) for block in found] == [
        ("All items", ""), ("Item 2", "Fact"), ("Item 3", "Not marked"), ("Item 1", "Left out"),
    ]  # fmt: skip
    assert ("Who saw, heard or measured it", "Ada") in [
        (row.label, row.value) for row in found[1].rows
    ]
    assert [(row.label, row.value) for row in found[3].rows] == [
        ("Kind of information", "About somebody else"), ("Why it was left out", "Not needed"),
    ]  # fmt: skip
    assert [nature_tag(item) for item in record.items] == ["Left out", "Fact", "Not marked"]
