"""What shows while the application is away? A page with the numbers to ring, kept by the proxy."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.template.loader import render_to_string


class Command(BaseCommand):
    """Print the page that the proxy shows while nothing answers."""

    help = "Print the page for outages; docs/deploy.md says where the proxy wants it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(render_to_string("503.html"))
