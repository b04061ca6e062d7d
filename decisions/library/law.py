"""Which laws are there in this nation, layer by layer, and where does all of it come from?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.guidance import LAYERS, Basis, Source, bases
from decisions.guidance.library import shelf

NAMES: dict[str, tuple[Promise | str, Promise | str]] = {
    "article_6": (
        _("A reason to use the information at all"),
        _("Every share needs one (UK GDPR, Article 6)."),
    ),
    "article_9": (
        _("Sensitive information"),
        _("Such as health, race or sex life: it needs one more (Article 9)."),
    ),
    "offence": (
        _("Crimes and accusations"),
        _("What somebody did, or is said to have done, needs one more (Article 10)."),
    ),
    "confidentiality": (
        _("What was told in confidence"),
        _("What lets you pass on what you were trusted with."),
    ),
    "gateway": (
        _("Laws that allow or ask for sharing"),
        _("A public body needs a power. Some laws leave no choice."),
    ),
    "article_8": (
        _("The right to a private and family life"),
        _("Human rights law asks that sharing is fair and no more than needed (Article 8)."),
    ),
}


def layers(nation: str) -> Iterator[tuple[str, Promise | str, Promise | str, tuple[Basis, ...]]]:
    """Each layer that has anything here: its code, name, what it is for, and its laws."""
    for layer in LAYERS:
        held = bases(nation, layer=layer)
        if held:
            yield layer, *NAMES[layer], held


def sources_in_use() -> list[Source]:
    """Every source, by publisher; our own words stand last."""
    return sorted(
        shelf().sources.values(), key=lambda each: (not each.url, each.publisher, each.title)
    )
