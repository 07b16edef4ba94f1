"""Letters of the administration module."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import selectors
from ecms.core import clock
from ecms.notifications.registry import Letter

RETIRED = Letter(
    kind="account.retired",
    title=_("An account was switched off"),
    text=_("Check whether the person still works here; if so, switch the account on again."),
    recipients=lambda user: selectors.administrators(on=clock.today()),
    url=lambda user: reverse("admin:accounts_user_change", args=[user.pk]),
)


def all_letters() -> tuple[Any, ...]:
    """What ``apps.ready()`` registers."""
    return (RETIRED,)
