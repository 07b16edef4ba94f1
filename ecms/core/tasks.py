"""The heartbeat, by which ``health`` knows that jobs are done.

Worker and beat report once when they start; then beat reports with each heartbeat it sends and
the worker with each one it runs. A broker that is away must end neither of them.
"""

import structlog
from celery import shared_task
from celery.signals import after_task_publish, beat_init, worker_ready
from django.utils import timezone

from ecms.core import health

log = structlog.get_logger(__name__)


@shared_task(expires=60)
def heartbeat() -> None:
    """Note that a worker ran this."""
    health.record("worker", at=timezone.now())


@worker_ready.connect
def _report_worker(**kwargs: object) -> None:
    _report("worker")


@beat_init.connect
def _report_beat(**kwargs: object) -> None:
    _report("beat")


@after_task_publish.connect(sender="ecms.core.tasks.heartbeat")
def _report_sent_heartbeat(**kwargs: object) -> None:
    _report("beat")


def _report(part: str) -> None:
    try:
        health.record(part, at=timezone.now())
    except Exception:
        log.exception("heartbeat not recorded", part=part)
