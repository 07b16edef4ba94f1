"""The one place that reads the clock. Views and tasks call it; everything else is told."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The legal date in Vietnam (Asia/Ho_Chi_Minh)."""
    return timezone.localdate()


def legal_date(moment: datetime) -> date:
    """The date in Vietnam of an aware moment."""
    return timezone.localtime(moment).date()
