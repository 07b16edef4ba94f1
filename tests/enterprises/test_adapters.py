"""Lists of the business register, social insurance and taxes: each heard on what it knows."""

from datetime import date

import pytest

from accounts.enums import PlaceScheme
from ecms.core import clock
from enterprises.models import (
    Enterprise,
    Flag,
    Headcount,
    ImportSource,
    IndustrialZone,
    StatusChange,
)
from enterprises.services.imports import adapters, jobs, stage, work
from enterprises.services.imports.cells import day_of
from enterprises.services.imports.columns import compiled, recognise
from tests.enterprises.lists import (
    AS_OF,
    ROWS,
    carried_out,
    checked,
    csv_bytes,
    named,
    reasons,
    warnings,
    xlsx_bytes,
)
from tests.factories import NOW, EnterpriseFactory, ProvinceFactory, SectorFactory

pytestmark = pytest.mark.django_db

FIRST, SECOND = "3600259786", "0300588569"
INSURANCE = ["STT", "Mã đơn vị", "Tên đơn vị", "Mã số thuế", "Địa chỉ", "Số lao động tham gia BHXH",
             "Trong đó: nữ", "Số tiền chậm đóng"]  # fmt: skip
BUSINESS = ["STT", "Mã số doanh nghiệp", "Số GCN ĐKKD", "Tên doanh nghiệp", "Tên tiếng Anh",
            "Loại hình doanh nghiệp", "Địa chỉ trụ sở chính", "Phường/xã", "Người đại diện",
            "Chức danh", "Tình trạng hoạt động", "Ngày thay đổi tình trạng"]  # fmt: skip
TAX = ["MST", "Tên người nộp thuế", "Địa chỉ trụ sở", "Trạng thái MST", "Số lao động trả lương"]
LATER = date(2026, 9, 30)


def insurance(register, clerk, *rows, as_of=LATER):
    """A list of the insurance authority, carried out."""
    content = xlsx_bytes([list(row) for row in rows], INSURANCE)
    return carried_out(content, clerk, register, kind="INSURANCE", as_of=as_of,
                       source="Bảo hiểm xã hội")  # fmt: skip


def firm(code=FIRST):
    return Enterprise.objects.get(tax_code=code)


@pytest.fixture
def there(register, clerk):
    """Two enterprises of the province's own list: 1,200 and 85 workers."""
    return carried_out(csv_bytes(), clerk, register)


