"""Wards that were merged or divided: the rules of a successor, the file and the administration."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from zeal import zeal_ignore

from accounts import loading
from accounts.enums import PlaceScheme
from accounts.models import Ward
from ecms.core.datafile import DataFileError
from tests.factories import ProvinceFactory, WardFactory

pytestmark = pytest.mark.django_db
LAST, NEXT = date(2026, 6, 30), date(2026, 7, 1)
HEAD = "code,name_vi,kind_vi,province_code,valid_from,valid_to,successor_code,source\n"


@pytest.fixture
def old(province):
    return WardFactory(province=province, code="26100", name_vi="Cũ")


@pytest.fixture
def new(province):
    return WardFactory(province=province, code="26200", name_vi="Mới")


def ended(ward, successor=None, on=LAST):
    Ward.objects.filter(pk=ward.pk).update(valid_to=on, successor=successor)
    ward.refresh_from_db()
    return ward


def refused(ward, **values):
    """Fields that validation names once the ward has ``values``."""
    for name, value in values.items():
        setattr(ward, name, value)
    with pytest.raises(ValidationError) as error:
        ward.full_clean()
    return set(error.value.message_dict)


class TestTheLine:
    def test_a_merged_ward_is_its_successor_after_its_last_day(self, old, new, province):
        last = WardFactory(province=province, code="26300", name_vi="Mới nhất")
        ended(new, last, date(2027, 1, 31))
        ended(old, new)
        assert old.at(LAST) == old
        assert old.at(NEXT) == new
        assert old.at(date(2027, 2, 1)) == last
        assert set(last.with_predecessors()) == {last.pk, new.pk, old.pk}
        assert old.with_predecessors() == [old.pk]

    def test_a_divided_ward_is_nothing(self, old):
        assert ended(old).at(NEXT) is None

    def test_what_is_offered(self, old, new, province):
        divided = ended(WardFactory(province=province, code="26400", name_vi="Chia"))
        ended(old, new)
        assert list(Ward.objects.present(LAST)) == [divided, old, new]
        assert list(Ward.objects.present(NEXT)) == [new]
        assert list(Ward.objects.findable(NEXT)) == [divided, new]
        assert list(Ward.objects.findable(LAST)) == [divided, old, new]

    def test_wards_of_a_merged_province_are_of_its_successor(self, province):
        small = ProvinceFactory(code="70", name_vi="Bình Phước", successor=province)
        ward = WardFactory(province=small, code="25000", name_vi="Phước")
        assert ward in Ward.objects.of(province)
        assert ward not in Ward.objects.of(ProvinceFactory(code="01", name_vi="Hà Nội"))


class TestTheRules:
    def test_a_merger_is_accepted(self, old, new):
        old.valid_to, old.successor, new.valid_from = LAST, new, NEXT
        new.save()
        old.full_clean()

    def test_a_circle(self, old, new):
        ended(old, new)
        assert refused(new, valid_to=date(2027, 1, 1), successor=old) == {"successor"}
        assert "successor" in refused(old, successor=old)

    def test_a_longer_circle(self, old, new, province):
        third = WardFactory(province=province, code="26300", name_vi="Ba")
        ended(old, new)
        ended(new, third, date(2026, 12, 31))
        with pytest.raises(ValidationError, match=r"circle|vòng"):
            third.valid_to, third.successor = date(2027, 1, 1), old
            third.full_clean()

    def test_another_province(self, old):
        there = WardFactory(province=ProvinceFactory(code="01"), code="00001", name_vi="Đó")
        assert refused(old, valid_to=LAST, successor=there) == {"successor"}

    def test_the_succeeding_province(self, old, province):
        big = ProvinceFactory(code="80", name_vi="Lớn")
        old.province.successor = big
        old.valid_to, old.successor = LAST, WardFactory(province=big, code="30000", name_vi="B")
        old.full_clean()

    def test_without_a_last_day(self, old, new):
        assert "valid_to" in refused(old, successor=new)
        with pytest.raises(IntegrityError), transaction.atomic():
            Ward.objects.filter(pk=old.pk).update(successor=new)

    def test_a_successor_that_is_not_there_the_next_day(self, old, new):
        new.valid_from = date(2026, 7, 2)
        assert refused(old, valid_to=LAST, successor=new) == {"successor"}
        new.valid_from, new.valid_to = None, LAST
        assert refused(old, valid_to=LAST, successor=new) == {"successor"}

    def test_a_successor_does_not_end_before_its_predecessor(self, old, new):
        ended(old, new)
        assert refused(new, valid_to=date(2026, 6, 1)) == {"valid_to"}


class TestTheFile:
    def load(self, monkeypatch, tmp_path, *lines):
        for name in ("provinces_mapping.csv",):
            (tmp_path / name).write_bytes((loading.DATA_DIR / name).read_bytes())
        (tmp_path / loading.WARD_CHANGES).write_text(HEAD + "\n".join(lines), encoding="utf-8")
        monkeypatch.setattr(loading, "DATA_DIR", tmp_path)
        if not Ward.objects.exists():
            loading.load_provinces()
        return loading.load_wards()

    def test_a_merger_and_a_new_ward(self, monkeypatch, tmp_path):
        lines = ("99001,Phường Mới Lập,phường,75,2027-01-01,,,NQ",
                 "26041,,,,,2026-12-31,99001,NQ", "26068,,,,,2026-12-31,,NQ")  # fmt: skip
        assert self.load(monkeypatch, tmp_path, *lines).created == 3322
        merged, divided = Ward.objects.get(code="26041"), Ward.objects.get(code="26068")
        assert (merged.successor.code, merged.valid_to) == ("99001", date(2026, 12, 31))
        assert (divided.successor, divided.valid_to) == (None, date(2026, 12, 31))
        new = Ward.objects.get(code="99001")
        assert (new.folded, new.province.code) == ("phuong moi lap", "75")
        assert self.load(monkeypatch, tmp_path, *lines).unchanged == 3322  # again: the same
        for line, words in (
            ("26041,,,,,2026-12-31,88888,x", "row 2.*88888"),
            ("26041,,,,,,26068,x", "row 2"),
            ("99002,Tên,phường,,2027-01-01,,,x", "row 2.*province_code"),
        ):
            Ward.objects.update(valid_to=None, successor=None)
            with pytest.raises(DataFileError, match=words), transaction.atomic():
                self.load(monkeypatch, tmp_path, line)

    def test_none_yet(self):
        assert list(
            loading.read_rows(
                loading.DATA_DIR / loading.WARD_CHANGES, loading.WARD_COLUMNS, may_be_empty=True
            )
        ) == []  # fmt: skip


def test_the_administrator_enters_a_merger(sign_in, administrator, old, new):
    page = reverse("admin:accounts_ward_change", args=[old.pk])
    client = sign_in(administrator)
    data = {
        "scheme": PlaceScheme.SINCE_2025, "code": old.code, "name_vi": old.name_vi,
        "name_en": "", "kind_vi": old.kind_vi, "province": old.province_id,
        "valid_from": "", "valid_to": "", "successor": new.pk,
    }  # fmt: skip
    with zeal_ignore():  # the form and its rules each ask for the successor
        assert client.post(page, data).status_code == 200
    old.refresh_from_db()
    assert old.successor is None
    with zeal_ignore():
        assert client.post(page, data | {"valid_to": "30/06/2026"}).status_code == 302
    old.refresh_from_db()
    assert (old.successor, old.valid_to) == (new, LAST)
