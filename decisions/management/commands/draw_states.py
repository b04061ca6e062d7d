"""Draws docs/states.md anew from the tables in the code."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from decisions.states import written


class Command(BaseCommand):
    """``manage.py draw_states``"""

    help = "Draw docs/states.md from the tables of states in the code."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "states.md"
        path.write_text(written())
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} is drawn.")
