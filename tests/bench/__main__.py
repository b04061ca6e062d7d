"""``python -m tests.bench [times] [sizes] [keyboard] [plans]``: measure, all of it by default.

``python -m tests.bench law`` measures the guide to the law, without a database.

``python -m tests.bench history`` measures what the history costs, and ``python -m tests.bench
dashboard`` what the dashboard does with 1,000,000 decisions, each in a cluster of its own;
``triage http://127.0.0.1:8000`` counts a lead's keys at a demonstration that runs, and
``guidance`` measures how long a process takes to read all guidance, and ``wording`` how good and
how quick the hints on words are; they need no database.
"""

from __future__ import annotations

import sys

import django

from tests.bench.place import settle_environment

PARTS = ("times", "plans", "sizes", "keyboard")


def apart(asked: list[str]) -> int | None:
    """What has a place of its own to measure in; None where something else was asked for."""
    if asked[:1] == ["history"]:
        from tests.bench.history import __main__ as history

        return history.main(asked[1:])
    if asked[:1] == ["dashboard"]:
        from tests.bench.dashboard import __main__ as dashboard

        return dashboard.main(asked[1:])
    if asked[:1] == ["triage"]:
        settle_environment("postgres")
        django.setup()
        from tests.bench import triage

        return told(triage.measure(asked[1]))
    if asked == ["guidance"]:
        from tests.bench import guidance

        return told(guidance.measure())
    if asked == ["wording"]:
        settle_environment("postgres")
        django.setup()
        from tests.bench import wording

        return told(wording.measure())
    return None


def main(asked: list[str]) -> int:
    """Measure what was asked for; 1 where an aim was missed."""
    done = apart(asked)
    return measured(asked) if done is None else done


def measured(asked: list[str]) -> int:
    """Pages, plans and inputs, in databases filled for it."""
    settle_environment("postgres")
    django.setup()
    if asked[:1] == ["law"]:
        from tests.bench import law

        return law.main()
    from django.core.management import call_command

    from tests.bench import keyboard, made, plans, served, sizes, times

    parts = asked or PARTS
    call_command("collectstatic", interactive=False, verbosity=0)
    author = made.make_databases()
    database, missed = made.name_of(max(made.SIZES)), []
    try:
        if "times" in parts:
            missed += times.measure(author)
        if "plans" in parts:
            missed += plans.measure(database, author)
        if "sizes" in parts or "keyboard" in parts:
            with served.served(database) as address:
                if "sizes" in parts:
                    missed += sizes.measure(address, database, author)
                if "keyboard" in parts:
                    missed += keyboard.measure(address)
    finally:
        made.drop_databases()
    return told(missed)


def told(missed: list[str]) -> int:
    """Say which aims were missed; 1 if there are any."""
    print("\nMissed:", *missed, sep="\n  ") if missed else print("\nNo aim was missed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
