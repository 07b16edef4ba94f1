"""Jobs of campaigns; each may run twice without harm."""

from celery import shared_task

from accounts.models import User
from campaigns.models import Campaign
from campaigns.services import opening
from ecms.core import clock


@shared_task
def open_checks(pk: int, user: int) -> int:
    """Open the checks that are not open yet, in the name of who asked for it."""
    campaign = Campaign.objects.get(pk=pk)
    return opening.open_all(campaign, by=User.objects.get(pk=user), at=clock.now())
