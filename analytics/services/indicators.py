"""Versions of indicators: one ends, the next begins, what was reported keeps its meaning."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from analytics.models import Indicator
from analytics.periods import shift
from ecms.audit.services import log
from ecms.core import clock
from ecms.core.refusal import Refusal


def next_version(indicator: Indicator, *, by: Any, at: datetime) -> Indicator:
    """A copy that comes into force with the next month; the present version ends before it.

    Raises:
        Refusal: a later version exists already.
    """
    begins = shift(clock.legal_date(at).replace(day=1), 1)
    with transaction.atomic():
        old = Indicator.objects.select_for_update().get(pk=indicator.pk)
        if Indicator.objects.filter(code=old.code, version__gt=old.version).exists():
            raise Refusal(_("“%(name)s” has a later version already.") % {"name": old.name})
        old.valid_to = begins - timedelta(days=1)
        old.save(update_fields=["valid_to"])
        new = Indicator.objects.get(pk=old.pk)
        new.pk, new.version, new.valid_from, new.valid_to = None, old.version + 1, begins, None
        new._state.adding = True
        new.save()
        log("indicator.version", new, by=by, at=at, data={"version": new.version})
    return new


def is_settled(indicator: Indicator, today: date) -> bool:
    """Whether the version has been in force, so that its meaning may not change any more."""
    return indicator.valid_from is None or indicator.valid_from <= today
