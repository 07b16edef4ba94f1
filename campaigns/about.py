"""Things that a leader's task may be about, by the name of their place; each has a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse

from accounts.permissions import Permission
from enterprises.models import Enterprise
from inspections.models import Inspection
from intake.models import Accident, Complaint
from violations.models import ViolationCase


@dataclass(frozen=True)
class About:
    """One kind of thing: its model, the page of one and the right to open it."""

    model: type[models.Model]
    page: str
    right: Permission


KINDS = {
    "inspection": About(Inspection, "inspections:detail", Permission.INSPECTION_READ),
    "violation": About(ViolationCase, "violations:detail", Permission.VIOLATION_READ),
    "complaint": About(Complaint, "intake:complaint", Permission.COMPLAINT_READ),
    "accident": About(Accident, "intake:accident", Permission.ACCIDENT_READ),
    "enterprise": About(Enterprise, "enterprises:detail", Permission.ENTERPRISE_READ),
}

_KEY = re.compile(r"[0-9]{1,18}")


def find(place: str, pk: Any, user: Any) -> Any:
    """The thing, if ``user`` may see it; None otherwise and for nonsense."""
    kind = KINDS.get(place)
    if kind is None or not _KEY.fullmatch(str(pk)) or not user.can(kind.right):
        return None
    return kind.model.objects.visible_to(user).filter(pk=int(pk)).first()  # type: ignore[attr-defined]


def asked(query: Any, user: Any) -> tuple[str, Any]:
    """The first thing that ``query`` names, as (place, thing); ("", None) without one."""
    for place in KINDS:
        thing = find(place, query.get(place, ""), user)
        if thing is not None:
            return place, thing
    return "", None


def link(directive: Any, user: Any) -> tuple[str, str]:
    """Name and page of what a task is about, for who may see it; ("", "") otherwise."""
    if directive.object_id is None:
        return "", ""
    for place, kind in KINDS.items():
        if ContentType.objects.get_for_model(kind.model).pk == directive.content_type_id:
            thing = find(place, directive.object_id, user)
            return (str(thing), reverse(kind.page, args=[thing.pk])) if thing else ("", "")
    return "", ""
