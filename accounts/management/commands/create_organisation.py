"""How does the first organisation begin? One command makes it and invites its administrator."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError
from django.urls import reverse

from accounts import actions, policies
from accounts.door import SYSTEM, acting
from accounts.models import Nation, OrganisationKind, Role


class Command(BaseCommand):
    """Makes an organisation and prints the link by which its administrator joins."""

    help = "Make an organisation and invite its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="the organisation's name")
        parser.add_argument("--nation", required=True, choices=Nation.values)
        parser.add_argument("--kind", required=True, choices=OrganisationKind.values)
        public = parser.add_mutually_exclusive_group(required=True)
        public.add_argument("--public-authority", action="store_true", dest="is_public")
        public.add_argument("--not-public-authority", action="store_false", dest="is_public")
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", required=True)
        parser.add_argument(
            "--address", default="http://127.0.0.1:8000", help="where the service is reached"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["admin_email"])
            secret = self._make(options)
        except ValidationError:
            raise CommandError(f"“{options['admin_email']}” is not an email address.") from None
        except IntegrityError:
            raise CommandError(f"There is already an organisation “{options['name']}”.") from None
        link = options["address"].rstrip("/") + reverse("invitation", args=[secret])
        days = policies.INVITATION_LIVES.days
        self.stdout.write(f"{options['name']} is ready. {options['admin_name']} joins here,")
        self.stdout.write(f"once and within {days} days, as its administrator:\n{link}")

    def _make(self, options: dict[str, Any]) -> str:
        system = SYSTEM("create_organisation")
        with acting(system):
            organisation = actions.create_organisation(
                name=options["name"],
                nation=options["nation"],
                kind=options["kind"],
                is_public_authority=options["is_public"],
                actor=system,
            )
            return actions.invite(
                organisation,
                email=options["admin_email"],
                name=options["admin_name"],
                roles=[Role.ADMINISTRATOR],
                actor=system.within(organisation.pk),
            ).secret