class TestInsurance:
    def test_figures_go_to_the_enterprise_and_its_headcounts(self, register, clerk, there):
        job = insurance(
            register, clerk, [1, "TA0001", "Cty Điện tử ĐN", FIRST, "", 80, 30, "12.500.000 đ"]
        )
        assert (job.state, job.changed, job.refused) == ("DONE", 1, 0)
        found = firm()
        assert (found.insurance_code, found.insured, found.insured_on) == ("TA0001", 80, LATER)
        assert (found.arrears, found.arrears_on) == (12_500_000, LATER)
        assert found.name == "Công ty TNHH Điện tử Đồng Nai"  # heard on its own figures only
        assert (found.workers, found.workers_on) == (85, AS_OF)
        assert found.origin("insured")["source"] == "Bảo hiểm xã hội"
        row = Headcount.objects.get(enterprise=found, source="Bảo hiểm xã hội")
        assert (row.on, row.total, row.women, row.insured, row.job) == (LATER, None, 30, 80, job)
        assert not Flag.objects.exists()  # 5 of 85 is less than a tenth

    def test_known_by_its_insurance_code_alone(self, register, clerk, there):
        insurance(register, clerk, [1, "TA0001", "", FIRST, "", 80, "", ""])
        job = insurance(register, clerk, [1, "ta 0001", "", "", "", 82, "", ""],
                        as_of=date(2026, 10, 31))  # fmt: skip
        assert job.changed == 1
        assert firm().insured == 82

    def test_units_that_cannot_be_told_are_refused(self, register, clerk, there):
        job = checked(
            xlsx_bytes(
                [
                    [1, "TA9999", "Không rõ", "", "", 5, "", ""],
                    [2, "", "Không mã", "", "", 5, "", ""],
                    [3, "TA8", "", "0101243150", "", 5, "", ""],
                    [4, "TA7", "Công ty Mới", "0100109106", "", 7, "", ""],
                ],
                INSURANCE,
            ),
            clerk, register, kind="INSURANCE", source="BHXH",
        )  # fmt: skip
        assert reasons(job) == {2: ["unit_unknown"], 3: ["codes_missing"], 4: ["name_missing"]}
        assert job.new == 1

    def test_gap_becomes_a_flag_and_a_later_list_settles_it(self, register, clerk, there):
        job = insurance(register, clerk, [1, "TA0001", "", FIRST, "", 60, "", ""])
        flag = Flag.objects.get()
        assert (flag.kind, flag.enterprise, flag.job) == ("INSURED_GAP", firm(), job)
        assert flag.facts == {
            "declared": 85, "declared_on": "2026-06-30", "insured": 60,
            "insured_on": "2026-09-30",
        }  # fmt: skip
        insurance(register, clerk, [1, "TA0001", "", FIRST, "", 84, "", ""],
                  as_of=date(2026, 10, 31))  # fmt: skip
        flag.refresh_from_db()
        assert (flag.settled_by, flag.note) == (clerk, "closed")

    @pytest.mark.parametrize(
        "insured, flagged", [(85, False), (78, False), (76, True), (0, True), (200, False)]
    )
    def test_threshold(self, register, clerk, there, insured, flagged):
        """More than a tenth, and at least five people."""
        insurance(register, clerk, [1, "TA0001", "", FIRST, "", insured, "", ""])
        assert Flag.objects.filter(kind="INSURED_GAP").exists() is flagged

    def test_a_person_who_settled_it_is_not_asked_again(self, register, clerk, there):
        insurance(register, clerk, [1, "TA0001", "", FIRST, "", 60, "", ""])
        Flag.objects.update(settled_at=NOW, settled_by=clerk, note="Lao động thời vụ")
        insurance(register, clerk, [1, "TA0001", "", FIRST, "", 60, "", ""],
                  as_of=date(2026, 10, 31))  # fmt: skip
        assert Flag.objects.count() == 1
        insurance(register, clerk, [1, "TA0001", "", FIRST, "", 40, "", ""],
                  as_of=date(2026, 11, 20))  # fmt: skip
        assert Flag.objects.filter(settled_at=None).count() == 1


class TestBusinessRegister:
    ROW = [1, FIRST, "4702000123", "Công ty TNHH Một thành viên Điện tử Đồng Nai",
           "Dong Nai Electronics", "Công ty TNHH một thành viên", "Lô 5 KCN Biên Hòa 2",
           "Phường Trấn Biên", "Nguyễn Thị Hạnh", "Giám đốc", "Tạm ngừng kinh doanh",
           "15/05/2026"]  # fmt: skip

    def _sent(self, register, clerk, *rows):
        return carried_out(xlsx_bytes(list(rows), BUSINESS), clerk, register, kind="BUSINESS",
                           source="Đăng ký kinh doanh")  # fmt: skip

    def test_registry_facts_and_status_with_its_day(self, register, clerk, there):
        job = self._sent(register, clerk, self.ROW)
        assert job.state == "DONE"
        found = firm()
        assert (found.registration_number, found.legal_form) == ("4702000123", "LLC1")
        assert (found.status, found.status_on) == ("SUSPENDED", date(2026, 5, 15))
        assert (found.representative, found.representative_title) == (
            "Nguyễn Thị Hạnh",
            "Giám đốc",
        )
        assert found.former_names == "Công ty TNHH Điện tử Đồng Nai"
        assert "4702000123" in found.folded
        assert found.origin("name")["kind"] == "BUSINESS"
        change = StatusChange.objects.get(enterprise=found)
        assert (change.status, change.on) == ("SUSPENDED", date(2026, 5, 15))

    def test_a_list_of_the_province_does_not_rename_it(self, register, clerk, there):
        self._sent(register, clerk, self.ROW)
        rows = [[FIRST, "Cty Điện tử ĐN", "", "", "", "90"]]
        job = carried_out(csv_bytes(rows), clerk, register, as_of=LATER)
        assert warnings(job) == {2: ["registry_kept"]}
        assert (firm().name, firm().workers) == (self.ROW[3], 90)

    def test_a_day_to_come_is_left_out(self, register, clerk, there):
        row = [*self.ROW[:11], "15/05/2027"]
        job = self._sent(register, clerk, row)
        assert "day_to_come" in warnings(job)[2]
        assert firm().status_on == AS_OF


