"""Opening a case without a check: on what a complaint or an accident brought to light.

The text taken over names nobody: of a complaint it is the text without names, of an accident its
number, day, place and the count of victims.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from intake.models import Accident, Complaint
from intake.selectors import accident as accidents
from intake.selectors.complaint import may_be_checked, prefill_for_check
from law.models import Provision
from law.selectors import provisions_in_force
from violations.models import Act, ViolationCase
from violations.permissions import can_open_from
from violations.services import clocks
from violations.services.acts import ACT_FIELDS, Facts, provisions_of
from violations.services.opening import Opening, Place, create
from violations.services.refusal import Refusal, demand, in_words

Origin = Accident | Complaint


def may_open(origin: Origin, user: Any) -> Any:
    """Whether a case may be opened from it now: a right, a registered enterprise, and of a
    complaint the text without names."""
    answer = can_open_from(origin, user)
    if answer and isinstance(origin, Complaint):
        return may_be_checked(user, origin)
    return answer


def text_of(origin: Origin, user: Any) -> str:
    """What the acts are described with until somebody writes more."""
    if isinstance(origin, Complaint):
        return str(prefill_for_check(user, origin)["reason"])
    return str(accidents.prefill_for_check(user, origin)["reason"])


def offered(origin: Origin, *, on: date) -> list[Provision]:
    """Provisions it points to: of the complaint's area of law, or of such an accident."""
    if isinstance(origin, Accident):
        return [row for row, _why in accidents.suggested_codes(origin, on=on)]
    if origin.topic_id is None:
        return []
    return list(provisions_in_force(on=on).filter(topic=origin.topic).order_by("code"))


@in_words
def open_from(
    origin: Origin, facts: Sequence[Facts], opening: Opening, *, submission: UUID, by: Any,
    at: datetime,
) -> ViolationCase:  # fmt: skip
    """Open VP-<province>-<year>-<number> with one act for each of ``facts``; a ``submission``
    opens once.

    Raises:
        Refusal: no right, no act, a day in the future, a code that the decree does not know.
    """
    present = ViolationCase.objects.filter(submission=submission, opened_by=by).first()
    if present is not None:
        return present
    demand(may_open(origin, by))
    if not facts:
        raise Refusal(_("Choose at least one act."), "codes")
    if opening.discovered_on > clock.legal_date(at):
        raise Refusal(_("The date lies in the future."), "discovered_on")
    name = "origin_complaint" if isinstance(origin, Complaint) else "origin_accident"
    assert origin.enterprise is not None  # noqa: S101 - demanded above
    place = Place(origin.enterprise, origin.agency, origin.enterprise.province, {name: origin})
    try:
        with transaction.atomic():
            case = create(place, opening, submission, by=by, at=at)
            provisions = provisions_of([row.for_rules() for row in facts])
            for row, provision in zip(facts, provisions, strict=True):
                values = {field: getattr(row, field) for field in ACT_FIELDS}
                Act.objects.create(case=case, provision=provision, **values)
            log("violation.open", case, by=by, at=at,
                data={"codes": [row.code for row in facts], "from": origin.code})  # fmt: skip
            clocks.refresh(case, at=at)
    except IntegrityError:  # the same form sent twice at the same moment
        return ViolationCase.objects.get(submission=submission, opened_by=by)
    return case
