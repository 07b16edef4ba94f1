"""Filling the forms of delegated power."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.enums import DelegationKind
from accounts.models import Delegation, Position
from ecms.documents.grounds import grounds_for
from ecms.documents.parts import authority_line, head_of, signature_of, vn_date
from ecms.documents.registry import Form
from violations.documents import catalogue_delegation as forms
from violations.documents.contexts_delegation import DelegationEnd, DelegationPaper

POWER = {
    DelegationKind.SANCTION: "xử phạt vi phạm hành chính",
    DelegationKind.ENFORCEMENT: "cưỡng chế thi hành quyết định xử phạt vi phạm hành chính",
}
FAMILY = {
    DelegationKind.SANCTION: "delegation-sanction",
    DelegationKind.ENFORCEMENT: "delegation-enforcement",
}


def _office(row: Delegation, office: Position, on: date, abstract: str) -> dict[str, Any]:
    kind = DelegationKind(row.kind)
    return {
        "head": head_of(office.agency),
        "authority": authority_line(office.agency, office),
        "grounds": grounds_for(FAMILY[kind], on),
        "abstract": abstract,
        "recipients": ("Như Điều 3", "Lưu: VT"),
        "signature": signature_of(office),
        "power": POWER[kind],
        "holder": str(row.holder.user),
        "holder_title": row.holder.title_vi,
    }


def given(row: Delegation) -> tuple[Form, DelegationPaper]:
    """MQĐ34 or MQĐ35."""
    assert row.valid_from is not None  # noqa: S101 - a constraint of the table
    kind = DelegationKind(row.kind)
    return forms.GIVEN[kind], DelegationPaper(
        **_office(row, row.giver, row.decided_on, f"Giao quyền {POWER[kind]}"),
        starts_on=row.valid_from, ends_on=row.valid_to, matters=row.matters,
    )  # fmt: skip


def ended(
    row: Delegation, office: Position, *, after: date, reason: str, on: date
) -> tuple[Form, DelegationEnd]:
    """MQĐ37 dated ``on``, signed by ``office``."""
    kind = DelegationKind(row.kind)
    values = _office(row, office, on, f"Chấm dứt việc giao quyền {POWER[kind]}")
    cited = f"Căn cứ Quyết định số {row.number} {vn_date(row.decided_on)} về việc giao quyền"
    return forms.ENDED, DelegationEnd(
        **values | {"grounds": (*values["grounds"], cited)}, of_number=row.number,
        of_on=row.decided_on, after=after, reason=reason,
    )  # fmt: skip
