"""What the page of a case shows of the steps before its decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecms.core import clock
from ecms.core.formatting import legal_date, vnd
from law.rules import LawRefusal
from violations.case_rules import Obstacle
from violations.guards import obstacle_words
from violations.guards_before import lawful_end
from violations.models import (
    FileAway,
    Hearing,
    OwnerNotice,
    Seizure,
    Verification,
    ViolationCase,
)
from violations.states import ExhibitFate, HearingOutcome, NoSanction, Whereto
from violations.workflow import UNDECIDED, workflow
from violations.worksheets import acts_left_out, acts_of, compute


@dataclass(frozen=True)
class Line:
    """One thing that was done: its name, day, state as a pill, and what it brought."""

    title: str
    on: date
    kind: str
    state: str
    words: str = ""
    meta: str = ""


def proceeding(case: ViolationCase, user: Any) -> dict[str, Any]:
    """Hearings, inquiries, files elsewhere, notices and exhibits; what is still lawful."""
    lines = [
        *(_hearing(row) for row in case.hearings.all()),
        *(_inquiry(row) for row in case.verifications.all()),
        *(_away(row) for row in case.files_away.all()),
        *(_notice(row) for row in case.owner_notices.all()),
        *(_seizure(row) for row in case.seizures.prefetch_related("exhibits")),
    ]
    undecided = case.state in UNDECIDED
    expired = _expired(case) if undecided else []
    return {
        "proceeding": sorted(lines, key=lambda line: line.on),
        "exhibits": _exhibits(case),
        "can_return": bool(workflow.answer(case, "return_exhibit", user)),
        "left_out": acts_left_out(case),
        "expired_acts": expired,
        "lawful_end": "" if expired or not undecided else _end_words(case),
        "can_end": bool(workflow.answer(case, "close_without_sanction", user)),
    }


def _end_words(case: ViolationCase) -> str:
    reason = lawful_end(case)
    if reason == NoSanction.LIMITATION:
        return str(obstacle_words(Obstacle.LIMITATION, case.limitation_ends_on))
    if reason == NoSanction.TOO_LATE:
        return str(obstacle_words(Obstacle.TOO_LATE, case.decision_due_on))
    return ""


def _expired(case: ViolationCase) -> list[str]:
    """Codes of acts whose limitation has passed while that of another act still runs."""
    if case.limitation_ends_on is None or clock.today() <= case.limitation_ends_on:
        return []
    try:
        sheet = compute(case, on=clock.today())
    except LawRefusal:
        return []
    pairs = zip(acts_of(case), sheet.acts, strict=True)
    gone = [act.provision.code for act, item in pairs if item.limitation_expired]
    return gone if len(gone) < len(sheet.acts) else []


def _hearing(row: Hearing) -> Line:
    kinds = {HearingOutcome.PLANNED: "waiting", HearingOutcome.HELD: "success"}
    return Line(
        _("Hearing"), row.held_on or clock.legal_date(row.planned_for),
        kinds.get(HearingOutcome(row.outcome), "neutral"), row.get_outcome_display(),
        row.conclusion, f"{row.place} · {row.chair}",
    )  # fmt: skip


def _inquiry(row: Verification) -> Line:
    done = row.result_at is not None
    value = f" ({vnd(row.value)})" if row.value else ""
    return Line(
        row.get_kind_display(), row.asked_on, "success" if done else "waiting",
        _("Result of %(day)s") % {"day": legal_date(row.result_on)} if done else _("Open"),
        row.result + value, " · ".join(part for part in (row.matter, row.asked_of) if part),
    )  # fmt: skip


def _away(row: FileAway) -> Line:
    meta = [row.number, row.to, row.offence]
    if row.refused_on:
        meta.append(_("not prosecuted: %(day)s") % {"day": legal_date(row.refused_on)})
    return Line(
        row.get_whereto_display(), row.sent_on, "neutral" if row.ended_at else "waiting",
        _away_state(row), row.answer or row.reason, " · ".join(part for part in meta if part),
    )  # fmt: skip


def _away_state(row: FileAway) -> str:
    if row.returned_on:
        return _("Came back on %(day)s") % {"day": legal_date(row.returned_on)}
    if row.ended_at:
        return _("Settled there")
    if row.whereto == Whereto.CRIME and row.handed_on is None:
        return _("To be handed over")
    return _("Away")


def _notice(row: OwnerNotice) -> Line:
    title = _("Notice to the unknown owner, number %(n)d") % {"n": row.turn}
    return Line(title, row.posted_on, "info", _("Published"), row.place, row.number)


def _seizure(row: Seizure) -> Line:
    kept = [thing.name for thing in row.exhibits.all() if thing.fate == ExhibitFate.KEPT]
    state = _("Until the decision is executed")
    if row.until:
        state = _("Until %(day)s") % {"day": legal_date(row.until)}
    late = bool(kept and row.until and clock.today() > row.until)
    return Line(
        _("Temporary seizure %(number)s") % {"number": row.number}, row.ordered_on,
        ("danger" if late else "progress") if kept else "neutral",
        state if kept else _("Ended"), "; ".join(kept) or row.reason,
        f"{row.get_ground_display()} · {row.kept_at}",
    )  # fmt: skip


def _exhibits(case: ViolationCase) -> list[dict[str, Any]]:
    kinds = {ExhibitFate.KEPT: "progress", ExhibitFate.CONFISCATED: "info"}
    return [
        {
            "row": row,
            "kind": kinds.get(ExhibitFate(row.fate), "neutral"),
            "kept": row.fate == ExhibitFate.KEPT and row.seizure_id is None,
        }
        for row in case.exhibits.all()
    ]
