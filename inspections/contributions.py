"""What inspections add to the register: references for merges, the score, looks at self-checks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.permissions import Permission
from ecms.core import access
from ecms.documents import holders
from enterprises.models import Enterprise
from enterprises.rules.risk import YEARS
from enterprises.rules.selfcheck import NO, YES, Observed
from enterprises.selectors_selfchecks import register_observer
from enterprises.services import references, risk
from inspections import rules
from inspections.enums import FindingState, RequirementState
from inspections.models import Answer, Finding, Inspection
from inspections.permissions import is_head, is_signatory


def register() -> None:
    """Called in ``apps.ready()``."""
    references.register("inspections.Inspection.enterprise", references.MOVE)
    references.register("inspections.HistoricalInspection.enterprise", references.KEEP)
    for mine in ("Allotment", "ForeignPlan", "OtherWork"):
        references.register(f"inspections.{mine}.enterprise", references.MOVE)
    references.register("inspections.HistoricalOtherWork.enterprise", references.KEEP)
    risk.register_factor("findings", _findings)
    risk.register_factor("repeated", _repeated)
    register_observer("inspections", _observed)
    holders.register(
        holders.Holder("inspections.Inspection", _page, _may_correct, ("enterprise",))
    )


def _page(case: Inspection) -> str:
    return reverse("inspections:detail", args=[case.pk])


def _may_correct(case: Inspection, user: Any) -> access.Answer:
    """Replace a document of the case: its signatory, or the head of its team."""
    if user.can(Permission.INSPECTION_APPROVE) and is_signatory(case, user):
        return access.ALLOWED
    if user.can(Permission.INSPECTION_CONDUCT):
        return is_head(case, user)
    return is_signatory(case, user)


def _confirmed(on: date) -> Any:
    """Findings confirmed in the minutes of the last years, up to the legal date."""
    since = date(on.year - YEARS, on.month, 1)
    return Finding.objects.filter(
        state=FindingState.CONFIRMED, discovered_on__gt=since, discovered_on__lte=on
    ).order_by()


def _findings(on: date) -> Any:
    return _confirmed(on).values(firm=F("inspection__enterprise_id")).annotate(n=Count("pk"))


def _repeated(on: date) -> Any:
    """How often a violation that an earlier check had found came back."""
    rows = _confirmed(on).values(firm=F("inspection__enterprise_id"))
    each = Concat("violation_code", Value("/"), Cast("inspection_id", CharField()))
    codes = Count("violation_code", distinct=True)
    return rows.annotate(n=Count(each, distinct=True) - codes).filter(n__gt=0)


def _observed(enterprise: Enterprise, user: Any, since: date) -> Iterable[Observed]:
    """Answers and findings of checks with signed minutes, as far as ``user`` may see them."""
    checks = Inspection.objects.visible_to(user).filter(
        enterprise=enterprise, minutes_signed_on__gt=since
    )
    yield from _answers(checks)
    yield from _loose_findings(checks)


def _answers(checks: Any) -> Iterable[Observed]:
    rows = Answer.objects.filter(inspection__in=checks).select_related("question", "inspection")
    right = _put_right(checks)
    for row in rows:
        reading = rules.reading(row.question.answer_type, row.value)
        if reading in (YES, NO):
            yield _seen(
                row.inspection, complied=reading == YES, question=row.question.code,
                put_right=row.pk in right,
            )  # fmt: skip


def _put_right(checks: Any) -> set[int]:
    """Answers all of whose findings were put right: their requirements are accepted."""
    accepted = Q(requirements__state=RequirementState.ACCEPTED)
    rows = (
        Finding.objects.filter(inspection__in=checks, answer__isnull=False)
        .exclude(state=FindingState.DROPPED)
        .order_by()
        .values("answer_id")
        .annotate(asked=Count("requirements"), done=Count("requirements", filter=accepted))
    )
    return {row["answer_id"] for row in rows if row["asked"] and row["asked"] == row["done"]}


def _loose_findings(checks: Any) -> Iterable[Observed]:
    """Findings that no question of the checklist led to, known by their violation."""
    rows = Finding.objects.filter(
        inspection__in=checks, answer__isnull=True, state=FindingState.CONFIRMED
    ).select_related("inspection")
    for row in rows:
        states = [requirement.state for requirement in row.requirements.all()]
        right = bool(states) and set(states) == {RequirementState.ACCEPTED}
        yield _seen(row.inspection, complied=False, code=row.violation_code, put_right=right)


def _seen(check: Inspection, **what: Any) -> Observed:
    assert check.minutes_signed_on is not None  # noqa: S101 - filtered by it
    url = reverse("inspections:findings", args=[check.pk])
    return Observed(on=check.minutes_signed_on, label=check.code, url=url, **what)
