"""Sign-in only for accounts in force."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from ecms.core import clock


class DatedAccountBackend(AuthenticationBackend):
    """allauth's back end, closed to accounts before their first or after their last day."""

    def get_user(self, user_id: Any) -> Any:
        """The account of a session, read together with its body, which most pages need."""
        user = User.objects.select_related("agency").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Active, and in force on the legal date."""
        return bool(super().user_can_authenticate(user)) and user.is_in_force(clock.today())
