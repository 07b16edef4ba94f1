"""Display words and kinds of inspections, kept out of the models."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecms.audit.models import AuditEvent
from ecms.audit.registry import label
from ecms.core import citation
from ecms.core.calendar import CalendarError
from ecms.core.components import Clock, Entry, FileRow
from ecms.core.formatting import (
    is_vietnamese,
    legal_date,
    legal_datetime,
    vnd,
    vnd_range,
)
from ecms.core.money import whole_vnd
from ecms.documents import registry as forms
from ecms.documents.models import DocumentState, GeneratedDocument, StoredFile
from ecms.notifications import registry as letters
from ecms.notifications.models import DueItem
from enterprises.enums import LegalForm
from inspections import rules
from inspections.enums import (
    FindingState,
    Late,
    Phase,
    VisitOutcome,
)
from inspections.models import Finding, Inspection
from inspections.procedure_rules import Definition, TermSpec
from inspections.selectors import definition
from inspections.workflow import label_of
from law.enums import StatedFor
from law.models import Provision
from law.rules.catalogue import ORGANISATIONS_ONLY
from law.selectors import working_calendar

PHASE_KINDS = {
    Phase.PREPARING: "waiting",
    Phase.DECIDED: "info",
    Phase.RUNNING: "progress",
    Phase.PAUSED: "warning",
    Phase.REPORTING: "waiting",
    Phase.CONCLUDED: "info",
    Phase.FOLLOW_UP: "info",
    Phase.CLOSED: "success",
    Phase.ENDED: "neutral",
}
FINDING_KINDS = {
    FindingState.DRAFT: "waiting",
    FindingState.CONFIRMED: "warning",
    FindingState.DROPPED: "neutral",
}
ANSWER_KINDS = {"YES": "success", "NO": "danger", "NA": "neutral", "RECORDED": "info"}
INDIVIDUALS = (LegalForm.HOUSEHOLD, LegalForm.INDIVIDUAL)


def state_kind(inspection: Inspection) -> str:
    """The kind of pill for the state of a case."""
    if inspection.phase == Phase.PREPARING and inspection.reason:
        return "warning"  # returned
    return PHASE_KINDS[Phase(inspection.phase)]


def next_due(items: Iterable[DueItem]) -> DueItem | None:
    """The nearest date that is not standing still."""
    return next((item for item in items if item.paused_at is None), None)


def due_words(item: DueItem) -> str:
    """What is due, in the words of its letter."""
    return str(letters.letter(item.kind).title)


def clocks(inspection: Inspection, items: Iterable[DueItem], today: date) -> list[Clock]:
    """Every clock of the case: the step, its last legal day, the article, working days left."""
    procedure = definition(inspection)
    terms = {term.reminder: term for term in procedure.terms}
    since = (
        _("since %(day)s") % {"day": legal_date(inspection.suspended_on)}
        if inspection.suspended_on
        else ""
    )
    return [
        Clock(
            _step_words(procedure, terms, item),
            item.due_on,
            citation.shown(item.legal_basis),
            "paused" if item.paused_at else "running",
            since if item.paused_at else _left(item, terms.get(item.kind), today),
        )
        for item in items
    ]


def _step_words(procedure: Definition, terms: dict[str, TermSpec], item: DueItem) -> str:
    """The step that is due as the procedure names it, else the words of the reminder."""
    term = terms.get(item.kind)
    return str(label_of(procedure, term.verb)) if term else due_words(item)


def _left(item: DueItem, term: TermSpec | None, today: date) -> str:
    """Working days that are left, and what happens afterwards."""
    words = {Late.REASON: _("afterwards only with a recorded reason"),
             Late.NEVER: _("afterwards no longer possible")}  # fmt: skip
    parts = [words[Late(term.late)]] if term and term.late in words else []
    try:
        left = working_calendar().working_days_between(today, item.due_on)
    except CalendarError:
        return ""
    if left >= 0:
        told = ngettext("%(n)d working day left", "%(n)d working days left", left) % {"n": left}
        parts.insert(0, told)
    return ", ".join(parts)


def duration_words(inspection: Inspection) -> str:
    """10 days, extended by 5 days, suspended for 3 days."""
    unit = inspection.get_duration_unit_display().lower()
    parts = [f"{inspection.duration_days} {unit}"]
    if inspection.extension_days:
        parts.append(_("extended by %(n)d") % {"n": inspection.extension_days})
    if inspection.suspended_days:
        parts.append(_("suspended for %(n)d days") % {"n": inspection.suspended_days})
    return ", ".join(parts)


# --- Timeline and files ---------------------------------------------------------------------
def entries(events: Iterable[AuditEvent]) -> list[Entry]:
    """Audit events as rows of a timeline."""
    return [
        Entry(
            at=event.at,
            what=label(event.event),
            detail=_detail(event.data),
            who=event.actor_name if event.actor_id else "",
        )
        for event in events
    ]


def _detail(data: dict[str, Any]) -> str:
    shown = ("note", "code", "question", "reference", "names")
    return " · ".join(str(data[key]) for key in shown if data.get(key))


def document_row(document: GeneratedDocument) -> FileRow:
    """One official document."""
    words = forms.label(document.form_code, document.title)
    mark = "" if document.state == DocumentState.ISSUED else document.get_state_display()
    return FileRow(
        name=f"{words} {document.reference}".strip() + ".pdf",
        url=reverse("documents:download", args=[document.pk]),
        about_url=reverse("documents:detail", args=[document.pk]),
        size=document.size,
        meta=" · ".join([legal_date(document.issued_on), document.signer_name]).strip(" ·"),
        mark=mark,
    )


def file_row(stored: StoredFile) -> FileRow:
    """One uploaded file."""
    return FileRow(
        name=stored.caption or stored.original_name,
        url=reverse("documents:file", args=[stored.pk]),
        size=stored.size,
        meta=f"{stored.uploaded_by} · {legal_datetime(stored.uploaded_at)}",
        mark=_("frozen") if stored.frozen_at else "",
        thumbnail_url=reverse("documents:preview", args=[stored.pk]) if stored.preview else "",
    )


# --- Findings -------------------------------------------------------------------------------
def is_organisation(inspection: Inspection) -> bool:
    """Whether amounts for organisations apply; a household business counts as an individual."""
    return inspection.enterprise.legal_form not in INDIVIDUALS


def fine_band(provision: Provision | None, quantity: int | None, *, organisation: bool) -> str:
    """“20,000,000 to 40,000,000 đồng”, before circumstances; what it depends on.

    Stated amounts and percentages times what the party pays (``law.rules``: an organisation twice
    what is stated for a person, a person half of what is stated for an organisation).
    """
    if provision is None:
        return ""
    times = _times(provision, organisation)
    if times is None:
        return _("individuals only") if organisation else _("organisations only")
    if provision.fine_type == "warning":
        return _("warning")
    found = rules.band(
        [
            rules.FrameRow(
                _part(frame.fine_min, times), _part(frame.fine_max, times),
                _part(frame.cap, times), frame.bracket_from, frame.bracket_to,
                frame.percent_min, frame.percent_max,
            )
            for frame in provision.frames.all()
        ],
        quantity,
    )  # fmt: skip
    return _band_words(found, provision, times) if found else ""


def _times(provision: Provision, organisation: bool) -> Fraction | None:
    """By what stated amounts are multiplied; None where the party cannot commit the act."""
    if organisation:
        multiplier = provision.org_multiplier
        return Fraction(multiplier) if multiplier.isdigit() else None
    if provision.fine_stated_for != StatedFor.ORGANISATION:
        return Fraction(1)
    return None if provision.violator in ORGANISATIONS_ONLY else Fraction(1, 2)


def _part(stated: int | None, times: Fraction) -> int | None:
    return None if stated is None else whole_vnd(stated * times)


def _band_words(found: rules.Band, provision: Provision, times: Fraction) -> str:
    cap = _(", at most %(cap)s") % {"cap": vnd(found.cap)} if found.cap else ""
    if provision.fine_type == "percent_with_cap":
        low, high = (_percent(found.percent_min, times), _percent(found.percent_max, times))
        return _("%(low)s%% to %(high)s%% of the amount%(cap)s") % {
            "low": low, "high": high, "cap": cap,
        }  # fmt: skip
    words = vnd_range(found.minimum, found.maximum)
    if provision.fine_type == "per_unit_with_cap":
        whole = _("%(band)s for each, %(cap)s") % {"band": words, "cap": cap.lstrip(", ")}
        return whole.rstrip(", ")
    if not found.is_exact:
        return _("%(band)s, by number") % {"band": words}
    return words


def _percent(stated: Any, times: Fraction) -> str:
    if stated is None:
        return "–"
    words = f"{float(Fraction(stated) * times):g}"
    return words.replace(".", ",") if is_vietnamese() else words


def finding_band(finding: Finding, inspection: Inspection) -> str:
    """The fine band of a finding with its own facts."""
    quantity = finding.units or finding.workers
    return fine_band(finding.provision, quantity, organisation=is_organisation(inspection))


def obstruction_words(visit: Any) -> str:
    """The first words of a finding about a refused visit, in Vietnamese for the minutes."""
    place = f" tại {visit.place}" if visit.place else ""
    met = f" Người làm việc với Đoàn: {visit.met}." if visit.met else ""
    return (
        f"Ngày {visit.visited_on:%d/%m/%Y}{place}: đơn vị không cho Đoàn kiểm tra vào làm việc."
        f"{met} {visit.note}".strip()
    )


def visit_follows(outcome: str) -> str:
    """What the team does next after a visit that could not be carried out."""
    return str(
        {
            VisitOutcome.CLOSED: _(
                "Photograph the closed place, ask the commune whether it still works, and come "
                "again on another day; record that visit too."
            ),
            VisitOutcome.REFUSED: _(
                "Draw up minutes of the obstruction with a witness or the commune, add photos as "
                "evidence, record the finding, and report to the official who decided the check."
            ),
            VisitOutcome.NOBODY: _(
                "Leave a written invitation with a day and hour, keep a photo or receipt of it, "
                "and come again."
            ),
        }.get(VisitOutcome(outcome), "")
    )


def is_late(inspection: Inspection, today: date) -> bool:
    """Whether the last day of the check has passed while it runs."""
    return bool(
        inspection.phase == Phase.RUNNING and inspection.ends_on and inspection.ends_on < today
    )
