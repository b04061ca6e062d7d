"""A worker that is killed while it mails: before the letter goes, or when it has gone.

Run as ``python -m tests.decisions.tasks.dies_mailing BEFORE|AFTER`` with the database in the
environment; letters go to the folder that EMAIL_URL names.
"""

from __future__ import annotations

import os
import signal
import sys

import django


def main(point: str) -> None:
    django.setup()
    from django.core.management import call_command

    from decisions.tasks import mailing

    send = mailing.EmailMessage.send

    def dies(letter: mailing.EmailMessage) -> int:
        if point == "AFTER":
            send(letter)
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    if point != "NEVER":
        mailing.EmailMessage.send = dies  # type: ignore[method-assign]
    call_command("work", until_done=True)


if __name__ == "__main__":
    main(sys.argv[1])
