"""What the register itself adds to its registries: references for merges, factors of the score.

Modules below (documents, notifications, accounts) know no enterprises, so that their rows are
spoken for here; modules above register their own in ``apps.ready()``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Value
from django.utils.translation import gettext_lazy as _

from ecms.core.clock import legal_date
from enterprises.enums import FlagKind
from enterprises.models import Enterprise, EnterpriseHazard, Flag
from enterprises.selectors_selfchecks import late_factor
from enterprises.services import references, risk
from enterprises.services.references import KEEP, MOVE, Occasion, Once

# Rows that say what was: they stay with the merged record.
KEPT = (
    "accounts.SharedCase.object_id",
    "admin.LogEntry.object_id",
    "audit.AuditEvent.object_id",
    "audit.ReadAccess.object_id",
    "documents.GeneratedDocument.object_id",  # an issued paper never changes
    "notifications.Delivery.object_id",  # its page leads on to the survivor
    "guardian.GroupObjectPermission.object_pk",
    "enterprises.Duplicate.first",  # pairs are found anew for the survivor
    "enterprises.Duplicate.second",
    "enterprises.Merge.survivor",
    "enterprises.Merge.merged",
    "enterprises.ImportRow.enterprise_id",  # what a file did
    "enterprises.HistoricalEnterprise.merged_into",
    "enterprises.HistoricalSite.enterprise",
    "enterprises.HistoricalRelation.source_firm",
    "enterprises.HistoricalRelation.target_firm",
)
# Rows that go over; where the survivor has the same, its own stands and the other stays.
MOVED = (
    "documents.StoredFile.object_id",
    "guardian.UserObjectPermission.object_pk",
    "notifications.DueItem.object_id",
    "enterprises.Enterprise.merged_into",  # records merged earlier lead to the new survivor
    "enterprises.Headcount.enterprise",
    "enterprises.StatusChange.enterprise",
    "enterprises.EnterpriseHazard.enterprise",
    "enterprises.Contact.enterprise",
    "enterprises.ImportJob.enterprise",
    "enterprises.SelfCheck.enterprise",
    "enterprises.Training.enterprise",
    "enterprises.Tracing.enterprise",
)
EVENTS = {
    "enterprise.merged": _("Another record taken up"),
    "enterprise.taken_up": _("Merged into another record"),
    "enterprise.merge_undone": _("Merge undone"),
    "enterprise.found_different": _("Found to be another enterprise than a similar record"),
    "enterprise.pair_reopened": _("Similar record to be looked at again"),
    "selfcheck.begun": _("Self-check begun"),
    "selfcheck.submitted": _("Self-check handed in"),
    "selfcheck.discarded": _("Draft of a self-check thrown away"),
    "selfcheck.form_published": _("Self-check form published"),
    "selfcheck.form_drafted": _("New version of a self-check form begun"),
}


def register_all() -> None:
    """References, factors of the score, entries of the navigation, panels of the dossier."""
    register_references()
    register_factors()
    _show()


def _show() -> None:
    from accounts.permissions import Permission
    from ecms.core import nav

    nav.register(
        nav.Item(
            "self-checks", _("Self-checks"), "enterprises:selfcheck_list",
            Permission.ENTERPRISE_READ, "card-checklist", order=27, group="register",
            match=("enterprises:selfcheck_detail", "enterprises:selfcheck_new",
                   "enterprises:selfcheck_topic", "enterprises:selfcheck_compared"),
        )
    )  # fmt: skip
    nav.register(
        nav.Item(
            "duplicates", _("Duplicates"), "enterprises:duplicate_list",
            Permission.ENTERPRISE_READ, "collection", order=28, group="register",
            match=("enterprises:duplicate_detail", "enterprises:duplicates_of",
                   "enterprises:merge_list", "enterprises:merge_detail"),
        )
    )  # fmt: skip
    _show_on_dossier()


def _show_on_dossier() -> None:
    from accounts.permissions import Permission
    from ecms.core.panels import Panel, PlaceAction, register_action, register_panel

    register_panel(
        "enterprise",
        Panel(
            "self-checks", _("Self-checks"), "enterprises:selfcheck_panel",
            Permission.ENTERPRISE_READ, order=50,
        ),
    )  # fmt: skip
    register_action(
        "enterprise",
        PlaceAction(
            "self-check", _("Enter a self-check"), "enterprises:selfcheck_new",
            Permission.ENTERPRISE_EDIT, parameter="enterprise", icon="card-checklist", order=60,
            more=True,
        ),
    )  # fmt: skip
    register_action(
        "enterprise",
        PlaceAction(
            "duplicates", _("Look for duplicates"), "enterprises:duplicates_of",
            Permission.ENTERPRISE_MERGE, parameter="enterprise", icon="collection", order=90,
            more=True,
        ),
    )  # fmt: skip


def register_references() -> None:
    """Everything in this module and below that points at an enterprise."""
    for label in KEPT:
        references.register(label, KEEP)
    for label in MOVED:
        references.register(label, MOVE)
    references.register("enterprises.Site.enterprise", MOVE, change=_ordinary_site)
    references.register("enterprises.Flag.enterprise", MOVE, change=_settled)
    references.register("enterprises.Badge.enterprise", MOVE, change=_revoked)
    references.register("enterprises.SharedPlace.enterprise", MOVE, change=_other_code)
    for side, other in (("source_firm", "target_firm"), ("target_firm", "source_firm")):
        references.register(f"enterprises.Relation.{side}", MOVE, change=_ended, other=other)
    # One employment that both lists know: the survivor's stands, the other one ends.
    references.register(
        "enterprises.Spell.enterprise",
        MOVE,
        change=_over,
        stays=True,
        once=(Once(("worker",), Q(ended_on__isnull=True)),),
        follow=("province_id",),  # it repeats the enterprise's
    )


def register_factors() -> None:
    """What the register knows of the numbers that the score counts."""
    risk.register_factor("insurance_gap", _insurance_gap)
    risk.register_factor("arrears", _arrears)
    risk.register_factor("hazards", _hazards)
    risk.register_factor("no_self_check", late_factor)


def _insurance_gap(on: date) -> Any:
    rows = Flag.objects.filter(kind=FlagKind.INSURED_GAP, settled_at__isnull=True)
    return rows.order_by().values(firm=F("enterprise_id")).annotate(n=Count("pk"))


def _arrears(on: date) -> Any:
    rows = Enterprise.objects.filter(arrears__gt=0)
    return rows.order_by().values(firm=F("pk"), n=Value(1))


def _hazards(on: date) -> Any:
    rows = EnterpriseHazard.objects.filter(gone_on__isnull=True)
    return rows.order_by().values(firm=F("enterprise_id")).annotate(n=Count("pk"))


def _ordinary_site(site: Any, occasion: Occasion) -> dict[str, Any]:
    """The survivor keeps its head office; the other one becomes a site like others."""
    return {"is_head_office": False}


def _settled(flag: Any, occasion: Occasion) -> dict[str, Any]:
    """The survivor has the same flag open already."""
    return {"settled_at": occasion.at, "settled_by_id": occasion.by.pk, "note": occasion.reason}


def _revoked(badge: Any, occasion: Occasion) -> dict[str, Any]:
    """One badge in use for a worker: the survivor's."""
    return {
        "revoked_at": occasion.at, "revoked_by_id": occasion.by.pk,
        "reason": occasion.reason[:300],
    }  # fmt: skip


def _other_code(place: Any, occasion: Occasion) -> dict[str, Any]:
    """Both have a shift A: the merged one's is named after its tax code."""
    mark = f" ({occasion.source.tax_code})"
    return {"code": place.code[: 100 - len(mark)] + mark}


def _over(spell: Any, occasion: Occasion) -> dict[str, Any]:
    """The merged record's employment ends with the merge; the survivor's goes on."""
    return _ended(spell, occasion)


def _ended(relation: Any, occasion: Occasion) -> dict[str, Any]:
    """A relation between the two, or one that the survivor has as well, ends with the merge."""
    if relation.ended_on is not None:
        return {}
    today = legal_date(occasion.at)
    return {"ended_on": max(today, relation.started_on or today)}
