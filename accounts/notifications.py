"""Letters of the administration module."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import selectors
from accounts.selectors import leaders_of
from ecms.core import clock
from ecms.notifications.registry import Letter

RETIRED = Letter(
    kind="account.retired",
    title=_("An account was switched off"),
    text=_("Check whether the person still works here; if so, switch the account on again."),
    recipients=lambda user: selectors.administrators(on=clock.today()),
    url=lambda user: reverse("admin:accounts_user_change", args=[user.pk]),
)
HANDED_OVER = Letter(
    kind="account.handed_over",
    title=_("Work was handed over"),
    text=_("See what came to you, or what went to others, and what is still to be done."),
    recipients=lambda row: [row.person, *row.successors.all()],
    url=lambda row: reverse("accounts:handover-done", args=[row.pk]),
)
WORK_LEFT = Letter(
    kind="account.work_left",
    title=_("Open work to hand over"),
    text=_("This person leaves or is away and still holds open work: give it to others."),
    recipients=lambda user: leaders_of(user, on=clock.today()),
    url=lambda user: reverse("accounts:handover", args=[user.pk]),
)
SEARCH_FOUND = Letter(
    kind="search.found",
    title=_("New matches of a saved search"),
    text=_("Look at what is new, or silence the search."),
    recipients=lambda row: [row.owner],
    url=lambda row: reverse("accounts:search", args=[row.pk]),
)
SEARCH_TOO_WIDE = Letter(
    kind="search.too_wide",
    title=_("A saved search matches too much and is silent now"),
    text=_("Look at what is new; narrow the search, then let it tell you again."),
    recipients=lambda row: [row.owner],
    url=lambda row: reverse("accounts:search", args=[row.pk]),
)


def all_letters() -> tuple[Any, ...]:
    """What ``apps.ready()`` registers."""
    return (RETIRED, HANDED_OVER, WORK_LEFT, SEARCH_FOUND, SEARCH_TOO_WIDE)
