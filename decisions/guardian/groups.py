"""Which kinds of act are looked for together? Every kind is in one group, new ones too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.kinds import KINDS, sentence

LOOKS = "looks"
OTHER = "other"
LABELS: Mapping[str, Promise] = {
    LOOKS: gettext_lazy("Who looked at what"),
    "writing": gettext_lazy("Writing records"),
    "corrections": gettext_lazy("Corrections"),
    "refusals": gettext_lazy("Refusals"),
    "exports": gettext_lazy("Printed or exported"),
    "sign-ins": gettext_lazy("Sign-ins, and those that failed"),
    "people": gettext_lazy("People, roles and settings"),
    "afterwards": gettext_lazy("What followed: sending, receipts, tasks, reviews"),
    "retention": gettext_lazy("Keeping and destroying records"),
    OTHER: gettext_lazy("Everything else"),
}
# Records that were decided in a way that a Guardian looks at again; ``queries`` finds them.
LATE, OVERRIDES, PUBLIC_INTEREST = "late", "overrides", "public-interest"
SPECIAL: Mapping[str, Promise] = {
    LATE: gettext_lazy("Recorded late"),
    OVERRIDES: gettext_lazy("Shared against a refusal, or without consent"),
    PUBLIC_INTEREST: gettext_lazy("Shared in the public interest"),
}
RECORDED = "decision.recorded"
CORRECTIONS = {
    "decision.corrected",
    "decision.superseded",
    "decision.recorded_in_error",
    "decision.sealed",
}
SEEN = {
    "dashboard.viewed",
    "dashboard.opened",
    "dashboard.listed",
    "dashboard.charts_viewed",
    "dashboard.work_viewed",
    "decision.viewed",
    "decision.listed",
    "decision.searched",
    "history.viewed",
    "history.searched",
    "history.record_viewed",
    "history.version_viewed",
    "history.verification_viewed",
    "retention.viewed",
    "review.viewed",
    "advice.viewed",
    "advice.listed",
    "sending.viewed",
    "sending.copy_read",
    "receipt.viewed",
    "incoming.listed",
    "incoming.viewed",
    "directory.viewed",
    "guidance.viewed",
    "guidance.searched",
    "law.viewed",
    "local.viewed",
    "local.readers_viewed",
    "follow_up.viewed",
    "incident.viewed",
    "task.listed",
    "task.viewed",
    "notice.listed",
    "notice.mailbox_viewed",
    "jobs.viewed",
    "scheme.viewed",
    "transfer.viewed",
}
PRINTED = "decision.printed"
BY_APP = {
    "decision": "writing", "guidance": "writing", "consent": "writing",
    "access": "refusals", "person": "sign-ins",
    "account": "people", "retention": "retention", "sending": "afterwards",
    "receipt": "afterwards", "follow_up": "afterwards", "incident": "afterwards",
    "task": "afterwards", "review": "afterwards", "advice": "afterwards",
    "incoming": "afterwards", "dashboard": "afterwards", "directory": "people",
    "local": "people", "law": "afterwards", "wording": "writing",
    "notice": "afterwards", "jobs": "people", "scheme": "afterwards", "transfer": "afterwards",
}  # fmt: skip
# In the order in which they stand above the log.
PRESETS = (
    LOOKS, "refusals", "corrections", LATE, OVERRIDES, PUBLIC_INTEREST, "exports", "sign-ins",
)  # fmt: skip


def group_of(kind: str) -> str:
    """The group of a kind of act."""
    if kind in CORRECTIONS:
        return "corrections"
    if kind in SEEN:
        return LOOKS
    if kind == PRINTED or kind.endswith("exported"):
        return "exports"
    app = kind.split(".", maxsplit=1)[0]
    return BY_APP.get(app, OTHER)


def kinds_of(code: str) -> list[str]:
    """The kinds that a filter means; none where it means all. Prints are looks too."""
    if code in SPECIAL:
        return [RECORDED]
    if code in KINDS:
        return [code]
    found = [kind for kind in KINDS if group_of(kind) == code]
    return [*found, PRINTED] if code == LOOKS else found


def label_of(code: str) -> str:
    """What a filter is called on the screen."""
    if code in SPECIAL:
        return str(SPECIAL[code])
    return str(LABELS[code]) if code in LABELS else of_somebody(code)


def of_somebody(kind: str) -> str:
    """A single kind of act: “Somebody opened a record”."""
    return sentence(kind, _("Somebody"), _("a record"))


def choices() -> Iterable[tuple[str, str]]:
    """Each group with its kinds after it, for a list that drops down."""
    yield "", _("Everything")
    for code in SPECIAL:
        yield code, label_of(code)
    for code, label in LABELS.items():
        kinds = [kind for kind in KINDS if group_of(kind) == code]
        if kinds:
            yield code, _("%(group)s: all") % {"group": label}
        for kind in kinds:
            yield kind, f"{label}: {of_somebody(kind)}"
