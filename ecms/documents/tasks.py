"""Jobs of exports, in the queue ``exports``; each may run twice without harm."""

from celery import shared_task

from ecms.core import clock
from ecms.documents.exporting import work


@shared_task
def make_export(pk: int) -> bool:
    """Write the file of one export."""
    return work.make(pk, clock=clock.now)


@shared_task(expires=55)
def sweep_exports() -> list[int]:
    """Every minute: give out again what a lost worker left behind."""
    again = work.sweep(at=clock.now())
    for pk in again:
        make_export.delay(pk)
    return again


@shared_task
def forget_exports() -> int:
    """Every hour: delete the files that have been kept long enough."""
    return work.forget(at=clock.now())
