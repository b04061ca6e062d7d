"""The decisions app."""

from django.apps import AppConfig
from django.core.checks import register

from decisions.checks import guidance_is_whole


class DecisionsConfig(AppConfig):
    """The decisions app."""

    name = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have Django ask whether the guidance data is whole, and refusals name their record."""
        from audit.middleware import records_are_found_by
        from decisions.guardian.queries import record_called

        register(guidance_is_whole, "guidance")
        records_are_found_by(record_called)
