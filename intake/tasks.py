"""Jobs of intake; each may run twice without harm."""

from celery import shared_task

from ecms.core import clock
from intake.services.accidents import returns


@shared_task
def remind_accident_returns() -> None:
    """Open the half-year and yearly accident reports of the departments."""
    returns.remind(at=clock.now())
