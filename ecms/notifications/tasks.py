"""Jobs of notifications; each may run twice without telling anybody twice."""

from celery import shared_task

from ecms.core import clock
from ecms.notifications.services import claiming, digest, sending


@shared_task
def claim_due() -> int:
    """Put what is due soon or overdue into each person's list, urgent things into the outbox."""
    return claiming.claim_due(today=clock.today(), at=clock.now())


@shared_task
def send_messages() -> int:
    """Write the digests and summaries whose hour has come, then send what waits."""
    at = clock.now()
    digest.queue_digests(at=at)
    digest.queue_summaries(at=at)
    return sending.send_waiting(at=at)
