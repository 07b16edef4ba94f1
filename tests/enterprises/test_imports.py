"""Lists through the whole pipeline: verdicts, history, all or nothing, repeats."""

from datetime import date, timedelta

import pytest
from django.db import connection

from ecms.audit.models import AuditEvent
from ecms.core import clock
from ecms.core.text import fold
from ecms.notifications.models import Delivery
from enterprises.models import Enterprise, ImportJob, ImportRow
from enterprises.rules.risk import score
from enterprises.rules.search import search_text
from enterprises.services import register as verbs
from enterprises.services.imports import jobs, work
from enterprises.services.imports.refusal import Cancelled
from tests.enterprises.lists import (
    ROWS,
    TITLES,
    carried_out,
    checked,
    csv_bytes,
    reasons,
    sent,
    warnings,
    xlsx_bytes,
)
from tests.factories import NOW, EnterpriseFactory, ProvinceFactory, SectorFactory

pytestmark = pytest.mark.django_db


class TestVerdicts:
    def test_new_rows_are_understood(self, register, clerk):
        job = checked(csv_bytes(), clerk, register)
        assert (job.state, job.new, job.refused, job.problem) == ("READY", 2, 0, {})
        row = job.rows.get(row_number=2)
        assert row.data["workers"] == 1200
        assert row.data["inferred_form"] == "JSC"
        assert not Enterprise.objects.exists()

    def test_commit_writes_enterprise_history_search_and_risk(self, register, clerk):
        job = carried_out(csv_bytes(), clerk, register)
        assert job.state == "DONE"
        firm = Enterprise.objects.get(tax_code="3600259786")
        assert (firm.workers, firm.workers_on, firm.ward.name_vi) == (
            85,
            date(2026, 6, 30),
            "Trấn Biên",
        )
        assert firm.legal_form == "LLC2"
        assert firm.origin("legal_form")["source"] == "from_name"
        assert firm.origin("workers") == {
            "source": "Cơ quan thuế",
            "kind": "EMPLOYERS",
            "as_of": "2026-06-30",
            "by": str(clerk),
            "job": job.pk,
        }
        assert firm.folded == search_text(firm.search_parts())
        stated = score(section="C", workers=85, last_visited_on=None, on=clock.today())
        assert (firm.risk_score, firm.risk_reasons) == (stated.points, stated.as_json())
        history = firm.history.get()
        assert (history.history_type, history.history_change_reason, history.history_user) == (
            "+",
            f"import:{job.pk}",
            clerk,
        )

    def test_second_list_shows_old_and_new(self, register, clerk):
        carried_out(csv_bytes(), clerk, register)
        rows = [ROWS[0], [*ROWS[1][:1], "Công ty TNHH Điện tử Biên Hòa", *ROWS[1][2:5], "240"]]
        job = checked(csv_bytes(rows), clerk, register, as_of=date(2026, 9, 30))
        assert (job.new, job.changed, job.unchanged) == (0, 1, 1)
        row = job.rows.get(verdict="CHANGED")
        assert row.changes == {
            "name": ["Công ty TNHH Điện tử Đồng Nai", "Công ty TNHH Điện tử Biên Hòa"],
            "workers": [85, 240],
        }
        jobs.confirm(job=job, by=clerk, at=clock.now())
        work.commit(job.pk, clock=clock.now)
        firm = Enterprise.objects.get(tax_code="3600259786")
        assert "dien tu bien hoa" in firm.folded
        assert firm.folded == search_text(firm.search_parts())
        assert (firm.workers, firm.workers_on) == (240, date(2026, 9, 30))
        assert [h.history_type for h in firm.history.all()] == ["~", "+"]

    def test_empty_cells_erase_nothing(self, register, clerk):
        carried_out(csv_bytes(), clerk, register)
        job = checked(csv_bytes([["0300588569", ROWS[0][1], "", "", "", ""]]), clerk, register)
        assert (job.changed, job.unchanged) == (0, 1)

    def test_newer_facts_of_the_register_are_kept(self, register, clerk):
        carried_out(csv_bytes(), clerk, register)
        rows = [[*ROWS[1][:5], "7"]]
        job = checked(csv_bytes(rows), clerk, register, as_of=date(2026, 1, 31))
        assert (job.changed, job.unchanged) == (0, 1)
        assert warnings(job) == {2: ["older"]}

    def test_replacing_a_correction_is_told(self, register, clerk, wards):
        carried_out(csv_bytes(), clerk, register)
        firm = Enterprise.objects.select_related("ward", "sector").get(tax_code="3600259786")
        verbs.correct(
            enterprise=firm,
            values={"ward": wards[1]},
            reason="thư",
            by=clerk,
            at=clock.now() - timedelta(days=1),
        )
        job = checked(csv_bytes(), clerk, register, as_of=clock.today())
        assert job.rows.get(verdict="CHANGED").changes == {"ward": [wards[1].pk, wards[0].pk]}
        assert warnings(job) == {3: ["replaces_correction"]}

    def test_every_refusal_has_its_reason(self, register, clerk):
        elsewhere = EnterpriseFactory(tax_code="3600259786", province=ProvinceFactory(code="01"))
        job = checked(
            csv_bytes(
                [
                    ["", "Không mã", "", "", "", ""],
                    ["0300588560", "Sai số kiểm tra", "", "", "", ""],
                    ["0300588569", "Một", "", "", "", ""],
                    ["0300588569", "Hai", "", "", "", ""],
                    ["0101243150", "Phường lạ", "", "Trấn Biêng", "", ""],
                    ["0100109106", "Lao động chữ", "", "", "", "nhiều"],
                    ["3600259786", "Tỉnh khác", "", "", "", ""],
                    ["12345", "Ngắn", "", "", "", ""],
                    ["0101248141", "", "", "", "", ""],
                    ["0100109106-001", "Ngày", "", "", "", "05/02/2026"],
                ]
            ),
            clerk,
            register,
        )
        assert reasons(job) == {
            2: ["tax_code_missing"],
            3: ["tax_code_check_digit"],
            5: ["duplicate"],
            6: ["ward_unknown_near"],
            7: ["not_a_number"],
            8: ["held_elsewhere"],
            9: ["tax_code_length"],
            10: ["name_missing"],
            11: ["a_date"],
        }
        assert job.rows.get(row_number=5).reasons == [["duplicate", {"row": 4}]]
        assert job.rows.get(row_number=8).enterprise_id is None
        near = job.rows.get(row_number=6).reasons[0][1]["near"]
        assert near == "Phường Trấn Biên"
        elsewhere.refresh_from_db()
        assert elsewhere.name != "Tỉnh khác"

    def test_fewer_workers_than_the_women_on_record(self, register, clerk):
        EnterpriseFactory(tax_code="3600259786", province=register, workers=100, women=60)
        job = checked(csv_bytes([[*ROWS[1][:5], "50"]]), clerk, register)
        assert reasons(job) == {2: ["women_more"]}

    def test_warnings_do_not_refuse(self, register, clerk):
        titles = [*TITLES, "Email", "Tình trạng"]
        rows = [["300588569", "Công ty A", "", "", "ngành lạ", "3", "không có", "lạ"]]
        job = checked(csv_bytes(rows, titles), clerk, register)
        assert job.new == 1
        assert set(warnings(job)[2]) == {
            "zero_restored",
            "sector_unknown",
            "email_wrong",
            "status_unknown",
        }
        assert job.rows.get().tax_code == "0300588569"

    def test_personal_number_is_a_household(self, register, clerk):
        rows = [["075201004321", "Cửa hàng Minh", "", "", "", "2"]]
        job = carried_out(csv_bytes(rows), clerk, register)
        assert job.new == 1
        assert Enterprise.objects.get().legal_form == "HOUSEHOLD"

    def test_province_column(self, register, clerk):
        titles = [*TITLES, "Tỉnh/Thành phố"]
        rows = [[*ROWS[0], "Tỉnh Đồng Nai"], [*ROWS[1], "Bình Dương"]]
        job = checked(csv_bytes(rows, titles), clerk, register)
        assert reasons(job) == {3: ["other_province"]}


