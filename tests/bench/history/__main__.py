"""``python -m tests.bench.history [saves] [clients] [signer] [checks] [pages]``: all by default.

``make bench ARGS=history`` does the same, and ``make bench ARGS="history saves"`` a part. It ends
with 1 where an aim was missed.
"""

from __future__ import annotations

import signal
import subprocess
import sys

from tests.bench.place import ROOT

PARTS = ("saves", "clients", "signer", "checks", "pages")


def main(asked: list[str]) -> int:
    """Measure what was asked for; 1 where an aim was missed."""
    from tests.bench.history import cluster

    parts, missed = asked or PARTS, []
    # Whoever ends it leaves no server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster.running():
        migrated = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrated, cwd=ROOT, env=cluster.environment(cluster.EMPTY), check=True)
        import django

        django.setup()
        from tests.bench.history import meter, saves, stored, timeline

        print(f"SHA-256 of 2.2 kB takes this machine {meter.yardstick():.1f} µs.", flush=True)
        if {"saves", "clients"} & set(parts):
            missed += saves.measure(parts)
        if {"signer", "checks"} & set(parts):
            missed += stored.measure(parts)
        if "pages" in parts:
            missed += timeline.measure()
    print("\nMissed:", *missed, sep="\n  ") if missed else print("\nNo aim was missed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
