"""Reads of inspections that are not one queryset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from ecms.notifications.models import DueItem
from ecms.notifications.services import due
from inspections import rules
from inspections.enums import FindingState, Kind
from inspections.models import Checklist, Inspection, Procedure, Requirement
from inspections.models.procedure import definition_of
from inspections.procedure_rules import Definition, in_order
from law.models import Instrument, Provision


def procedure_in_force(kind: str, *, on: date) -> Procedure | None:
    """The published procedure of a kind of proceeding on the legal date, or None."""
    rows = Procedure.objects.in_force(on).filter(kind=kind, published_on__lte=on)
    return rows.order_by("-valid_from", "-version", "-pk").first()


def kinds_offered(agency: Any, *, on: date) -> list[str]:
    """Kinds that ``agency`` may propose on a date: an inspectorate inspects (Law 84/2025),

    every other body checks (Decree 217/2025). Former laws know no new cases.
    """
    kind = Kind.INSPECTION if agency is not None and agency.is_inspectorate else Kind.CHECK
    procedure = procedure_in_force(kind, on=on)
    return [kind] if procedure is not None and procedure.can_propose else []


# --- Procedure of a case ------------------------------------------------------------------
END_OF_FIELDWORK = "sign_minutes"  # the act that the duration of an inspection limits


def definition(inspection: Inspection) -> Definition:
    """The procedure version of the case."""
    return definition_of(inspection.procedure_id)


def duration_by(procedure: Definition, **case: str) -> rules.Duration:
    """The duration that a procedure gives to a level, ground, mode and manner.

    Raises:
        rules.RuleError: the procedure has none for such a case.
    """
    terms = procedure.terms_for(END_OF_FIELDWORK, **case)
    if not terms:
        level = case.get("level", "")
        raise rules.RuleError(f"the procedure has no duration for the level {level}")
    term = terms[0]
    return rules.Duration(term.days, term.extensions, term.unit, term.rule)


def traits(inspection: Inspection) -> dict[str, str]:
    """What the terms of a case depend on."""
    return {
        "level": inspection.level, "ground": inspection.ground, "mode": inspection.mode,
        "manner": inspection.manner,
    }  # fmt: skip


def duration_of(inspection: Inspection) -> rules.Duration:
    """The duration that the case's own procedure gives it.

    Raises:
        rules.RuleError: the procedure has none.
    """
    return duration_by(definition(inspection), **traits(inspection))


def was_taken(inspection: Inspection, verb: str) -> bool:
    """Whether a step was taken on the case."""
    return inspection.steps.filter(verb=verb).exists()


def extensions_taken(inspection: Inspection) -> int:
    """How many times the inspection was extended."""
    return inspection.steps.filter(verb="extend").count()


def next_extension(inspection: Inspection) -> int:
    """Days of the extension that is still possible; 0 when there is none."""
    return duration_of(inspection).extension(extensions_taken(inspection))


def state_names() -> dict[str, str]:
    """Every state of the published procedures, in order, in the language of the page."""
    rows = Procedure.objects.exclude(published_on=None).values_list("pk", flat=True)
    found = in_order([definition_of(pk) for pk in rows])
    return {code: state.name for code, state in found.items()}


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
