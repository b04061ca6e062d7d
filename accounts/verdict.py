"""May they? Yes, or no with a code for tests and a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """The answer of every ``may_*`` question; guards the view and explains the page."""

    allowed: bool
    code: str = ""
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def or_403(self) -> None:
        """Stop here with the reason in words, unless it is allowed."""
        if not self.allowed:
            raise PermissionDenied(self.reason)


YES = Verdict(allowed=True)


def no(code: str, reason: str) -> Verdict:
    """A refusal: ``code`` is stable, ``reason`` is a whole sentence."""
    return Verdict(allowed=False, code=code, reason=str(reason))
