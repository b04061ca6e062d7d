"""What was judged about a duty to share, as it is read in the record?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from decisions.after import After
from decisions.choices import YesNoNotSure
from decisions.screens.base import Block
from decisions.screens.rows import block
from decisions.words import label, moment


def judgements(after: After, names: Mapping[int, str]) -> Iterator[Block]:
    """Each judgement whether sharing would do the child more harm, in full."""
    for row in after.record.judgements:
        yield block(
            _("Would sharing do the child more harm?"),
            (_("Judged"), moment(row.judged_at), ""),
            (_("By whom"), names.get(row.judged_by_id or 0, "") or row.judged_by_other, ""),
            (_("Who asked, or could be told"), row.asked_by, ""),
            (_("What they do for the child"), row.their_function, ""),
            (_("How it could help them"), row.relevance, ""),
            (_("Harm if it is shared"), row.harm_if_disclosed, ""),
            (_("Harm if it is not"), row.harm_if_not_disclosed, ""),
            (_("Could less be shared"), row.less_considered, ""),
            (_("What the child wants"), row.childs_view, ""),
            (_("Talked over with"), row.discussed_with, ""),
            (_("Reasons"), row.reasons, ""),
            tag=label(YesNoNotSure, row.is_more_detrimental),
        )
