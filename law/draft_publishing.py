"""Loading, testing, publishing and taking back a new decree; each step leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import bulk, clock
from ecms.core.reference import sync
from ecms.core.refusal import Refusal
from ecms.core.text import fold
from law import catalogue, draft_reading, draft_results
from law.models import (
    AdditionalSanction,
    CompetenceScope,
    DecreeDraft,
    Frame,
    Instrument,
    Provision,
    Remedy,
    ViolationTopic,
)
from law.rules.catalogue import Provision as Checked
from law.rules.errors import InvalidReference

LOCK = "decree drafts"
LOADED_AGAIN = _("The files were loaded again meanwhile; look at the new difference first.")


def load(
    facts: Mapping[str, Any], upload: Any, scopes: Any, *, by: Any, at: datetime
) -> DecreeDraft:
    """Keep the rows of the files of a new decree; an unpublished one of that number is replaced.

    ``facts`` are the fields of the decree. Rows with faults are kept too: the page names them.

    Raises:
        Refusal: no table, or a decree of that number is in the catalogue.
    """
    rows = draft_reading.table(upload, "upload", draft_reading.COLUMNS)
    places = draft_reading.table(scopes, "scopes", draft_reading.SCOPE_COLUMNS) if scopes else []
    with transaction.atomic():
        bulk.lock_for_transaction(LOCK, 0)
        if Instrument.objects.filter(number=facts["number"]).exists():
            raise Refusal(_("A decree of that number is in the catalogue already."), "number")
        draft, _made = DecreeDraft.objects.update_or_create(
            number=facts["number"],
            defaults={**facts, "rows": rows, "scopes": places, "filename": upload.name[:255],
                      "created_at": at, "created_by": by, "tested_at": None, "tested_by": None},
        )  # fmt: skip
        data = {"number": draft.number, "rows": len(rows)}
        log("catalogue.loaded", draft, by=by, at=at, data=data)
    return draft


def test(draft: DecreeDraft, *, by: Any, at: datetime) -> list[draft_results.Compared]:
    """Compare the results of past and typical cases; a draft must be tested to be published.

    What is marked as tested is what was computed: the rows are read under the lock.

    Raises:
        Refusal: loaded again since ``draft`` was read, rows with faults, or the law would
            contradict itself.
    """
    with transaction.atomic():
        row = _locked(draft)
        rows, scopes = _sound(row)
        try:
            found = draft_results.compare(row, rows, scopes)
        except InvalidReference as error:
            raise Refusal(_contradiction(error)) from error
        row.tested_at, row.tested_by = at, by
        row.save(update_fields=["tested_at", "tested_by"])
        data = {"cases": len(found), "other": sum(item.differs for item in found)}
        log("catalogue.tested", row, by=by, at=at, data=data)
    return found


def _locked(draft: DecreeDraft) -> DecreeDraft:
    """The draft as it stands, held until the transaction ends: a file loaded meanwhile waits,
    and takes away the mark of the test that was made on the rows before it.

    Raises Refusal: a file was loaded again after ``draft`` was read.
    """
    bulk.lock_for_transaction(LOCK, 0)
    row = DecreeDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if row.created_at != draft.created_at:
        raise Refusal(LOADED_AGAIN)
    return row


def _sound(draft: DecreeDraft) -> tuple[list[Checked], list[Any]]:
    rows, faults = draft_reading.provisions(draft)
    scopes, more = draft_reading.scopes(draft)
    if faults or more:
        raise Refusal(_("Mend the rows of the files first and load them again."))
    return rows, scopes


def _contradiction(error: Exception) -> str:
    return str(_("The catalogue would contradict itself: %(reason)s") % {"reason": error})


def publish(draft: DecreeDraft, *, by: Any, at: datetime) -> Instrument:
    """Put the decree into the catalogue; the one before ends the day before it begins.

    Acts keep the decree of their own date. Publishing it twice is once.

    Raises:
        Refusal: loaded again since ``draft`` was read, faults, not tested, no competences, or
            its dates overlap another decree.
    """
    with transaction.atomic():
        row = _locked(draft)
        present = Instrument.objects.filter(number=row.number).first()
        if row.published_at is not None and present is not None:
            return present
        rows, scopes = _ready(row)
        _end_the_one_before(row)
        decree = Instrument.objects.create(
            kind=Instrument.SANCTION, source=row.filename, confidence="recalled",
            **{name: getattr(row, name) for name in _SHARED},
        )  # fmt: skip
        _write(row, decree, rows, scopes)
        row.published_at, row.published_by = at, by
        row.save(update_fields=["published_at", "published_by"])
        try:
            catalogue.build()
        except InvalidReference as error:
            raise Refusal(_contradiction(error)) from error
        log("catalogue.published", decree, by=by, at=at, data={"number": row.number})
    return decree


_SHARED = ("number", "name_vi", "name_en", "valid_from", "fine_level_article_vi",
           "fine_level_article_en", "fine_most", "fine_most_overseas")  # fmt: skip


def _ready(draft: DecreeDraft) -> tuple[list[Checked], list[Any]]:
    if draft.tested_at is None:
        raise Refusal(_("Test the draft on known cases first."))
    rows, scopes = _sound(draft)
    if not scopes:
        raise Refusal(_("Load the scopes of the competences too: nobody could sign otherwise."))
    if Instrument.objects.filter(number=draft.number).exists():
        raise Refusal(_("A decree of that number is in the catalogue already."))
    later = Instrument.objects.filter(
        kind=Instrument.SANCTION, valid_from__gte=draft.valid_from
    ).first()
    if later is not None:
        words = _("The dates overlap: %(number)s begins on %(day)s.")
        day = f"{later.valid_from:%d/%m/%Y}"
        raise Refusal(words % {"number": later.number, "day": day})
    return rows, scopes


def _before(draft: DecreeDraft) -> models.QuerySet[Instrument]:
    rows = Instrument.objects.filter(kind=Instrument.SANCTION)
    return rows.exclude(number=draft.number)


def _end_the_one_before(draft: DecreeDraft) -> None:
    last = draft.valid_from - timedelta(days=1)
    for old in _before(draft).filter(
        models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=draft.valid_from)
    ):
        old.valid_to = last
        old.save()
        _with_history(old.provisions.filter(valid_to__isnull=True), valid_to=last)


def _with_history(rows: models.QuerySet[Provision], **values: Any) -> None:
    changed = list(rows)
    for row in changed:
        for name, value in values.items():
            setattr(row, name, value)
    Provision.objects.bulk_update(changed, list(values), batch_size=500)
    Provision.history.bulk_history_create(changed, update=True, batch_size=500)


def _write(draft: DecreeDraft, decree: Instrument, rows: list[Checked], scopes: list[Any]) -> None:
    topics = {topic.code: topic for topic in ViolationTopic.objects.all()}
    heads: dict[str, Checked] = {}
    for item in rows:
        heads.setdefault(item.code, item)
    sync(Provision, ("instrument_id", "code"),
         (_provision(decree, item, topics[item.category]) for item in heads.values()))  # fmt: skip
    ids = dict(decree.provisions.values_list("code", "pk"))
    sync(Frame, ("row_id",), (_frame(ids[item.code], item) for item in rows))
    _link(decree, heads)
    sync(CompetenceScope, ("title_code", "instrument_number", "provisions"), (
        {"title_code": code, "instrument_number": decree.number, "provisions": scope.provisions,
         "max_individual": scope.max_individual, "max_organisation": scope.max_organisation,
         "source": draft.filename, "confidence": "recalled"}
        for code, scope in scopes
    ))  # fmt: skip


def _provision(decree: Instrument, item: Checked, topic: ViolationTopic) -> dict[str, Any]:
    same = ("code", "legal_basis", "severity", "violator", "scale_unit", "percent_of", "point",
            "criminal_referral", "notes", "source", "confidence", "valid_from",
            "valid_to")  # fmt: skip
    words = f"{item.code} {item.title_vi} {item.title_en} {topic.name_vi}"
    return {
        **{name: getattr(item, name) for name in same},
        "instrument_id": decree.pk, "topic_id": topic.pk, "article": str(item.article),
        "clause": str(item.clause or ""), "name_vi": item.title_vi, "name_en": item.title_en,
        "fine_stated_for": item.stated_for.value, "fine_type": item.fine_type.value,
        "org_multiplier": str(item.org_multiplier or "n/a"), "folded": fold(words),
    }  # fmt: skip


def _frame(provision_id: int, item: Checked) -> dict[str, Any]:
    times = item.org_multiplier
    amounts = {"fine_min": item.fine_min, "fine_max": item.fine_max, "cap": item.cap}
    return {
        "row_id": item.row_id, "provision_id": provision_id, **amounts,
        "bracket_from": item.bracket_from, "bracket_to": item.bracket_to,
        "percent_min": item.percent_min, "percent_max": item.percent_max,
        **{f"org_{name}": None if value is None or times is None else value * times
           for name, value in amounts.items()},
    }  # fmt: skip


def _link(decree: Instrument, heads: Mapping[str, Checked]) -> None:
    remedies = dict(Remedy.objects.values_list("code", "pk"))
    additional = dict(AdditionalSanction.objects.values_list("code", "pk"))
    rows = [(pk, heads[code]) for pk, code in decree.provisions.values_list("pk", "code")]
    to_remedy, to_sanction = Provision.remedies.through, Provision.additional_sanctions.through
    to_remedy.objects.bulk_create(
        to_remedy(provision_id=pk, remedy_id=remedies[code])
        for pk, item in rows for code in dict.fromkeys(item.remedial_codes)
    )  # fmt: skip
    to_sanction.objects.bulk_create(
        to_sanction(provision_id=pk, additionalsanction_id=additional[code])
        for pk, item in rows for code in dict.fromkeys(item.additional_codes)
    )  # fmt: skip


def withdraw(draft: DecreeDraft, *, by: Any, at: datetime) -> DecreeDraft:
    """Take a published decree back before it takes effect; it is a draft again.

    The one before goes on. Taking it back twice is once.

    Raises:
        Refusal: it has taken effect, or a file already names one of its provisions.
    """
    with transaction.atomic():
        bulk.lock_for_transaction(LOCK, 0)
        row = DecreeDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        if row.published_at is None:
            return row
        if row.valid_from <= clock.legal_date(at):
            raise Refusal(_("The decree has taken effect; it can only be corrected row by row."))
        decree = Instrument.objects.get(number=row.number)
        try:
            decree.provisions.all().delete()
            CompetenceScope.objects.filter(instrument_number=row.number).delete()
            decree.delete()
        except models.ProtectedError as error:
            raise Refusal(_("A file names a provision of this decree already.")) from error
        _go_on(row)
        row.published_at = row.published_by = None
        row.save(update_fields=["published_at", "published_by"])
        catalogue.build()
        log("catalogue.withdrawn", row, by=by, at=at, data={"number": row.number})
    return row


def _go_on(draft: DecreeDraft) -> None:
    last = draft.valid_from - timedelta(days=1)
    for old in _before(draft).filter(valid_to=last):
        old.valid_to = None
        old.save()
        _with_history(old.provisions.filter(valid_to=last), valid_to=None)
