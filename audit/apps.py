"""The audit app: the history that the database writes, and the log of acts."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """History, acts, and the checks that both are in place."""

    name = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import door
        from audit import checks, signins  # noqa: F401 - they register themselves
        from audit.actions import note

        door.send_notes_to(note)
