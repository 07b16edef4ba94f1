"""Finding pairs in sets, proposing them to who may see both, deciding them once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from enterprises.enums import DuplicateState
from enterprises.models import Duplicate, Enterprise, Merge
from enterprises.rules.search import search_text
from enterprises.services import duplicates, merging
from enterprises.services.merging import MergeRefused
from tests.factories import NOW, TODAY, EnterpriseFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
STREET = "Số 12 đường Bùi Văn Hòa, khu phố 3"


def firm(name, **facts):
    row = EnterpriseFactory.build(name=name, address=STREET, **facts)
    row.province = facts.get("province") or ProvinceFactory()
    row.sector = None
    row.folded = search_text(row.search_parts())
    row.save()
    return row


@pytest.fixture
def twins(province):
    one = firm("Công ty TNHH Điện tử Đồng Nai")
    return one, firm("CTY TNHH MTV ĐIỆN TỬ ĐỒNG NAI")


def test_twins_are_found_and_strangers_are_not(twins):
    firm("Công ty CP Gỗ An Bình Phước", representative="Lê Văn A")
    assert duplicates.find_all(on=TODAY) == 1
    pair = Duplicate.objects.get()
    assert (pair.first, pair.second) == twins
    assert [r["code"] for r in pair.reasons] == ["name", "address", "representative"]


def test_a_second_run_finds_the_same_and_forgets_what_is_gone(twins):
    duplicates.find_all(on=TODAY)
    first = Duplicate.objects.get().pk
    duplicates.find_all(on=TODAY + timedelta(days=1))
    assert Duplicate.objects.get().pk == first
    Enterprise.objects.filter(pk=twins[1].pk).update(
        name="Khác hẳn", folded="khac han", address="", representative=""
    )
    assert duplicates.find_all(on=TODAY) == 0
    assert not Duplicate.objects.exists()


def test_a_key_that_too_many_share_is_skipped(province):
    for number in range(duplicates.BLOCK + 5):
        firm("Công ty TNHH Minh Phát", representative=f"Ông {number}")
    assert duplicates.find_all(on=TODAY) == 0


def test_different_is_never_proposed_again_also_after_a_merge(twins, chief_inspector):
    one, other = twins
    duplicates.find_all(on=TODAY)
    pair = Duplicate.objects.get()
    duplicates.settle_different(pair, note="Hai vợ chồng", by=chief_inspector, at=NOW)
    duplicates.find_all(on=TODAY)
    assert Duplicate.objects.get().state == DuplicateState.DIFFERENT
    third = firm("Điện tử Đồng Nai Co., Ltd")
    merging.merge(
        survivor=third, merged=one, choices={}, reason="Trùng", by=chief_inspector, at=NOW
    )
    duplicates.find_all(on=TODAY)
    assert not Duplicate.objects.filter(first=other, second=third).exists()


def test_former_codes_lead_to_each_other(province, chief_inspector):
    one = firm("Công ty TNHH Điện tử Đồng Nai", former_names="3688888888")
    other = firm("Cơ sở Hoa Mai", tax_code="3688888888", representative="")
    Enterprise.objects.filter(pk=other.pk).update(address="")
    duplicates.find_all(on=TODAY)
    pair = Duplicate.objects.get()
    assert {pair.first, pair.second} == {one, other}
    assert pair.reasons[0]["code"] == "former_code"


def test_pairs_across_provinces_are_for_who_sees_both(twins, chief_inspector, ministry_official):
    Enterprise.objects.filter(pk=twins[1].pk).update(province=ProvinceFactory(code="01"))
    duplicates.find_all(on=TODAY)
    assert Duplicate.objects.count() == 1
    assert not Duplicate.objects.visible_to(chief_inspector).exists()
    assert Duplicate.objects.visible_to(ministry_official).exists()


def test_one_record_is_looked_at_within_reach(twins, chief_inspector):
    away = firm("Công ty TNHH Điện tử Đồng Nai", province=ProvinceFactory(code="01"))
    found = duplicates.find_for(twins[0], by=chief_inspector, on=TODAY)
    assert [(p.first, p.second) for p in found] == [twins]
    assert not Duplicate.objects.filter(second=away).exists()


def test_two_windows_decide_once(twins, chief_inspector):
    pair = duplicates.propose(*twins, by=chief_inspector, at=NOW)
    merging.merge(
        survivor=twins[0], merged=twins[1], choices={}, reason="Trùng", by=chief_inspector, at=NOW
    )
    with pytest.raises(MergeRefused):
        duplicates.settle_different(pair, note="Khác", by=chief_inspector, at=NOW)
    with pytest.raises(MergeRefused):
        duplicates.reopen(pair, by=chief_inspector, at=NOW)


def test_deciding_needs_the_right_and_a_note(twins, chief_inspector, inspector):
    pair = duplicates.propose(*twins, by=chief_inspector, at=NOW)
    with pytest.raises(MergeRefused):
        duplicates.settle_different(pair, note="Khác", by=inspector, at=NOW)
    with pytest.raises(MergeRefused):
        duplicates.settle_different(pair, note="  ", by=chief_inspector, at=NOW)


# --- Pages ------------------------------------------------------------------------------------
def url(name, *args):
    return reverse(f"enterprises:{name}", args=args)


@pytest.fixture
def pair(twins, chief_inspector):
    return duplicates.propose(*twins, by=chief_inspector, at=NOW)


def test_the_list_shows_open_pairs(client, chief_inspector, pair):
    client.force_login(chief_inspector)
    shown = client.get(url("duplicate_list"), {"score": "75"}).content.decode()
    assert pair.first.tax_code in shown
    assert client.get(url("duplicate_list"), {"tab": "other"}).status_code == 404


def test_side_by_side_and_merging_from_the_page(client, chief_inspector, pair):
    client.force_login(chief_inspector)
    page = client.get(url("duplicate_detail", pair.pk)).content.decode()
    assert pair.first.name in page
    assert "ec-differs" in page
    answer = client.post(
        url("duplicate_merge", pair.pk),
        {"keep": "right", "side_name": "left", "reason": "Cùng một doanh nghiệp"},
    )
    merge = Merge.objects.get()
    assert answer["Location"] == url("merge_detail", merge.pk)
    assert (merge.survivor, merge.merged) == (pair.second, pair.first)
    assert merge.survivor.name == pair.first.name
    gone = client.get(url("detail", pair.first.pk))
    assert gone["Location"] == url("detail", pair.second.pk)
    again = client.post(
        url("duplicate_merge", pair.pk), {"keep": "right", "reason": "Cùng một doanh nghiệp"}
    )
    assert again["Location"] == url("merge_detail", merge.pk)
    assert client.get(url("merge_list")).status_code == 200
    client.post(url("merge_undo", merge.pk))
    merge.refresh_from_db()
    assert merge.undone_by == chief_inspector
    assert client.get(url("merge_detail", merge.pk)).status_code == 200


def test_a_merge_without_a_reason_keeps_what_was_chosen(client, chief_inspector, pair):
    client.force_login(chief_inspector)
    answer = client.post(
        url("duplicate_merge", pair.pk), {"keep": "right", "side_name": "right", "reason": ""}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'name="side_name" value="right" checked' in page
    assert 'name="keep" value="right" checked' in page
    assert not Merge.objects.exists()


def test_the_other_window_has_decided_meanwhile(client, chief_inspector, pair):
    duplicates.settle_different(pair, note="Khác", by=chief_inspector, at=NOW)
    merging.merge(
        survivor=pair.first, merged=pair.second, choices={}, reason="x", by=chief_inspector, at=NOW
    )
    client.force_login(chief_inspector)
    answer = client.post(url("duplicate_different", pair.pk), {"note": "Khác"})
    assert answer.status_code == 422


def test_looking_and_comparing_by_code(client, chief_inspector, twins):
    client.force_login(chief_inspector)
    one, other = twins
    client.post(url("duplicates_look", one.pk))
    assert Duplicate.objects.count() == 1
    page = client.get(url("duplicates_of"), {"enterprise": one.pk}).content.decode()
    assert other.tax_code in page
    unknown = client.post(url("duplicates_compare", one.pk), {"tax_code": "3612345678"})
    assert unknown.status_code == 422
    found = client.post(url("duplicates_compare", one.pk), {"tax_code": other.tax_code})
    assert found["Location"] == url("duplicate_detail", Duplicate.objects.get().pk)
