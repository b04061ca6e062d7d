"""How are the keys that sign the history made, changed and shown? On the signer's machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.ledger import keys
from audit.ledger.keys import KeysRefused


class Command(BaseCommand):
    """Makes keys once, changes them so that the history says so, and shows the public ones."""

    help = "Make, change or show the keys that sign the history."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("create", "rotate", "show", "witness"))
        parser.add_argument(
            "--name",
            help="the name in the keys; for a log HISTORY_ORIGIN",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        do = getattr(self, f"_{options['what']}")
        try:
            do(options["name"] or "")
        except (KeysRefused, OSError) as refused:
            raise CommandError(str(refused)) from refused

    def _create(self, name: str) -> None:
        made = keys.make_keys(settings.HISTORY_SIGNER_DIR, name or self._origin())
        self.stdout.write("The keys are made. Give these two lines to whoever checks the history:")
        self._tell(*(key.vkey() for key in made.current))

    def _rotate(self, name: str) -> None:
        folder = settings.HISTORY_SIGNER_DIR
        made = keys.rotate_keys(folder, name or keys.load(folder).current[0].name)
        self.stdout.write(
            "New keys are made. The signer writes in the history that they follow the old ones, "
            "signs that with both, and then destroys the old ones.\n"
            "Give these two lines to whoever checks the history, and to every witness:"
        )
        self._tell(*(key.vkey() for key in made.current))

    def _show(self, _name: str) -> None:
        known = keys.public_keys(settings.HISTORY_KEYS_FILE)
        self.stdout.write("The public keys of this log, the newest last:")
        self._tell(*(key.vkey() for key in known))

    def _witness(self, name: str) -> None:
        file = settings.WITNESS_KEY_FILE
        if not file or not name:
            raise CommandError("Set WITNESS_KEY_FILE, and give the witness a --name of its own.")
        key = keys.make_key_file(Path(file), name)
        self.stdout.write("The key is made. Give this line to those whose history you witness:")
        self._tell(key.vkey())

    def _origin(self) -> str:
        if not settings.HISTORY_ORIGIN:
            raise CommandError("Set HISTORY_ORIGIN: the name that every checkpoint carries.")
        return str(settings.HISTORY_ORIGIN)

    def _tell(self, *lines: str) -> None:
        for line in lines:
            self.stdout.write(line)
