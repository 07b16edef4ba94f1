"""What waits on a case beside its steps: each point with the page on which it is dealt with."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from ecms.core.formatting import legal_date
from inspections.enums import FINAL_PHASES, OUTCOME_PHASES, Phase, RequirementState
from inspections.models import Inspection, Requirement
from inspections.states_followup import ExtensionState, StopState

AFTER_RESULT = OUTCOME_PHASES[:-1]


class Point(NamedTuple):
    """Kind and words of the mark, what it is about, and where it is dealt with."""

    kind: str
    label: str
    words: str
    url: str


def open_points(case: Inspection) -> list[Point]:
    """The most urgent first; a finished case has none. Three to six statements."""
    if case.phase in FINAL_PHASES:
        return []
    found = _team(case)
    if case.phase not in (Phase.PREPARING, Phase.DECIDED):
        found = [*_stopped(case), *found]
    if case.phase in AFTER_RESULT:
        found += [*_requirements(case), *_away(case)]
    return found


def _page(name: str, *keys: Any) -> str:
    return reverse(f"inspections:{name}", args=keys)


def _team(case: Inspection) -> list[Point]:
    url = _page("team", case.pk)
    found = [
        Point("danger", _("Conflict of interest"), str(member.user), url)
        for member in case.team.all()
        if member.conflict
    ]
    if case.team_changes.filter(decided_at=None).exists():
        words = _("A change of the team is asked for")
        found.append(Point("waiting", _("To decide"), words, url))
    return found


def _stopped(case: Inspection) -> list[Point]:
    return [
        Point(
            "danger",
            str(StopState(order.state).label),
            order.subject,
            _page("stop_order", case.pk, order.pk),
        )
        for order in case.stop_orders.in_force()
    ]


def _requirements(case: Inspection) -> list[Point]:
    url = _page("requirements", case.pk)
    rows = Requirement.objects.filter(inspection=case)
    found = []
    if count := rows.filter(state=RequirementState.EVIDENCE).count():
        words = _("Evidence for %(n)d requirements") % {"n": count}
        found.append(Point("waiting", _("To judge"), words, url))
    if rows.outstanding().filter(extensions__state=ExtensionState.ASKED).exists():
        found.append(Point("waiting", _("To decide"), _("The enterprise asks for more time"), url))
    return found


def _away(case: Inspection) -> list[Point]:
    """Matters that another body has, and originals that the team still holds."""
    url = _page("aftermath", case.pk)
    found = [
        Point(
            "progress",
            _("Referred"),
            _("%(body)s has not answered; expected by %(day)s")
            % {"body": row.body, "day": legal_date(row.answer_until)},
            _page("referral", case.pk, row.pk),
        )
        for row in case.referrals.unanswered()
    ]
    found += [
        Point("warning", _("Original to give back"), row.name, url)
        for row in case.originals.filter(given_back_at=None)
    ]
    return found
