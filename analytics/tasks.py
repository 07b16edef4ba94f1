"""Jobs of analytics."""

from celery import shared_task

from analytics import figures
from ecms.core import clock


@shared_task(expires=55)
def refresh_figures() -> list[str]:
    """Every minute: compute what has changed; answers the measures computed."""
    outcome = figures.refresh(at=clock.now())
    return list(outcome.measures) if outcome else []
