"""``python -m tests.bench dashboard [few] [200000]``: both sizes; the smaller; another number.

It makes a server of its own and removes it afterwards. It ends with 1 where an aim was missed.
"""

from __future__ import annotations

import signal
import subprocess
import sys

from tests.bench.place import ROOT

SIZES = {"bench_few": 10_000, "bench_many": 1_000_000}
MINUTES = 10


def main(asked: list[str]) -> int:
    """Fill, measure, and remove; 1 where an aim was missed."""
    from tests.bench.history import cluster

    # Whoever ends it leaves no server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = dict(list(SIZES.items())[: 1 if "few" in asked else None])
    if numbers := [int(each) for each in asked if each.isdecimal()]:
        sizes["bench_many"] = numbers[0]
    missed = []
    with cluster.running():
        migrated = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(migrated, cwd=ROOT, env=cluster.environment(cluster.EMPTY), check=True)
        import django

        django.setup()
        from tests.bench.dashboard import filled, pages

        cast = filled.written()
        from tests.bench.place import go_to

        go_to(cluster.EMPTY)
        for name, decisions in sizes.items():
            took = filled.filled(decisions, name)
            print(f"{name}: {held(name)} in {took:.0f} s", flush=True)
            if took > MINUTES * 60:
                missed.append(f"{decisions:,} decisions took {took / 60:.1f} minutes")
        databases = [name for name in SIZES if name in sizes]
        missed += pages.measure(cast, databases * 2 if len(databases) == 1 else databases)
        go_to(cluster.EMPTY)
    print("\nMissed:", *missed, sep="\n  ") if missed else print("\nNo aim was missed.")
    return 1 if missed else 0


def held(database: str) -> str:
    """How much a database holds, in words."""
    from tests.bench.history import cluster

    names = ("decision", "personconcerned", "recipient", "task", "attention", "facet")
    counts = ", ".join(f"(SELECT count(*) FROM decisions_{name})" for name in names)
    size = "pg_size_pretty(pg_database_size(current_database()))"
    with cluster.superuser(database) as there:
        row = there.execute(f"SELECT {counts}, {size}").fetchone()
    assert row is not None
    said = "{:,} decisions, {:,} people, {:,} recipients, {:,} tasks, {:,} reasons, {:,} properties"
    return f"{said}, {{}}".format(*row)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
