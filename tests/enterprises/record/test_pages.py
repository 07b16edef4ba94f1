"""Pages of one enterprise: what they cost, what they show, and what they do."""

import io
from datetime import date

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ecms.audit.models import ReadAccess
from ecms.core import clock
from enterprises.briefs import Brief, Part, clipped, parts_for, register_brief
from enterprises.enums import FlagKind, HazardGroup
from enterprises.models import (
    Contact,
    Enterprise,
    EnterpriseHazard,
    Flag,
    Hazard,
    Headcount,
    Relation,
    Site,
)
from enterprises.sheet import Sheet, as_pdf
from tests.factories import NOW, EnterpriseFactory, SectorFactory, WardFactory

pytestmark = pytest.mark.django_db
MOST = 20  # statements of the dossier, shell included


@pytest.fixture
def firm(register, wards, sectors, inspector):
    """With rows of every kind beside it."""
    made = EnterpriseFactory(
        province=register, ward=wards[0], sector=sectors[1], caution="Chó dữ ở cổng",
        provenance={"*": {"source": "Cơ quan thuế", "as_of": "2026-06-30", "by": "Hạnh"}},
        women=50, workers_on=date(2026, 6, 30), workers=120,
    )  # fmt: skip
    stated = {"source": "Tại chỗ", "recorded_at": NOW, "recorded_by": inspector}
    site = Site.objects.create(
        enterprise=made, name="Nhà máy 2", address="Số 9", province=register, ward=wards[1],
        caution="Sàn trơn",
    )  # fmt: skip
    hazard = Hazard.objects.create(
        code="SOLVENT", group=HazardGroup.CHEMICAL, name_vi="Dung môi", name_en="Solvents",
        precaution_vi="Không lửa trong xưởng",
    )  # fmt: skip
    EnterpriseHazard.objects.create(
        enterprise=made, site=site, hazard=hazard, on=date(2026, 1, 1), **stated
    )
    for year in (2024, 2025, 2026):
        Headcount.objects.create(
            enterprise=made, on=date(year, 6, 30), total=100 + year, **stated
        )  # fmt: skip
    Contact.objects.create(enterprise=made, name="Bà Lan", phone="0900 1", **stated)
    Flag.objects.create(
        enterprise=made, kind=FlagKind.INSURED_GAP, raised_on=date(2026, 7, 1),
        facts={"declared": 120, "insured": 80},
    )  # fmt: skip
    Relation.objects.create(
        source_firm=made, target_firm=EnterpriseFactory(), kind="PRINCIPAL", **stated
    )
    return made


def page(client, name, *args):
    return client.get(reverse(f"enterprises:{name}", args=args))


class TestDossier:
    def test_everything_on_one_page(self, firm, inspector, sign_in):
        text = page(sign_in(inspector), "detail", firm.pk).content.decode()
        for words in ("Chó dữ ở cổng", "Sàn trơn", "Không lửa trong xưởng", "Nhà máy 2", "Bà Lan",
                      "Cơ quan thuế", "2.126"):  # fmt: skip
            assert words in text, words

    def test_bounded(self, firm, inspector, sign_in):
        client = sign_in(inspector)
        page(client, "detail", firm.pk)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(client, "detail", firm.pk)
        assert len(caught) <= MOST, "\n".join(q["sql"][:120] for q in caught)
        before = len(caught)
        for index in range(12):
            Site.objects.create(
                enterprise=firm, name=f"Kho {index}", address="x", province=firm.province
            )
        with CaptureQueriesContext(connection) as caught:
            page(client, "detail", firm.pk)
        assert len(caught) == before

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_bare_enterprise(self, register, inspector, sign_in, language):
        bare = EnterpriseFactory(province=register, workers=None, sector=None)
        client = sign_in(inspector)
        with translation.override(language):
            for name in ("detail", "sheet", "sites", "hazards", "contacts", "headcounts",
                         "relations", "chain", "verify", "correct", "move"):  # fmt: skip
                assert page(client, name, bare.pk).status_code == 200, name

    def test_an_abolished_ward_is_asked_anew(self, firm, register, inspector, sign_in):
        old = WardFactory(
            province=register, code="25998", name_vi="Phường Cũ", folded="phuong cu",
            valid_to=date(2026, 1, 31),
        )  # fmt: skip
        Enterprise.objects.filter(pk=firm.pk).update(ward=old, address="Tam Hiệp, Đồng Nai")
        client = sign_in(inspector)
        text = page(client, "detail", firm.pk).content.decode()
        assert "31/01/2026" in text
        assert "Tam Hiệp" in text
        form = page(client, "correct", firm.pk).context["form"]
        assert old not in form.fields["ward"].queryset

    def test_a_replaced_override_is_shown(self, firm, inspector, sign_in):
        for name, mark, value in (
            ("Hạnh", {"source": "by_hand", "by": "Hạnh", "override": {"value": "A"}}, "Sửa tay"),
            ("x", {"source": "Cơ quan thuế", "as_of": "2026-09-01", "job": 3}, "Theo thuế"),
        ):
            row = Enterprise.objects.get(pk=firm.pk)
            row.address, row.provenance["address"] = value, mark
            row._change_reason = name
            row.save()
        text = page(sign_in(inspector), "detail", firm.pk).content.decode()
        assert text.count("“Sửa tay”") == 1


