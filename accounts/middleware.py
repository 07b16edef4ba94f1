"""Account state on every request: dated accounts, idle and absolute limits, second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from accounts.enums import EndReason
from accounts.models import User
from ecms.core import clock

SIGNED_IN_AT = "signed_in_at"  # seconds since 1970, put into the session at sign-in
SEEN_EVERY = timedelta(minutes=5)  # a page view writes the account row at most this often
TOUCH_SECONDS = 20  # the idle mark in the cache moves at most this often
# Pages that stay open while the second factor is still missing.
OPEN_WITHOUT_MFA = frozenset(
    {"account_logout", "account_reauthenticate", "set_language", "accounts:ended", "healthz"}
)


class AccountStateMiddleware:
    """Signs out who may no longer be in, and asks for the second factor where the role does.

    The idle mark lives in the cache; where the cache was emptied, the account's ``last_seen_at``
    (at most five minutes older) stands in for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session with words, or pass the request on."""
        if SESSION_KEY in request.session:
            reason = _why_ended(request)
            if reason is not None:
                return _goodbye(request, reason)
            _note_seen(request.user)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead to the activation of the second factor until it is done."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in OPEN_WITHOUT_MFA or name.startswith("mfa_"):
            return None
        if not second_factor_missing(request):
            return None
        messages.info(request, _("Your role needs two-step sign-in. Set it up to go on."))
        return redirect("mfa_activate_totp")


def second_factor_missing(request: HttpRequest) -> bool:
    """Whether the role demands a second factor that the account does not have yet."""
    user: Any = request.user
    if not settings.MFA_REQUIRED or not user.is_authenticated or not user.needs_second_factor:
        return False
    if user.is_demonstration and settings.DEMO_ACCOUNTS:
        return False
    if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
        return False
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=user, type__in=kinds).exists()


def _why_ended(request: HttpRequest) -> EndReason | None:
    """Why the session of a signed-in browser must end now; None while it may go on."""
    user: Any = request.user
    if not user.is_authenticated:
        return EndReason.CLOSED if SESSION_KEY in request.session else EndReason.ELSEWHERE
    now = clock.now().timestamp()
    signed_in = request.session.get(SIGNED_IN_AT)
    if signed_in is None or now - signed_in > settings.SESSION_COOKIE_AGE:
        return EndReason.LONG
    key = f"seen:{request.session.session_key}"
    last = _read(key) or max(signed_in, user.last_seen_at.timestamp() if user.last_seen_at else 0)
    if now - last > settings.SESSION_IDLE_SECONDS:
        return EndReason.IDLE
    if now - last > TOUCH_SECONDS or last == signed_in:
        _write(key, now)
    return None


def _read(key: str) -> float | None:
    try:
        return cache.get(key)
    except RedisError:  # the broker is away: people go on working
        return None


def _write(key: str, value: float) -> None:
    try:
        cache.set(key, value, settings.SESSION_COOKIE_AGE)
    except RedisError:
        return


def _note_seen(user: Any) -> None:
    now = clock.now()
    if user.last_seen_at is None or now - user.last_seen_at > SEEN_EVERY:
        stale = Q(last_seen_at__isnull=True) | Q(last_seen_at__lt=now - SEEN_EVERY)
        User.objects.filter(stale, pk=user.pk).update(last_seen_at=now)


def _goodbye(request: HttpRequest, reason: EndReason) -> HttpResponse:
    """Sign out and show why; htmx is told to load the whole page."""
    request.end_reason = reason  # type: ignore[attr-defined]  # read by the audit receiver
    logout(request)
    back = request.get_full_path() if request.method == "GET" else "/"
    url = f"{reverse('accounts:ended', args=[reason])}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)
