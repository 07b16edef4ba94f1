"""The fine of an act as the signatory sets it, always inside the frame."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ecms.audit.services import log
from ecms.core import clock
from ecms.core.formatting import vnd
from law.rules import ActWorksheet
from violations.models import Act
from violations.services.refusal import Refusal, allowed, in_words, locked
from violations.worksheets import acts_of, compute

__all__ = ["compute", "set_fine"]


@in_words
def set_fine(act: Act, amount: int, *, reason: str, by: Any, at: datetime) -> Act:
    """Set the fine of an act; the computed amount takes the change back.

    Raises Refusal: not the signatory, outside the frame of the act, or no reason.
    """
    with transaction.atomic():
        case = locked(act.case)
        allowed(case, "set_fine", by)
        rows = acts_of(case)
        sheet = compute(case, on=clock.legal_date(at))
        row, computed = next(
            pair for pair in zip(rows, sheet.acts, strict=True) if pair[0].pk == act.pk
        )
        _check(computed, amount, reason)
        same = amount == computed.fine
        row.override_fine, row.override_reason = (None, "") if same else (amount, reason)
        row.save(update_fields=["override_fine", "override_reason"])
        data = {"act": row.pk, "computed": computed.fine, "set": amount, "reason": reason}
        log("violation.set_fine", case, by=by, at=at, data=data)
    return row


def _check(computed: ActWorksheet, amount: int, reason: str) -> None:
    if not computed.frame_min <= amount <= computed.frame_max:
        raise Refusal(
            _("The fine must lie inside the frame, from %(low)s to %(high)s.")
            % {"low": vnd(computed.frame_min), "high": vnd(computed.frame_max)},
            "amount",
        )
    if amount != computed.fine and not reason.strip():
        raise Refusal(_("Give the reason for another amount than the computed one."), "reason")
