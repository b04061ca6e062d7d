"""Is the PDF one that everybody can read, whatever was typed, and does it say what it must?"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
import typst
from django.conf import settings
from django.test import Client

from accounts.door import reading
from decisions.choices import Status
from decisions.evidence_pack import blocks, paper
from decisions.evidence_pack.signs import _range, _ranges, settable
from decisions.models import Export
from tests.audit.ledger.signed import Log, superuser
from tests.cast import Cast
from tests.decisions.evidence_pack.packs import asked
from tests.factories import draft, recorded

AWKWARD = [
    "Ŷ ŵ Mae’r plentyn yn ddiogel – “da iawn” £5 ½ °C",
    "😀 👩🏽\u200d👧 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f ❤\ufe0f",
    "漢字 नमस्ते ไทย مرحبا שלום Ελληνικά кириллица ﷽",
    "\u0301 a\u0489 \u200d \u202eright to left\u202c \ufeff \x01\x0b\x1b\x7f\x85 \u2028",
    "\ue000 \U0010fffd \uffff",
    "#let x = 1; #import \"/etc/passwd\": * $ _a_ *b* `c` @d <e> \\ // /* http://example.org",
    "x" * 5000,
    "a\tb\n\n\n" * 200,
]  # fmt: skip


def a_document(*parts: blocks.Block) -> dict[str, object]:
    return {
        "title": "Evidence pack", "author": "Fernbrook", "language": "en", "head": ["Record", "F"],
        "foot": "Page {page} of {pages}", "parts": [blocks.part("A part", parts)],
    }  # fmt: skip


@pytest.mark.parametrize("typed", AWKWARD, ids=range(len(AWKWARD)))
def test_whatever_was_typed_can_be_set(typed: str) -> None:
    made = paper.as_pdf(
        a_document(
            blocks.text(typed), blocks.notice(typed), blocks.points(typed, typed),
            blocks.heading(typed), blocks.answers([(typed, typed)]),
            blocks.moment(typed, typed, [typed], [(typed, typed, typed)]),
        )
    )  # fmt: skip
    assert made.startswith(b"%PDF-1.7")


def test_signs_that_the_fonts_lack_are_named() -> None:
    assert settable("Fine 😀") == "Fine [grinning face]"
    assert settable("👩🏽\u200d👧") == "[woman, emoji modifier fitzpatrick type-4, girl]"
    assert settable("漢字") == "[2 signs in another script: Chinese]"
    assert settable("Ŵyth ŷ – “da”") == "Ŵyth ŷ – “da”"
    assert settable("a\u202eb\x00c\ufe0f") == "abc"
    assert settable("one\r\ntwo\rthree\u2028four") == "one\ntwo\nthree\nfour"
    assert settable("x" * 100).replace("\u200b", "") == "x" * 100


def test_the_fonts_have_every_sign_that_is_said_to_be_theirs(tmp_path: Path) -> None:
    source = tmp_path / "signs.typ"
    source.write_text(
        '#set document(title: "Signs")\n#set text(lang: "en", font: ("Libertinus Serif", '
        '"DejaVu Sans Mono", "New Computer Modern"))\n= Signs\n#sys.inputs.all\n'
        "#strong(sys.inputs.all)\n"
    )
    pattern = re.compile(f"[{''.join(map(_range, _ranges()))}]")
    known = [chr(number) for number in range(0x110000) if pattern.match(chr(number))]
    assert len(known) > 4000
    typst.compile(
        str(source),
        ignore_system_fonts=True,
        sys_inputs={"all": " ".join(known)},
        pdf_standards=["ua-1"],
    )


def test_where_known_signs_do_not_go_together_plain_ones_are_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("decisions.evidence_pack.signs._ranges", lambda: ["0-10FFFF"])
    from decisions.evidence_pack import signs

    signs._others.cache_clear()
    try:
        assert paper.as_pdf(a_document(blocks.text("漢字 Ŵyth"))).startswith(b"%PDF")
    finally:
        signs._others.cache_clear()


def test_a_very_long_text_is_set_and_a_far_too_long_one_is_refused() -> None:
    line = "The health visitor saw a bruise of one centimetre on the left cheek.\n"
    assert paper.as_pdf(a_document(blocks.answers([("Why", line * 15_000)])))
    with pytest.raises(paper.TooLong):
        paper.as_pdf(a_document(blocks.answers([("Why", line)] * 60_000)))


def test_a_program_that_fails_says_nothing_of_what_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(paper, "TEMPLATE", "decisions/no-such.typ")
    with pytest.raises(paper.NotSet) as caught:
        paper.as_pdf(a_document(blocks.text("A secret")))
    assert "A secret" not in str(caught.value)


def objects(made: bytes) -> str:
    """The PDF's own words: its objects, also those that are packed together."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    found = [made]
    for each in packed:
        try:
            found.append(zlib.decompress(each))
        except zlib.error:
            continue
    return b"\n".join(found).decode("latin-1")


