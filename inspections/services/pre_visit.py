"""Before the visit: the dossier frozen to the case, letters to the employer, the day's route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.documents import files
from ecms.documents.models import GeneratedDocument
from ecms.documents.services import issue as issue_document
from ecms.notifications.services import due
from enterprises.sheet import as_pdf, sheet_of
from inspections import documents
from inspections.documents import planning
from inspections.models import DayPlan, DayStop, Dossier, Inspection
from inspections.permissions import is_member
from inspections.permissions_team import can_assign
from inspections.rules_route import Hours, RouteError, Stop, in_order, timed
from inspections.services.allotment import place_of
from inspections.services.refusal import Refusal, demand, locked

STEP_WORDS = {
    0: _("same zone"), 1: _("same ward"), 2: _("same province"), 3: _("another province"),
}  # fmt: skip


# --- Dossier --------------------------------------------------------------------------------
def freeze_dossier(inspection: Inspection, *, by: Any, at: datetime) -> Dossier:
    """Keep what is known of the enterprise today with the case: data, and the sheet as PDF.

    Once a case; a second call answers what was kept first.

    Raises:
        Refusal: not on the team and not in charge of its work.
    """
    with transaction.atomic():
        case = locked(inspection)
        present = Dossier.objects.filter(inspection=case).first()
        if present is not None:
            return present
        if not is_member(case, by):
            demand(can_assign(case, by))
        sheet = sheet_of(case.enterprise, by, at=at)
        name = f"{case.enterprise.tax_code}-{clock.legal_date(at):%Y%m%d}.pdf"
        upload = SimpleUploadedFile(name, as_pdf(sheet), "application/pdf")
        stored = files.store(
            upload, case, kind="document", by=by, at=at, caption=str(_("Pre-visit dossier"))
        )
        stored.frozen_at = at
        stored.save(update_fields=["frozen_at"])
        row = Dossier.objects.create(
            inspection=case, file=stored, taken_at=at, taken_by=by,
            data={"parts": [asdict(part) for part in sheet.parts]},
        )  # fmt: skip
        log("inspection.dossier", case, by=by, at=at, data={"sha256": stored.sha256})
    return row


# --- Letters --------------------------------------------------------------------------------
def issue_outline(
    inspection: Inspection, *, report_by: date, by: Any, at: datetime
) -> GeneratedDocument:
    """The letter that asks the employer for a report, with its outline by topic; once a case.

    Raises:
        Refusal: before the decision, no right, no checklist, or a day that has passed.
    """
    on = clock.legal_date(at)
    if report_by < on:
        raise Refusal(_("The day has passed."), field="report_by")
    with transaction.atomic():
        case = _decided(inspection, by)
        form, context = planning.outline(case, report_by=report_by)
        if not context.topics:
            raise Refusal(_("The case has no checklist to make an outline from."))
        return issue_document(case, form, context, by=by, at=at, on=on, issuer=case.agency)


def issue_notice(
    inspection: Inspection, *, day: date, starts: time, by: Any, at: datetime
) -> GeneratedDocument:
    """The notice of time, place and team (TB-KT); moves the planned day, once a case.

    Raises:
        Refusal: before the decision, no right, or a day that has passed.
    """
    on = clock.legal_date(at)
    if day < on:
        raise Refusal(_("The day has passed."), field="day")
    with transaction.atomic():
        case = _decided(inspection, by)
        if case.planned_on != day:
            Inspection.objects.filter(pk=case.pk).update(planned_on=day)
            case.planned_on = day
            if any(item.kind == "inspection.announce" for item in due.of(case)):
                due.expect("inspection.announce", case, due_on=day, at=at)
        moment = datetime.combine(day, starts, tzinfo=timezone.get_default_timezone())
        form, context = documents.notice(case, starts_at=moment)
        return issue_document(case, form, context, by=by, at=at, on=on, issuer=case.agency)


def _decided(inspection: Inspection, by: Any) -> Inspection:
    case = locked(inspection)
    demand(can_assign(case, by))
    if case.decided_on is None:
        raise Refusal(_("The check is not decided yet."))
    return case


# --- Day plan -------------------------------------------------------------------------------
def plan_day(
    cases: Sequence[Inspection], *, on: date, hours: Hours, by: Any, at: datetime
) -> tuple[DayPlan, list[Inspection]]:
    """Put visits of one day in order and time; answers the plan and what does not fit.

    Planning the day again replaces its plan.

    Raises:
        Refusal: no visits, a day that has passed, or hours in which nothing fits.
    """
    today = clock.legal_date(at)
    if on < today:
        raise Refusal(_("The day has passed."), field="on")
    if not cases:
        raise Refusal(_("Choose at least one visit."), field="cases")
    by_pk = {case.pk: case for case in cases}
    try:
        legs, left_out = timed(in_order(_stop(case, on) for case in cases), hours)
    except RouteError:
        raise Refusal(_("No visit fits into these hours."), field="closes") from None
    with transaction.atomic():
        DayPlan.objects.filter(user=by, on=on).delete()
        plan = DayPlan.objects.create(
            user=by, on=on, starts=hours.starts, visit_minutes=hours.minutes, made_at=at,
            made_by=by,
        )  # fmt: skip
        DayStop.objects.bulk_create(
            DayStop(
                plan=plan, inspection=by_pk[leg.pk], order=number, arrives=leg.arrives,
                leaves=leg.leaves,
                why="" if leg.step is None else str(leg.step),
            )
            for number, leg in enumerate(legs, start=1)
        )  # fmt: skip
    return plan, [by_pk[pk] for pk in left_out]


def _stop(case: Inspection, on: date) -> Stop:
    left = (case.ends_on - on).days if case.ends_on else None
    return Stop(case.pk, place_of(case.enterprise), left, case.enterprise.risk_score or 0)
