"""A ward that was merged or divided after July 2025: in addresses, lists, forms and filters."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Ward
from ecms.core import clock
from enterprises.dossier import old_ward
from enterprises.filters import EnterpriseFilter
from enterprises.forms.facts import CorrectForm
from enterprises.forms.places import PlacedForm
from enterprises.forms.selfchecks import SelfCheckFilter
from enterprises.models import Enterprise
from enterprises.services.places import PlaceReader
from tests.enterprises.lists import ROWS, carried_out, csv_bytes, reasons, warnings
from tests.factories import TODAY, EnterpriseFactory, WardFactory

pytestmark = pytest.mark.django_db
LAST = date(2026, 6, 30)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY


@pytest.fixture
def merged(register, wards):
    """Hố Nai went into Tam Hiệp."""
    return WardFactory(province=register, code="26500", name_vi="Hố Nai", valid_to=LAST,
                       successor=wards[1])  # fmt: skip


@pytest.fixture
def divided(register):
    return WardFactory(province=register, code="26600", name_vi="Long Bình Cũ", valid_to=LAST)


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        ["12 Đường số 3, phường Hố Nai, Đồng Nai", "12 Đường số 3, Ho Nai, Dong Nai"],
    )
    def test_the_successor_is_answered(self, merged, wards, address):
        place = PlaceReader(TODAY).read(address)
        assert (place.ward, place.problem, place.address) == (wards[1], [], address)
        assert PlaceReader(LAST).read(address).ward == merged

    @pytest.mark.parametrize("words", ["26500", "Hố Nai", "P. Hố Nai"])
    def test_the_former_ward_stays_in_the_address(self, merged, wards, words):
        reader = PlaceReader(TODAY)
        place = reader.read("Số 1, Đồng Nai", ward=words)
        assert (place.ward, place.address) == (wards[1], "Số 1, Phường Hố Nai, Đồng Nai")
        again = reader.read(place.address, ward=words)
        assert (again.ward, again.address) == (wards[1], place.address)

    def test_a_new_ward_with_the_name_of_one_that_went_into_it(self, register, merged):
        new = WardFactory(province=register, code="26501", name_vi="Hố Nai",
                          valid_from=date(2026, 7, 1))  # fmt: skip
        Ward.objects.filter(pk=merged.pk).update(successor=new)
        place = PlaceReader(TODAY).read("Số 1, phường Hố Nai, Đồng Nai")
        assert (place.ward, place.problem) == (new, [])

    def test_a_divided_one_is_asked_for(self, divided, wards):
        reader = PlaceReader(TODAY)
        address = "Số 1, phường Long Bình Cũ, Đồng Nai"
        place = reader.read(address)
        assert (place.ward, place.problem[0]) == (None, "ward_ended")
        assert reader.read("Số 1, Đồng Nai", ward="26600").problem[0] == "ward_ended"
        assert reader.read(address, ward="Tam Hiệp").ward == wards[1]
        assert reader.read("Số 1, Long Bình Cũ, Đồng Nai").problem == []  # may be a street

    def test_the_form_asks_in_words_and_keeps_the_name(self, merged, divided, today):
        form = PlacedForm({"address": "Số 1, phường Long Bình Cũ, Đồng Nai"})
        assert "30/06/2026" in form.errors["ward"][0]
        form = PlacedForm({"address": "Số 1, Đồng Nai", "ward": "Hố Nai"})
        assert form.is_valid()
        assert form.cleaned_data["address"] == "Số 1, Phường Hố Nai, Đồng Nai"
        form = PlacedForm({"address": "x" * 488 + ", Đồng Nai", "ward": "Hố Nai"})
        assert "address" in form.errors


class TestLists:
    def rows(self, *wards):
        codes = [row[0] for row in ROWS]
        return csv_bytes([[code, "Tên", "", ward, "", ""]
                          for code, ward in zip(codes, wards, strict=False)], mark=";")  # fmt: skip

    def test_a_merged_ward_is_resolved_with_a_remark(self, register, merged, wards, clerk, today):
        job = carried_out(self.rows("Phường Hố Nai", "26500"), clerk, register)
        assert [set(found) for found in warnings(job).values()] == [{"ward_succeeded"}] * 2
        assert {firm.ward for firm in Enterprise.objects.all()} == {wards[1]}

    def test_a_ward_of_before_2025_whose_ward_was_merged(
        self, register, merged, wards, clerk, today
    ):
        Ward.objects.filter(pk=wards[0].pk).update(valid_to=LAST, successor=wards[1])
        job = carried_out(self.rows("P. Trung Dũng"), clerk, register)
        assert list(warnings(job).values()) == [["ward_succeeded"]]
        assert Enterprise.objects.get().ward == wards[1]

    def test_a_divided_ward_is_refused(self, register, divided, clerk, today):
        job = carried_out(self.rows("Long Bình Cũ", "Tam Hiệp"), clerk, register)
        assert reasons(job) == {2: ["ward_ended"]}


class TestChoices:
    def test_a_correction_offers_the_successor(self, merged, wards, divided, today):
        firm = EnterpriseFactory(province=merged.province, ward=merged)
        form = CorrectForm(enterprise=firm, registry=True)
        assert form.initial["ward"] == wards[1]
        assert set(form.fields["ward"].queryset) == set(wards)
        assert old_ward(firm) == {"ward": merged, "now": wards[1], "sure": True}

    def test_filters_find_records_of_merged_and_divided_wards(
        self, merged, wards, divided, clerk, today
    ):
        firm = EnterpriseFactory(province=merged.province, ward=merged)
        EnterpriseFactory(province=merged.province, ward=wards[0])
        form = EnterpriseFilter({"ward": wards[1].pk}, user=clerk)
        assert list(form.narrow(Enterprise.objects.all())) == [firm]
        offered = {*wards, divided}
        assert set(form.fields["ward"].queryset) == offered
        assert set(SelfCheckFilter({}, user=clerk).fields["ward"].queryset) == offered
        form.put_counts({"ward": {str(merged.pk): 2, str(wards[1].pk): 3}})
        assert any("(5)" in label for _value, label in form.fields["ward"].choices)

    def test_the_page_names_the_successor(self, sign_in, merged, wards, clerk, today):
        firm = EnterpriseFactory(province=merged.province, ward=merged)
        page = sign_in(clerk).get(reverse("enterprises:detail", args=[firm.pk])).content.decode()
        assert "Nay là Tam Hiệp." in page
