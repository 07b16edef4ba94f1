"""A firm with two sites, and one of another province."""

import pytest

from ecms.core import clock
from tests.factories import NOW, EnterpriseFactory, ProvinceFactory
from tests.worker_factories import SiteFactory


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """All of it happens on one Monday."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    return NOW.date()


@pytest.fixture
def firm(province):
    return EnterpriseFactory(province=province, tax_code="3600259786", name="Công ty May Biên Hòa")


@pytest.fixture
def second(province):
    return EnterpriseFactory(province=province, tax_code="0300588569", name="Công ty Gỗ An Bình")


@pytest.fixture
def foreign(db):
    return EnterpriseFactory(
        province=ProvinceFactory(code="01"), tax_code="0101243150", name="Công ty Hà Nội"
    )


@pytest.fixture
def sites(firm):
    return [SiteFactory(enterprise=firm, code=code, name=f"Xưởng {code}") for code in ("A", "B")]
