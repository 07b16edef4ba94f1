"""The facts of the acts, the circumstances and the subject, until the minutes are signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from law.models import Provision
from law.rules import ActFacts
from law.rules.instrument import provisions_for
from law.selectors import reference
from violations import circumstances as lists
from violations.models import Act, Circumstance, ViolationCase
from violations.services import clocks
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.worksheets import acts_of, facts_of

ACT_FIELDS = (
    "description", "evidence_note", "ongoing", "ended_on", "discovered_on", "workers", "units",
    "base_amount",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What an official establishes of one act. Amounts in whole VND."""

    code: str
    description: str
    evidence_note: str = ""
    ongoing: bool = False
    ended_on: date | None = None
    discovered_on: date | None = None
    workers: int | None = None
    units: int | None = None
    base_amount: int | None = None

    def for_rules(self) -> ActFacts:
        """The same for the rules. Raises LawRefusal for contradictions."""
        return ActFacts(
            code=self.code,
            workers=self.workers,
            units=self.units,
            base=self.base_amount,
            ended_on=self.ended_on,
            ongoing=self.ongoing,
            discovered_on=self.discovered_on,
        )


def provisions_of(facts: Sequence[ActFacts], minutes_on: date | None = None) -> list[Provision]:
    """The rows of the decrees that apply to the acts, in one query.

    Raises LawRefusal for a code that the decree of the act's date does not know.
    """
    law = reference()
    wanted = []
    for item in facts:
        instrument, group = provisions_for(law, item, minutes_on)
        wanted.append((instrument.code, group.rows[0].code))
    rows = Provision.objects.filter(code__in={code for _number, code in wanted})
    found = {(row.instrument.number, row.code): row for row in rows.select_related("instrument")}
    return [found[key] for key in wanted]


@in_words
def edit(act: Act, facts: Facts, *, by: Any, at: datetime) -> Act:
    """Correct an act; the provision follows from code and dates, never from a choice.

    Raises:
        Refusal: the minutes are signed, no right, or facts the law cannot be applied to.
    """
    with transaction.atomic():
        case = locked(act.case)
        allowed(case, "edit", by)
        [provision] = provisions_of([facts.for_rules()])
        row = case.acts.select_for_update(of=("self",)).get(pk=act.pk)
        for name in ACT_FIELDS:
            setattr(row, name, getattr(facts, name))
        row.provision = provision
        row.save()
        log("violation.edit", case, by=by, at=at, data={"act": row.pk, "code": provision.code})
        clocks.refresh(case, at=at)
    return row


def resolve(case: ViolationCase, minutes_on: date) -> None:
    """Tie every act to the decree that applies on the date of the minutes (art. 67).

    An act still going on may pass under a new decree between discovery and minutes.
    Raises LawRefusal.
    """
    acts = acts_of(case)
    rows = provisions_of(facts_of(acts, ()), minutes_on)
    for act, provision in zip(acts, rows, strict=True):
        if provision.pk != act.provision_id:
            act.provision = provision
            act.save()


def weigh(
    case: ViolationCase, code: str, *, evidence: str, act: Act | None = None, by: Any, at: datetime
) -> Circumstance:
    """Note a circumstance of the law's list with its evidence; a repeat changes the evidence.

    Raises:
        Refusal: not listed, no evidence, or not possible now.
    """
    entry = lists.listed().get(code)
    if entry is None:
        raise Refusal(_("Choose a circumstance of the list."), "code")
    if not evidence.strip():
        raise Refusal(_("Say what proves the circumstance."), "evidence")
    with transaction.atomic():
        fresh = locked(case)
        allowed(fresh, "weigh", by)
        row, _made = Circumstance.objects.update_or_create(
            case=fresh, act=act, code=code, defaults={"kind": entry.kind, "evidence": evidence}
        )
        log("violation.weigh", fresh, by=by, at=at, data={"circumstance": code})
    return row


def drop_circumstance(circumstance: Circumstance, *, by: Any, at: datetime) -> None:
    """Take a circumstance away again. Raises Refusal when it is not possible now."""
    with transaction.atomic():
        fresh = locked(circumstance.case)
        allowed(fresh, "weigh", by)
        if Circumstance.objects.filter(pk=circumstance.pk).delete()[0]:
            log("violation.unweigh", fresh, by=by, at=at, data={"circumstance": circumstance.code})


def describe_subject(
    case: ViolationCase,
    subject: dict[str, Any],
    *,
    discovered_on: date,
    is_complex: bool,
    expertise_on: date | None,
    by: Any,
    at: datetime,
) -> ViolationCase:
    """Correct the violator's data as they will stand in the minutes, and the dates of discovery.

    Raises Refusal when the minutes are signed or the right is missing.
    """
    with transaction.atomic():
        fresh = locked(case)
        allowed(fresh, "edit", by)
        fresh.subject = {**fresh.subject, **subject}
        fresh.discovered_on, fresh.is_complex = discovered_on, is_complex
        fresh.expertise_on = expertise_on
        fresh.save()
        log("violation.edit", fresh, by=by, at=at, data={"subject": sorted(subject)})
        clocks.refresh(fresh, at=at)
    return fresh
