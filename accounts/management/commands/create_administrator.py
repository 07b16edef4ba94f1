"""Make the first administrator of an installation, or one more."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Agency, Role, User
from accounts.services.users import Post, open_account
from ecms.core import clock

PASSWORD_VARIABLE = "ECMS_ADMIN_PASSWORD"  # noqa: S105 - the name of the variable


class Command(BaseCommand):
    """``manage.py create_administrator USERNAME --name NAME --agency CODE``."""

    help = (
        "Make an administrator. The password is asked for, or read from the environment "
        f"variable {PASSWORD_VARIABLE}; it never stands on the command line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="full name")
        parser.add_argument("--agency", default="MOHA", help="code of the body (default: MOHA)")
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, create, say what comes next."""
        username = options["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"There is already an account {username!r}.")
        role, agency = self._reference(options["agency"])
        user = User(username=username, full_name=options["name"], email=options["email"])
        user.set_password(self._password(user))
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        open_account(user=user, post=Post(role=role, agency=agency), by=None, at=clock.now())
        self.stdout.write(f"{username} may administer. The first sign-in sets up the second step.")

    def _reference(self, code: str) -> tuple[Role, Agency]:
        try:
            return Role.objects.get(code="administrator"), Agency.objects.get(code=code)
        except (Role.DoesNotExist, Agency.DoesNotExist) as error:
            raise CommandError(f"{error} Run load_reference first.") from error

    def _password(self, user: User) -> str:
        password = os.environ.get(PASSWORD_VARIABLE) or self._ask()
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError(f"No terminal to ask for a password: set {PASSWORD_VARIABLE}.")
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("The two passwords differ.")
        return password
