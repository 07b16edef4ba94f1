"""Reminding employers who have not updated: one due item for the clerks of each province."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count

from accounts.models import Province
from ecms.audit.services import log
from ecms.notifications.models import DueItem
from ecms.notifications.services import due
from enterprises.enums import EnterpriseStatus
from enterprises.models import Enterprise
from enterprises.rules import workforce as rules

KIND = "workforce.overdue"
REMIND_WITHIN = timedelta(days=14)  # our practice: letters go out so soon after the report day


def remind_by(today: date) -> date:
    """By when the clerks should have written to employers who missed the last report."""
    return rules.previous_due(today) + REMIND_WITHIN


@transaction.atomic
def expect(*, today: date, at: datetime) -> int:
    """Open or close the due item of each province; returns how many stand open.

    Done once for a report day, it does not come back before the next one.
    """
    late = Enterprise.objects.filter(
        status=EnterpriseStatus.ACTIVE, merged_into__isnull=True, workforce_due_on__lt=today
    )
    counted = dict(late.order_by().values_list("province").annotate(n=Count("pk")))
    due_on = remind_by(today)
    open_now = 0
    for province in Province.objects.present():
        count = counted.get(province.pk, 0)
        if not count:
            due.settle(KIND, province, at=at)
        elif not _done(province, due_on):
            due.expect(
                KIND, province, due_on=due_on, at=at, legal_basis=rules.legal_basis(),
                label=f"{province.name_vi}: {count}",
            )  # fmt: skip
            open_now += 1
    return open_now


def _done(province: Province, due_on: date) -> bool:
    items = DueItem.objects.filter(
        kind=KIND, object_id=province.pk, due_on=due_on, outcome="done",
        content_type=ContentType.objects.get_for_model(province),
    )  # fmt: skip
    return items.exists()


@transaction.atomic
def written(firms: list[Enterprise], *, by: Any, at: datetime) -> None:
    """Letters to these employers were printed; the item of their provinces is done."""
    for firm in firms:
        log("workforce.reminded", firm, by=by, at=at, data={"due_on": firm.workforce_due_on})
    provinces = {firm.province_id: firm.province for firm in firms}
    for province in provinces.values():
        due.settle(KIND, province, at=at)
