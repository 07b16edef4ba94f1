"""Self-checks: received on paper or from the portal, kept as drafts, handed in; their forms."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecms.audit.services import log
from ecms.core.clock import legal_date
from enterprises.models import Enterprise, SelfCheck, SelfCheckForm, SelfCheckItem
from enterprises.rules import selfcheck as rules
from enterprises.selectors_selfchecks import lines_of, said
from enterprises.services.survivors import surviving

LONGEST_NOTE = 1000


class SelfCheckRefused(Exception):
    """A step that is not possible; ``reason`` in words, ``field`` of the form it is about."""

    def __init__(self, reason: str | Promise, field: str = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.field = field


# --- What an employer answered ------------------------------------------------------------------
@transaction.atomic
def begin(
    *,
    enterprise: Enterprise,
    form: SelfCheckForm,
    done_on: date,
    source: str,
    by: Any,
    at: datetime,
) -> SelfCheck:
    """A draft to fill in; the one that is there for the same form and day is opened again.

    Raises:
        SelfCheckRefused: the day lies ahead, or the form was not in force then.
        MergedElsewhere: the record was merged into one out of reach.
    """
    _check_beginning(form, done_on, legal_date(at))
    firm = surviving(enterprise, by=by)  # and another window waits here
    known = SelfCheck.objects.filter(enterprise=firm, form=form, done_on=done_on).first()
    if known is not None:
        return known
    check = SelfCheck.objects.create(
        enterprise=firm, form=form, done_on=done_on, source=source.strip(),
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    data = {"form": form.code, "version": form.version, "on": done_on.isoformat()}
    log("selfcheck.begun", firm, by=by, at=at, data=data)
    return check


def _check_beginning(form: SelfCheckForm, done_on: date, today: date) -> None:
    if done_on > today:
        raise SelfCheckRefused(_("The day of the self-check lies ahead."), "done_on")
    if form.published_on is None or not form.is_in_force(done_on):
        raise SelfCheckRefused(_("This form was not in force on that day."), "form")


def answer(
    check: SelfCheck, given: dict[str, dict[str, str]], *, by: Any, at: datetime
) -> SelfCheck:
    """Store answers {question code: {"value", "note"}} of a draft; the other ones stay.

    An empty value takes an answer away.

    Raises:
        SelfCheckRefused: handed in already, or not a question of the form, or no such answer.
    """
    with transaction.atomic():
        row = _draft(check)
        kinds = {line.question.code: line.question.answer_type for line in lines_of(row)}
        for code, entry in given.items():
            value = str(entry.get("value", "")).strip()
            if code not in kinds:
                raise SelfCheckRefused(_("This question is not in the form."))
            if value and not rules.reading(kinds[code], value):
                raise SelfCheckRefused(_("Choose an answer."), code)
            note = str(entry.get("note", "")).strip()[:LONGEST_NOTE]
            row.answers.pop(code, None)
            if value or note:
                row.answers[code] = {"value": value, "note": note}
        row.save(update_fields=["answers"])
    return row


def submit(check: SelfCheck, *, by: Any, at: datetime) -> SelfCheck:
    """Hand a draft in: results are counted and nothing changes any more; a repeat does nothing.

    Raises:
        SelfCheckRefused: with the number of questions not answered.
    """
    with transaction.atomic():
        row = SelfCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
        if row.submitted_at is not None:
            return row
        lines = lines_of(row)
        missing = sum(not line.reading for line in lines)
        if missing:
            raise SelfCheckRefused(_("%(n)s questions have no answer yet.") % {"n": missing})
        row.results = rules.results(said(lines))
        row.submitted_at, row.submitted_by = at, by
        row.save(update_fields=["results", "submitted_at", "submitted_by"])
        enterprise = Enterprise.objects.get(pk=row.enterprise_id)
        data = {"form": row.form.code, "on": row.done_on.isoformat(), "results": row.results}
        log("selfcheck.submitted", enterprise, by=by, at=at, data=data)
    return row


def discard(check: SelfCheck, *, by: Any, at: datetime) -> None:
    """Throw a draft away; a repeat does nothing.

    Raises:
        SelfCheckRefused: it was handed in.
    """
    with transaction.atomic():
        row = SelfCheck.objects.select_for_update(of=("self",)).filter(pk=check.pk).first()
        if row is None:
            return
        if row.submitted_at is not None:
            raise SelfCheckRefused(_("A self-check that was handed in is kept."))
        enterprise = Enterprise.objects.get(pk=row.enterprise_id)
        data = {"form": row.form.code, "on": row.done_on.isoformat()}
        row.delete()
        log("selfcheck.discarded", enterprise, by=by, at=at, data=data)


def _draft(check: SelfCheck) -> SelfCheck:
    row = SelfCheck.objects.select_for_update(of=("self",)).filter(pk=check.pk).first()
    if row is None:
        raise SelfCheckRefused(_("This draft was thrown away in another window."))
    if row.submitted_at is not None:
        raise SelfCheckRefused(_("This self-check was handed in and no longer changes."))
    return row


# --- Forms --------------------------------------------------------------------------------------
def publish(form: SelfCheckForm, *, on: date, by: Any, at: datetime) -> SelfCheckForm:
    """From now on this version is used and no longer changes; a repeat does nothing.

    Raises:
        SelfCheckRefused: it has no questions.
    """
    with transaction.atomic():
        row = SelfCheckForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
        if row.published_on is not None:
            return row
        if not row.items.exists():
            raise SelfCheckRefused(_("A form without questions cannot be published."))
        row.published_on, row.valid_from = on, row.valid_from or on
        row.save(update_fields=["published_on", "valid_from"])
        log("selfcheck.form_published", row, by=by, at=at, data={"version": row.version})
    return row


def new_version(form: SelfCheckForm, *, by: Any, at: datetime) -> SelfCheckForm:
    """A draft with the same questions and the next number; what was received keeps its version."""
    with transaction.atomic():
        versions = SelfCheckForm.objects.select_for_update().filter(code=form.code)
        last = max(row.version for row in versions)
        copy = SelfCheckForm.objects.create(
            code=form.code, version=last + 1, name_vi=form.name_vi, name_en=form.name_en,
            duty=form.duty, per_year=form.per_year, legal_basis=form.legal_basis,
        )  # fmt: skip
        SelfCheckItem.objects.bulk_create(
            SelfCheckItem(form=copy, question=item.question, order=item.order)
            for item in form.items.select_related("question")
        )
        log("selfcheck.form_drafted", copy, by=by, at=at, data={"version": copy.version})
    return copy
