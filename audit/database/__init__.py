"""What does the database itself hold to, and is it in place? Functions, triggers, walls, rights.

``wanted`` says what must exist for the tables that stand; ``catalogue`` reads what does;
``install`` makes the one the other; the system check compares them and changes nothing.
"""

from audit.database.install import differences, install

__all__ = ["differences", "install"]
