"""Does any order of posts, with any text, lose a saved answer or break a page?"""

from __future__ import annotations

import threading
import uuid
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.door import reading
from decisions.models import Decision
from tests.cast import Cast, client_of
from tests.factories import record_of

# Columns of the decision that are free text, by the step that asks for them.
TEXTS = {
    "concern": ("concern", "purpose", "why_identify", "collected_for"),
    "safety": ("harm_if_shared", "harm_if_not_shared", "own_assumptions"),
    "decision": ("reasons", "conditions", "would_change"),
}
AWKWARD = st.sampled_from([
    "مرحبا بالعالم", "👩‍👧 <script>alert(1)</script>", "=HYPERLINK(\"x\")", "{{ 7*7 }}{% now %}",
    "Mae’r plentyn yn ddiogel " * 40, "a\r\nb\r\n\r\nc", "\u202etxet desrever", "&amp;&lt;",
    "0", "None",
])  # fmt: skip
ANY_TEXT = st.one_of(AWKWARD, st.text(max_size=200))
POSTS = st.lists(
    st.tuples(st.sampled_from(sorted(TEXTS)), st.dictionaries(st.integers(0, 3), ANY_TEXT)),
    min_size=1,
    max_size=6,
)


def unstorable(text: str) -> bool:
    return "\x00" in text or any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(posts=POSTS)
def test_any_order_of_posts_with_any_text_keeps_every_saved_answer(
    cast: Cast, posts: list[tuple[str, dict[int, str]]]
) -> None:
    browser = client_of(cast.practitioner)
    reference = browser.post(reverse("start"), {"direction": "share"})["Location"].split("/")[2]
    expected: dict[str, str] = {}
    for slug, typed in posts:
        names = TEXTS[slug]
        held = {name: expected.get(name, "") for name in names}
        told = {names[place]: text for place, text in typed.items() if place < len(names)}
        sent = {**held, **{k: v.encode("utf-8", "replace").decode() for k, v in told.items()}}
        answer = browser.post(reverse("step", args=[reference, slug]), sent)
        if any(unstorable(text) for text in sent.values()):
            assert answer.status_code == 422
            continue
        assert answer.status_code == 302
        expected |= {name: tidy(text) for name, text in sent.items()}
    with reading(cast.practitioner.actor()):
        stored = Decision.objects.get(reference=reference)
    assert {name: getattr(stored, name) for name in expected} == expected
    for name in ("tasks", "check"):
        assert browser.get(reverse(name, args=[reference])).status_code == 200


def tidy(text: str) -> str:
    """What a browser's text becomes: ends trimmed, line ends as people see them."""
    return text.strip().replace("\r\n", "\n")


@pytest.mark.django_db
def test_a_megabyte_of_welsh_is_kept_to_the_letter(practitioner: Client, cast: Cast) -> None:
    reference = begin(practitioner)
    welsh = ("Dywedodd y ferch: “Mae’n fy nychryn i’r byw.” ŵŷâêîôû " * 20_000)[:1_000_000].strip()
    answer = practitioner.post(
        reverse("step", args=[reference, "concern"]),
        f"concern={quote(welsh)}",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 302
    with reading(cast.practitioner.actor()):
        assert Decision.objects.get(reference=reference).concern == welsh


@pytest.mark.django_db
def test_what_cannot_be_stored_is_named_and_the_rest_kept(practitioner: Client) -> None:
    reference = begin(practitioner)
    url = reverse("step", args=[reference, "safety"])
    page = practitioner.post(url, {"harm_if_shared": "be\x00fore", "own_assumptions": "None."})
    assert page.status_code == 422
    text = page.content.decode()
    assert "U+0000" in text
    assert "before" in text
    assert "None." in text


def begin(browser: Client) -> str:
    return browser.post(reverse("start"), {"direction": "share"})["Location"].split("/")[2]


def already(key: uuid.UUID) -> dict[str, Any]:
    now = timezone.localtime()
    return {
        "who": "A", "what": "A bruise", "why": "He cannot roll yet", "to_whom": "The hub",
        "method": "phone", "key": str(key), "shared_at-day": now.day, "shared_at-month": now.month,
        "shared_at-year": now.year, "shared_at-time": "00:01",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_same_key_posted_twenty_times_at_once_gives_one_record(cast: Cast) -> None:
    data, answers = already(uuid.uuid4()), []
    browsers = [client_of(cast.practitioner) for _ in range(20)]
    ready = threading.Barrier(20)

    def post(browser: Client) -> None:
        ready.wait(30)
        answers.append(browser.post(reverse("already"), data))
        connections.close_all()

    threads = [threading.Thread(target=post, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    with reading(cast.practitioner.actor()):
        assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_two_people_change_different_answers_and_both_stand(cast: Cast) -> None:
    reference, mine, theirs, version = one_draft(cast)
    url = reverse("step", args=[reference, "safety"])
    theirs.post(url, {"harm_if_shared": "Theirs", "version": version})
    answer = mine.post(url, {"harm_if_not_shared": "Mine", "version": version})
    assert answer.status_code == 302
    with reading(cast.practitioner.actor()):
        stored = Decision.objects.get(reference=reference)
    assert (stored.harm_if_shared, stored.harm_if_not_shared) == ("Theirs", "Mine")


@pytest.mark.django_db
def test_two_people_change_one_answer_and_both_texts_are_shown(cast: Cast) -> None:
    reference, mine, theirs, version = one_draft(cast)
    url = reverse("step", args=[reference, "safety"])
    theirs.post(url, {"harm_if_shared": "Their text", "version": version})
    page = mine.post(url, {"harm_if_shared": "My text", "version": version})
    assert page.status_code == 409
    assert "Their text" in page.content.decode()
    assert "My text" in page.content.decode()
    with reading(cast.practitioner.actor()):
        stored = Decision.objects.get(reference=reference)
    assert stored.harm_if_shared == "Their text"
    # Seen both, the person decides: the page carries the newer version.
    again = mine.post(url, {"harm_if_shared": "My text", "version": page.context["version"]})
    assert again.status_code == 302
    assert record_of(stored, cast.practitioner).decision.harm_if_shared == "My text"


def one_draft(cast: Cast) -> tuple[str, Client, Client, int]:
    """A draft that is open in two browsers, with the version that both were drawn from."""
    mine = client_of(cast.practitioner)
    theirs = client_of(cast.practitioner)
    reference = begin(mine)
    page = mine.get(reverse("step", args=[reference, "safety"]))
    return reference, mine, theirs, page.context["version"]
