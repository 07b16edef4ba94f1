"""Jobs of campaigns; each may run twice without harm."""

from celery import shared_task

from accounts.models import User
from campaigns.models import Campaign, Mailing
from campaigns.services import mailing, opening, plan_days, posting
from ecms.core import clock


@shared_task
def open_checks(pk: int, user: int) -> int:
    """Open the checks that are not open yet, in the name of who asked for it."""
    campaign = Campaign.objects.get(pk=pk)
    return opening.open_all(campaign, by=User.objects.get(pk=user), at=clock.now())


@shared_task
def make_letters(pk: int) -> int:
    """The papers of a mailing that are missing."""
    return mailing.make(Mailing.objects.get(pk=pk), at=clock.now())


@shared_task
def post_letters() -> int:
    """Finish papers that a killed worker left, then send their copies by e-mail."""
    for row in Mailing.objects.filter(letters__document__isnull=True, issued_at__isnull=False
                                      ).distinct():  # fmt: skip
        mailing.make(row, at=clock.now())
    return posting.send_waiting(at=clock.now())


@shared_task
def watch_plans() -> int:
    """Every day: the days that the law sets for plans of a year."""
    return plan_days.watch_all(at=clock.now())
