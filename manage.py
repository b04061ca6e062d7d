#!/usr/bin/env python
"""Which commands are there? ``.venv/bin/python manage.py help`` lists them."""

from __future__ import annotations

import os
import sys

try:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from config.embedded import Unavailable
except ModuleNotFoundError as missing:
    sys.exit(f"The package “{missing.name}” is not installed here: run “make setup” first.")


def main() -> None:
    """Run one command; what set-up lacks is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, Unavailable) as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
