"""The decisions app."""

from django.apps import AppConfig
from django.core.checks import register

from decisions.checks import guidance_is_whole


class DecisionsConfig(AppConfig):
    """The decisions app."""

    name = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have Django ask whether the guidance data is whole."""
        register(guidance_is_whole, "guidance")
