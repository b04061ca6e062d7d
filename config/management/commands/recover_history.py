"""Lets the history go on after a restore, by a statement that is signed with it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit.database import epochs
from audit.ledger import keys, recovery, running
from audit.ledger.connect import NotConfigured
from audit.ledger.notes import NoteRefused
from audit.ledger.signer import Signer, Stopped
from audit.ledger.state import Busy
from config.postgresql.base import DatabaseWrapper, as_owner

REFUSALS = (Stopped, Busy, NotConfigured, NoteRefused, running.Elsewhere, keys.KeysRefused)


class Command(BaseCommand):
    """For a person who knows what happened, once, while nobody uses the application."""

    help = (
        "Say in the history itself that the database was restored, what was lost, and go on. "
        "Needs DATABASE_OWNER_URL and DATABASE_SIGNER_URL, and the signer must not run."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--by", required=True, help="who says so: a name and a job")
        parser.add_argument("--reason", required=True, help="what happened, in a sentence")
        parser.add_argument(
            "--from-checkpoint",
            type=Path,
            metavar="FILE",
            help="a note that was kept outside, where the signer's own folder is lost",
        )

    def handle(
        self, *args: Any, by: str, reason: str, from_checkpoint: Path | None, **options: Any
    ) -> None:
        try:
            with running.signing() as signer:
                if from_checkpoint:
                    _remember(signer, from_checkpoint)
                done = recovery.recover(signer, _begin_epoch, by=by, reason=reason)
        except REFUSALS as why:
            raise CommandError(str(why)) from why
        self.stdout.write(
            f"Epoch {done.epoch} begins. {done.lost:,} signed entries were lost, "
            f"{done.adopted:,} unsigned ones were taken over. Now start the signer again."
        )


def _remember(signer: Signer, note: Path) -> None:
    if signer.folder.state() is not None:
        raise Stopped("This signer remembers what it signed: leave --from-checkpoint out.")
    known = keys.public_keys(settings.HISTORY_KEYS_FILE)
    recovery.remember(signer, note.read_text(), known)


def _begin_epoch() -> int:
    with (
        as_owner(cast("DatabaseWrapper", connection)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        return epochs.begin(cursor)