class TestRights:
    def test_registry_facts_need_the_right(self, firm, clerk, inspector, sign_in):
        url = reverse("enterprises:correct", args=[firm.pk]) + "?registry=1"
        assert sign_in(clerk).get(url).status_code == 403
        assert sign_in(inspector).get(url).status_code == 200

    @pytest.mark.parametrize("name, add", [("headcounts", "headcount_add"),
                                           ("hazards", "hazard_add")])  # fmt: skip
    def test_readers_write_nothing(self, firm, director, sign_in, name, add):
        client = sign_in(director)
        assert page(client, name, firm.pk).context["form"] is None
        url = reverse(f"enterprises:{add}", args=[firm.pk])
        assert client.post(url, {}).status_code == 403

    def test_rows_of_another_enterprise(self, firm, inspector, sign_in):
        other = EnterpriseFactory()
        site = firm.sites.get()
        url = reverse("enterprises:site_close", args=[other.pk, site.pk])
        assert sign_in(inspector).get(url).status_code == 404


class TestForms:
    def test_headcount_with_a_jump_is_asked_twice(self, firm, inspector, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:headcount_add", args=[firm.pk])
        data = {"on": f"{clock.today():%d/%m/%Y}", "total": "1.200", "source": "Báo cáo"}
        answer = client.post(url, data)
        assert answer.status_code == 422
        assert b'name="confirmed"' in answer.content
        assert client.post(url, {**data, "confirmed": "on"}).status_code == 302
        assert client.post(url, {**data, "total": "x"}).status_code == 422
        assert Enterprise.objects.get(pk=firm.pk).workers == 1200

    def test_a_split_sector_asks_for_its_section(self, firm, inspector, sign_in):
        split = SectorFactory(
            scheme="VSIC2018", level=1, code="J", name_vi="Thông tin",
            section_2025="J (58-60) / K (61-63)",
        )  # fmt: skip
        section = SectorFactory(code="K", name_vi="Viễn thông")
        client, url = sign_in(inspector), reverse("enterprises:correct", args=[firm.pk])
        form = client.get(url).context["form"]
        data = {name: form[name].value() or "" for name in form.fields}
        data |= {"reason": "Thư", "has_union": "", "section_2025": ""}
        assert client.post(url, {**data, "sector": split.pk}).status_code == 422
        chosen = {**data, "sector": split.pk, "section_2025": section.code}
        assert client.post(url, chosen).status_code == 302
        assert Enterprise.objects.get(pk=firm.pk).section_2025 == section

    def test_the_section_follows_a_sector_that_was_not_split(self, firm, inspector, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:correct", args=[firm.pk])
        form = client.get(url).context["form"]
        data = {name: form[name].value() or "" for name in form.fields}
        client.post(url, {**data, "reason": "Thư", "has_union": ""})
        assert Enterprise.objects.get(pk=firm.pk).section_2025.code == "C"

    def test_site_by_its_address_alone(self, firm, inspector, sign_in, wards):
        client, url = sign_in(inspector), reverse("enterprises:site_new", args=[firm.pk])
        data = {"name": "Kho", "address": "5 Đường A, Tam Hiệp, Đồng Nai", "reason": "Thư"}
        assert client.post(url, data).status_code == 302
        assert client.post(url, data).status_code == 302  # sent twice
        assert firm.sites.get(name="Kho").ward == wards[1]
        assert client.post(url, {**data, "name": "B", "address": "ở đâu đó"}).status_code == 422

    def test_verified_by_ticks(self, firm, inspector, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:verify", args=[firm.pk])
        version = client.get(url).context["firm"].updated_at.isoformat()
        assert client.post(url, {"version": version}).status_code == 422
        site = firm.sites.get()
        data = {"version": version, "field": ["caution", "folded"], "site": [site.pk]}
        assert client.post(url, data).status_code == 302
        row = Enterprise.objects.get(pk=firm.pk)
        assert row.origin("caution")["verified_by"] == str(inspector)
        assert "folded" not in row.provenance
        site.refresh_from_db()
        assert site.provenance["*"]["verified_by"] == str(inspector)

    def test_a_flag_is_settled_with_a_note(self, firm, inspector, sign_in):
        flag = firm.flags.get()
        client, url = sign_in(inspector), reverse("enterprises:flag_settle", args=[flag.pk])
        assert client.post(url, {"note": ""}).status_code == 422
        assert client.post(url, {"note": "Lao động thời vụ"}).status_code == 302
        assert "Lao động thời vụ" not in page(client, "detail", firm.pk).content.decode()

    def test_moved_by_the_page(self, firm, inspector, other_agency, sign_in):
        client, url = sign_in(inspector), reverse("enterprises:move", args=[firm.pk])
        version = client.get(url).context["form"].initial["version"]
        data = {"on": f"{clock.today():%d/%m/%Y}", "reason": "Giấy phép", "version": version}
        assert client.post(url, {**data, "address": "Số 1, Đồng Nai"}).status_code == 422
        assert client.post(url, {**data, "address": "Số 1, Hà Nội"}).status_code == 302
        assert page(client, "detail", firm.pk).status_code == 404


class TestSheet:
    def test_always_one_page(self, firm, inspector):
        line = "Một câu rất dài về doanh nghiệp này. " * 12
        parts = [Part(f"p{n}", f"Phần {n}", [line] * 60) for n in range(14)]
        for given in ([], parts[:2], parts):
            pdf = pypdf.PdfReader(io.BytesIO(as_pdf(Sheet(firm, given, "Quân", NOW))))
            assert len(pdf.pages) == 1
        assert "…" in pdf.pages[0].extract_text()

    def test_clipped_says_how_much(self):
        part = clipped([Part("a", "A", ["một hai ba", "b", "c"])], lines=2, letters=8)[0]
        assert part.lines == ["một hai…", "b"]
        assert part.left_out == 1

    def test_page_and_pdf_are_logged(self, firm, inspector, sign_in):
        client = sign_in(inspector)
        assert "Không lửa trong xưởng" in page(client, "sheet", firm.pk).content.decode()
        answer = page(client, "sheet_pdf", firm.pk)
        assert answer["Content-Type"] == "application/pdf"
        text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
        assert "Chó dữ ở cổng" in text
        assert ReadAccess.objects.filter(purpose="sheet", object_id=firm.pk).count() == 2

    def test_a_part_is_for_those_who_may_read_it(self, firm, inspector, clerk):
        register_brief(
            Brief("probe", "Thử", "inspection.read", lambda user, enterprise: ["kín"], 999)
        )
        try:
            assert "probe" in {part.code for part in parts_for(inspector, firm)}
            assert "probe" not in {part.code for part in parts_for(clerk, firm)}
        finally:
            register_brief(
                Brief("probe", "Thử", "inspection.read", lambda user, enterprise: [], 999)
            )
