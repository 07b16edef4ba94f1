"""Audit of sign-in and credentials.

The only signal receivers of the product: Django and allauth announce these moments by signals
and offer no other hook. Everything of our own is a service.
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from accounts.middleware import SIGNED_IN_AT
from accounts.models import User
from ecms.audit.services import log
from ecms.core import clock


@receiver(user_logged_in)
def signed_in(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """Start the clocks of the session and write the event."""
    now = clock.now()
    request.session[SIGNED_IN_AT] = now.timestamp()
    User.objects.filter(pk=user.pk).update(last_seen_at=now)
    log("account.signed_in", user, by=user, at=now)


@receiver(user_logged_out)
def signed_out(sender: Any, request: Any, user: User | None, **kwargs: Any) -> None:
    """Write the event, with the reason where the product ended the session."""
    if user is not None and user.pk:
        reason = getattr(request, "end_reason", None)
        data = {"reason": str(reason.value)} if reason else {}
        log("account.signed_out", user, by=user, at=clock.now(), data=data)


@receiver((password_changed, password_set))
def password_was_changed(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """The person chose another password; their other sessions are dead."""
    log("account.password_changed", user, by=user, at=clock.now())


@receiver(password_reset)
def password_was_reset(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """The person set a password through a one-time link."""
    log("account.password_reset", user, by=user, at=clock.now())


@receiver((authenticator_added, authenticator_reset))
def factor_was_added(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """A second factor was set up or renewed."""
    log("account.factor_added", user, by=user, at=clock.now(), data=_factor(kwargs))


@receiver(authenticator_removed)
def factor_was_removed(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """A second factor was taken away."""
    log("account.factor_removed", user, by=user, at=clock.now(), data=_factor(kwargs))


def _factor(kwargs: dict[str, Any]) -> dict[str, str]:
    authenticator = kwargs.get("authenticator")
    return {"type": str(authenticator.type)} if authenticator is not None else {}
