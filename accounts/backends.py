"""Sign-in only for accounts in force."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from ecms.core import clock


class DatedAccountBackend(AuthenticationBackend):
    """allauth's back end, closed to accounts before their first or after their last day."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Active, and in force on the legal date."""
        return bool(super().user_can_authenticate(user)) and user.is_in_force(clock.today())
