"""Which worker of the register a victim is: found among those of the employer, or by number.

What the register knows fills what is still empty in the file; nothing that was written is
replaced, and the number itself never comes into the file.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from ecms.audit.services import log, log_read
from enterprises.models import Spell, Worker
from enterprises.rules.identity import Identity
from enterprises.rules.workforce import name_key
from enterprises.services.workforce import people
from intake.models import Accident, Victim
from intake.permissions.accident import can_edit
from intake.services.accidents.refusal import Refusal, demand, locked

MOST = 20
DAYS_OF_MONTH = 30.4375
READING = "victim of %s"


def employed(accident: Accident) -> QuerySet[Spell]:
    """Who worked for the employer of the accident on its day; nobody without an enterprise."""
    day = accident.occurred_on
    there = Q(ended_on__isnull=True) | Q(ended_on__gte=day)
    rows = Spell.objects.filter(there, enterprise=accident.enterprise_id, started_on__lte=day)
    return rows.select_related("worker", "site").order_by("-started_on", "pk")


def candidates(victim: Victim, *, by: Any, at: datetime) -> list[Spell]:
    """People of the employer who bear the name of the victim, at most ``MOST``; each is read."""
    name = name_key(victim.name)
    if victim.accident.enterprise_id is None or not name:
        return []
    visible = Worker.objects.visible_to(by).filter(folded=name).values("pk")
    rows = list(employed(victim.accident).filter(worker__in=visible)[:MOST])
    for row in rows:
        log_read(row.worker, by=by, at=at, purpose=READING % victim.accident.code)
    return rows


def find(victim: Victim, paper: Identity, *, by: Any, at: datetime) -> Worker:
    """The worker with this identity number, within the reader's provinces.

    Raises:
        Refusal: nobody has it there; told in the same words for somebody out of reach.
    """
    known = people.find(paper)
    row = Worker.objects.visible_to(by).filter(pk=known.pk).first() if known else None
    if row is None:
        raise Refusal(_("No worker of your provinces has this number."), "identity")
    log_read(row, by=by, at=at, purpose=READING % victim.accident.code)
    return row


def link(victim: Victim, worker: Worker, *, by: Any, at: datetime) -> Victim:
    """Say that the victim is this worker; what is still empty is filled from the register.

    Raises:
        Refusal: no right to the case or to workers, minutes signed, another victim of the
            accident is that person already.
    """
    with transaction.atomic():
        case = locked(victim.accident)
        demand(can_edit(case, by))
        _check_right(worker, by)
        row = case.victims.select_for_update().get(pk=victim.pk)
        if row.worker_id == worker.pk:
            return row
        twin = case.victims.filter(worker=worker).exclude(pk=row.pk).first()
        if twin is not None:
            words = _("Victim %(number)d of this accident is that person already.")
            raise Refusal(words % {"number": twin.number})
        row.worker = worker
        spell = employed(case).filter(worker=worker).first()
        for name, value in _known(worker, spell, case.occurred_on).items():
            if getattr(row, name) in ("", None) and value not in ("", None):
                setattr(row, name, value)
        row.save()
        log("accident.victim_linked", case, by=by, at=at, data={"victim": row.number})
    return row


def unlink(victim: Victim, *, by: Any, at: datetime) -> None:
    """Take the link away; what it filled in stays. Twice changes nothing. Raises Refusal."""
    with transaction.atomic():
        case = locked(victim.accident)
        demand(can_edit(case, by))
        if case.victims.filter(pk=victim.pk, worker__isnull=False).update(worker=None):
            log("accident.victim_unlinked", case, by=by, at=at, data={"victim": victim.number})


def _check_right(worker: Worker, by: Any) -> None:
    visible = Worker.objects.visible_to(by).filter(pk=worker.pk).exists()
    if not by.can(Permission.WORKER_READ) or not visible:
        raise Refusal(_("Your role does not include this step."))


def _known(worker: Worker, spell: Spell | None, on: date) -> dict[str, Any]:
    found: dict[str, Any] = {
        "birth_year": worker.born_on.year if worker.born_on else None, "sex": worker.sex,
    }  # fmt: skip
    if spell is not None:
        months = int((on - spell.started_on).days / DAYS_OF_MONTH)
        found |= {"job": spell.job_title, "contract": spell.contract, "seniority_months": months}
    return found
