"""Whether a ruling is lawful today: bounds of the reliefs, frames of the acts, the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ecms.core.calendar import add_months
from ecms.core.formatting import legal_date, vnd
from ecms.core.refusal import Refusal
from law.enums import Party
from law.models import ReliefParty, ReliefRule
from violations import payment_rules as rules
from violations.case_rules import term_after
from violations.models import ViolationCase
from violations.payment_rules import Bounds, Due, Problem
from violations.states import RELIEFS, RulingKind
from violations.worksheets import law_of


@dataclass(frozen=True)
class Proposal:
    """What is proposed; ``parts`` are instalments, ``fine_after`` the whole fine afterwards."""

    kind: str
    reason: str
    asked_on: date | None = None
    content: str = ""
    until: date | None = None
    fine_after: int | None = None
    parts: Sequence[Due] = ()
    anew: bool = False
    challenge: Any = None  # whose result it carries out


FIELDS = {  # the field of the form at fault
    Problem.PAST: "until",
    Problem.TOO_LONG: "until",
    Problem.NOT_LESS: "fine_after",
    Problem.BELOW_PAID: "fine_after",
}


def bounds_of(case: ViolationCase, kind: str, *, on: date) -> tuple[ReliefRule, Bounds]:
    """The rule of a relief for the party of the case on a day (LHAV arts. 76, 77, 79).

    Raises Refusal where the data hold none.
    """
    organisation = case.party == Party.ORGANISATION  # somebody unknown: as an individual
    party = ReliefParty.ORGANISATION if organisation else ReliefParty.INDIVIDUAL
    row = ReliefRule.objects.in_force(on).filter(kind=kind, party=party).first()
    if row is None:
        raise Refusal(
            _("No rule for this relief is in force on %(day)s.") % {"day": legal_date(on)}
        )
    return row, Bounds(row.fine_least, row.months_most, row.parts_most, row.first_percent_least)


def demand_lawful(case: ViolationCase, proposal: Proposal, *, on: date) -> None:
    """Go on only with what the law allows today. Raises Refusal."""
    if proposal.kind in RELIEFS:
        _demand_relief(case, proposal, on=on)
        return
    if proposal.challenge is not None:
        _demand_lower(case, proposal.fine_after)
        return
    _demand_in_time(case, on)
    if proposal.fine_after is not None:
        _demand_inside_frames(case, proposal.fine_after)


def why_closed(case: ViolationCase, kind: str, *, on: date) -> str:
    """Why a ruling of ``kind`` cannot be asked for whatever it says; empty where it can."""
    try:
        if kind not in RELIEFS:
            _demand_in_time(case, on)
            return ""
        row, bounds = bounds_of(case, kind, on=on)
    except Refusal as refusal:
        return str(refusal.reason)
    if (case.fine_current or 0) >= bounds.fine_least:
        return ""
    return str(words(Problem.FINE_TOO_LOW, case, row, on=on))


def _demand_relief(case: ViolationCase, proposal: Proposal, *, on: date) -> None:
    row, bounds = bounds_of(case, proposal.kind, on=on)
    problem = _problem(case, proposal, bounds, on=on)
    if problem is None:
        return
    field = FIELDS.get(problem, "")
    if proposal.kind == RulingKind.INSTALMENTS:
        field = "" if problem is Problem.FINE_TOO_LOW else "parts"
    raise Refusal(words(problem, case, row, on=on), field)


def _problem(
    case: ViolationCase, proposal: Proposal, bounds: Bounds, *, on: date
) -> Problem | None:
    fine = case.fine_current or 0
    if proposal.kind == RulingKind.DEFER:
        return rules.deferral_problem(bounds, fine, on=on, until=proposal.until or on)
    if proposal.kind == RulingKind.REDUCE:
        after = fine if proposal.fine_after is None else proposal.fine_after
        return rules.reduction_problem(bounds, fine, after=after, paid=case.paid_total)
    effective = case.decided_on or on
    if not proposal.parts:
        return Problem.TOO_MANY
    return rules.instalments_problem(bounds, fine, proposal.parts, on=on, effective_on=effective)


def _demand_lower(case: ViolationCase, fine: int | None) -> None:
    """A result of a complaint or court is carried out at any time; it only lowers the fine."""
    if fine is not None and not 0 <= fine < (case.fine_current or 0):
        raise Refusal(
            _("The new fine must be lower than %(fine)s.") % {"fine": vnd(case.fine_current)},
            "fine_after",
        )


def _demand_in_time(case: ViolationCase, on: date) -> None:
    """Within one year of the decision (Decree 118/2021 art. 15)."""
    if case.decided_on is None:
        raise Refusal(_("There is no decision yet."))
    last = term_after(law_of(case), "DECISION_CORRECTION", case.decided_on)
    if on > last:
        raise Refusal(
            _("The decision could be corrected, amended or annulled until %(day)s.")
            % {"day": legal_date(last)}
        )


def _demand_inside_frames(case: ViolationCase, fine: int) -> None:
    acts = list(case.acts.all())
    least = sum(act.frame_min or 0 for act in acts)
    most = sum(act.frame_max or 0 for act in acts)
    if not least <= fine <= most:
        raise Refusal(
            _("The fine must lie inside the frames of the acts, %(least)s to %(most)s.")
            % {"least": vnd(least), "most": vnd(most)},
            "fine_after",
        )


def words(problem: Problem, case: ViolationCase, row: ReliefRule, *, on: date) -> str:
    """Why the relief is not possible, with the bound."""
    values: dict[str, Any] = {
        "least": vnd(row.fine_least),
        "fine": vnd(case.fine_current),
        "paid": vnd(case.paid_total),
        "parts": row.parts_most,
        "percent": row.first_percent_least,
        "last": _last_day(case, row, on),
    }
    return {
        Problem.FINE_TOO_LOW: _("The fine is %(fine)s; this relief begins at %(least)s."),
        Problem.PAST: _("The day must lie after today."),
        Problem.TOO_LONG: _("The last possible day is %(last)s."),
        Problem.TOO_MANY: _("Give two to %(parts)s instalments."),
        Problem.FIRST_TOO_LOW: _(
            "The first instalment must be at least %(percent)s%% of the fine."
        ),
        Problem.SUM: _("The instalments must add up to %(fine)s, each above zero."),
        Problem.ORDER: _("Each instalment must be due after the one before."),
        Problem.NOT_LESS: _("The new fine must be lower than %(fine)s."),
        Problem.BELOW_PAID: _("%(paid)s were paid already; the new fine cannot be lower."),
    }[problem] % values


def _last_day(case: ViolationCase, row: ReliefRule, on: date) -> str:
    start = case.decided_on if row.kind == RulingKind.INSTALMENTS else on
    return legal_date(add_months(start or on, row.months_most or 0))
