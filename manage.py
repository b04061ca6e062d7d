#!/usr/bin/env python
"""Which commands are there? ``.venv/bin/python manage.py help`` lists them."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run one command; what set-up lacks is told in one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        return refuse("Django is not installed here: run “make setup” first.")
    from config.embedded import Unavailable

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, Unavailable) as missing:
        return refuse(str(missing))
    return 0


def refuse(sentence: str) -> int:
    """Tell the sentence and fail."""
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
