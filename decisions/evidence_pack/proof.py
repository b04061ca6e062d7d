"""What was signed, when, with which key and by which witnesses? For the paper form of a pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.ui.dates import when_in_words
from audit.ledger.notes import COSIGNATURE
from audit.ledger.signature import Signature
from decisions.evidence_pack.blocks import Block, code, facts, heading, notice, text
from decisions.evidence_pack.pack import Making, Pack


def blocks(pack: Pack, making: Making) -> Iterator[Block]:
    """The signed checkpoint, and how the entries of this record stood to it."""
    yield from _agreement(pack, making)
    checkpoint = pack.signature.checkpoint
    yield facts(
        [
            (_("Name of the history"), checkpoint.origin),
            (_("Entries in the whole history"), f"{checkpoint.size:,}"),
            (_("Entries about this record"), f"{len(pack.found):,}"),
            (_("Proved without their content"), f"{making.withheld:,}"),
            (_("Newer than the signature"), f"{pack.waiting:,}"),
            (_("Signed"), _when(pack.signature.at)),
            (_("Signed also by"), _witnesses(pack.signature)),
        ]
    )
    yield heading(_("The root: one number that stands for all entries"))
    yield code(checkpoint.root.hex())
    yield heading(_("Public keys of this history, the newest last"))
    if pack.signature.keys:
        yield code(*(key.vkey() for key in pack.signature.keys))
    else:
        yield text(_("They are not kept on this server. Ask whoever runs it."))


def _agreement(pack: Pack, making: Making) -> Iterator[Block]:
    if not pack.signature.by_log:
        yield notice(
            _("The signature could not be shown to be true when this pack was made. Ask why.")
        )
    if making.agreed == len(pack.found):
        yield text(
            ngettext(
                "When this pack was made, the one entry about this record was as it was signed.",
                "When this pack was made, all %(count)d entries about this record were as they "
                "were signed.",
                len(pack.found),
            )
            % {"count": len(pack.found)}
        )
    else:
        yield notice(
            _("Of %(all)d entries about this record, %(wrong)d are NOT as they were signed.")
            % {"all": len(pack.found), "wrong": len(pack.found) - making.agreed}
        )
    if told := waiting(pack):
        yield notice(told)


def waiting(pack: Pack) -> str:
    """What is said of entries that are newer than the last signature; nothing where none is."""
    if not pack.waiting:
        return ""
    newer = ngettext(
        "%(count)d entry is newer than the last signature, and not in the proof.",
        "%(count)d entries are newer than the last signature, and not in the proof.",
        pack.waiting,
    )
    then = (
        _("For a pack with all of them, ask again in a minute.")
        if pack.signature.is_working
        else _("Nothing is being signed at the moment: tell whoever runs this service.")
    )
    return f"{newer % {'count': pack.waiting}} {then}"


def _when(at: dt.datetime | None) -> str:
    return when_in_words(at) if at else _("The signature does not say when")


def _witnesses(signature: Signature) -> str:
    """Whoever else saw this checkpoint; only a signature that is true counts."""
    found = [
        f"{each.name}, {_when(each.at)}"
        for each in signature.witnesses
        if each.algorithm == COSIGNATURE
    ]
    return "\n".join(found) or _("Nobody")
