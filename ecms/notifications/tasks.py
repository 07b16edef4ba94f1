"""Jobs of notifications; each may run twice without telling anybody twice."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from ecms.core import clock
from ecms.core.calendar import load_calendar
from ecms.notifications.services import claiming, digest


@shared_task
def claim_due() -> int:
    """Put what is due soon or overdue into each person's list."""
    return claiming.claim_due(today=clock.today(), at=clock.now(), calendar=load_calendar())


@shared_task
def send_digests() -> int:
    """Send the daily digest mails, from the morning hour on."""
    if timezone.localtime(clock.now()).hour < settings.DIGEST_HOUR:
        return 0
    return digest.send_all(day=clock.today(), at=clock.now())
