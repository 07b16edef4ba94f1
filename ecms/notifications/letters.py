"""Letters of the module itself: a mail that came back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecms.notifications.enums import Outcome
from ecms.notifications.registry import Letter

MINE, OF_SOMEBODY = "mail.returned", "mail.returned_of"


def _nobody(person: Any) -> list[Any]:
    return []  # whoever tells says to whom


def _wishes(person: Any) -> str:
    return reverse("notifications:wishes")


def _sendings(person: Any) -> str:
    page = reverse("admin:notifications_dispatch_changelist")
    return f"{page}?state__exact={Outcome.BOUNCED}&recipient__id__exact={person.pk}"


RETURNED = (
    Letter(
        kind=MINE,
        title=_("A mail to you came back"),
        text=_("Look whether your address is right; until then no mail may reach you."),
        recipients=_nobody,
        url=_wishes,
    ),
    Letter(
        kind=OF_SOMEBODY,
        title=_("A mail to a colleague came back"),
        text=_("See why, and correct the address in the account."),
        recipients=_nobody,
        url=_sendings,
    ),
)
