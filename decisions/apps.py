"""The decisions app."""

from django.apps import AppConfig
from django.core.checks import register

from decisions.checks import guidance_is_whole


class DecisionsConfig(AppConfig):
    """The decisions app."""

    name = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who asks whether the guidance is whole, finds records, and finds gaps."""
        from accounts.actions.organisations import changes_are_followed_by
        from accounts.ui.context import waiting_is_told_by
        from audit.middleware import records_are_found_by
        from decisions.dashboard.attending import gaps_are_found_by
        from decisions.dashboard.drawing_again import follow_settings
        from decisions.evidence import gaps_of
        from decisions.guardian.queries import record_called
        from decisions.tasks.waiting import what_waits

        register(guidance_is_whole, "guidance")
        records_are_found_by(record_called)
        waiting_is_told_by(what_waits)
        gaps_are_found_by(gaps_of)
        changes_are_followed_by(follow_settings)
