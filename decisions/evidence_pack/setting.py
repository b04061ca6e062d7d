"""Sets one document: the template is named, the data comes in, the PDF goes out.

Run as a program by decisions/evidence_pack/paper.py; it knows nothing of the application.
"""

from __future__ import annotations

import re
import sys

import typst

QUOTED = re.compile('[`"]')
NOT_SHOWN = 3
UNKNOWN_SIGN = "could not be displayed"


def main() -> int:
    """Ends with 3 where the fonts lack a sign, with 1 for everything else that is wrong."""
    data = sys.stdin.buffer.read().decode()
    try:
        made = typst.compile(
            sys.argv[1],
            ignore_system_fonts=True,
            sys_inputs={"document": data},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as fault:
        # What a message quotes may be what somebody typed: it goes no further.
        sys.stderr.write(QUOTED.split(str(fault))[0][:100])
        return NOT_SHOWN if UNKNOWN_SIGN in str(fault) else 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
