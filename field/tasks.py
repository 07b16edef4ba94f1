"""Jobs of the field work; each may run twice without harm."""

from celery import shared_task

from ecms.core import clock
from field.services import sweeping


@shared_task
def sweep_uploads() -> int:
    """Remove pieces of uploads that nobody goes on with."""
    return sweeping.sweep(at=clock.now())
