"""What should somebody look at before a copy is made?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.models import Recipient
from decisions.record import Record
from decisions.sending.choosing import is_protected, mentions, words_of
from decisions.sending.making import Preview


def warnings(record: Record, recipient: Recipient, seen: Preview) -> list[str]:
    """Sentences, what could do harm first."""
    return [*_harmful(record, recipient, seen), *_missing(recipient, seen)]


def _harmful(record: Record, recipient: Recipient, seen: Preview) -> Iterator[str]:
    protected = [person for person in record.people if is_protected(person)]
    if any(person.pk in seen.named for person in protected):
        yield _("It names somebody whose identity is protected. Be sure that this is safe.")
    out = [item for item in record.items_for(recipient) if item.pk not in seen.item_ids]
    naming = [
        item
        for item in out
        if any(mentions("\n".join(words_of(item)), person) for person in protected)
    ]
    if naming:
        said = ngettext(
            "%d item stays out: it names somebody whose identity is protected.",
            "%d items stay out: they name somebody whose identity is protected.",
            len(naming),
        )
        yield said % len(naming)


def _missing(recipient: Recipient, seen: Preview) -> Iterator[str]:
    if not seen.item_ids:
        yield _("Nothing goes to them yet: no item is chosen.")
    elif not seen.named:
        yield _("Nobody is named in it: they may not know whom it is about.")
    if not recipient.need_to_know:
        yield _("It does not say why they need it.")
