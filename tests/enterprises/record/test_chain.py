"""Sites and the search, relations without circles, and a chain that leaks nothing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ecms.audit.models import AuditEvent
from enterprises import chain
from enterprises.models import Enterprise, Relation, Site
from enterprises.services import relations, sites
from enterprises.services.places import PlaceReader
from tests.factories import NOW, TODAY, EnterpriseFactory, ProvinceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(register):
    return EnterpriseFactory(province=register, name="Công ty Mẹ")


def related(source, target, kind, by, **kwargs):
    return relations.add(source, target, kind, reason="Đăng ký", by=by, at=NOW, **kwargs)


def site_at(address, **kwargs):
    place = PlaceReader(TODAY).read(address)
    return sites.SiteFacts(
        name=kwargs.pop("name", "Nhà máy 2"), address=address, place=place, **kwargs
    )


class TestSites:
    def add(self, firm, by, address="Số 9, phường Tam Hiệp, Đồng Nai", **kwargs):
        return sites.add(firm, site_at(address, **kwargs), reason="Tại chỗ", by=by, at=NOW)

    def test_the_enterprise_is_found_by_its_sites(self, firm, wards, inspector):
        site = self.add(firm, inspector)
        assert Enterprise.objects.matching("tam hiep").get() == firm
        sites.close(site, on=TODAY, reason="Dọn đi", by=inspector, at=NOW)
        assert not Enterprise.objects.matching("tam hiep").exists()

    def test_twice_is_once(self, firm, wards, inspector):
        assert self.add(firm, inspector) == self.add(firm, inspector)
        assert AuditEvent.objects.filter(event="enterprise.site_added").count() == 1

    def test_one_head_office(self, firm, wards, inspector):
        first = self.add(firm, inspector, is_head_office=True)
        second = self.add(firm, inspector, name="Mới", is_head_office=True)
        assert list(Site.objects.filter(is_head_office=True)) == [second]
        first.refresh_from_db()
        assert not first.is_head_office

    def test_in_another_province(self, firm, wards, inspector):
        hanoi = ProvinceFactory(code="01")
        site = self.add(firm, inspector, "1 Tràng Tiền, Hà Nội")
        assert site.province == hanoi
        assert Enterprise.objects.get(pk=firm.pk).province == firm.province
        with pytest.raises(sites.HeadOfficeElsewhere):
            self.add(firm, inspector, "1 Tràng Tiền, Hà Nội", name="Trụ sở", is_head_office=True)

    def test_corrected_with_its_source(self, firm, wards, inspector):
        site = self.add(firm, inspector, opened_on=date(2020, 1, 1))
        new = site_at("Số 9, phường Trấn Biên, Đồng Nai", opened_on=date(2020, 1, 1))
        changed = sites.correct(site, new, reason="Đổi tên", by=inspector, at=NOW)
        assert set(changed) == {"address", "ward"}
        site.refresh_from_db()
        assert site.provenance["ward"]["reason"] == "Đổi tên"
        assert sites.correct(site, new, reason="Đổi tên", by=inspector, at=NOW) == []

    def test_not_closed_before_it_opened(self, firm, wards, inspector):
        site = self.add(firm, inspector, opened_on=date(2026, 1, 1))
        with pytest.raises(sites.ClosedBeforeOpened):
            sites.close(site, on=date(2025, 1, 1), reason="x", by=inspector, at=NOW)
        assert sites.close(site, on=TODAY, reason="x", by=inspector, at=NOW)
        assert not sites.close(site, on=TODAY, reason="x", by=inspector, at=NOW)


class TestRelations:
    def test_twice_is_once(self, firm, inspector):
        other = EnterpriseFactory()
        assert related(firm, other, "PARENT", inspector) == related(
            firm, other, "PARENT", inspector
        )
        assert AuditEvent.objects.filter(event="enterprise.related").count() == 2  # one a side

    def test_no_circle(self, firm, inspector):
        second, third = EnterpriseFactory(), EnterpriseFactory()
        related(firm, second, "PARENT", inspector)
        related(second, third, "BRANCH", inspector)
        with pytest.raises(relations.RelationRefused) as refused:
            related(third, firm, "PARENT", inspector)
        assert refused.value.code == "circle"
        related(third, firm, "PRINCIPAL", inspector)  # work goes both ways
        row = Relation.objects.get(source_firm=second)
        relations.end(row, on=TODAY, by=inspector, at=NOW)
        related(third, firm, "PARENT", inspector)

    def test_itself_second_head_office_and_order(self, firm, inspector):
        branch = EnterpriseFactory()
        related(firm, branch, "BRANCH", inspector)
        cases = [
            (firm, firm, "PARENT", {}, "itself"),
            (EnterpriseFactory(), branch, "BRANCH", {}, "head_office"),
            (firm, branch, "GROUP", {"started_on": TODAY + timedelta(days=1)}, "order"),
        ]
        for source, target, kind, more, code in cases:
            with pytest.raises(relations.RelationRefused) as refused:
                related(source, target, kind, inspector, **more)
            assert refused.value.code == code

    def test_end_before_start(self, firm, inspector):
        row = related(firm, EnterpriseFactory(), "PARENT", inspector, started_on=TODAY)
        with pytest.raises(relations.RelationRefused):
            relations.end(row, on=TODAY - timedelta(days=1), by=inspector, at=NOW)
        assert relations.end(row, on=TODAY, by=inspector, at=NOW)
        assert not relations.end(row, on=TODAY, by=inspector, at=NOW)


def bulk(source, targets, kind, by):
    Relation.objects.bulk_create(
        Relation(source_firm=source, target_firm=target, kind=kind, source="x", recorded_at=NOW,
                 recorded_by=by)
        for target in targets
    )  # fmt: skip


def members(firm, user, **kwargs):
    return chain.members(firm, user, on=TODAY, levels=kwargs.get("levels", 5), most=2000)


class TestChain:
    def test_levels_both_ways(self, firm, inspector):
        above, below, deep = (EnterpriseFactory() for _ in range(3))
        bulk(above, [firm], "PARENT", inspector)
        bulk(firm, [below], "PRINCIPAL", inspector)
        bulk(below, [deep], "PRINCIPAL", inspector)
        found = {member.pk: (member.level, member.after) for member in members(firm, inspector)}
        assert found == {
            firm.pk: (0, None), above.pk: (-1, firm.pk), below.pk: (1, firm.pk),
            deep.pk: (2, below.pk),
        }  # fmt: skip
        assert deep.pk not in {m.pk for m in members(firm, inspector, levels=1)}

    def test_a_circle_ends(self, firm, inspector):
        second, third = EnterpriseFactory(), EnterpriseFactory()
        bulk(firm, [second], "PRINCIPAL", inspector)
        bulk(second, [third], "PRINCIPAL", inspector)
        bulk(third, [firm], "PRINCIPAL", inspector)
        assert len(members(firm, inspector)) == 3

    def test_one_statement_a_direction_and_one_for_names(
        self, firm, inspector, django_assert_num_queries
    ):
        bulk(firm, [EnterpriseFactory() for _ in range(5)], "PRINCIPAL", inspector)
        assert inspector.scope
        with django_assert_num_queries(3):
            members(firm, inspector)

    def test_the_rest_is_counted(self, firm, inspector):
        bulk(firm, [EnterpriseFactory() for _ in range(chain.DRAWN + 12)], "PRINCIPAL", inspector)
        drawn = chain.to_draw(members(firm, inspector))
        assert len(drawn.members) == chain.DRAWN + 1
        assert (drawn.above, drawn.below) == (0, 12)

    def test_another_province_is_a_name_and_its_own_chain_is_not_walked(self, firm, inspector):
        hanoi = ProvinceFactory(code="01")
        parent = EnterpriseFactory(province=hanoi, name="Tập đoàn Thủ đô", workers=777)
        sister = EnterpriseFactory(province=hanoi, name="Công ty Chị em")
        here = EnterpriseFactory(name="Công ty Anh em")
        bulk(parent, [firm], "PARENT", inspector)
        bulk(firm, [sister, here], "PRINCIPAL", inspector)
        hidden = EnterpriseFactory(province=hanoi, name="Công ty Không ai thấy")
        bulk(sister, [hidden], "PRINCIPAL", inspector)
        found = {member.name: member for member in members(firm, inspector)}
        assert set(found) == {firm.name, parent.name, sister.name, here.name}
        assert not found[parent.name].visible
        assert (found[parent.name].tax_code, found[parent.name].workers) == ("", None)
        assert found[here.name].visible

    def test_pages_show_only_its_name(self, firm, inspector, sign_in):
        hanoi = ProvinceFactory(code="01")
        parent = EnterpriseFactory(
            province=hanoi, name="Tập đoàn Thủ đô", workers=7777, representative="Ông Kín"
        )
        bulk(parent, [firm], "PARENT", inspector)
        client = sign_in(inspector)
        for name in ("detail", "relations", "chain", "sheet"):
            page = client.get(reverse(f"enterprises:{name}", args=[firm.pk])).content.decode()
            assert "Tập đoàn Thủ đô" in page, name
            for secret in (parent.tax_code, "7.777", "Ông Kín", f"/enterprises/{parent.pk}/"):
                assert secret not in page, (name, secret)
        assert client.get(reverse("enterprises:relations", args=[parent.pk])).status_code == 404

    def test_search_in_the_chain(self, firm, inspector, sign_in):
        one = EnterpriseFactory(name="Công ty Vận tải Xuân Mai")
        bulk(firm, [one, EnterpriseFactory()], "PRINCIPAL", inspector)
        client, url = sign_in(inspector), reverse("enterprises:chain", args=[firm.pk])
        for query in ({"q": "xuan mai"}, {"q": one.tax_code}):
            rows = client.get(url, query).context["rows"]
            assert [row["member"].pk for row in rows] == [one.pk]
        assert client.get(url, {"kind": "PARENT"}).context["rows"] == []

    def test_added_through_the_page(self, firm, inspector, sign_in):
        other = EnterpriseFactory(province=ProvinceFactory(code="01"))
        client, url = sign_in(inspector), reverse("enterprises:relation_new", args=[firm.pk])
        data = {"role": "PRINCIPAL-T", "source": "Hợp đồng"}
        # The search shows the own province only; the exact tax code reaches the other one.
        assert client.post(url, {**data, "other": other.pk}).status_code == 422
        code = "0300588569"
        Enterprise.objects.filter(pk=other.pk).update(tax_code=code)
        assert client.post(url, {**data, "tax_code": code}).status_code == 302
        row = Relation.objects.get()
        assert (row.source_firm, row.target_firm) == (firm, other)
        end = reverse("enterprises:relation_end", args=[firm.pk, row.pk])
        assert client.post(end, {"on": f"{NOW:%d/%m/%Y}"}).status_code == 302
        row.refresh_from_db()
        assert row.ended_on is not None
