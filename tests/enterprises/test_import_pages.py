"""Undo page, words for lists of workers, sources in the administration."""

import pytest
from django.urls import reverse

from ecms.core import clock
from enterprises.enums import ImportKind
from enterprises.models import Enterprise, ImportSource, Spell
from enterprises.services.imports import jobs, work
from enterprises.services.imports.adapters import adapter_for
from enterprises.wording import reason_words
from enterprises.wording_workforce import REASON_TITLES, ROW_WORDS
from tests.enterprises.lists import ROWS, carried_out, csv_bytes
from tests.enterprises.workforce import lists as people
from tests.factories import EnterpriseFactory, ProvinceFactory

pytestmark = pytest.mark.django_db


def undo_page(job):
    return reverse("enterprises:import_undo", args=[job.pk])


class TestUndoPage:
    @pytest.fixture
    def first(self, register, clerk):
        return carried_out(csv_bytes(), clerk, register)

    def test_it_says_what_would_happen_and_does_it_once(self, first, clerk, sign_in):
        client = sign_in(clerk)
        page = client.get(undo_page(first))
        assert (page.context["plan"].removed, Enterprise.objects.count()) == (2, 2)
        for _ in range(2):
            answer = client.post(undo_page(first))
            assert answer.url == reverse("enterprises:import_detail", args=[first.pk])
        first.refresh_from_db()
        assert (first.state, Enterprise.objects.count()) == ("UNDONE", 0)
        assert client.get(undo_page(first)).status_code == 302  # nothing left to undo
        assert client.get(answer.url).status_code == 200

    def test_what_a_later_list_says_is_named_and_stays(self, register, first, clerk, sign_in):
        rows = [[*ROWS[1][:5], "90"]]
        carried_out(csv_bytes(rows), clerk, register, as_of=clock.today())
        client = sign_in(clerk)
        page = client.get(undo_page(first), headers={"accept-language": "en"})
        assert [one["name"] for one in page.context["kept"]] == [ROWS[1][1]]
        client.post(undo_page(first))
        assert Enterprise.objects.get().workers == 90

    def test_of_another_province_there_is_none(self, first, foreign_inspector, sign_in):
        foreign_inspector.role = "clerk"
        assert sign_in(foreign_inspector).get(undo_page(first)).status_code in (403, 404)
        first.refresh_from_db()
        assert first.state == "DONE"


class TestListsOfWorkers:
    @pytest.fixture
    def job(self, province, clerk):
        firm = EnterpriseFactory(province=province, tax_code="3600259786")
        rows = [people.person(firm, 1), people.person(firm, 2, born="35/13/1990")]
        return people.done(rows, clerk, province)

    def test_rows_are_workers_and_reasons_have_words(self, job, clerk, sign_in):
        client = sign_in(clerk)
        client.cookies["django_language"] = "en"
        page = client.get(reverse("enterprises:import_detail", args=[job.pk])).content.decode()
        assert "employments that begin" in page
        assert "Not a date" in page
        assert ">date_wrong<" not in page

    def test_undone_in_words_of_employment(self, job, clerk, sign_in):
        jobs.undo(job=job, by=clerk, at=clock.now())
        work.undo(job.pk, clock=clock.now)
        assert not Spell.objects.exists()
        client = sign_in(clerk)
        client.cookies["django_language"] = "en"
        page = client.get(reverse("enterprises:import_detail", args=[job.pk])).content.decode()
        assert "taken out: 1." in page

    def test_every_title_belongs_to_a_reason(self):
        assert set(REASON_TITLES) <= set(ROW_WORDS)
        adapter = adapter_for(ImportKind.WORKERS)
        assert reason_words("tax_code_missing", adapter) == reason_words("tax_code_missing")


class TestSourcesInTheAdministration:
    URL = "admin:enterprises_importsource_add"

    def post(self, client, **given):
        values = {
            "code": "THUE", "kind": "TAX", "name_vi": "Cơ quan thuế", "name_en": "Tax office",
            "encoding": "", "columns": "Mã NNT = tax_code\nTên NNT = name", "province": "",
            "valid_from": "", "valid_to": "",
        }  # fmt: skip
        return client.post(reverse(self.URL), {**values, **given})

    def test_columns_settled_for_a_source_are_used(self, register, administrator, clerk, sign_in):
        answer = self.post(sign_in(administrator))
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        source = ImportSource.objects.get()
        assert source.mapping == {"ma nnt": "tax_code", "ten nnt": "name"}
        rows = [["0300588569", "Công ty A"]]
        job = carried_out(csv_bytes(rows, ["Mã NNT", "Tên NNT"]), clerk, register,
                          source="x", kind="TAX", origin=source)  # fmt: skip
        assert (job.state, job.new) == ("DONE", 1)

    @pytest.mark.parametrize(
        "columns", ["Mã = nothing", "= name", "Mã = name\nTên = name", "Mã tax_code"]
    )
    def test_lines_that_cannot_be_used_are_named(self, administrator, sign_in, columns):
        answer = self.post(sign_in(administrator), columns=columns)
        assert answer.status_code == 200
        assert "columns" in answer.context["adminform"].form.errors
        assert not ImportSource.objects.exists()

    def test_clerks_do_not_keep_it(self, clerk, sign_in):
        assert self.post(sign_in(clerk)).status_code in (302, 403, 404)
        assert not ImportSource.objects.exists()


def test_a_file_that_speaks_of_a_firm_of_another_province_names_only_that(
    register, clerk, sign_in
):
    EnterpriseFactory(
        province=ProvinceFactory(code="01"), tax_code="0300588569", name="Công ty Nơi Khác"
    )
    job = carried_out(csv_bytes(), clerk, register)
    page = sign_in(clerk).get(
        reverse("enterprises:import_detail", args=[job.pk]), {"tab": "REFUSED"}
    )
    assert "Công ty Nơi Khác" not in page.content.decode()
