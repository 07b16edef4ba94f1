"""Pages of the register: who sees what, search, filters, export, and the bounds of their cost."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecms.audit.models import AuditEvent, ReadAccess
from enterprises.fulltext import Fits, all_words, name_words
from enterprises.models import Enterprise, ImportJob, Sector
from enterprises.rules.search import search_text
from tests.enterprises.lists import ROWS, csv_bytes, named
from tests.factories import EnterpriseFactory, ProvinceFactory

pytestmark = pytest.mark.django_db


def firm(name, province, **kwargs):
    made = EnterpriseFactory(name=name, province=province, **kwargs)
    made.folded = search_text(made.search_parts())
    made.save(update_fields=["folded"])
    return made


@pytest.fixture
def firms(register, wards):
    return [
        firm("Công ty TNHH Điện tử Đồng Nai", register, ward=wards[0], workers=85),
        firm("Công ty Cổ phần Dệt may Tam Hiệp", register, ward=wards[1], workers=1500),
        firm("Hộ kinh doanh Bún bò", register, representative="Lê Thị Điện", workers=3),
        firm("Công ty TNHH Hà Nội", ProvinceFactory(code="01"), workers=9),
    ]


def names(response):
    return [row["firm"].name for row in response.context["rows"]]


class TestScope:
    def test_own_province_only(self, firms, inspector, sign_in):
        response = sign_in(inspector).get(reverse("enterprises:list"))
        assert set(names(response)) == {f.name for f in firms[:3]}

    def test_the_whole_country(self, firms, ministry_official, sign_in):
        assert len(names(sign_in(ministry_official).get(reverse("enterprises:list")))) == 4

    @pytest.mark.parametrize("name", ["detail", "correct"])
    def test_another_province_answers_404(self, firms, foreign_inspector, sign_in, name):
        url = reverse(f"enterprises:{name}", args=[firms[0].pk])
        assert sign_in(foreign_inspector).get(url).status_code == 404

    def test_suggestions_and_export_leak_nothing(self, firms, foreign_inspector, sign_in):
        client = sign_in(foreign_inspector)
        found = client.get(reverse("enterprises:suggest"), {"q": "dien tu", "format": "json"})
        assert found.json()["items"] == []
        export = client.get(reverse("enterprises:export", args=["csv"]), {"q": "dien tu"})
        assert "Điện tử" not in b"".join(export.streaming_content).decode()

    def test_imports_of_another_province(self, register, clerk, foreign_inspector, sign_in):
        sign_in(clerk).post(reverse("enterprises:import_new"), _upload())
        job = ImportJob.objects.get()
        client = sign_in(foreign_inspector)
        for name in ("import_detail", "import_progress", "import_columns"):
            assert client.get(reverse(f"enterprises:{name}", args=[job.pk])).status_code == 404
        for name in ("import_confirm", "import_cancel"):
            assert client.post(reverse(f"enterprises:{name}", args=[job.pk])).status_code == 404
        report = reverse("enterprises:import_report", args=[job.pk, "csv"])
        assert client.get(report).status_code == 404

    def test_stranger_is_sent_to_the_door(self, firms, stranger):
        response = stranger.get(reverse("enterprises:detail", args=[firms[0].pk]))
        assert response.status_code == 302
        assert "login" in response.url

    def test_roles_without_the_right(self, firms, inspector, director, sign_in):
        assert sign_in(inspector).get(reverse("enterprises:import_new")).status_code == 403
        assert sign_in(director).get(reverse("enterprises:create")).status_code == 403


def _upload(content=None, **kwargs):
    return {
        "file": named(csv_bytes() if content is None else content),
        "source": "Cơ quan thuế",
        "as_of": "30/06/2026",
        **kwargs,
    }


class TestSearch:
    @pytest.mark.parametrize(
        "query, first",
        [
            ("dien tu dong nai", "Công ty TNHH Điện tử Đồng Nai"),
            ("ĐIỆN TỬ", "Công ty TNHH Điện tử Đồng Nai"),
            ("det may", "Công ty Cổ phần Dệt may Tam Hiệp"),
            ("tam hiep", "Công ty Cổ phần Dệt may Tam Hiệp"),
            ("le thi dien", "Hộ kinh doanh Bún bò"),
            ("bo", "Hộ kinh doanh Bún bò"),
            ("dein tu dong nai", "Công ty TNHH Điện tử Đồng Nai"),
        ],
    )
    def test_finds(self, firms, inspector, sign_in, query, first):
        response = sign_in(inspector).get(reverse("enterprises:list"), {"q": query})
        assert names(response)[0] == first

    def test_tax_code_with_separators(self, firms, inspector, sign_in):
        code = firms[0].tax_code
        query = f"{code[:4]} {code[4:7]}.{code[7:]}"
        response = sign_in(inspector).get(reverse("enterprises:list"), {"q": query})
        assert names(response) == [firms[0].name]

    def test_name_before_representative(self, firms, inspector, sign_in):
        response = sign_in(inspector).get(reverse("enterprises:list"), {"q": "dien"})
        assert names(response)[0] == "Công ty TNHH Điện tử Đồng Nai"
        assert len(names(response)) == 2

    @pytest.mark.parametrize(
        "query", ["%", "_", "'; DROP TABLE x; --", "\\", "a" * 5000, "\x00", "|"]
    )
    def test_odd_text_is_only_text(self, firms, inspector, sign_in, query):
        response = sign_in(inspector).get(reverse("enterprises:list"), {"q": query})
        assert response.status_code == 200

    @pytest.mark.parametrize(
        "query",
        [
            {"page": "-1"},
            {"page": "9e99"},
            {"sort": "nonsense"},
            {"ward": "x"},
            {"size": "HUGE"},
            {"section": "?"},
            {"province": "999999999999999999999"},
        ],
    )
    def test_odd_addresses(self, firms, ministry_official, sign_in, query):
        response = sign_in(ministry_official).get(reverse("enterprises:list"), query)
        assert response.status_code == 200


class TestList:
    def test_filters(self, firms, inspector, wards, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:list")
        assert names(client.get(url, {"size": "GIANT"})) == [firms[1].name]
        assert names(client.get(url, {"ward": wards[0].pk})) == [firms[0].name]
        Enterprise.objects.update(section_2025=Sector.objects.get(scheme="VSIC2025", code="C"))
        assert len(names(client.get(url, {"section": "C"}))) == 3
        assert names(client.get(url, {"status": "DISSOLVED"})) == []
        assert len(client.get(url, {"status": "ACTIVE", "q": "det"}).context["chips"]) == 2

    def test_order(self, firms, inspector, sign_in):
        response = sign_in(inspector).get(reverse("enterprises:list"), {"sort": "-workers"})
        assert names(response)[0] == firms[1].name

    def test_statements_do_not_grow_with_rows(self, register, inspector, sign_in, monkeypatch):
        client, url = sign_in(inspector), reverse("enterprises:list")
        counts = []
        for wanted in (15, 50):
            for number in range(Enterprise.objects.count(), wanted):
                firm(f"Công ty {number}", register)
            monkeypatch.setattr("enterprises.views.listing.PER_PAGE", wanted)
            with CaptureQueriesContext(connection) as queries:
                assert len(names(client.get(url, {"q": "cong ty"}))) == wanted
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12

    def test_export_is_exactly_the_list(self, firms, inspector, sign_in):
        client = sign_in(inspector)
        response = client.get(reverse("enterprises:export", args=["csv"]), {"q": "cong ty"})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert {row[1] for row in rows[1:]} == {firms[0].name, firms[1].name}
        book = client.get(reverse("enterprises:export", args=["xlsx"]), {"q": "cong ty"})
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
        assert sheet.max_row == 3

    def test_formulas_are_neutral_in_exports(self, register, inspector, sign_in):
        for start in ("=", "+", "-", "@", "\t", "\r"):
            firm(f"{start}cmd|'/c calc'!A1", register)
        client = sign_in(inspector)
        response = client.get(reverse("enterprises:export", args=["csv"]))
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert not [cell for cell in cells if cell and cell[0] in "=+-@\t\r\x00"]
        book = client.get(reverse("enterprises:export", args=["xlsx"]))
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


class TestDossier:
    def test_shown_logged_and_bounded(self, firms, inspector, sign_in):
        url = reverse("enterprises:detail", args=[firms[0].pk])
        client = sign_in(inspector)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert firms[0].name in response.content.decode()
        assert ReadAccess.objects.filter(object_id=firms[0].pk, reader=inspector).count() == 1
        assert len(queries) <= 20

    def _form(self, client, url, **changes):
        form = client.get(url).context["form"]
        data = {
            name: "" if form[name].value() is None else form[name].value() for name in form.fields
        }
        return {**data, "reason": "Thư của doanh nghiệp", **changes}

    def test_correction_keeps_where_it_comes_from(self, firms, inspector, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:correct", args=[firms[0].pk])
        response = client.post(url, self._form(client, url, phone="0251 1"))
        assert response.status_code == 302
        row = Enterprise.objects.get(pk=firms[0].pk)
        assert row.phone == "0251 1"
        assert row.origin("phone")["reason"] == "Thư của doanh nghiệp"
        assert row.history.first().history_user == inspector
        event = AuditEvent.objects.get(event="enterprise.corrected")
        assert event.data["changes"]["phone"] == ["", "0251 1"]
        page = client.get(reverse("enterprises:detail", args=[row.pk])).content.decode()
        assert "Thư của doanh nghiệp" in page

    def test_registry_facts_only_on_purpose(self, firms, inspector, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:correct", args=[firms[0].pk])
        client.post(url, {**self._form(client, url), "name": "Tên khác"})
        assert Enterprise.objects.get(pk=firms[0].pk).name == firms[0].name
        wide = f"{url}?registry=1"
        client.post(wide, {**self._form(client, wide), "name": "Tên khác"})
        changed = Enterprise.objects.get(pk=firms[0].pk)
        assert changed.name == "Tên khác"
        assert changed.folded.startswith("ten khac")

    def test_two_people_at_once(self, firms, inspector, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:correct", args=[firms[0].pk])
        stale = self._form(client, url, phone="7")
        client.post(url, self._form(client, url, phone="8"))
        assert client.post(url, stale).status_code == 422
        assert Enterprise.objects.get(pk=firms[0].pk).phone == "8"

    def test_added_by_hand_once(self, register, clerk, sign_in):
        client, url = sign_in(clerk), reverse("enterprises:create")
        data = {
            "tax_code": "0300 588 569",
            "province": register.pk,
            "name": "Công ty A",
            "legal_form": "LLC1",
            "status": "ACTIVE",
            "reason": "Giấy đăng ký",
        }
        assert client.post(url, data).status_code == 302
        again = client.post(url, data)
        assert again.status_code == 422
        assert again.context["form"].taken == Enterprise.objects.get()
        assert client.post(url, {**data, "tax_code": "0300588560"}).status_code == 422


class TestImportPages:
    def test_from_upload_to_done(self, register, clerk, sign_in):
        client = sign_in(clerk)
        response = client.post(reverse("enterprises:import_new"), _upload())
        job = ImportJob.objects.get()
        page = reverse("enterprises:import_detail", args=[job.pk])
        assert response.url == page
        assert "Vinamilk" not in client.get(page).content.decode()
        assert ROWS[0][1] in client.get(page).content.decode()
        client.post(reverse("enterprises:import_confirm", args=[job.pk]))
        client.post(reverse("enterprises:import_confirm", args=[job.pk]))
        job.refresh_from_db()
        assert job.state == "DONE"
        assert Enterprise.objects.count() == 2
        for tab in ("NEW", "CHANGED", "SAME", "REFUSED", "WARNED", "?"):
            assert client.get(page, {"tab": tab}).status_code == 200
        assert client.get(reverse("enterprises:import_list")).status_code == 200

    def test_double_upload_opens_one_import(self, register, clerk, sign_in, monkeypatch):
        monkeypatch.setattr("enterprises.views.imports.hand_out", lambda task, job: None)
        client = sign_in(clerk)
        for _ in range(2):
            client.post(reverse("enterprises:import_new"), _upload())
        assert ImportJob.objects.count() == 1
        job = ImportJob.objects.get()
        bar = reverse("enterprises:import_progress", args=[job.pk])
        waiting = client.get(bar, headers={"HX-Request": "true"})
        assert b"hx-trigger" in waiting.content
        assert "HX-Refresh" not in waiting.headers
        client.post(reverse("enterprises:import_cancel", args=[job.pk]))
        assert client.get(bar, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_refused_file_is_explained(self, register, clerk, sign_in, language):
        client = sign_in(clerk)
        client.cookies["django_language"] = language
        client.post(reverse("enterprises:import_new"), _upload(b"%PDF-1.7"))
        job = ImportJob.objects.get()
        page = client.get(reverse("enterprises:import_detail", args=[job.pk]))
        assert "PDF" in page.context["problem"]

    def test_empty_file_and_future_day(self, register, clerk, sign_in):
        client, url = sign_in(clerk), reverse("enterprises:import_new")
        assert client.post(url, _upload(b"")).status_code == 422
        assert client.post(url, _upload(as_of="31/12/2099")).status_code == 422
        assert not ImportJob.objects.exists()

    def test_refused_rows_can_be_taken_home(self, register, clerk, sign_in):
        client = sign_in(clerk)
        client.post(
            reverse("enterprises:import_new"),
            _upload(csv_bytes([["0300588560", "=1+1", "", "", "", ""], ROWS[0]])),
        )
        job = ImportJob.objects.get()
        response = client.get(reverse("enterprises:import_report", args=[job.pk, "csv"]))
        rows = list(
            csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
        )
        assert rows[1][:2] == ["0300588560", "'=1+1"]
        assert len(rows) == 2

    def test_columns_by_hand(self, register, clerk, sign_in):
        client = sign_in(clerk)
        content = csv_bytes([["0300588569", "Công ty A"]], ["Cột 1", "Cột 2"])
        client.post(reverse("enterprises:import_new"), _upload(content))
        job = ImportJob.objects.get()
        url = reverse("enterprises:import_columns", args=[job.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, {"column_0": "name", "column_1": "name"}).status_code == 422
        client.post(url, {"column_0": "tax_code", "column_1": "name"})
        job.refresh_from_db()
        assert (job.state, job.new) == ("READY", 1)


def test_search_uses_the_index(register):
    """At 20,000 rows the planner must find words and parts of words by their indexes."""
    names_ = [f"Công ty TNHH Minh Phát {n:05}" for n in range(20_000)]
    Enterprise.objects.bulk_create(
        [
            EnterpriseFactory.build(
                province=register,
                sector=None,
                tax_code=f"{n:010}",
                name=name,
                folded=search_text([name]),
            )
            for n, name in enumerate(names_)
        ]
    )
    connection.cursor().execute("ANALYZE enterprises_enterprise")
    hits = Enterprise.objects.matching("minh phat 01234").order_by().values("pk")[:2000]
    assert "enterprise_search" in hits.explain()
    alike = Enterprise.objects.similar("mnih phat 01234").order_by().values("pk")[:2000]
    assert "enterprise_search" in alike.explain()
    words = Enterprise.objects.filter(Fits(all_words(), "'minh' & '01234'")).values("pk")
    assert "enterprise_words_all" in words.explain()
    by_name = Enterprise.objects.filter(Fits(name_words(), "'minh' & '01234'")).values("pk")
    assert "enterprise_words_name" in by_name.explain()
    assert Enterprise.objects.found_by("minh phat 01234")[0][0].name.endswith("01234")
