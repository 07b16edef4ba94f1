"""Building the rules' ``Reference`` from the rows of the database, once per state of the data.

The rows pass through the same constructors as the files, so a contradiction that an
administrator typed in is refused here with its reason and never computed with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import connection

from ecms.core.calendar import WorkingCalendar
from law import models
from law.enums import BodyLevel, FineType, Power, StatedFor, TermUnit
from law.models.time import DayKind
from law.rules import catalogue
from law.rules.reference import Reference

UNITS = {
    "working days": TermUnit.WORKING_DAYS,
    "working day": TermUnit.WORKING_DAYS,
    "days": TermUnit.DAYS,
    "month": TermUnit.MONTHS,
    "months": TermUnit.MONTHS,
    "year": TermUnit.YEARS,
    "years": TermUnit.YEARS,
    "hours": TermUnit.HOURS,
}
Stamp = tuple[int | None, ...]
_STAMPED = (
    models.Instrument,
    models.Provision,
    models.Frame,
    models.Remedy,
    models.AdditionalSanction,
    models.CompetenceRule,
    models.CompetenceScope,
    models.DeadlineRule,
    models.CalendarDay,
)


def stamp() -> Stamp:
    """What the law data is like now, in one query: the last change of every table of it."""
    tables = [model.history.model._meta.db_table for model in _STAMPED]
    links = [
        models.Provision.remedies.through._meta.db_table,
        models.Provision.additional_sanctions.through._meta.db_table,
    ]
    quote = connection.ops.quote_name
    parts = [f"(SELECT max(history_id) FROM {quote(table)})" for table in tables]  # noqa: S608
    parts += [f"(SELECT sum(id)::bigint FROM {quote(table)})" for table in links]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return tuple(cursor.fetchone())


def build() -> Reference:
    """Read the whole law. Raises InvalidReference when the rows contradict each other."""
    return Reference(
        instruments=[
            _instrument(row)
            for row in models.Instrument.objects.filter(kind=models.Instrument.SANCTION)
        ],
        provisions=list(_provisions()),
        competence=list(_competence()),
        deadlines=list(_deadlines()),
        remedies=[
            catalogue.Remedy(row.code, row.name_vi, row.name_en, row.due_deadline_key)
            for row in models.Remedy.objects.all()
        ],
        additional=[
            catalogue.AdditionalSanction(row.code, row.name_vi, row.name_en, Power(row.power))
            for row in models.AdditionalSanction.objects.all()
        ],
        calendar=working_calendar(),
    )


def _instrument(row: models.Instrument) -> catalogue.Instrument:
    assert row.valid_from is not None  # noqa: S101 - the loader refuses a decree without it
    return catalogue.Instrument(
        code=row.number,
        title_vi=row.name_vi,
        title_en=row.name_en,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        fine_level_article_vi=row.fine_level_article_vi,
        fine_level_article_en=row.fine_level_article_en,
        fine_most=row.fine_most,
        fine_most_overseas=row.fine_most_overseas,
    )


def _provisions() -> Iterator[catalogue.Provision]:
    rows = models.Provision.objects.select_related("instrument", "topic").prefetch_related(
        "frames", "remedies", "additional_sanctions"
    )
    for row in rows:
        shared = _shared(row)
        for frame in row.frames.all():
            yield catalogue.Provision(**shared, **_amounts(frame))


def _shared(row: models.Provision) -> dict[str, Any]:
    return {
        "code": row.code,
        "instrument": row.instrument.number,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "article": int(row.article or 0),
        "clause": int(row.clause or 0),
        "point": row.point,
        "legal_basis": row.legal_basis,
        "title_vi": row.name_vi,
        "title_en": row.name_en,
        "category": row.topic.code,
        "severity": row.severity,
        "violator": row.violator,
        "stated_for": StatedFor(row.fine_stated_for),
        "org_multiplier": int(row.org_multiplier) if row.org_multiplier.isdigit() else None,
        "fine_type": FineType(row.fine_type),
        "scale_unit": row.scale_unit,
        "percent_of": row.percent_of,
        "additional_codes": tuple(item.code for item in row.additional_sanctions.all()),
        "remedial_codes": tuple(item.code for item in row.remedies.all()),
        "criminal_referral": row.criminal_referral,
        "notes": row.notes,
        "source": row.source,
        "confidence": row.confidence,
    }


def _amounts(frame: models.Frame) -> dict[str, Any]:
    return {
        "row_id": frame.row_id,
        "bracket_from": frame.bracket_from,
        "bracket_to": frame.bracket_to,
        "fine_min": frame.fine_min or 0,
        "fine_max": frame.fine_max or 0,
        "percent_min": _plain(frame.percent_min),
        "percent_max": _plain(frame.percent_max),
        "cap": frame.cap,
    }


def _plain(value: Decimal | None) -> Decimal | None:
    """8.000 as stored becomes 8 as the decree writes it."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def _competence() -> Iterator[catalogue.Competence]:
    scopes: dict[str, list[catalogue.Scope]] = defaultdict(list)
    for scope in models.CompetenceScope.objects.all():
        scopes[scope.title_code].append(
            catalogue.Scope(
                scope.instrument_number,
                scope.provisions,
                scope.max_individual,
                scope.max_organisation,
            )
        )
    for row in models.CompetenceRule.objects.exclude(power_codes=[]):
        yield catalogue.Competence(
            title_code=row.title_code,
            title_vi=row.name_vi,
            title_en=row.name_en,
            level=BodyLevel(row.level),
            max_individual=row.max_individual,
            max_organisation=row.max_organisation,
            powers=frozenset(Power(code) for code in row.power_codes),
            scopes=tuple(scopes[row.title_code]),
            valid_from=row.valid_from,  # type: ignore[arg-type] # the loader demands it
            valid_to=row.valid_to,
            only_during_check=row.only_during_check,
            notes=row.notes,
            source=row.source,
            confidence=row.confidence,
        )


def _deadlines() -> Iterator[catalogue.Deadline]:
    for row in models.DeadlineRule.objects.exclude(key=""):
        if row.unit in UNITS and row.value.isdigit() and row.valid_from:
            yield catalogue.Deadline(
                key=row.key,
                value=int(row.value),
                unit=UNITS[row.unit],
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                legal_basis=row.legal_basis,
                confidence=row.confidence,
            )


def working_calendar() -> WorkingCalendar:
    """The days off and the weekend days worked instead, from the rows of the calendar."""
    holidays, worked = {}, set()
    for row in models.CalendarDay.objects.all():
        if row.kind == DayKind.HOLIDAY:
            holidays[row.day] = row.name_vi
        else:
            worked.add(row.day)
    return WorkingCalendar(holidays, frozenset(worked))
