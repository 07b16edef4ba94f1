"""Rows of every kind at an enterprise, and a picture of the whole database around two of them."""

from datetime import date, timedelta

from enterprises.enums import FlagKind, HazardGroup, SharedPlaceKind
from enterprises.models import (
    Badge,
    Contact,
    EnterpriseHazard,
    Flag,
    Hazard,
    Headcount,
    Relation,
    SelfCheck,
    SelfCheckForm,
    SharedPlace,
    Site,
    Spell,
    StatusChange,
    Training,
    Worker,
)
from enterprises.services import references
from tests.factories import NOW, TODAY, EnterpriseFactory, InspectionFactory

DAYS = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]


def stated(by):
    return {"source": "Sở", "recorded_at": NOW, "recorded_by": by}


def worker(number):
    return Worker.objects.get_or_create(
        folded=f"w{number}", defaults={"name": f"W{number}", "created_at": NOW}
    )[0]


def hazard(number):
    return Hazard.objects.get_or_create(
        code=f"H{number}", defaults={"group": HazardGroup.CHEMICAL, "name_vi": "Amoniac"}
    )[0]


def form():
    return SelfCheckForm.objects.get_or_create(
        code="ATVSLD", defaults={"duty": "DUTY", "per_year": 2, "name_vi": "Tự kiểm tra"}
    )[0]


def headcount(firm, n, by):
    Headcount.objects.get_or_create(
        enterprise=firm, on=DAYS[n], source="Sở", defaults={"total": 10 + n, **stated(by)}
    )


def status(firm, n, by):
    StatusChange.objects.get_or_create(
        enterprise=firm, on=DAYS[n], defaults={"status": "ACTIVE", **stated(by)}
    )


def site(firm, n, by):
    first = not firm.sites.exists()
    Site.objects.create(
        enterprise=firm, name=f"Xưởng {n}", province=firm.province, is_head_office=first
    )


def hazards(firm, n, by):
    EnterpriseHazard.objects.get_or_create(
        enterprise=firm, hazard=hazard(n), site=None, defaults={"on": DAYS[n], **stated(by)}
    )


def contact(firm, n, by):
    Contact.objects.create(enterprise=firm, name=f"Ông {n}", **stated(by))


def flag(firm, n, by):
    Flag.objects.get_or_create(
        enterprise=firm, kind=FlagKind.INSURED_GAP, settled_at=None,
        defaults={"raised_on": DAYS[n]},
    )  # fmt: skip


def self_check(firm, n, by):
    SelfCheck.objects.get_or_create(
        enterprise=firm, form=form(), done_on=DAYS[n],
        defaults={"source": "Giấy", "recorded_at": NOW, "recorded_by": by},
    )  # fmt: skip


def spell(firm, n, by):
    Spell.objects.get_or_create(
        worker=worker(n), enterprise=firm, started_on=DAYS[n],
        defaults={"province": firm.province, "updated_at": NOW},
    )  # fmt: skip


def old_spell(firm, n, by):
    Spell.objects.get_or_create(
        worker=worker(n), enterprise=firm, started_on=DAYS[n] - timedelta(days=900),
        defaults={
            "ended_on": DAYS[n] - timedelta(days=400), "province": firm.province,
            "updated_at": NOW,
        },
    )  # fmt: skip


def training(firm, n, by):
    Training.objects.get_or_create(worker=worker(n), enterprise=firm, group=4, done_on=DAYS[0])


def shift(firm, n, by):
    SharedPlace.objects.get_or_create(enterprise=firm, kind=SharedPlaceKind.SHIFT, code=f"Ca {n}")


def badge(firm, n, by):
    Badge.objects.get_or_create(
        worker=worker(n), enterprise=firm, revoked_at=None,
        defaults={"token": f"{firm.pk}-{n}", "issued_at": NOW, "issued_by": by},
    )  # fmt: skip


def relation(firm, n, by):
    other = EnterpriseFactory(tax_code=f"370000000{n}") if not _third(n) else _third(n)
    Relation.objects.get_or_create(
        source_firm=firm, target_firm=other, kind="PRINCIPAL", ended_on=None, defaults=stated(by)
    )


def _third(n):
    from enterprises.models import Enterprise

    return Enterprise.objects.filter(tax_code=f"370000000{n}").first()


def inspection(firm, n, by):
    InspectionFactory(enterprise=firm, proposed_by=by)


KINDS = [
    headcount, status, site, hazards, contact, flag, self_check, spell, old_spell, training,
    shift, badge, relation, inspection,
]  # fmt: skip


def picture(*firms):
    """Every row that points at the firms and the firms themselves, times of change left out."""
    rows = {}
    for link in references.links():
        if link.model.__name__.startswith("Historical") or link.model._meta.app_label == "audit":
            continue
        if link.model.__name__ in {"Merge", "Enterprise", "Duplicate"}:
            continue
        for firm in firms:
            for values in link.rows(firm).values():
                rows[link.label, values["id"]] = values
    for firm in firms:
        firm.refresh_from_db()
        rows["enterprise", firm.pk] = {
            f.attname: getattr(firm, f.attname)
            for f in firm._meta.concrete_fields
            if f.attname not in {"updated_at", "risk_on", "folded"}
        }
    return rows


__all__ = ["KINDS", "TODAY", "picture"]