class TestTax:
    def test_payroll_becomes_a_headcount(self, register, clerk, there):
        rows = [[FIRST, "CÔNG TY TNHH ĐIỆN TỬ ĐỒNG NAI", "", "NNT đang hoạt động", "240"]]
        job = carried_out(csv_bytes(rows, TAX), clerk, register, kind="TAX", as_of=LATER)
        assert job.state == "DONE"
        assert (firm().workers, firm().workers_on) == (240, LATER)
        assert Headcount.objects.filter(enterprise=firm(), total=240, on=LATER).exists()
        jump = Flag.objects.get()
        assert (jump.kind, jump.facts["before"], jump.facts["now"]) == ("JUMP", 85, 240)

    def test_the_same_figure_of_a_later_day_is_confirmed(self, register, clerk, there):
        rows = [[FIRST, ROWS[1][1], "", "", "85"]]
        job = checked(csv_bytes(rows, TAX), clerk, register, kind="TAX", as_of=LATER)
        assert (job.changed, job.unchanged) == (0, 1)
        assert jobs.confirm(job=job, by=clerk, at=clock.now())
        work.commit(job.pk, clock=clock.now)
        assert (firm().workers, firm().workers_on) == (85, LATER)
        assert firm().history.count() == 1


class TestPlaces:
    def test_held_by_another_province_is_named_and_told(self, register, clerk):
        hanoi = ProvinceFactory(code="01", name_vi="Hà Nội")
        other = EnterpriseFactory(tax_code=FIRST, province=hanoi)
        job = carried_out(csv_bytes(), clerk, register)
        row = job.rows.get(row_number=3)
        assert row.reasons == [["held_elsewhere", {"province": "Hà Nội"}]]
        assert row.raw == ROWS[1]
        flag = Flag.objects.get(kind="ELSEWHERE")
        assert (flag.enterprise, flag.facts["province"]) == (other, register.code)
        assert flag.facts["address"] == "KCN Biên Hòa 2"

    def test_rows_of_merged_enterprises_go_to_the_survivor(self, register, clerk):
        survivor = EnterpriseFactory(tax_code=SECOND, name="Còn lại", province=register)
        middle = EnterpriseFactory(tax_code="0101243150", province=register, merged_into=survivor)
        EnterpriseFactory(tax_code=FIRST, province=register, merged_into=middle)
        job = carried_out(csv_bytes([[FIRST, "Còn lại", "", "", "", "77"]]), clerk, register)
        assert warnings(job) == {2: ["merged_into"]}
        survivor.refresh_from_db()
        assert survivor.workers == 77
        job = checked(csv_bytes(), clerk, register)
        assert reasons(job) == {3: ["duplicate"]}

    def test_wards_of_before_2025(self, register, clerk):
        """Quang Vinh and Trung Dũng of Biên Hòa are Trấn Biên since 1 July 2025."""
        rows = [
            [SECOND, "A", "", "Phường Quang Vinh, TP Biên Hòa", "", ""],
            [FIRST, "B", "", "P. Trung Dũng", "", ""],
        ]
        job = carried_out(csv_bytes([[c.replace(",", " -") if "," not in c else c for c in r]
                                     for r in rows], mark=";"), clerk, register)  # fmt: skip
        assert warnings(job) == {2: ["ward_merged"], 3: ["ward_merged"]}
        assert {one.ward.code for one in Enterprise.objects.all()} == {"26041"}

    def test_old_names_of_the_province(self, register, clerk):
        ProvinceFactory(scheme=PlaceScheme.BEFORE_2025, code="70", name_vi="Bình Phước",
                        successor=register)  # fmt: skip
        titles = ["Mã số thuế", "Tên doanh nghiệp", "Tỉnh"]
        rows = [[SECOND, "A", "Tỉnh Bình Phước"], [FIRST, "B", "Hà Nội"]]
        assert reasons(checked(csv_bytes(rows, titles), clerk, register)) == {
            3: ["other_province"]
        }

    def test_zone_section_and_ownership(self, register, clerk):
        section = SectorFactory(scheme="VSIC2025", level=1, code="C")
        zone = IndustrialZone.objects.create(
            code="BH2", kind="IZ", name_vi="Khu công nghiệp Biên Hòa 2", province=register
        )
        titles = ["MST", "Tên", "Thuộc KCN", "Ngành nghề", "Hình thức sở hữu"]
        rows = [[FIRST, "A", "KCN Biên Hòa 2", "26", "Vốn đầu tư nước ngoài"],
                [SECOND, "B", "KCN Lạ", "", ""]]  # fmt: skip
        job = carried_out(csv_bytes(rows, titles), clerk, register)
        assert warnings(job) == {3: ["name_unknown"]}
        assert (firm().zone, firm().section_2025, firm().ownership) == (zone, section, "FOREIGN")


