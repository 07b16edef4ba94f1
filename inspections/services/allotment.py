"""Drawing a team by load, way, experience and rotation; every draw is kept with its seed."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Permission
from accounts.selectors import holders_of
from ecms.audit.services import log
from ecms.core import clock
from enterprises.models import Enterprise
from inspections.enums import OPEN_PHASES, TeamRole
from inspections.models import Allotment, Checklist, Inspection, TeamMember
from inspections.rules_allotment import Drawn, Person, draw
from inspections.rules_route import SAME_PROVINCE, Place, nearness
from inspections.services.refusal import Refusal

EXPERIENCE = timedelta(days=730)  # checks with the same checklist that count as experience
WEEK = timedelta(days=3)  # before and after the planned day: the same trip


def draw_team(
    enterprise: Enterprise,
    *,
    size: int,
    checklist: Checklist | None,
    planned_on: date,
    agency: Agency,
    by: Any,
    at: datetime,
    seed: str = "",
) -> Allotment:
    """Draw ``size`` persons of ``agency``, the head first, and keep why; each call is kept.

    Raises:
        Refusal: fewer than two persons of the body could be drawn.
    """
    on = clock.legal_date(at)
    seed = seed or secrets.token_hex(6)
    people = candidates(
        enterprise, checklist=checklist, planned_on=planned_on, agency=agency, on=on
    )
    drawn = draw(people, size, seed=seed)
    if len(drawn.team) < 2:
        raise Refusal(
            _(
                "Fewer than two persons can be drawn: the others were here last time. "
                "Choose by hand."
            )
        )
    with transaction.atomic():
        row = Allotment.objects.create(
            enterprise=enterprise, agency=agency, seed=seed, size=size, drawn_on=on,
            facts=_facts(drawn), team=list(drawn.team), drawn_at=at, drawn_by=by,
        )  # fmt: skip
        log("inspection.allotted", enterprise, by=by, at=at, data={"note": seed})
    return row


def pending(enterprise: Enterprise, *, by: Any, on: date) -> Allotment | None:
    """The last draw of the day by this person for a proposal that is not sent yet."""
    return _loose(enterprise, by=by, on=on).first()


def attach(inspection: Inspection, proposal: Any, *, by: Any, at: datetime) -> None:
    """Hang the draws on the case that was proposed; another team than the drawn needs a reason.

    Raises:
        Refusal: people were exchanged without a reason.
    """
    rows = _loose(inspection.enterprise, by=by, on=clock.legal_date(at))
    last = rows.first()
    if last is None:
        return
    chosen = {user.pk for user, _role in proposal.team}
    head = next(user.pk for user, role in proposal.team if role == TeamRole.HEAD)
    reason = proposal.override_reason.strip()
    if (chosen != set(last.team) or head != last.team[0]) and not reason:
        raise Refusal(
            _("This is not the team that was drawn. Say why, or take the drawn team."),
            field="override_reason",
        )
    rows.update(inspection=inspection)
    Allotment.objects.filter(pk=last.pk).update(override_reason=reason)


def _loose(enterprise: Enterprise, *, by: Any, on: date) -> QuerySet[Allotment]:
    return Allotment.objects.filter(
        enterprise=enterprise, drawn_by=by, inspection=None, drawn_on=on
    )


# --- What speaks for each person --------------------------------------------------------------
def candidates(
    enterprise: Enterprise,
    *,
    checklist: Checklist | None,
    planned_on: date,
    agency: Agency,
    on: date,
) -> list[Person]:
    """Everybody of the body who may carry out inspections, in a fixed number of statements."""
    staff = [
        user
        for user in holders_of(Permission.INSPECTION_CONDUCT, agency=agency, on=on)
        if user.agency_id == agency.pk
    ]
    seats = TeamMember.objects.filter(user__in=staff)
    load = Counter(
        (user, role == TeamRole.HEAD)
        for user, role in seats.filter(inspection__phase__in=OPEN_PHASES).values_list(
            "user", "role"
        )
    )
    near = _near(seats, enterprise, planned_on)
    topics = _experience(seats, checklist, on)
    last, barred = _last_team(enterprise), _conflicts(enterprise)
    return [
        Person(
            user.pk, str(user), heads=load[user.pk, True], joins=load[user.pk, False],
            near=near.get(user.pk), topics=topics[user.pk], was_last=user.pk in last,
            has_conflict=user.pk in barred,
        )
        for user in staff
    ]  # fmt: skip


def _near(seats: Any, enterprise: Enterprise, planned_on: date) -> dict[int, int]:
    """Who goes near that enterprise in those days anyway, and how near."""
    around = (planned_on - WEEK, planned_on + WEEK)
    rows = seats.filter(
        inspection__phase__in=OPEN_PHASES, inspection__planned_on__range=around
    ).values_list(
        "user", "inspection__enterprise__zone", "inspection__enterprise__ward",
        "inspection__enterprise__province",
    )  # fmt: skip
    here = place_of(enterprise)
    found: dict[int, int] = {}
    for user, zone, ward, province in rows:
        step = nearness(here, Place(zone, ward, province))
        if step <= SAME_PROVINCE:
            found[user] = min(step, found.get(user, step))
    return found


def place_of(enterprise: Enterprise) -> Place:
    """Where an enterprise is, as the rules see it."""
    return Place(enterprise.zone_id, enterprise.ward_id, enterprise.province_id)


def _experience(seats: Any, checklist: Checklist | None, on: date) -> Counter[int]:
    if checklist is None:
        return Counter()
    done = seats.filter(
        inspection__checklist__code=checklist.code,
        inspection__minutes_signed_on__gt=on - EXPERIENCE,
    )
    return Counter(done.values_list("user", flat=True))


def _last_team(enterprise: Enterprise) -> set[int]:
    """Who was on the team of the last decided case here."""
    last = (
        Inspection.objects.filter(enterprise=enterprise, decided_at__isnull=False)
        .order_by("-decided_at", "-pk")
        .first()
    )
    return set(last.team.values_list("user_id", flat=True)) if last else set()


def _conflicts(enterprise: Enterprise) -> set[int]:
    """Who ever declared a conflict of interest here, also where they were replaced since."""
    rows = TeamMember.history.filter(inspection__enterprise=enterprise).exclude(conflict="")
    return set(rows.values_list("user_id", flat=True))


def _facts(drawn: Drawn) -> list[dict[str, Any]]:
    return [
        {
            **asdict(one.person), "load": one.load, "way": one.way, "experience": one.topics,
            "bar": one.bar, "points": one.points, "chance": one.chance,
            "drawn": drawn.team.index(one.person.pk) + 1 if one.person.pk in drawn.team else 0,
        }
        for one in drawn.everybody
    ]  # fmt: skip
