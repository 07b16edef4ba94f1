"""Reads of inspections that are not one queryset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Q, QuerySet, Value, When

from ecms.core.text import fold
from ecms.notifications.models import DueItem
from ecms.notifications.services import due
from enterprises.models import Enterprise
from inspections import rules
from inspections.enums import OPEN_STATES, FindingState, Kind
from inspections.models import Checklist, Inspection, Procedure, Requirement
from law.models import Instrument, Provision

WORDS_MOST = 8  # of a search; more narrow nothing


def procedure_in_force(kind: str, *, on: date) -> Procedure | None:
    """The procedure of a kind of proceeding on the legal date, or None."""
    return Procedure.objects.in_force(on).filter(kind=kind).order_by("-valid_from", "-pk").first()


def kinds_offered(*, on: date) -> list[str]:
    """Kinds that may be proposed on a date: checks, where their procedure is in force."""
    return [Kind.CHECK] if procedure_in_force(Kind.CHECK, on=on) else []


def duration_of(inspection: Inspection) -> rules.Duration:
    """The duration that the case's own procedure gives its level.

    Raises:
        rules.RuleError: the procedure has none.
    """
    return rules.duration_for(inspection.procedure.durations, inspection.level)


def overlapping(
    enterprise: Enterprise, *, on: date, excluding: int | None = None
) -> list[Inspection]:
    """Other open cases of the enterprise, and those decided or visited this year.

    Decree 217/2025 art. 7.2a: checks must not overlap with inspections or other checks.
    """
    same_year = Q(announced_on__year=on.year) | Q(visits__visited_on__year=on.year)
    rows = (
        Inspection.objects.filter(enterprise=enterprise)
        .filter(Q(state__in=OPEN_STATES) | same_year)
        .select_related("agency", "province", "enterprise")
        .distinct()
        .order_by("-pk")
    )
    return list(rows.exclude(pk=excluding) if excluding else rows)


def scope_text(checklist: Checklist) -> str:
    """What a check with this checklist covers, in Vietnamese because the decision cites it."""
    rows = checklist.items.order_by("order", "pk").values_list(
        "question__topic_vi", "question__topic"
    )
    names = dict.fromkeys(vietnamese or english for vietnamese, english in rows)
    topics = [name.split(" ", 1)[1] if name[:1].isdigit() else name for name in names]
    return "Việc chấp hành pháp luật về: " + "; ".join(topics) + "." if topics else ""


# --- Case ---------------------------------------------------------------------------------
def due_items(inspection: Inspection) -> list[DueItem]:
    """Open due items of the case, the nearest first."""
    return due.of(inspection)


def next_rectification(inspection: Inspection) -> DueItem | None:
    """The nearest day by which the enterprise must put something right."""
    rows = inspection.requirements.values("pk")
    return (
        DueItem.objects.filter(
            content_type=ContentType.objects.get_for_model(Requirement),
            object_id__in=rows,
            closed_at__isnull=True,
        )
        .order_by("due_on")
        .first()
    )


def undecided_findings(inspection: Inspection) -> int:
    """Findings neither confirmed nor dropped."""
    return inspection.findings.filter(state=FindingState.DRAFT).count()


# --- Catalogue ----------------------------------------------------------------------------
def violation_titles(codes: Iterable[str], *, on: date) -> dict[str, str]:
    """Names of violations by code, in the decree in force on the date."""
    rows = in_force_provisions(on).filter(code__in=set(codes))
    return {row.code: row.name for row in rows}


def in_force_provisions(on: date) -> QuerySet[Provision]:
    """Provisions of the sanction decree in force on the date; deferred clauses left out."""
    return Provision.objects.in_force(on).filter(
        valid_from__isnull=False, instrument__in=Instrument.objects.in_force(on)
    )


def search_provisions(text: str, *, on: date, limit: int = 20) -> list[Provision]:
    """Violations found by plain words without accents, or by code, in force on the date.

    Those with the words as a phrase come first, then those with the most of the words; each
    word matches the beginning of a word of the title.
    """
    phrase = fold(text)
    words = [word for word in re.split(r"[^0-9a-z]+", phrase) if word][:WORDS_MOST]
    if not words:
        return []
    hits = [Q(folded__regex=rf"\m{word}") for word in words]
    found = sum((Case(When(hit, then=1), default=0) for hit in hits), start=Value(0))
    rows = in_force_provisions(on).annotate(
        hits=found, is_phrase=Case(When(folded__contains=phrase, then=1), default=0)
    )
    best = rows.filter(hits=len(words))
    if not best.exists():
        best = rows.filter(hits__gte=max(1, len(words) - 1))
    return list(
        best.select_related("instrument", "topic")
        .prefetch_related("frames")
        .order_by("-is_phrase", "-hits", "code")[:limit]
    )
