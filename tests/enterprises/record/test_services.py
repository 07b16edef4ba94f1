"""Facts with their sources: corrected, overridden, verified, counted, moved."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Province
from ecms.audit.models import AuditEvent
from enterprises.enums import FlagKind, HazardGroup
from enterprises.models import (
    Contact,
    Enterprise,
    EnterpriseHazard,
    Flag,
    Hazard,
    Headcount,
    StatusChange,
)
from enterprises.services import facts, headcounts, moving, register
from enterprises.services.places import PlaceReader, successor_of
from enterprises.services.record import BY_HAND, ChangedMeanwhile
from enterprises.services.statuses import EarlierThanKnown
from tests.factories import NOW, TODAY, EnterpriseFactory, ProvinceFactory, WardFactory
from tests.worker_factories import SpellFactory

pytestmark = pytest.mark.django_db
TAX = {"source": "Cơ quan thuế", "as_of": "2026-06-30", "by": "Hạnh", "job": 7}


@pytest.fixture
def firm(register):
    return EnterpriseFactory(
        province=register,
        provenance={"*": TAX},
        workers=85,
        women=40,
        workers_on=date(2026, 6, 30),
    )


@pytest.fixture
def solvent(db):
    return Hazard.objects.create(
        code="SOLVENT", group=HazardGroup.CHEMICAL, name_vi="Dung môi", precaution_vi="Không lửa"
    )


def fresh(firm):
    return Enterprise.objects.get(pk=firm.pk)


class TestCorrecting:
    def correct(self, firm, by, **values):
        return register.correct(
            enterprise=firm, values=values, reason="Thấy tại chỗ", by=by, at=NOW
        )

    def test_an_override_keeps_what_the_registry_says(self, firm, inspector):
        old = firm.name
        self.correct(firm, inspector, name="Công ty Khác")
        mark = fresh(firm).provenance["name"]
        assert mark["source"] == BY_HAND
        assert mark["override"] == {
            "value": old, "source": "Cơ quan thuế", "as_of": "2026-06-30"
        }  # fmt: skip
        self.correct(firm, inspector, name="Công ty Khác nữa")
        assert fresh(firm).provenance["name"]["override"]["value"] == old

    def test_a_clerk_may_not_override(self, firm, clerk):
        with pytest.raises(PermissionDenied):
            self.correct(firm, clerk, name="Công ty Khác")
        assert fresh(firm).name == firm.name
        assert self.correct(firm, clerk, phone="0251 111") == ["phone"]

    def test_no_override_of_what_a_person_entered(self, firm, inspector):
        firm.provenance = {"*": {"source": BY_HAND, "as_of": "2026-01-01", "by": "Hạnh"}}
        firm.save()
        self.correct(firm, inspector, address="Số 1")
        assert "override" not in fresh(firm).provenance["address"]

    def test_status_over_time(self, firm, inspector):
        self.correct(firm, inspector, status_on=date(2020, 1, 1))
        self.correct(firm, inspector, status="SUSPENDED", status_on=date(2026, 9, 1))
        rows = list(StatusChange.objects.values_list("status", "on"))
        assert rows == [("SUSPENDED", date(2026, 9, 1)), ("ACTIVE", date(2020, 1, 1))]

    def test_a_status_before_the_known_one(self, firm, inspector):
        self.correct(firm, inspector, status="SUSPENDED", status_on=date(2026, 9, 1))
        with pytest.raises(EarlierThanKnown):
            self.correct(firm, inspector, status="DISSOLVED", status_on=date(2026, 8, 1))
        assert fresh(firm).status == "SUSPENDED"

    def test_two_people(self, firm, inspector):
        seen = firm.updated_at
        self.correct(firm, inspector, phone="1")
        Enterprise.objects.filter(pk=firm.pk).update(updated_at=NOW + timedelta(minutes=1))
        with pytest.raises(ChangedMeanwhile):
            register.correct(
                enterprise=firm, values={"phone": "2"}, reason="x", by=inspector, at=NOW,
                seen_at=seen,
            )  # fmt: skip


class TestVerifying:
    def test_fields_and_rows(self, firm, inspector, solvent):
        row = facts.add_hazard(firm, solvent, on=TODAY, source="Tại chỗ", by=inspector, at=NOW)
        person = facts.add_contact(firm, {"name": "Lan", "phone": "1"}, source="x", by=inspector,
                                   at=NOW)  # fmt: skip
        what = facts.Verified(fields=["address"], hazards=[row.pk], contacts=[person.pk])
        assert facts.verify(firm, what, by=inspector, at=NOW) == 3
        mark = fresh(firm).provenance["address"]
        assert (mark["source"], mark["stated_on"]) == ("Cơ quan thuế", "2026-06-30")
        assert (mark["verified_by"], mark["verified_on"]) == (str(inspector), TODAY.isoformat())
        assert mark["as_of"] == TODAY.isoformat()  # an older list does not replace it
        row.refresh_from_db()
        assert row.verified_by == inspector
        assert AuditEvent.objects.get(event="enterprise.verified").data == {
            "fields": ["address"], "rows": 2
        }  # fmt: skip

    def test_rows_of_another_enterprise_are_left_alone(self, firm, inspector, solvent):
        other = EnterpriseFactory()
        row = facts.add_hazard(other, solvent, on=TODAY, source="x", by=inspector, at=NOW)
        assert facts.verify(firm, facts.Verified(hazards=[row.pk]), by=inspector, at=NOW) == 0
        row.refresh_from_db()
        assert row.verified_at is None

    def test_not_what_changed_since(self, firm, inspector):
        what = facts.Verified(fields=["address"])
        with pytest.raises(ChangedMeanwhile):
            facts.verify(firm, what, by=inspector, at=NOW, seen_at=NOW - timedelta(days=1))


class TestHeadcounts:
    def record(self, firm, by, on, **numbers):
        return headcounts.record(firm, on=on, numbers=numbers, source="Báo cáo", by=by, at=NOW)

    def test_the_newest_is_the_enterprises(self, firm, inspector):
        self.record(firm, inspector, date(2026, 9, 1), total=120, women=50, insured=110)
        row = fresh(firm)
        assert (row.workers, row.women, row.workers_on) == (120, 50, date(2026, 9, 1))
        assert (row.insured, row.insured_on) == (110, date(2026, 9, 1))
        assert row.provenance["workers"]["reason"] == "Báo cáo"

    def test_an_older_one_is_only_a_row(self, firm, inspector):
        self.record(firm, inspector, date(2024, 1, 1), total=10)
        assert fresh(firm).workers == 85
        # What the list said of the enterprise is a row of its own from now on.
        assert set(Headcount.objects.values_list("total", "source")) == {
            (10, "Báo cáo"), (85, "Cơ quan thuế")
        }  # fmt: skip

    def test_twice_is_once_and_another_number_corrects(self, firm, inspector):
        day = date(2026, 9, 1)
        first = self.record(firm, inspector, day, total=120)
        events = AuditEvent.objects.count()
        assert self.record(firm, inspector, day, total=120) == first
        assert AuditEvent.objects.count() == events
        assert self.record(firm, inspector, day, total=121).pk == first.pk
        assert fresh(firm).workers == 121

    def test_numbers_that_cannot_be(self, firm, inspector):
        with pytest.raises(headcounts.Implausible):
            self.record(firm, inspector, TODAY, total=5, women=6)
        with pytest.raises(ValueError, match="to come"):
            self.record(firm, inspector, TODAY + timedelta(days=1), total=5)

    def test_removed_steps_back(self, firm, inspector):
        row = self.record(firm, inspector, date(2026, 9, 1), total=120, insured=9)
        headcounts.remove(row, reason="Nhầm", by=inspector, at=NOW)
        headcounts.remove(row, reason="Nhầm", by=inspector, at=NOW)
        after = fresh(firm)
        assert (after.workers, after.workers_on, after.insured) == (85, date(2026, 6, 30), None)
        assert AuditEvent.objects.filter(event="enterprise.headcount_removed").count() == 1

    def test_entered_with_the_enterprise(self, register, clerk):
        made = register_new(register, clerk, workers=12, women=3, workers_on=TODAY)
        assert Headcount.objects.get(enterprise=made).total == 12


def register_new(province, by, **values):
    return register.create(
        tax_code="0300588569", province=province, values={"name": "Công ty A", **values},
        reason="Giấy đăng ký", by=by, at=NOW,
    )  # fmt: skip


class TestHazardsContactsFlags:
    def test_a_hazard_twice_is_once(self, firm, inspector, solvent):
        for _ in range(2):
            facts.add_hazard(firm, solvent, on=TODAY, source="x", by=inspector, at=NOW)
        assert EnterpriseHazard.objects.count() == 1

    def test_gone_once_and_not_before(self, firm, inspector, solvent):
        row = facts.add_hazard(firm, solvent, on=TODAY, source="x", by=inspector, at=NOW)
        with pytest.raises(ValueError, match="before"):
            facts.hazard_gone(row, on=TODAY - timedelta(days=1), by=inspector, at=NOW)
        facts.hazard_gone(row, on=TODAY, by=inspector, at=NOW)
        facts.hazard_gone(row, on=TODAY, by=inspector, at=NOW)
        assert AuditEvent.objects.filter(event="enterprise.hazard_gone").count() == 1
        # It may come back.
        facts.add_hazard(firm, solvent, on=TODAY, source="x", by=inspector, at=NOW)
        assert firm.hazards.filter(gone_on=None).count() == 1

    def test_a_contact_corrected_loses_its_verification(self, firm, inspector):
        row = facts.add_contact(firm, {"name": "Lan", "phone": "1"}, source="x", by=inspector,
                                at=NOW)  # fmt: skip
        same = facts.add_contact(firm, {"name": "Lan", "phone": "1"}, source="x", by=inspector,
                                 at=NOW)  # fmt: skip
        assert same == row
        facts.verify(firm, facts.Verified(contacts=[row.pk]), by=inspector, at=NOW)
        assert facts.correct_contact(
            row, {"name": "Lan", "phone": "2"}, source="y", by=inspector, at=NOW
        )
        assert Contact.objects.get().verified_at is None

    def test_a_flag_is_settled_once(self, firm, inspector, colleague):
        flag = Flag.objects.create(enterprise=firm, kind=FlagKind.INSURED_GAP, raised_on=TODAY)
        assert facts.settle_flag(flag, note="Thời vụ", by=inspector, at=NOW)
        assert not facts.settle_flag(flag, note="Khác", by=colleague, at=NOW)
        flag.refresh_from_db()
        assert (flag.note, flag.settled_by) == ("Thời vụ", inspector)


@pytest.fixture
def binh_phuoc(register):
    return Province.objects.create(
        scheme="PRE2025", code="70", name_vi="Bình Phước", name_en="Binh Phuoc", kind_vi="tỉnh",
        successor=register, valid_to=date(2025, 6, 30),
    )  # fmt: skip


class TestPlaces:
    @pytest.mark.parametrize(
        "address",
        [
            "12 Đường số 3, phường Trấn Biên, tỉnh Đồng Nai",
            "12 đường số 3, P. Tran Bien, Dong Nai",
            "Trấn Biên, Đồng Nai, 76000",
        ],
    )
    def test_read(self, register, wards, address):
        place = PlaceReader(TODAY).read(address)
        assert (place.province, place.ward, place.former_province) == (register, wards[0], None)

    def test_a_province_that_was_merged(self, register, wards, binh_phuoc):
        place = PlaceReader(TODAY).read("Khu phố 2, Tam Hiệp, Bình Phước")
        assert (place.province, place.former_province) == (register, binh_phuoc)
        assert place.ward == wards[1]

    def test_the_short_name_of_the_biggest_city(self, db):
        city = ProvinceFactory(code="79")
        for text in (
            "1 Lê Lợi, TP.HCM",
            "1 Lê Lợi, TPHCM",
            "1 Lê Lợi, Tp. Hồ Chí Minh",
            "x, Sài Gòn",
        ):
            assert PlaceReader(TODAY).read(text).province == city

    def test_asked_where_nothing_is_named(self, register):
        assert PlaceReader(TODAY).read("Số 1").problem[0] == "place_unknown"
        assert (
            PlaceReader(TODAY)
            .read("Số 1, Đồng Nai", ward="Không có")
            .problem[0]
            .startswith("ward_unknown")
        )

    def test_an_abolished_ward_is_not_offered(self, register, wards):
        old = WardFactory(
            province=register, code="25999", name_vi="Cũ", folded="cu", valid_to=date(2026, 1, 1)
        )
        assert PlaceReader(TODAY).read("Cũ, Đồng Nai").ward is None
        assert successor_of(old, "Số 1, phường Tam Hiệp", TODAY) == wards[1]
        assert successor_of(old, "Số 1", TODAY) is None


class TestMoving:
    def test_the_record_goes_over(self, firm, register, wards, inspector, foreign_inspector):
        hanoi = foreign_inspector.agency.province
        spell = SpellFactory(enterprise=firm)
        place = PlaceReader(TODAY).read("1 Tràng Tiền, Hà Nội")
        assert moving.move(
            firm, place, address="1 Tràng Tiền, Hà Nội", on=TODAY, reason="Giấy", by=inspector,
            at=NOW,
        )  # fmt: skip
        row = fresh(firm)
        assert (row.province, row.ward) == (hanoi, None)
        spell.refresh_from_db()
        assert spell.province == hanoi
        assert not Enterprise.objects.visible_to(inspector).filter(pk=firm.pk).exists()
        assert Enterprise.objects.visible_to(foreign_inspector).filter(pk=firm.pk).exists()
        assert row.history.get(history_date=NOW).history_user == inspector
        assert AuditEvent.objects.get(event="enterprise.moved").data["from"] == "75"
        assert not moving.move(
            firm, place, address="1 Tràng Tiền", on=TODAY, reason="Giấy", by=inspector, at=NOW
        )
