"""What is a link for somebody without an account made of? Its address, its code, its claim.

The organisation stands in the address, so that its rows, and no others, can be read by whoever
holds it. Nothing is stored but hashes; the code is hashed with the secret of the link as its key,
so that nobody who reads the table can try the million codes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from accounts.queries import hashed

SALT = "decisions.receipts"
SECRET_BYTES, CODE_DIGITS = 24, 6
# No organisation has a number that a column cannot hold.
WELL_FORMED = re.compile(r"([0-9a-z]{1,12})\.([A-Za-z0-9_-]{32})")


@dataclass(frozen=True)
class LinkAddress:
    """What stands in the address; written out it says the organisation and no secret."""

    organisation_id: int
    secret: str

    def __str__(self) -> str:
        return int_to_base36(self.organisation_id)

    def __repr__(self) -> str:
        return f"<link of {self}>"

    @property
    def text(self) -> str:
        """As it stands in the link."""
        return f"{self}.{self.secret}"

    @property
    def secret_hash(self) -> str:
        return hashed(self.secret)

    def code_hash(self, code: str) -> str:
        """Of the code that belongs to this link."""
        return hmac.new(self.secret.encode(), code.encode(), hashlib.sha256).hexdigest()

    def fits(self, code: str, code_hash: str) -> bool:
        """Whether it is the right code; takes as long for a wrong one."""
        return constant_time_compare(self.code_hash(code), code_hash)


NOWHERE = LinkAddress(0, "")


class LinkConverter:
    """An address that cannot be one of ours is looked up like any other, and answered alike."""

    regex = "[^/]+"

    def to_python(self, text: str) -> LinkAddress:
        found = WELL_FORMED.fullmatch(text)
        return LinkAddress(base36_to_int(found[1]), found[2]) if found else NOWHERE

    def to_url(self, address: LinkAddress | str) -> str:
        return address if isinstance(address, str) else address.text


def drawn(organisation_id: int, *about: object) -> tuple[LinkAddress, str]:
    """An address and its code; the same for the same form, which is sent twice now and then.

    ``about`` ends with the random key of that form.
    """
    said = ":".join(str(each) for each in about)
    secret = base64.urlsafe_b64encode(_digest("address", said)[:SECRET_BYTES]).decode()
    code = int.from_bytes(_digest("code", said)) % 10**CODE_DIGITS
    return LinkAddress(organisation_id, secret), f"{code:0{CODE_DIGITS}}"


def _digest(what: str, said: str) -> bytes:
    return salted_hmac(f"{SALT}.{what}", said, algorithm="sha256").digest()


def new_claim() -> str:
    """What the browser keeps that claimed a link."""
    return secrets.token_urlsafe(SECRET_BYTES)


def aloud(code: str) -> str:
    """A code as it is read out: 482 913."""
    return f"{code[:3]} {code[3:]}"
