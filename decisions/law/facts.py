"""What is known of a situation, as far as the law turns on it? No database, no words of anybody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

from decisions.guidance.law_rules import NOT_KNOWN

YES, NO = "yes", "no"
ADULT_AT = 18
# Worries that are no harm by themselves, and one that says nothing.
STRAIN = frozenset({"early-help", "education"})
OPEN = "other"
SEXUAL = frozenset({"sexual", "exploitation-sexual"})
FGM = "fgm"
REFUSALS = frozenset({"refused", "withdrawn"})
SOCIAL_CARE = frozenset({"childrens-social-care", "adult-social-care", "out-of-hours"})
HEALTH = frozenset(
    {
        "health-visitor", "midwife", "gp", "hospital", "named-professional", "mental-health",
        "ambulance", "adult-social-care", "care-provider",
    }
)  # fmt: skip
# Kinds of recipient by the fact that they answer.
GOES_TO = {
    "police": frozenset({"police"}),
    "health": HEALTH,
    "reporter": frozenset({"childrens-reporter"}),
    "mappa": frozenset({"mappa"}),
    "court": frozenset({"court"}),
    "social_care": SOCIAL_CARE,
}
# Who asked says as well where it goes.
ASKED_BY = {"council": "social_care", "police": "police", "court": "court"}


@dataclass(frozen=True, slots=True)
class Facts:
    """Codes only; what is empty, or None, is not known."""

    nation: str
    organisation: str = ""
    public: str = ""
    about: str = ""
    age: int | None = None
    consent: str = ""
    agreement: str = ""
    explicit: str = ""
    able: str = ""
    concerns: Collection[str] = ()
    significant: str = ""
    sensitive: str = ""
    offence: str = ""
    confidence: str = ""
    direction: str = ""
    asker: str = ""
    recipients: Collection[str] | None = None
    court_order: str = ""
    life: str = ""
    known: str = ""
    regulated: str = ""
    anyway: str = ""
    outcome: str = ""

    def table(self) -> dict[str, str]:
        """Every fact that a rule may ask about, with its answer or “not-known”."""
        said = {name: getattr(self, name) or NOT_KNOWN for name in PLAIN}
        found = {
            **said,
            "under_18": self._under_18(),
            "refused": self._refused(),
            "risk": self._risk(),
            "sexual": self._worry(SEXUAL),
            "fgm": self._worry({FGM}),
            "asker": self._asker(),
        }
        return found | {name: self._goes_to(name) for name in GOES_TO}

    def _under_18(self) -> str:
        if self.age is not None and self.about in ("child", "adult"):
            return YES if self.age < ADULT_AT else NO
        return {"child": YES, "adult": NO}.get(self.about, NOT_KNOWN)

    def _refused(self) -> str:
        if {self.consent, self.agreement} & REFUSALS:
            return YES
        return NO if self.consent or self.agreement else NOT_KNOWN

    def _risk(self) -> str:
        """Harm that is feared; strain alone is none."""
        worries = set(self.concerns)
        if worries - STRAIN - {OPEN} or self.significant == YES:
            return YES
        return NOT_KNOWN if OPEN in worries or not worries else NO

    def _worry(self, kinds: Collection[str]) -> str:
        if not self.concerns:
            return NOT_KNOWN
        return YES if set(self.concerns) & set(kinds) else NO

    def _asker(self) -> str:
        if self.direction and self.direction != "asked":
            return "nobody"
        return self.asker or NOT_KNOWN

    def _goes_to(self, name: str) -> str:
        if ASKED_BY.get(self._asker()) == name:
            return YES
        if self.recipients is None:
            return NOT_KNOWN
        return YES if set(self.recipients) & GOES_TO[name] else NO


_WORKED_OUT = ("age", "concerns", "recipients", "asker")
PLAIN = tuple(each.name for each in fields(Facts) if each.name not in _WORKED_OUT)
