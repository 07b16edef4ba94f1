"""Rules and words as they stand in the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from ecms.core.calendar import WorkingCalendar
from ecms.notifications import registry
from ecms.notifications.enums import Channel, Outcome
from ecms.notifications.models import Dispatch, LetterWording, Preference, ReminderRule
from ecms.notifications.rules import Ladder, Step


def ladder(calendar: WorkingCalendar) -> Ladder:
    """Every reminder rule, also those of other days: an outage may lie between."""
    fields = ("pk", "kind", "moment", "days", "unit", "audience", "urgent", "valid_from",
              "valid_to")  # fmt: skip
    rows = ReminderRule.objects.values_list(*fields)
    return Ladder((Step(*row) for row in rows), calendar)


def returned_to(user: Any, wishes: Preference) -> Dispatch | None:
    """The last mail to the address of ``user`` that came back, until it is trusted again."""
    if wishes.mail_bounced_at is None or not user.email:
        return None
    back = Dispatch.objects.filter(recipient=user, channel=Channel.MAIL, state=Outcome.BOUNCED)
    return back.filter(address=user.email).first()


class Words:
    """What messages say, in the language of the moment: shipped words and those put over them."""

    def __init__(self, kinds: Iterable[str] | None = None) -> None:
        rows = LetterWording.objects.all()
        if kinds is not None:
            rows = rows.filter(kind__in=set(kinds))
        self._rows = {row.kind: row for row in rows}

    def of(self, kind: str, part: str) -> str:
        """``part`` ("title", "text" or "late") of a kind."""
        row = self._rows.get(kind)
        own = row.said(part, get_language() or "vi") if row else ""
        return own or str(getattr(registry.letter(kind), part))
