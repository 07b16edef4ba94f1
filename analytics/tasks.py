"""Jobs of analytics; each may run twice and does its work once."""

from celery import shared_task

from analytics import figures
from analytics.services import reports, saving
from ecms.core import clock


@shared_task(expires=55)
def refresh_figures() -> list[str]:
    """Every minute: compute what has changed; answers the measures computed."""
    outcome = figures.refresh(at=clock.now())
    return list(outcome.measures) if outcome else []


@shared_task(autoretry_for=(Exception,), max_retries=2, retry_backoff=10)
def make_report(pk: int) -> bool:
    """Make one report; after an error again in a moment, three times in all."""
    return reports.make(pk, now=clock.now)


@shared_task(expires=55)
def sweep_reports() -> list[int]:
    """Every minute: give out again what a lost worker left behind."""
    again = reports.sweep(at=clock.now())
    for pk in again:
        make_report.delay(pk)
    return again


@shared_task(expires=3000)
def send_questions() -> int:
    """Every hour: tell those whose questions are due; answers how many were told."""
    return saving.send_due(at=clock.now())