class TestWhole:
    def test_failure_in_the_middle_leaves_nothing(self, register, clerk, monkeypatch):
        job = checked(csv_bytes(), clerk, register)
        jobs.confirm(job=job, by=clerk, at=clock.now())

        def explode(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr("enterprises.services.imports.flags.raise_for", explode)
        work.commit(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert (job.state, job.problem["code"]) == ("FAILED", "failed")
        assert not Enterprise.objects.exists()
        assert not Enterprise.history.exists()

    def test_cancel_in_the_middle_leaves_nothing(self, register, clerk, monkeypatch):
        job = checked(csv_bytes(), clerk, register)
        jobs.confirm(job=job, by=clerk, at=clock.now())

        def stop(self, done):
            if done:
                raise Cancelled

        monkeypatch.setattr(work.Heartbeat, "__call__", stop)
        work.commit(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert job.state == "CANCELLED"
        assert not Enterprise.objects.exists()
        assert not ImportRow.objects.exists()

    def test_repeats_do_nothing(self, register, clerk):
        content = csv_bytes()
        first = sent(content, clerk, register)
        assert sent(content, clerk, register).pk == first.pk
        for _ in range(2):
            work.check(first.pk, clock=clock.now)
        assert first.rows.count() == 2
        assert jobs.confirm(job=first, by=clerk, at=clock.now())
        assert not jobs.confirm(job=first, by=clerk, at=clock.now())
        for _ in range(2):
            work.commit(first.pk, clock=clock.now)
        assert Enterprise.objects.count() == 2
        assert Enterprise.history.count() == 2
        assert AuditEvent.objects.filter(event="import.finished").count() == 1
        assert Delivery.objects.filter(kind="import.finished").count() == 1

    def test_register_moved_between_preview_and_confirm(self, register, clerk):
        job = checked(csv_bytes(), clerk, register)
        EnterpriseFactory(tax_code="0300588569", name="Đã có", province=register)
        jobs.confirm(job=job, by=clerk, at=clock.now())
        work.commit(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert (job.state, job.problem["code"]) == ("READY", "changed_meanwhile")
        assert (job.new, job.changed, job.confirmed_at) == (1, 1, None)
        assert Enterprise.objects.count() == 1

    def test_cancel_before_confirmation(self, register, clerk):
        job = checked(csv_bytes(), clerk, register)
        assert jobs.cancel(job=job, by=clerk, at=NOW)
        assert not jobs.cancel(job=job, by=clerk, at=NOW)
        with pytest.raises(jobs.NotPossible):
            jobs.confirm(job=job, by=clerk, at=NOW)

    def test_two_imports_of_a_province_wait_for_each_other(self, register, clerk, monkeypatch):
        job = checked(csv_bytes(), clerk, register)
        jobs.confirm(job=job, by=clerk, at=clock.now())
        monkeypatch.setattr(work, "try_lock_for_transaction", lambda *args: False)
        monkeypatch.setattr(work, "PATIENCE", 1)
        monkeypatch.setattr(work.time, "sleep", lambda seconds: None)
        work.commit(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert (job.state, job.heartbeat_at, job.attempts) == ("COMMITTING", None, 0)
        monkeypatch.undo()
        work.commit(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert job.state == "DONE"


class TestSweep:
    @pytest.fixture
    def job(self, register, clerk):
        return sent(csv_bytes(), clerk, register)

    def _left(self, job, state, attempts, minutes=5):
        ImportJob.objects.filter(pk=job.pk).update(
            state=state,
            attempts=attempts,
            heartbeat_at=NOW - timedelta(minutes=minutes),
            confirmed_at=NOW - timedelta(minutes=9),
            confirmed_by=job.uploaded_by,
            uploaded_at=NOW - timedelta(minutes=10),
        )

    def test_broken_off_work_is_handed_out_again(self, job):
        self._left(job, "CHECKING", 1)
        assert work.sweep(at=NOW) == ([job.pk], [], [])
        self._left(job, "COMMITTING", 1)
        assert work.sweep(at=NOW) == ([], [job.pk], [])

    def test_live_work_is_left_alone(self, job):
        self._left(job, "CHECKING", 1, minutes=1)
        assert work.sweep(at=NOW) == ([], [], [])

    def test_given_up_with_a_reason(self, job):
        self._left(job, "COMMITTING", 3)
        assert work.sweep(at=NOW) == ([], [], [])
        job.refresh_from_db()
        assert (job.state, job.problem["code"]) == ("FAILED", "worker_lost")
        assert Delivery.objects.filter(kind="import.finished").count() == 1

    def test_resumed_check_ends_like_a_first_one(self, job):
        work.check(job.pk, clock=clock.now)
        ImportJob.objects.filter(pk=job.pk).update(
            state="CHECKING", heartbeat_at=clock.now() - timedelta(minutes=5)
        )
        work.check(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert (job.state, job.new, job.rows.count()) == ("READY", 2, 2)


class TestColumns:
    def test_unknown_titles_can_be_mapped_and_are_remembered(self, register, clerk):
        titles = ["Cột 1", "Cột 2", "Cột 3"]
        rows = [["0300588569", "Công ty A", "12"]]
        job = checked(csv_bytes(rows, titles), clerk, register)
        assert (job.state, job.problem["code"]) == ("REFUSED", "columns")
        assert job.can_be_mapped
        jobs.map_columns(job=job, fields=["tax_code", "name", "workers"], by=clerk, at=NOW)
        work.check(job.pk, clock=clock.now)
        job.refresh_from_db()
        assert (job.state, job.new) == ("READY", 1)
        later = checked(csv_bytes([["0101243150", "B", "1"]], titles), clerk, register)
        assert (later.state, later.new) == ("READY", 1)

    def test_one_field_twice_is_refused(self, register, clerk):
        job = checked(csv_bytes(), clerk, register)
        with pytest.raises(ValueError):
            jobs.map_columns(job=job, fields=["name", "name", "", "", "", ""], by=clerk, at=NOW)

    def test_titles_below_heading_lines_and_counted_columns(self, register, clerk):
        above = [["SỞ NỘI VỤ TỈNH ĐỒNG NAI"], ["DANH SÁCH DOANH NGHIỆP"], []]
        rows = [["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], *ROWS]
        job = checked(xlsx_bytes(rows, above=above), clerk, register)
        assert (job.state, job.new) == ("READY", 2)
        assert job.mapping["header_row"] == 4
        assert job.rows.order_by("row_number").first().row_number == 6

    def test_english_titles(self, register, clerk):
        titles = ["Tax code", "Company name", "Address", "Ward", "Sector", "Employees"]
        assert checked(csv_bytes(titles=titles), clerk, register).new == 2


def test_fold_of_import_equals_fold_of_the_search(register, clerk):
    rows = [["0300588569", "CÔNG TY TNHH  ĐỨC–PHÁT “Ước mơ”", "Đường Lý Thái Tổ", "", "", ""]]
    carried_out(csv_bytes(rows, mark=";"), clerk, register)
    firm = Enterprise.objects.get()
    assert firm.folded == " | ".join(fold(p) for p in firm.search_parts() if p)


def test_rows_are_judged_in_sets(register, clerk, django_assert_max_num_queries):
    """200 rows take no more statements than 2."""
    from enterprises.rules.tax_code import check_digit

    SectorFactory()
    codes = [f"{n:09}" for n in range(360025000, 360025230)]
    rows = [
        [c + check_digit(c), f"Công ty {c}", "", "", "C", "5"] for c in codes if check_digit(c)
    ]
    job = sent(csv_bytes(rows), clerk, register)
    with django_assert_max_num_queries(40):
        work.check(job.pk, clock=clock.now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM enterprises_importrow WHERE verdict = 'NEW'")
        assert cursor.fetchone()[0] == len(rows)
