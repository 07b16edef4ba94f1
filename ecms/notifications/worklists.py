"""Groups of the home page: overdue, due soon, news."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecms.core.work import Group
from ecms.notifications import querysets, registry


def _due_row(item: Any) -> dict[str, Any]:
    letter = registry.letter(item.kind)
    return {
        "title": item.label,
        "url": reverse("notifications:due", args=[item.pk]),
        "meta": letter.title,
        "due_on": item.due_on,
    }


def _news_row(delivery: Any) -> dict[str, Any]:
    return {
        "title": delivery.label,
        "url": reverse("notifications:open", args=[delivery.pk]),
        "meta": registry.letter(delivery.kind).title,
    }


def _tab(name: str) -> Any:
    return lambda user: f"{reverse('notifications:list')}?tab={name}"


GROUPS = (
    Group("overdue", _("Overdue"), None, querysets.overdue, _due_row, _tab("overdue"),
          kind="danger", order=10),
    Group("due-soon", _("Due within a week"), None, querysets.due_soon, _due_row, _tab("soon"),
          kind="warning", order=20),
    Group("news", _("New to me"), None, querysets.news, _news_row,
          _tab("news"), kind="info", order=90),
)  # fmt: skip
