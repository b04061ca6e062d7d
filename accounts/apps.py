"""The accounts app: organisations, people, roles, sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Organisations, teams, people, roles and sign-in."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
