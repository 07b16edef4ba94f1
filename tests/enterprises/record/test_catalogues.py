"""Zones and hazards: loaded once and again, kept by an administrator."""

import pytest
from django.urls import reverse

from ecms.core.datafile import DATA_DIR, DataFileError
from enterprises import loading
from enterprises.models import Hazard, IndustrialZone
from tests.factories import ProvinceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def provinces(db):
    return [ProvinceFactory(code=code) for code in ("75", "01", "79")]


def test_twice_changes_nothing(provinces):
    for load, model in ((loading.load_zones, IndustrialZone), (loading.load_hazards, Hazard)):
        first, second = load(), load()
        assert first.created == model.objects.count() >= 25
        assert (second.created, second.changed) == (0, 0)


def test_every_zone_and_precaution_is_complete(provinces):
    loading.load_zones()
    loading.load_hazards()
    assert set(IndustrialZone.objects.values_list("province__code", flat=True)) == {
        "75", "01", "79"
    }  # fmt: skip
    for hazard in Hazard.objects.all():
        assert all((hazard.precaution_vi, hazard.precaution_en, hazard.legal_basis))
        assert hazard.confidence.startswith("recalled")


def test_a_zone_needs_a_province_that_is_there(provinces, tmp_path, monkeypatch):
    text = (DATA_DIR / "industrial_zones.csv").read_text(encoding="utf-8")
    (tmp_path / "industrial_zones.csv").write_text(
        text.replace(",IZ,75,", ",IZ,99,", 1), encoding="utf-8"
    )
    monkeypatch.setattr(loading, "DATA_DIR", tmp_path)
    with pytest.raises(DataFileError, match="unknown province 99"):
        loading.load_zones()


def test_the_administration_shows_both(provinces, administrator, sign_in):
    loading.load_zones()
    loading.load_hazards()
    client = sign_in(administrator)
    for name, words in (("industrialzone", "Amata"), ("hazard", "Nồi hơi")):
        url = reverse(f"admin:enterprises_{name}_changelist")
        answer = client.get(url, {"q": words}, follow=True)
        assert answer.status_code == 200
        assert words in answer.content.decode()
