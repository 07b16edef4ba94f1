"""Month-ends: departments confirm, the ministry freezes; what was reported stays reported."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Province
from analytics import figures
from analytics.annex_accidents import cases_of_month
from analytics.delivery import undelivered
from analytics.models import Closing, Confirmation
from analytics.numbers import as_of
from analytics.period_words import month_words
from analytics.periods import shift
from analytics.rights import may_close, may_confirm
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal, demand

_FREEZE = """
INSERT INTO analytics_frozenfigure
       (closing_id, measure, province_id, month, key, key2, count, amount)
SELECT %s, measure, province_id, month, key, key2, count, amount
  FROM analytics_figure WHERE month = %s OR month IS NULL
"""


def confirm(month: date, *, note: str, by: Any, at: datetime) -> list[Confirmation]:
    """The department's month is complete; saying it twice changes nothing.

    Raises:
        Refusal: not the head of a department, or the month has not ended.
    """
    demand(may_confirm(by))
    _demand_ended(month, at)
    with transaction.atomic():
        made = []
        for place in Province.objects.present().filter(pk__in=by.scope.province_ids):
            row, created = Confirmation.objects.get_or_create(
                month=month, province=place,
                defaults={"confirmed_at": at, "confirmed_by": by, "note": note.strip()},
            )  # fmt: skip
            made.append(row)
            if created:
                log("month.confirmed", row, by=by, at=at, data={"month": f"{month:%Y-%m}"})
    return made


def close(month: date, *, by: Any, at: datetime) -> Closing:
    """Freeze the figures of a month and how things stand; a frozen month stays as it is.

    Raises:
        Refusal: no right, the month has not ended, or the figures are being computed.
    """
    demand(may_close(by))
    _demand_ended(month, at)
    if (done := Closing.objects.filter(month=month).first()) is not None:
        return done
    if figures.refresh(at=at) is None:
        raise Refusal(_("The figures are being computed; try again in a minute."))
    with transaction.atomic():
        closing, created = Closing.objects.get_or_create(
            month=month,
            defaults={"closed_at": at, "closed_by": by, "as_of": as_of() or at,
                      "missing": [place.code for place in undelivered(month)]},
        )  # fmt: skip
        if created:
            with connection.cursor() as cursor:
                cursor.execute(_FREEZE, [closing.pk, month])
                closing.cells = cursor.rowcount
            closing.accidents = cases_of_month(month)
            closing.save(update_fields=["cells", "accidents"])
            data = {"month": f"{month:%Y-%m}", "missing": closing.missing}
            log("month.frozen", closing, by=by, at=at, data=data)
    return closing


def _demand_ended(month: date, at: datetime) -> None:
    if shift(month, 1) > clock.legal_date(at):
        message = _("%(month)s has not ended yet.") % {"month": month_words(month)}
        raise Refusal(message)
