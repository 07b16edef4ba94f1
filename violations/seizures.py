"""What a case says of its temporary seizures, and who may end them (LHAV arts. 125, 126)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Delegation, Position
from ecms.core.access import ALLOWED, Answer, Refused
from violations import proceeding_rules
from violations.guards_before import sanctioning_office, signs_for_case
from violations.models import Exhibit, Seizure, ViolationCase
from violations.offices import holds_issuing_office, issuing_office
from violations.states import ExhibitFate, ExplanationKind
from violations.worksheets import law_of

CONFISCATION = "confiscation"  # the power of the additional sanction


def seizable(case: ViolationCase) -> QuerySet[Exhibit]:
    """Things that are kept without a decision that seizes them."""
    return case.exhibits.filter(fate=ExhibitFate.KEPT, seizure__isnull=True)


def seized(case: ViolationCase) -> QuerySet[Exhibit]:
    """Things that a decision keeps and that were neither given back nor confiscated."""
    if _confiscated(case):
        return case.exhibits.none()
    return case.exhibits.filter(fate=ExhibitFate.KEPT, seizure__isnull=False)


def _confiscated(case: ViolationCase) -> bool:
    """The sanction decision confiscates: what was seized belongs to the State (art. 126.1)."""
    acts = case.acts.exclude(additional_terms="")
    return (
        case.decided_on is not None
        and acts.filter(provision__additional_sanctions__power=CONFISCATION).exists()
    )


def running(case: ViolationCase) -> list[Seizure]:
    """Seizures under which something is still kept."""
    if _confiscated(case):
        return []
    return list(case.seizures.filter(exhibits__fate=ExhibitFate.KEPT).distinct())


def extendable(case: ViolationCase) -> list[Seizure]:
    """Running seizures with an end that were not extended yet."""
    return [row for row in running(case) if row.ends_on and row.extended_until is None]


def longest(case: ViolationCase, row: Seizure) -> date | None:
    """The last day to which a seizure may be extended; None where it may not."""
    explained = case.explanations.exclude(kind=ExplanationKind.WAIVED).exists()
    return proceeding_rules.seizure_longest(
        law_of(case), row.ordered_on, complex_case=case.is_complex,
        verified=explained or case.verifications.exists(),
    )  # fmt: skip


def has_things(case: ViolationCase, user: Any) -> Answer:
    """Something is noted that no decision keeps yet."""
    if seizable(case).exists():
        return ALLOWED
    return Refused(_("First note the exhibits that are to be seized."))


def may_extend(case: ViolationCase, user: Any) -> Answer:
    """A term runs, and the law allows a longer one."""
    rows = extendable(case)
    if not rows:
        return Refused(_("No temporary seizure runs whose term can be extended."))
    if not any(longest(case, row) for row in rows):
        return Refused(
            _("A seizure is extended only where something is explained or verified, or the case "
              "is especially serious (Art. 125.8).")
        )  # fmt: skip
    return ALLOWED


def is_seized(case: ViolationCase, user: Any) -> Answer:
    """Something is kept under a decision."""
    if seized(case).exists():
        return ALLOWED
    return Refused(_("Nothing is temporarily seized."))


def keeper(
    case: ViolationCase, user: Any, *, on: date
) -> tuple[Position | None, Delegation | None]:
    """The user's office that may give seized things back: before the decision whoever signs for
    the case, afterwards the office that decided."""
    office = sanctioning_office if case.decided_on is None else issuing_office
    return office(case, user, on=on)


def may_give_back(case: ViolationCase, user: Any) -> Answer:
    """Whoever may order the seizure may end it."""
    if case.decided_on is None:
        return signs_for_case(case, user)
    return holds_issuing_office(case, user)
