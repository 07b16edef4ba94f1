"""Making a decision public, only on a ground of the law (LHAV art. 72; Decree 118/2021, 18)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.core import clock
from ecms.core.formatting import legal_date
from ecms.notifications.services import messages
from violations.case_rules import term_after
from violations.enforcement_states import PublicationGround, PublicationState
from violations.models import Publication, ViolationCase
from violations.offices import issuing_office
from violations.services import clocks, papers_after
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.workflow import workflow
from violations.worksheets import law_of

S = PublicationState
KEPT_DAYS = 30  # the least time that it stands (Decree 118/2021 art. 18)


@in_words
def propose(
    case: ViolationCase, *, ground: str, reason: str, body: str, submission: UUID, by: Any,
    at: datetime,
) -> Publication:  # fmt: skip
    """Propose to publish; without one of the two grounds there is nothing to propose.

    Raises:
        WorkflowRefused: not decided, or no right.
        Refusal: no ground, no evidence, no body, or one is open already.
    """
    if ground not in PublicationGround.values:
        raise Refusal(_("Choose the ground: without one the law does not allow it."), "ground")
    if not reason.strip():
        raise Refusal(_("Say what shows the consequences or the effect on the public."), "reason")
    if not body.strip():
        raise Refusal(_("Name who publishes it."), "body")
    with transaction.atomic():
        fresh = locked(case)
        if sent := Publication.objects.filter(submission=submission).first():
            return sent
        allowed(fresh, "propose_publication", by)
        if fresh.publications.exclude(state__in=(S.REMOVED, S.REFUSED)).exists():
            raise Refusal(_("A publication of this decision is open already."))
        row = Publication.objects.create(
            case=fresh, of_decision=fresh.decision_number, ground=ground, reason=reason.strip(),
            body=body.strip(), submission=submission, proposed_at=at, proposed_by=by,
        )  # fmt: skip
        workflow.advance(fresh, "propose_publication", by=by, at=at, note=str(row))
        messages.tell("violation.publication", row, at=at)
    return row


@in_words
def order(publication: Publication, *, by: Any, at: datetime) -> Publication:
    """Sign the letter to the publishing body; it goes out within three working days.

    Raises:
        WorkflowRefused: not the office that issued the decision.
        Refusal: decided before, or the decision no longer stands.
    """
    on = clock.legal_date(at)

    def change(case: ViolationCase, row: Publication) -> None:
        if row.of_decision != case.decision_number:
            raise Refusal(_("The decision it speaks of no longer stands."))
        row.signed_as, row.delegation = issuing_office(case, by, on=on)
        row.decided_at, row.decided_by, row.decided_on = at, by, on
        row.state = S.ORDERED
        row.send_due_on = term_after(law_of(case), "PUBLICITY_SENT", case.decided_on or on)
        row.number = papers_after.issue_publication(row, by=by, at=at).reference

    return _moved(publication, "publish", S.PROPOSED, S.ORDERED, change, by=by, at=at)


def refuse(publication: Publication, reason: str, *, by: Any, at: datetime) -> Publication:
    """Refuse it with a reason. Raises WorkflowRefused or Refusal."""
    if not reason.strip():
        raise Refusal(_("Give the reason."), "reason")

    def change(case: ViolationCase, row: Publication) -> None:
        row.state, row.refusal = S.REFUSED, reason.strip()
        row.decided_at, row.decided_by = at, by

    return _moved(publication, "publish", S.PROPOSED, S.REFUSED, change, by=by, at=at)


@in_words
def send(publication: Publication, *, on: date, by: Any, at: datetime) -> Publication:
    """Record when the letter went out; the body publishes within two working days.

    Raises WorkflowRefused or Refusal.
    """

    def change(case: ViolationCase, row: Publication) -> None:
        _demand_day(row.decided_on, on, clock.legal_date(at))
        row.state, row.sent_on, row.sent_at, row.sent_by = S.SENT, on, at, by
        row.post_due_on = term_after(law_of(case), "PUBLICITY_POSTED", on)

    return _moved(publication, "follow_publication", S.ORDERED, S.SENT, change, by=by, at=at)


def post(
    publication: Publication, *, on: date, address: str, by: Any, at: datetime
) -> Publication:
    """Record since when and where it stands; it stays for at least thirty days.

    Raises WorkflowRefused or Refusal.
    """
    if not address.strip():
        raise Refusal(_("Say where it was published."), "address")

    def change(case: ViolationCase, row: Publication) -> None:
        _demand_day(row.sent_on, on, clock.legal_date(at))
        row.state, row.posted_on, row.posted_at, row.posted_by = S.POSTED, on, at, by
        row.address, row.keep_until = address.strip(), on + timedelta(days=KEPT_DAYS - 1)

    return _moved(publication, "follow_publication", S.SENT, S.POSTED, change, by=by, at=at)


def remove(publication: Publication, *, on: date, by: Any, at: datetime) -> Publication:
    """Record that it was taken down, once its days are over or it was corrected.

    Raises WorkflowRefused or Refusal.
    """

    def change(case: ViolationCase, row: Publication) -> None:
        _demand_day(row.posted_on, on, clock.legal_date(at))
        if row.keep_until and on <= row.keep_until:
            words = _("It stands until %(day)s at least.")
            raise Refusal(words % {"day": legal_date(row.keep_until)}, "on")
        row.state, row.removed_on, row.removed_at, row.removed_by = S.REMOVED, on, at, by

    return _moved(publication, "follow_publication", S.POSTED, S.REMOVED, change, by=by, at=at)


@in_words
def correct(publication: Publication, words: str, *, by: Any, at: datetime) -> Publication:
    """Ask the body to correct what it published; the letter is dated today.

    Raises WorkflowRefused or Refusal: nothing was sent yet, corrected before, no words.
    """
    if not words.strip():
        raise Refusal(_("Write down what is wrong and what is right."), "correction")
    with transaction.atomic():
        case = locked(publication.case)
        row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
        if row.correction == words.strip():
            return row
        allowed(case, "follow_publication", by)
        if row.state not in (S.SENT, S.POSTED, S.REMOVED) or row.corrected_on is not None:
            raise Refusal(_("Only a publication that was sent is corrected, and once."))
        row.correction, row.corrected_on = words.strip(), clock.legal_date(at)
        row.corrected_at, row.corrected_by = at, by
        row.correction_number = papers_after.issue_correction(row, by=by, at=at).reference
        row.save()
        workflow.advance(case, "follow_publication", by=by, at=at, note=row.correction_number)
    return row


def _moved(
    publication: Publication, verb: str, source: str, target: str,
    change: Callable[[ViolationCase, Publication], None], *, by: Any, at: datetime,
) -> Publication:  # fmt: skip
    """One step under the lock; a step that was taken before stays as it is."""
    with transaction.atomic():
        case = locked(publication.case)
        row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
        if row.state == target:
            return row
        allowed(case, verb, by)
        if row.state != source:
            words = _("Not possible in the state “%(state)s”.")
            raise Refusal(words % {"state": row.get_state_display()})
        change(case, row)
        row.save()
        case = workflow.advance(case, verb, by=by, at=at, note=str(row.get_state_display()))
        clocks.refresh(case, at=at)
    return row


def _demand_day(first: date | None, on: date, today: date) -> None:
    if on > today:
        raise Refusal(_("The date lies in the future."), "on")
    if first is not None and on < first:
        words = _("The day must not lie before %(day)s.")
        raise Refusal(words % {"day": legal_date(first)}, "on")
