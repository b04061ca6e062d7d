"""Use the embedded database of a checkout until standard input ends; the tests' other process."""

import sys
from pathlib import Path

import psycopg

from config.embedded import Unavailable, place, server


def main(checkout: str, elsewhere: str, statement: str) -> None:
    place.ELSEWHERE = Path(elsewhere)
    try:
        found = server.ensure(testing=False, checkout=Path(checkout))
    except Unavailable as refused:
        sys.exit(str(refused))
    conninfo = f"host='{found['HOST']}' user=sd_app dbname=sharing_decisions"
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(statement).fetchone()
    sys.stdout.write(f"{row[0] if row else ''}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
