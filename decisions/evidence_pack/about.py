"""What is a pack, what does it not show, and how is it checked? In plain words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.ui.dates import when_in_words
from decisions.evidence_pack.blocks import Block, code, facts, heading, points, text
from decisions.evidence_pack.pack import Making, Pack
from decisions.models import Decision


def blocks(pack: Pack, decision: Decision, making: Making) -> Iterator[Block]:
    """What somebody who has never seen one needs to know first."""
    yield facts(
        [
            (_("Record"), pack.reference),
            (_("State of the record"), decision.status_in_words),
            (_("Held by"), str(decision.organisation)),
            (_("Made"), when_in_words(making.at)),
            (_("Made by"), ", ".join(filter(None, [making.who, making.role]))),
            (_("Why it was made"), making.reason),
        ]
    )
    yield text(
        _(
            "This pack holds one decision about sharing information to keep somebody safe: the "
            "record as it stands, everything that happened to it, and the proof."
        )
    )
    yield heading(_("What it shows"))
    yield points(*_shows())
    yield heading(_("What it does not show"))
    yield points(*_does_not_show(pack))


def _shows() -> Iterator[str]:
    yield _(
        "Each entry of the history in the JSON file of this pack can be shown to be the one that "
        "was signed. If one letter of it was altered since, the check says so."
    )
    yield _("The check needs neither this service nor anybody’s word for it.")


def _does_not_show(pack: Pack) -> Iterator[str]:
    yield _("It does not show that an entry is true or complete, or that it was written in time.")
    yield _(
        "It does not show by itself that no entry is missing. The check of the whole history of "
        "this service shows that."
    )
    yield _(
        "A name says whose account was used. The times are those of the computer that kept the "
        "history; the time of the signature limits how late an entry can be."
    )
    if pack.shown.hides:
        yield _(
            "Words that are sealed or were left out are not repeated here. Their entries are "
            "proved without showing them."
        )


def how_to_check(pack: Pack) -> Iterator[Block]:
    """For a court’s expert, or a partner; nothing but Python is needed."""
    yield points(
        _("Ask for the JSON file of this pack. This paper alone cannot be checked."),
        _(
            "Get the program verify_history.py. It is a single file that anybody may read, and "
            "comes with the source code of this service."
        ),
        _(
            "Get the public key of this history from somebody other than whoever gave you this "
            "pack, and compare it with the key above."
        ),
        _("With Python 3.11 or newer, run this, with the name of your file and of the key:"),
    )
    yield code(
        f"python3 verify_history.py evidence-{pack.reference}.jsonl --key keys.txt",
    )
    yield text(
        _(
            "“Unaltered” means that every entry in the file is the one that was signed. “Altered” "
            "names the entry. If you kept an older signed checkpoint, or had one from somebody "
            "else, the program compares it too."
        )
    )
