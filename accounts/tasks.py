"""Jobs of the administration module; thin wrappers over services."""

from celery import shared_task

from accounts.services import retirement, searches, sharing
from ecms.core import clock


@shared_task
def retire_accounts() -> dict[str, int]:
    """Every hour: switch off idle and expired accounts, settle transfers, end shares."""
    at = clock.now()
    return {
        "retired": retirement.retire(at=at),
        "moved": retirement.settle_transfers(at=at),
        "shares_ended": sharing.end_expired(at=at),
    }


@shared_task
def tell_searches() -> int:
    """Every half hour: tell the owners of saved searches of what matches newly."""
    return searches.tell_all(at=clock.now())
