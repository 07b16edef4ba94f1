"""The province of the lists: Đồng Nai with two wards and some sectors."""

import pytest

from ecms.core.text import fold
from tests.factories import SectorFactory, WardFactory


@pytest.fixture
def wards(province):
    return [
        WardFactory(province=province, code=code, name_vi=name, folded=fold(name))
        for code, name in (("26041", "Trấn Biên"), ("26068", "Tam Hiệp"))
    ]


@pytest.fixture
def sectors(db):
    manufacturing = SectorFactory()
    division = SectorFactory(
        scheme="VSIC2018",
        level=2,
        code="26",
        name_vi="Sản xuất sản phẩm điện tử",
        name_en="Electronics",
        section_2025="C",
    )
    return manufacturing, division


@pytest.fixture
def register(province, wards, sectors):
    """Everything a list is understood with."""
    return province
