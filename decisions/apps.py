"""The decisions app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The decisions app."""

    name = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
