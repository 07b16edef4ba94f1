"""Two records of one firm, and what may hang on them."""

import pytest

from tests.factories import EnterpriseFactory


@pytest.fixture
def pair(province):
    """The record that stays, and a second one of the same firm."""
    kept = EnterpriseFactory(name="Công ty TNHH Điện tử Đồng Nai", tax_code="3600000001")
    gone = EnterpriseFactory(
        name="Cty TNHH Điện Tử Đồng Nai",
        tax_code="3600000002",
        phone="0251 3812345",
        insurance_code="TZ0001A",
    )
    return kept, gone
