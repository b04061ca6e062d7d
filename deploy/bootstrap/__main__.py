"""Which Python sets this up? The newest of 3.11 to 3.13 that is here; else one sentence.

Run as ``python3 deploy/bootstrap setup``, as the Makefile does. This file alone is written so
that even a Python which is far too old can read it.
"""

import os
import sys

OLDEST = (3, 11)
KNOWN = ("python3.13", "python3.12", "python3.11")


def another_python():
    for name in KNOWN:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK):
                return path
    return None


def main():
    if sys.version_info >= OLDEST:
        from commands import main as carry_out

        return carry_out(sys.argv[1:])
    found = another_python()
    if found:
        os.execv(found, [found] + sys.argv)
    sys.stderr.write(
        "Python 3.11 or newer is needed, and this is Python %d.%d: install it, or name it with "
        "“make run PYTHON=python3.12”.\n" % sys.version_info[:2]
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
