"""Who may sign the decision of a case today, person by person and title by title, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import DelegationKind, Level
from accounts.models import Delegation, Position
from ecms.core.formatting import vnd
from inspections.enums import TeamRole
from law.enums import Party
from law.rules import CaseWorksheet
from law.rules.frame import Frame
from violations import case_rules
from violations.case_rules import Incompetence, TitleAnswer
from violations.models import ViolationCase
from violations.worksheets import check_is_open, compute, language, law_of


@dataclass(frozen=True)
class Candidate:
    """An office that could sign: with the delegation a deputy signs by, and the answer."""

    position: Position
    delegation: Delegation | None
    title_code: str
    limit: int | None
    refusal: str = ""

    @property
    def competent(self) -> bool:
        """May sign every act of the case."""
        return not self.refusal

    @property
    def title(self) -> str:
        """The office in the language of the page."""
        position = self.position
        return position.title_vi if language() == "vi" else position.title_en or position.title_vi


@dataclass(frozen=True)
class TitleLine:
    """A title of the competence table against this case."""

    title: str
    limit: int | None
    refusal: str
    note: str


def frames_of(sheet: CaseWorksheet) -> list[Frame]:
    """The frames of the acts, doubled and capped."""
    return [act.frame for act in sheet.acts]


def candidates(case: ViolationCase, *, on: date) -> list[Candidate]:
    """Offices in force in the province of the case, the competent ones first.

    Raises LawRefusal when the case cannot be computed.
    """
    sheet = compute(case, on=on)
    positions = list(_positions(case, on))
    delegations = _delegations(positions, on)
    found = [_candidate(case, p, delegations.get(p.pk), sheet, on) for p in positions]
    return sorted(
        found,
        key=lambda c: (
            not c.competent, c.position.agency_id != case.agency_id, not c.position.is_head,
            c.limit or 0, c.position.pk,
        ),
    )  # fmt: skip


def candidate_of(case: ViolationCase, position: Position, *, on: date) -> Candidate:
    """One office against the case on a day. Raises LawRefusal."""
    sheet = compute(case, on=on)
    delegation = _delegations([position], on).get(position.pk)
    return _candidate(case, position, delegation, sheet, on)


def titles(case: ViolationCase, sheet: CaseWorksheet, *, check_open: bool) -> list[TitleLine]:
    """Every title in force on the day of the decision, with the reason against it."""
    law, on, lang = law_of(case), sheet.decided_on, language()
    rows = [row for row in law.competence if row.in_force(on)]
    lines = []
    for row in sorted(rows, key=lambda row: (row.max_individual, row.title_code)):
        answer = case_rules.title_answer(
            law, row.title_code, frames_of(sheet), sheet.party, on, check_open=check_open
        )
        own = row.max_organisation if sheet.party is Party.ORGANISATION else row.max_individual
        lines.append(
            TitleLine(
                title=row.title_en if lang == "en" else row.title_vi,
                limit=answer.limit or own,
                refusal=words(answer),
                note=_(row.notes) if row.notes else "",
            )
        )
    return sorted(lines, key=lambda line: bool(line.refusal))


def words(answer: TitleAnswer) -> str:
    """Why a title may not sign; empty when it may."""
    values = {"code": answer.code, "max": vnd(answer.frame_max), "limit": vnd(answer.limit)}
    return {
        None: "",
        Incompetence.UNKNOWN: _("This office has no power to sanction."),
        Incompetence.NOT_IN_FORCE: _("The power of this title is not in force on that day."),
        Incompetence.CHECK_OVER: _("A team head may sanction only while the check lasts."),
        Incompetence.SCOPE: _("The act %(code)s lies outside the field of this title.") % values,
        Incompetence.POWER: _(
            "The act %(code)s carries an additional sanction or a remedial measure that this "
            "title may not impose."
        )
        % values,
        Incompetence.AMOUNT: _(
            "The highest fine of the frame of %(code)s, %(max)s, is above the limit of this "
            "title, %(limit)s."
        )
        % values,
    }[answer.reason]


def _positions(case: ViolationCase, on: date) -> Any:
    """Offices with a title or of deputies, of the province (communes aside) or the own body."""
    return (
        Position.objects.in_force(on)
        .filter(
            Q(agency=case.agency_id)
            | Q(agency__province=case.province_id) & ~Q(agency__level=Level.COMMUNE)
        )
        .filter(~Q(title_code="") | Q(is_deputy=True), user__is_active=True)
        .select_related("agency", "user")
    )


def _delegations(positions: Sequence[Position], on: date) -> dict[int, Delegation]:
    """Delegations in force of the power to sanction, by the deputy's office."""
    deputies = [position.pk for position in positions if position.is_deputy]
    if not deputies:
        return {}
    rows = (
        Delegation.objects.in_force(on)
        .filter(kind=DelegationKind.SANCTION, holder__in=deputies)
        .select_related("giver__user", "giver__agency")
        .order_by("decided_on", "pk")
    )
    return {row.holder_id: row for row in rows if row.giver.is_in_force(on)}


def _candidate(
    case: ViolationCase,
    position: Position,
    delegation: Delegation | None,
    sheet: CaseWorksheet,
    on: date,
) -> Candidate:
    title = delegation.giver.title_code if delegation else position.title_code
    answer = case_rules.title_answer(
        law_of(case),
        title,
        frames_of(sheet),
        sheet.party,
        on,
        check_open=check_is_open(case, on) and _heads_the_team(case, position),
    )
    refusal = _office_refusal(position, delegation, on) or words(answer)
    return Candidate(position, delegation, title, answer.limit, refusal)


def _office_refusal(position: Position, delegation: Delegation | None, on: date) -> str:
    if not position.is_in_force(on) or not position.user.is_active:
        return _("The office is not held on that day.")
    if position.is_deputy and delegation is None:
        return _("No delegation of the power to sanction is in force for this deputy.")
    if delegation is not None and delegation.giver.agency_id != position.agency_id:
        return _("The delegation comes from another body.")
    return ""


def _heads_the_team(case: ViolationCase, position: Position) -> bool:
    inspection = case.inspection
    return inspection is not None and any(
        member.user_id == position.user_id and member.role == TeamRole.HEAD
        for member in inspection.team.all()
    )
