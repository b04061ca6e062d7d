"""Does a link hold no more than it should, and does nothing stored give it back?"""

from __future__ import annotations

import pytest

from decisions.receipts.address import (
    CODE_DIGITS,
    NOWHERE,
    LinkAddress,
    LinkConverter,
    aloud,
    drawn,
)

WRITTEN = "2s." + "a" * 32


def test_an_address_is_read_as_it_was_written() -> None:
    address = LinkAddress(100, "a" * 32)
    assert LinkConverter().to_url(address) == WRITTEN
    assert LinkConverter().to_python(WRITTEN) == address


@pytest.mark.parametrize(
    "text",
    [
        "", ".", "2s.", "2s." + "a" * 31, "2s." + "a" * 33, "2S." + "a" * 32, "-1." + "a" * 32,
        "z" * 13 + "." + "a" * 32, "2s." + "é" * 32, "2s." + "a" * 31 + "=", WRITTEN + "\n",
        "٣." + "a" * 32, "a" * 10_000,
    ],
)  # fmt: skip
def test_what_cannot_be_a_link_is_looked_up_where_nothing_is(text: str) -> None:
    assert LinkConverter().to_python(text) == NOWHERE


def test_written_out_it_keeps_its_secret() -> None:
    address = LinkAddress(100, "a" * 32)
    assert f"{address} {address!r}" == "2s <link of 2s>"


def test_the_same_form_gives_the_same_link_and_another_form_another() -> None:
    assert drawn(7, 1, 2, "key") == drawn(7, 1, 2, "key")
    others = [drawn(7, *about) for about in ((1, 2, "other"), (1, 3, "key"), (12, "key"))]
    secrets = {address.secret for address, _code in [drawn(7, 1, 2, "key"), *others]}
    assert len(secrets) == 4


def test_codes_are_six_digits_of_every_kind() -> None:
    codes = [drawn(7, number)[1] for number in range(2_000)]
    assert {len(code) for code in codes} == {CODE_DIGITS}
    assert len(set(codes)) > 1_990
    assert {code[0] for code in codes} == set("0123456789")
    assert aloud("482913") == "482 913"


def test_a_code_belongs_to_its_link() -> None:
    one, code = drawn(7, 1)
    other, _code = drawn(7, 2)
    assert one.fits(code, one.code_hash(code))
    assert not one.fits("000000" if code != "000000" else "1", one.code_hash(code))
    assert other.code_hash(code) != one.code_hash(code)
