"""How allauth behaves here: no sign-up, an auditable throttle, known devices of the owner."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from ecms.audit.services import log
from ecms.core import clock

DEVICE_COOKIE = "ecms_device"
DEVICE_SALT = "accounts.device"
DEVICE_SECONDS = 90 * 24 * 3600
BLOCK_NOTED_SECONDS = 300  # one audit event per account and window, however many are refused


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; wrong passwords slow down, nobody is shut out.

    Wrong passwords count per network address and per user name (ACCOUNT_RATE_LIMITS). A browser
    that signed in before carries a signed cookie and is counted apart, so that a stranger who
    keeps guessing slows only strangers, never the owner at the usual computer.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def get_user_search_fields(self) -> list[Any]:
        """Fields searched for a user."""
        return ["username", "email", "full_name"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before the password is looked at once the limit is reached, and audit it."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note_block(credentials.get("username", ""))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Audit a wrong password; a name without an account is not kept, it may be a password."""
        user = _account(credentials.get("username", ""))
        log("account.sign_in_failed", user, by=None, at=clock.now())

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Remember the browser as one of the owner's."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_cookie(
            DEVICE_COOKIE,
            signing.dumps(user.pk, salt=DEVICE_SALT),
            max_age=DEVICE_SECONDS,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:device" if _is_known_device(request, credentials) else key

    def _note_block(self, username: str) -> None:
        user = _account(username)
        if user and cache.add(f"sign-in-blocked:{user.pk}", 1, BLOCK_NOTED_SECONDS):
            log("account.sign_in_blocked", user, by=None, at=clock.now())


def _account(username: str) -> User | None:
    return User.objects.filter(username__iexact=username).first() if username else None


def _is_known_device(request: HttpRequest, credentials: dict[str, Any]) -> bool:
    cookie = request.COOKIES.get(DEVICE_COOKIE)
    if not cookie:
        return False
    try:
        pk = signing.loads(cookie, salt=DEVICE_SALT, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return False
    user = _account(credentials.get("username", ""))
    return user is not None and user.pk == pk
