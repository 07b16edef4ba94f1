"""Words, colours and rows of the pages of complaints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ecms.audit import timeline as trail
from ecms.core.citation import shown
from ecms.core.components import Action, Clock, Entry, FileRow, actions_from
from ecms.core.formatting import legal_date
from ecms.documents import files
from ecms.documents.registry import label as form_label
from ecms.documents.services import of as documents_of
from intake.enums.complaint import IN_WORK, UNACCEPTED, LinkKind, TermStep
from intake.enums.complaint import ComplaintState as S
from intake.models import Complainant, Complaint
from intake.permissions.complaint import may_open_identity
from intake.selectors.complaint_reference import limit
from intake.services.complaints import clocks
from intake.workflow.complaint import workflow

STATE_KINDS = {
    S.RECEIVED: "waiting",
    S.CLASSIFIED: "waiting",
    S.ACCEPTED: "progress",
    S.VERIFYING: "progress",
    S.DIALOGUE: "progress",
    S.SUSPENDED: "warning",
    S.DECIDED: "info",
    S.EFFECTIVE: "info",
    S.EXECUTED: "success",
    S.CLOSED: "success",
    S.RETURNED: "neutral",
    S.WITHDRAWN: "neutral",
}


def state_kind(state: str) -> str:
    """The colour of a state."""
    return STATE_KINDS[S(state)]


def competent_name(complaint: Complaint) -> str:
    """Who settles it, in the language of the page."""
    if (get_language() or "vi").startswith("vi"):
        return complaint.competent_vi
    return complaint.competent_en or complaint.competent_vi


def basis(complaint: Complaint) -> str:
    """Why that body is competent, in the language of the page."""
    return shown(complaint.route_basis)


def next_deadline(complaint: Complaint) -> tuple[str, date | None]:
    """What is due next and when."""
    if complaint.state in UNACCEPTED:
        return _("Acceptance due"), complaint.accept_due_on
    if complaint.state in IN_WORK:
        return _("Decision due"), complaint.settle_due_on
    if complaint.state == S.DECIDED and complaint.served_on is None:
        return _("Sending due"), complaint.serve_due_on
    return "", None


def lines(complaints: Iterable[Complaint]) -> list[dict[str, Any]]:
    """Rows of lists."""
    found = []
    for complaint in complaints:
        label, due_on = next_deadline(complaint)
        found.append(
            {
                "complaint": complaint,
                "kind": state_kind(complaint.state),
                "label": label,
                "due_on": due_on,
            }
        )
    return found


def step_url(complaint: Complaint, verb: str) -> str:
    """The page of a step."""
    return reverse("intake:complaint_step", args=[complaint.pk, verb])


def actions(complaint: Complaint, user: Any) -> list[Action]:
    """What the user may do now, refused steps with their reason."""
    return actions_from(workflow.offers(complaint, user), lambda verb: step_url(complaint, verb))


def identity_row(complaint: Complaint, user: Any) -> dict[str, Any]:
    """How the card of the person is shown: recorded, seen by duty, or behind the glass."""
    row = Complainant.objects.filter(complaint=complaint)
    seen = row.visible_to(user).exists()
    return {
        "recorded": row.exists(),
        "seen": seen,
        "may_open": bool(may_open_identity(complaint, user)),
    }


def legal_clocks(complaint: Complaint) -> list[Clock]:
    """Every time limit of the complaint with its article, done ones too."""
    found = [_accept_clock(complaint)]
    if complaint.accepted_on and complaint.settle_due_on:
        found.append(_settle_clock(complaint))
    if complaint.decided_on and complaint.serve_due_on:
        found.append(
            _clock(complaint, _("Send the result"), complaint.serve_due_on, TermStep.SERVE,
                   done=complaint.served_on is not None)
        )  # fmt: skip
    if complaint.decided_on and complaint.effective_due_on:
        found.append(
            _clock(complaint, _("Second complaint possible until"), complaint.effective_due_on,
                   TermStep.EFFECT, done=complaint.effective_at is not None)
        )  # fmt: skip
    return [clock for clock in (_file_clock(complaint), *found) if clock is not None]


def _article(complaint: Complaint, step: str) -> str:
    found = limit(complaint.clock or clocks.SHORTEST, step, on=complaint.received_on)
    if found is None:
        return ""
    unsure = _("to be confirmed")
    return f"{found.basis} ({unsure})" if found.is_recalled else found.basis


def _clock(
    complaint: Complaint, label: str, day: date, step: str, *, done: bool, note: str = ""
) -> Clock:
    state = "done" if done else "running"
    return Clock(label, day, _article(complaint, step), state, note)


def _file_clock(complaint: Complaint) -> Clock | None:
    found = limit(complaint.clock, TermStep.FILE, on=complaint.received_on)
    if found is None or complaint.known_on is None:
        return None
    day = complaint.known_on + timedelta(days=found.term.value)
    late = _("Received after the time") if complaint.received_on > day else _("In time")
    return Clock(_("Time to complain"), day, _article(complaint, TermStep.FILE), "done", late)


def _accept_clock(complaint: Complaint) -> Clock | None:
    if complaint.accept_due_on is None:
        return None
    step = clocks.acceptance_step(complaint)
    label = _("Forward it") if step == TermStep.FORWARD else _("Accept or refuse")
    done = complaint.state not in UNACCEPTED
    return _clock(complaint, label, complaint.accept_due_on, step, done=done)


def _settle_clock(complaint: Complaint) -> Clock:
    note = ""
    if complaint.extensions:
        note = _("Extended: %(reason)s") % {"reason": complaint.extension_reason}
    if complaint.state == S.SUSPENDED:
        note = _("Stands since %(day)s") % {"day": legal_date(complaint.suspended_on)}
        article = _article(complaint, TermStep.SETTLE)
        return Clock(_("Decide or answer"), complaint.settle_due_on, article, "paused", note)
    done = complaint.state not in IN_WORK
    assert complaint.settle_due_on is not None  # noqa: S101 - the caller asked
    return _clock(
        complaint, _("Decide or answer"), complaint.settle_due_on, TermStep.SETTLE, done=done,
        note=note,
    )  # fmt: skip


def timeline(complaint: Complaint) -> list[Entry]:
    """What happened, from the audit trail."""
    return trail.of(complaint)


def papers(complaint: Complaint) -> list[FileRow]:
    """Official papers and evidence; the letter of the person is with the person."""
    rows = [
        FileRow(
            name=f"{form_label(document.form_code, document.title)} {document.reference}".strip(),
            url=reverse("documents:download", args=[document.pk]),
            about_url=reverse("documents:detail", args=[document.pk]),
            size=document.size,
            meta=legal_date(document.issued_on),
            mark=document.form_code,
        )
        for document in documents_of(complaint)
    ]
    return rows + file_rows(complaint)


def file_rows(thing: Any) -> list[FileRow]:
    """Uploaded files of a thing."""
    return [
        FileRow(
            name=item.original_name,
            url=reverse("documents:file", args=[item.pk]),
            size=item.size,
            meta=item.caption,
        )
        for item in files.of(thing)
    ]


def linked(complaint: Complaint, user: Any) -> list[dict[str, Any]]:
    """Submissions that belong together with it, those in the user's reach."""
    seen = Complaint.objects.visible_to(user)
    earlier = complaint.links.filter(earlier__in=seen).select_related("earlier")
    later = complaint.later_links.filter(complaint__in=seen).select_related("complaint")
    return [{"complaint": row.earlier, "kind": row.get_kind_display()} for row in earlier] + [
        {"complaint": row.complaint, "kind": row.get_kind_display()} for row in later
    ]


def handed_over(complaint: Complaint) -> str:
    """From which department it came, under which number; "" where it was received here."""
    row = complaint.links.filter(kind=LinkKind.TRANSFER).select_related("earlier__agency").first()
    return f"{row.earlier.agency.name}, {row.earlier.code}" if row is not None else ""