class TestSources:
    def test_a_catalogued_source_settles_kind_and_columns(self, register, clerk, there):
        source = ImportSource.objects.create(
            code="X", kind="INSURANCE", name_vi="BHXH tỉnh",
            mapping={"cot a": "tax_code", "cot b": "insured"},
        )  # fmt: skip
        job, _new = jobs.upload(
            file=named(csv_bytes([[FIRST, "80"]], ["Cột A", "Cột B"])), province=register,
            source=source.name_vi, as_of=LATER, by=clerk, at=NOW, kind=source.kind, origin=source,
        )  # fmt: skip
        work.check(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert (job.state, job.changed) == ("READY", 1)


def test_summary_says_what_would_be_lost(register, clerk, there):
    rows = [[FIRST, "Tên khác", "", "", "", "90"], [SECOND, ROWS[0][1], "", "", "", "1300"]]
    job = checked(csv_bytes(rows), clerk, register, as_of=LATER)
    fields = job.summary["fields"]
    assert fields["workers"]["overwritten"] == 2
    assert fields["name"] == {
        "overwritten": 1, "filled": 0,
        "examples": [["Tên khác", "Công ty TNHH Điện tử Đồng Nai", "Tên khác"]],
    }  # fmt: skip


def test_titles_of_each_kind():
    patterns = {one.kind: compiled(one.columns) for one in adapters.known()}
    assert recognise(patterns["INSURANCE"], INSURANCE) == [
        "", "insurance_code", "name", "tax_code", "address", "insured", "insured_women", "arrears",
    ]  # fmt: skip
    assert recognise(patterns["BUSINESS"], BUSINESS) == [
        "", "tax_code", "registration_number", "name", "foreign_name", "legal_form", "address",
        "ward", "representative", "representative_title", "status", "status_on",
    ]  # fmt: skip
    assert recognise(patterns["TAX"], TAX) == ["tax_code", "name", "address", "status", "workers"]


def test_sealed_rows_open_again():
    cells = ["0792", "Nguyễn\x1fVăn A", ""]
    sealed = stage.sealed_raw_of(cells)
    assert "0792" not in sealed
    assert stage.cells_of(sealed) == ["0792", "Nguyễn Văn A", ""]


@pytest.mark.parametrize(
    "text, day",
    [
        ("05/02/2026", date(2026, 2, 5)), ("5-2-2026", date(2026, 2, 5)),
        ("2026-02-05", date(2026, 2, 5)), ("2026-02-05T00:00:00", date(2026, 2, 5)),
        ("31/02/2026", None), ("", None), ("năm 2026", None), ("05/02/26", None),
    ],
)  # fmt: skip
def test_days(text, day):
    assert day_of(text) == day
