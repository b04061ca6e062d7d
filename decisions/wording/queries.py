"""Which hints of a record were put away?"""

from __future__ import annotations

from decisions.models import Decision, DismissedHint
from decisions.wording.found import Key


def put_away(decision: Decision) -> set[Key]:
    """The kind, the place and the words as a hash."""
    rows = DismissedHint.objects.filter(decision=decision)
    return set(rows.values_list("kind", "place", "words_sha256"))
