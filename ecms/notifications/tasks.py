"""Jobs of notifications; each may run twice without telling anybody twice."""

from celery import shared_task
from django.conf import settings

from ecms.core import clock
from ecms.notifications import mailbox
from ecms.notifications.services import claiming, digest, returns, sending


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


@shared_task
def read_returns() -> int:
    """Read the mailbox of returned mails; nothing where the installation has none."""
    if not settings.RETURNS_HOST:
        return 0
    with mailbox.imap() as box:
        return returns.take_in(box, at=clock.now())
