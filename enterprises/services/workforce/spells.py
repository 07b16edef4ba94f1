"""One change by a person: arrival, departure, move, change of a fact, "nothing has changed".

Each locks the employer first, as imports do, and leaves an event without names or numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import Enterprise, Site, Spell
from enterprises.rules import workforce as rules
from enterprises.services import badges, shared_places
from enterprises.services.survivors import surviving
from enterprises.services.workforce import counting, people
from enterprises.services.workforce.matching import FACTS


class NotPossible(Exception):
    """The change contradicts what is there; ``code`` is worded by ``wording_workforce``."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def _locked(spell: Spell) -> Spell:
    surviving(spell.enterprise)
    return Spell.objects.select_related("worker", "enterprise").get(pk=spell.pk)


def _check(started_on: date, ended_on: date | None, at: datetime) -> None:
    problem = rules.spell_problem(started_on, ended_on, today=legal_date(at))
    if problem:
        raise NotPossible(problem)


def _own_site(enterprise: Enterprise, site: Site | None) -> Site | None:
    if site is not None and site.enterprise_id != enterprise.pk:
        raise NotPossible("site_unknown", value=site.code)
    return site


def _recount(firm: Enterprise, by: Any, at: datetime) -> None:
    counting.refresh([firm.pk], on=legal_date(at), whole=False, by=by, at=at)


@transaction.atomic
def arrive(
    *,
    enterprise: Enterprise,
    person: people.Person,
    started_on: date,
    facts: Mapping[str, Any],
    site: Site | None = None,
    by: Any,
    at: datetime,
) -> Spell:
    """Somebody begins to work there; returns the employment. A second click changes nothing.

    ``facts`` holds values by the names of ``matching.FACTS``.

    Raises:
        NotPossible: the day lies in the future, or an earlier employment covers it.
    """
    firm = surviving(enterprise, by=by)
    _check(started_on, None, at)
    worker = people.known(person, firm)
    if worker is not None:
        spell = Spell.objects.filter(worker=worker, enterprise=firm, ended_on=None).first()
        if spell is not None:
            return spell
        if Spell.objects.filter(worker=worker, enterprise=firm, ended_on__gte=started_on).exists():
            raise NotPossible("overlaps_spell")
    worker = worker or people.enter(person, at=at)
    spell = Spell.objects.create(
        worker=worker, enterprise=firm, site=_own_site(firm, site), province_id=firm.province_id,
        started_on=started_on, updated_at=at,
        **{name: facts[name] for name in FACTS if name in facts},
    )  # fmt: skip
    _log("worker.arrived", spell, by, at, started_on)
    _recount(firm, by, at)
    counting.flag_two_jobs([worker.pk], at=at)
    return spell


@transaction.atomic
def leave(*, spell: Spell, ended_on: date, by: Any, at: datetime) -> bool:
    """The last day of an employment; False where somebody entered it already.

    Raises:
        NotPossible: the day lies before the first or in the future.
    """
    row = _locked(spell)
    if row.ended_on is not None:
        return False
    _check(row.started_on, ended_on, at)
    row.ended_on, row.updated_at = ended_on, at
    row.save(update_fields=["ended_on", "updated_at"])
    shared_places.leave_all(worker=row.worker, enterprise=row.enterprise, on=ended_on)
    badges.revoke_for(worker=row.worker, enterprise=row.enterprise, by=by, at=at)
    _log("worker.left", row, by, at, ended_on)
    _recount(row.enterprise, by, at)
    return True


@transaction.atomic
def move(*, spell: Spell, site: Site | None, on: date, by: Any, at: datetime) -> Spell:
    """To another site of the employer from ``on``; returns the employment that goes on.

    Raises:
        NotPossible: it has ended, the day does not fit, or the site is another employer's.
    """
    row = _locked(spell)
    if row.ended_on is not None:
        raise NotPossible("not_there")
    site = _own_site(row.enterprise, site)
    if row.site_id == (site.pk if site else None):
        return row
    _check(row.started_on, None if on == row.started_on else rules.last_day_before(on, on), at)
    if on < row.started_on:
        raise NotPossible("end_before_start")
    if on > legal_date(at):
        raise NotPossible("start_future")
    if on > row.started_on:
        row = _continued(row, on, at)
    row.site, row.updated_at = site, at
    row.save()
    _log("worker.moved", row, by, at, on)
    return row


def _continued(row: Spell, on: date, at: datetime) -> Spell:
    """The old employment ends the day before; a new one with the same facts goes on."""
    facts = {name: getattr(row, name) for name in FACTS}
    row.ended_on, row.updated_at = rules.last_day_before(on, row.started_on), at
    row.save(update_fields=["ended_on", "updated_at"])
    return Spell(
        worker=row.worker, enterprise=row.enterprise, province_id=row.province_id, started_on=on,
        **facts,
    )  # fmt: skip


@transaction.atomic
def change(*, spell: Spell, facts: Mapping[str, Any], by: Any, at: datetime) -> list[str]:
    """Correct or renew facts; returns the names of those that differ (none: nothing written)."""
    row = _locked(spell)
    changed = [name for name in FACTS if name in facts and getattr(row, name) != facts[name]]
    if not changed:
        return []
    for name in changed:
        setattr(row, name, facts[name])
    row.updated_at = at
    row.save(update_fields=[*changed, "updated_at"])
    log(
        "worker.changed", row.worker, by=by, at=at,
        data={"enterprise": row.enterprise_id, "spell": row.pk, "fields": changed},
    )  # fmt: skip
    _recount(row.enterprise, by, at)
    if "is_full_time" in changed:
        counting.flag_two_jobs([row.worker_id], at=at)
    return changed


@transaction.atomic
def confirm(*, enterprise: Enterprise, by: Any, at: datetime) -> bool:
    """The employer says that the list is complete as it stands today; one click, no typing.

    Returns False where it was confirmed today already.
    """
    firm = surviving(enterprise, by=by)
    today = legal_date(at)
    if firm.workforce_on is not None and firm.workforce_on >= today:
        return False
    counting.refresh([firm.pk], on=today, whole=True, by=by, at=at)
    log("workforce.confirmed", firm, by=by, at=at, data={"on": today})
    return True


def _log(event: str, spell: Spell, by: Any, at: datetime, on: date) -> None:
    data = {"enterprise": spell.enterprise_id, "spell": spell.pk, "on": on}
    log(event, spell.worker, by=by, at=at, data=data)
