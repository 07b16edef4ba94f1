"""A factory with a site, people on its list, and a second province."""

import pytest

from tests.factories import EnterpriseFactory, ProvinceFactory
from tests.worker_factories import SiteFactory, SpellFactory, WorkerFactory

SECRET = "Đoàn Thị Bí Mật"  # nobody out of reach may read this name anywhere
NUMBER = "075190004711"


@pytest.fixture
def firm(province):
    return EnterpriseFactory(province=province, name="Công ty Giày Sao Mai", short_name="Sao Mai")


@pytest.fixture
def site(firm):
    return SiteFactory(enterprise=firm, name="Xưởng may 2")


@pytest.fixture
def worker(firm, site):
    """Somebody with open employment."""
    person = WorkerFactory(name=SECRET, number=NUMBER)
    SpellFactory(worker=person, enterprise=firm, site=site)
    return person


@pytest.fixture
def colleagues(firm, site):
    people = WorkerFactory.create_batch(4)
    for person in people:
        SpellFactory(worker=person, enterprise=firm, site=site)
    return people


@pytest.fixture
def other_firm(db):
    """An enterprise of another province."""
    return EnterpriseFactory(province=ProvinceFactory(code="01"), name="Công ty Hồ Gươm")