@pytest.mark.django_db(transaction=True)
def test_the_pdf_says_its_language_and_title_and_that_it_is_for_everybody(
    cast: Cast, guardian: Client, log: Log
) -> None:
    decision = recorded(cast.practitioner, concern="😀 Ŵyth #let x = 1")
    log.sign()
    answer = asked(guardian, decision, "pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    inside = objects(answer.content)
    assert re.search(r"/Lang\s*\(en-GB\)", inside)
    assert "/MarkInfo" in inside
    assert "/DisplayDocTitle true" in inside
    assert "pdfuaid:part" in inside
    assert f"Evidence pack of record {decision.reference}" in inside


@pytest.mark.django_db(transaction=True)
def test_the_paper_says_when_an_entry_is_not_as_it_was_signed(
    cast: Cast, guardian: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = draft(cast.practitioner)
    log.sign()
    told: list[object] = []
    monkeypatch.setattr(paper, "as_pdf", lambda words: told.append(words) or b"%PDF")
    asked(guardian, decision, "pdf")
    assert "NOT as they were signed" not in str(told[-1])
    assert "Page {page} of {pages}" in str(told[-1])
    with superuser() as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("ALTER TABLE decisions_historicaldecision DISABLE TRIGGER ALL")
        owner.execute(
            "UPDATE decisions_historicaldecision SET concern = 'Other' WHERE id = %s", [decision.pk]
        )
    asked(guardian, decision, "pdf")
    assert "are NOT as they were signed" in str(told[-1])


@pytest.mark.django_db(transaction=True)
def test_a_record_too_long_for_paper_is_still_to_be_had_as_json(
    cast: Cast, guardian: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = draft(cast.practitioner)
    log.sign()
    monkeypatch.setattr(paper, "MOST_CHARACTERS", 100)
    answer = asked(guardian, decision, "pdf")
    assert answer.status_code == 422
    assert "too long for a PDF" in answer.content.decode()
    with reading(cast.guardian.actor()):
        assert not Export.objects.exists()
    assert asked(guardian, decision, "json").status_code == 200


def test_the_template_reads_no_file_and_no_package() -> None:
    """A drawing comes as bytes with the words, never from a file."""
    source = Path(settings.BASE_DIR, "templates", paper.TEMPLATE).read_text()
    assert not re.search(r"#import|#include|\bread\(|\beval\(|image\((?!bytes\()", source)


@pytest.mark.django_db(transaction=True)
def test_the_record_on_paper_is_the_one_for_printing(
    cast: Cast, guardian: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = recorded(cast.practitioner, concern="A bruise on the cheek", harm_if_shared="None")
    log.sign()
    told: list[dict[str, object]] = []
    monkeypatch.setattr(paper, "as_pdf", lambda words: told.append(words) or b"%PDF")
    asked(guardian, decision, "pdf")
    printed = guardian.get(f"/decisions/{decision.reference}/print/").content.decode()
    heads = re.findall(r'<h2 class="govuk-heading-m">([^<]+)</h2>', printed)
    wanted = [head for head in heads if head not in {"Rule by rule"}]
    said = str(told[-1])
    assert wanted
    assert [head for head in wanted if head not in said] == []
    assert str(Status.INCOMPLETE.label) in said
