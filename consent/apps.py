"""The consent app."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """The consent app."""

    name = "consent"
    default_auto_field = "django.db.models.BigAutoField"
