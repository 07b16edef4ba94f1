"""The record that an enterprise lives on in: whatever is written about it goes there.

A form may be open while somebody merges the record that it is about. Services of this module and
of those above call :func:`surviving` first in their transaction, so that no row is left hanging
on a record that nobody finds.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ecms.core.refusal import Refusal
from enterprises.models import Enterprise


class MergedElsewhere(Refusal, PermissionDenied):
    """Merged into a record that the user does not reach; a page with the reason where uncaught."""

    def __init__(self, enterprise: Enterprise) -> None:
        words = _(
            "%(name)s (%(code)s) was merged into a record of another province. Nothing was "
            "written; the labour department of that province goes on with it."
        )
        reason = words % {"name": enterprise.name, "code": enterprise.tax_code}
        super().__init__(reason, "enterprise")


def surviving(enterprise: Enterprise, *, by: Any = None) -> Enterprise:
    """The record itself, or the one it was merged into; held until the transaction ends.

    A merge waits for the lock and then moves what was written; rows that refer to the record may
    still come meanwhile. Without ``by`` the reach is not asked for: a case goes on where it is.

    Raises:
        MergedElsewhere: merged into a record out of reach of ``by``.
    """
    row = _held(enterprise.pk)
    while row.merged_into_id is not None:
        row = _held(row.merged_into_id)
    if row.pk != enterprise.pk and by is not None and not _reaches(by, row):
        raise MergedElsewhere(enterprise)
    return row


def _held(key: int) -> Enterprise:
    rows = Enterprise.objects.select_for_update(no_key=True, of=("self",))
    row: Enterprise = rows.select_related("sector", "ward", "province").filter(pk=key)[0]
    return row


def _reaches(by: Any, row: Enterprise) -> bool:
    return bool(by.scope.national or row.province_id in by.scope.province_ids)
